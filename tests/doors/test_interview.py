"""The interview between a held time and its details, and the page of each of the six verdicts."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.doors.pages import DETAILS, free, nothing_applies, quiet_room, tap_only
from unknot.design.words import on_wall
from unknot.diary.models import Appointment, Hold, Part
from unknot.diary.values import Slot
from unknot.health.models import Answers, Grant, Key
from unknot.knowledge.screening import rulebook
from unknot.plumbing import clock
from unknot.salons.models import Skill

pytestmark = pytest.mark.django_db

ZONE = "Europe/Helsinki"


def a_week_ahead(place: cast.Place) -> Slot:
    """A free start about a week from now."""
    return next(slot for slot in free(place) if slot.starts_at > clock.now() + timedelta(days=7))


def held(client: Client, place: cast.Place) -> str:
    """A hold about a week ahead, whose interview has consent; its id."""
    hold_id = tap_only(client, place, a_week_ahead(place)).strip("/").rpartition("/")[2]
    client.post(reverse("consent", args=[hold_id]))
    return hold_id


def tick(client: Client, hold_id: str, *items: str) -> Any:
    """Tick items on the card; the page that follows."""
    lines = [line.id for line in rulebook().lines if not set(items).isdisjoint(line.items)]
    answer = client.post(reverse("answers", args=[hold_id]), {"line": lines, "item": items})
    assert answer.status_code == 302
    return client.get(answer.headers["Location"], follow=True)


def answer(client: Client, hold_id: str, about: str, **values: str | list[str]) -> Any:
    """Answer the questions about an item; the page that follows."""
    said = client.post(reverse("answers", args=[hold_id]), {"about": about, **values})
    assert said.status_code == 302
    return client.get(said.headers["Location"], follow=True)


def confirm(client: Client, hold_id: str, **more: str) -> Any:
    """Confirm a hold with a name and an e-mail."""
    return client.post(reverse("appointments"), {"hold": hold_id, **DETAILS, **more})


def text(response: Any) -> str:
    return str(response.content.decode())


def test_a_tapped_time_leads_to_consent_before_any_question(client: Client) -> None:
    address = tap_only(client, quiet_room(), a_week_ahead(quiet_room()))
    page = client.get(address, follow=True)
    assert page.redirect_chain == [(f"{address}interview", 302)]
    assert ("I agree that Hiljainen Huone uses my answers" in text(page), 'name="item"' in text(page)) == (
        True,
        False,
    )
    assert Key.objects.count() == 0


def test_a_healthy_client_answers_with_two_taps_and_is_asked_who_is_coming(client: Client) -> None:
    place = quiet_room()
    address = tap_only(client, place, a_week_ahead(place))
    nothing_applies(client, address)
    page = client.get(address)
    assert ("Who is coming?" in text(page), "Your treatment, adapted" in text(page)) == (True, False)
    assert confirm(client, address.strip("/").rpartition("/")[2]).status_code == 302
    part = Part.objects.get()
    assert (part.told, part.verdict, part.avoid, part.pressure_max) == ("online", "allowed", [], None)
    assert list(Answers.objects.values_list("visit", flat=True)) == [Appointment.objects.get().public_id]
    assert Grant.objects.get().practitioner == part.practitioner


def test_nobody_gets_past_the_interview_by_posting_the_details(client: Client) -> None:
    place = quiet_room()
    address = tap_only(client, place, a_week_ahead(place))
    answer = confirm(client, address.strip("/").rpartition("/")[2])
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{address}interview")
    assert Appointment.objects.count() == 0


def test_whoever_would_rather_be_asked_in_person_is_marked_so(client: Client) -> None:
    place = quiet_room()
    address = tap_only(client, place, a_week_ahead(place))
    hold_id = address.strip("/").rpartition("/")[2]
    chosen = client.post(reverse("consent", args=[hold_id]), {"told": "in_person"})
    assert chosen.headers["Location"] == f"{address}?told=in_person"
    page = text(client.get(chosen.headers["Location"]))
    assert '<input type="hidden" name="told" value="in_person">' in page
    assert confirm(client, hold_id, told="in_person").status_code == 302
    part = Part.objects.get()
    assert (part.told, part.verdict, Answers.objects.count(), Key.objects.count()) == ("in_person", "", 0, 0)


def test_an_adapted_treatment_is_shown_and_accepted_where_it_is_confirmed(client: Client) -> None:
    place = quiet_room()
    hold_id = held(client, place)
    page = text(tick(client, hold_id, "low_bp_faint"))
    assert ("Your treatment, adapted" in page, "Accept and confirm" in page) == (True, True)
    accepted = page.partition('name="accepted" value="')[2].partition('"')[0]
    refused = confirm(client, hold_id)
    assert (refused.status_code, Appointment.objects.count()) == (302, 0)
    assert refused.headers["Location"] == f"/holds/{hold_id}/?again=1"
    assert confirm(client, hold_id, accepted=accepted).status_code == 302
    assert [part.verdict for part in Part.objects.all()] == ["adapt"]


def test_a_postponed_treatment_offers_the_first_real_times_that_fit(client: Client) -> None:
    place = quiet_room()
    slot = a_week_ahead(place)
    hold_id = held(client, place)
    day = on_wall(slot.starts_at, ZONE).date()
    questions = text(tick(client, hold_id, "vaccination"))
    assert 'name="at_on"' in questions
    page = text(answer(client, hold_id, "vaccination", at_on=day.isoformat(), sore="no"))
    fits_from = day + timedelta(days=3)
    starts = [piece.partition('"')[0] for piece in page.split('name="starts_at" value="')[1:]]
    assert (len(starts), min(starts)[:10] >= fits_from.isoformat()) == (6, True)
    assert confirm(client, hold_id).headers["Location"] == f"/holds/{hold_id}/interview"
    taken = client.post(
        reverse("holds"), {"offer": place.offers["back_massage"].public_id, "starts_at": starts[0]}
    )
    details = client.get(taken.headers["Location"], follow=True)
    assert (details.redirect_chain, "Who is coming?" in text(details)) == ([], True)


def test_without_a_day_from_which_it_fits_the_page_says_so_and_offers_no_time(client: Client) -> None:
    hold_id = held(client, quiet_room())
    tick(client, hold_id, "stomach_bug")
    page = text(answer(client, hold_id, "stomach_bug", still_ill="yes"))
    assert ("Better once this is over" in page, 'name="starts_at"' in page) == (True, False)


def test_a_treatment_that_needs_a_note_keeps_its_time(client: Client) -> None:
    hold_id = held(client, quiet_room())
    page = text(tick(client, hold_id, "bleeding_disorder"))
    accepted = page.partition('name="accepted" value="')[2].partition('"')[0]
    assert "First a note, then the treatment" in page
    assert confirm(client, hold_id, accepted=accepted).status_code == 302
    part = Part.objects.get()
    assert (part.verdict, part.pressure_max) == ("clearance", 2)


def test_what_does_not_suit_offers_what_does_at_the_same_time(client: Client) -> None:
    place = quiet_room()
    prenatal = cast.offer(place, "prenatal", 60)
    Skill.objects.create(practitioner=place.people["Aino"], treatment="prenatal")
    place.open(clock.now())
    slot = a_week_ahead(place)
    hold_id = held(client, place)
    page = text(tick(client, hold_id, "pregnancy"))
    assert "Something that suits you better" in page
    assert (prenatal.public_id in page, "at the same time · after a question or two more" in page) == (
        True,
        True,
    )
    wish = {"offer": prenatal.public_id, "starts_at": slot.starts_at.isoformat()}
    taken = client.post(reverse("holds"), wish).headers["Location"]
    hold_id = taken.strip("/").rpartition("/")[2]
    assert 'name="edd_on"' in text(client.get(taken, follow=True))
    due = on_wall(slot.starts_at, ZONE).date() + timedelta(days=100)
    answer(client, hold_id, "pregnancy", edd_on=due.isoformat())
    details = text(answer(client, hold_id, "pregnancy", complications="no"))
    assert ("Your treatment, adapted" in details, "Accept and confirm" in details) == (True, True)


def test_an_emergency_ends_the_interview_and_lets_the_time_go(client: Client) -> None:
    place = quiet_room()
    hold_id = held(client, place)
    page = text(tick(client, hold_id, "cauda_equina"))
    assert ("Please get help now" in page, "112" in page) == (True, True)
    assert ('name="starts_at"' in page, "All times" in page, "Find a free time" in page) == (
        False,
        False,
        False,
    )
    assert Hold.objects.get(public_id=hold_id).expires_at <= clock.now()
    refused = confirm(client, hold_id)
    assert (refused.status_code, Appointment.objects.count()) == (302, 0)


def test_an_emergency_is_said_before_its_questions_are_asked(client: Client) -> None:
    hold_id = held(client, quiet_room())
    assert "Please see a doctor today" in text(tick(client, hold_id, "back_pain_unwell"))


def test_a_line_that_is_ticked_without_saying_what_is_asked_again(client: Client) -> None:
    hold_id = held(client, quiet_room())
    again = client.post(reverse("answers", args=[hold_id]), {"line": "heart"})
    assert (again.status_code, "Tick what applies, or take the tick of the line away." in text(again)) == (
        422,
        True,
    )
    assert Answers.objects.count() == 0


def test_what_stands_under_a_line_whose_tick_was_taken_away_is_not_meant(client: Client) -> None:
    hold_id = held(client, quiet_room())
    client.post(reverse("answers", args=[hold_id]), {"item": ["aneurysm", "minor"], "line": []})
    assert "A parent or guardian agrees." in text(client.get(f"/holds/{hold_id}/"))
    client.post(reverse("answers", args=[hold_id]), {"item": ["aneurysm"]})
    assert "Confirm the visit" in text(client.get(f"/holds/{hold_id}/"))


def test_what_is_owed_is_asked_again_and_keeps_what_was_chosen(client: Client) -> None:
    hold_id = held(client, quiet_room())
    tick(client, hold_id, "surgery_recent")
    again = client.post(reverse("answers", args=[hold_id]), {"about": "surgery_recent", "size": "minor"})
    assert (again.status_code, "Something is still open below." in text(again)) == (422, True)
    assert 'name="size" value="minor" checked' in text(again)


@pytest.mark.parametrize("given", ["2026-02-30", "yesterday", "0000-01-01"])
def test_a_day_that_is_none_is_said_where_it_stands(client: Client, given: str) -> None:
    hold_id = held(client, quiet_room())
    tick(client, hold_id, "surgery_recent")
    values = {"about": "surgery_recent", "size": "minor", "on_on": given}
    again = client.post(reverse("answers", args=[hold_id]), values)
    assert (again.status_code, "Write the day as it stands in a calendar." in text(again)) == (422, True)


def test_not_sure_takes_the_careful_branch(client: Client) -> None:
    hold_id = held(client, quiet_room())
    tick(client, hold_id, "stomach_bug")
    page = text(answer(client, hold_id, "stomach_bug", still_ill="unknown", last_symptom_on="unknown"))
    assert "Better once this is over" in page


def test_answers_go_along_to_another_time_of_the_same_visitor(client: Client) -> None:
    place = quiet_room()
    address = tap_only(client, place, a_week_ahead(place))
    nothing_applies(client, address)
    later = tap_only(client, place, free(place)[-1])
    assert "Who is coming?" in text(client.get(later))
    assert "Who is coming?" not in text(Client().get(later))


def test_a_returning_client_confirms_that_nothing_has_changed(client: Client) -> None:
    place = quiet_room()
    first = tap_only(client, place, a_week_ahead(place))
    nothing_applies(client, first)
    confirm(client, first.strip("/").rpartition("/")[2], remember="on")
    again = tap_only(client, place, free(place)[-1])
    page = text(client.get(again))
    assert ("Nothing has changed: confirm" in page, "Something has changed" in page) == (True, True)
    booked = client.post(reverse("appointments"), {"hold": again.strip("/").rpartition("/")[2]})
    assert booked.status_code == 302
    assert [part.told for part in Part.objects.order_by("pk")] == ["online", "as_before"]


def test_earlier_answers_that_no_longer_do_are_asked_for_once_more(client: Client) -> None:
    """The salon wants a note by now for what it only adapted to before."""
    place = quiet_room()
    hold_id = held(client, place)
    page = text(tick(client, hold_id, "anticoagulants"))
    accepted = page.partition('name="accepted" value="')[2].partition('"')[0]
    assert confirm(client, hold_id, remember="on", accepted=accepted).status_code == 302
    place.salon.switches = {"anticoagulant_letter": "first_visit"}
    place.salon.save()
    again = tap_only(client, place, free(place)[-1]).strip("/").rpartition("/")[2]
    refused = client.post(reverse("appointments"), {"hold": again})
    assert refused.headers["Location"] == f"/holds/{again}/interview?again=1"
    assert "For this date we need to ask once more." in text(client.get(refused.headers["Location"]))
    assert Appointment.objects.count() == 1


def test_an_adapted_treatment_is_had_again_without_a_word(client: Client) -> None:
    place = quiet_room()
    hold_id = held(client, place)
    page = text(tick(client, hold_id, "anticoagulants"))
    accepted = page.partition('name="accepted" value="')[2].partition('"')[0]
    confirm(client, hold_id, remember="on", accepted=accepted)
    again = tap_only(client, place, free(place)[-1])
    assert "Your treatment, adapted" not in text(client.get(again))
    assert (
        client.post(reverse("appointments"), {"hold": again.strip("/").rpartition("/")[2]}).status_code == 302
    )
    assert [(part.verdict, part.pressure_max) for part in Part.objects.all()] == [("adapt", 3)] * 2


def test_the_interview_of_somebody_else_is_as_if_it_did_not_exist(client: Client) -> None:
    place = quiet_room()
    hold_id = held(client, place)
    tick(client, hold_id, "low_bp_faint")
    stranger = Client()
    assert stranger.get(reverse("interview", args=[hold_id])).status_code == 404
    assert stranger.post(reverse("answers", args=[hold_id]), {"none": "1"}).status_code == 409
