"""The report of a visit at the desk: written and read by who treats alone, signed, amended, and there next time."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.doors.answered import opened_by
from tests.doors.pages import quiet_room
from tests.doors.treating import (
    NUTS,
    SECOND,
    Role,
    address,
    begins_in_an_hour,
    let_in,
    member,
    openings,
    text,
    visit,
)
from unknot.desk.phrases import BEGINNINGS, PHRASES
from unknot.diary import actions
from unknot.diary.models import Appointment
from unknot.health.models import Grant, Report
from unknot.plumbing import clock

pytestmark = pytest.mark.django_db

WORDS = {
    "subjective": "Stiff neck since May.",
    "objective": "Tight to the touch.",
    "assessment": "Lighter was better.",
    "plan": "Again in June.",
    "work": ["calf_left"],
}


@pytest.fixture
def place() -> cast.Place:
    return quiet_room()


@pytest.fixture
def aino(place: cast.Place) -> Client:
    return member(place, Role.PRACTITIONER, "Aino")


def treated(place: cast.Place, **more: Any) -> Appointment:
    """A visit by phone, for which nothing was answered, around now."""
    booked = visit(place, None, **more)
    actions.let_in(booked)
    let_in(booked)
    return booked


def posted(browser: Client, booked: Appointment, do: str = "open", **more: Any) -> Any:
    """A button of the page of a visit that begins in an hour, so that it lets in by itself."""
    begins_in_an_hour(booked)
    return browser.post(address("desk_report", booked), {"do": do, **more})


def signed(browser: Client, booked: Appointment, **words: Any) -> Any:
    posted(browser, booked, "agree")
    return posted(browser, booked, "sign", **{**WORDS, **words})


def test_a_get_opens_nothing_and_the_visit_leads_there(place: cast.Place, aino: Client) -> None:
    booked = treated(place)
    signed(aino, booked)
    before = openings(booked)
    assert (
        f'href="{address("desk_report", booked)}"' in aino.get(address("desk_visit", booked)).content.decode()
    )
    closed = aino.get(address("desk_report", booked))
    assert ("Open the notes" in text(closed), "Stiff" in text(closed)) == (True, False)
    assert openings(booked) == before


def test_nothing_is_asked_for_before_the_client_has_said_yes(place: cast.Place, aino: Client) -> None:
    booked = treated(place)
    first = posted(aino, booked)
    assert ("Ask first" in text(first), "<textarea" in first.content.decode()) == (True, False)
    refused = posted(aino, booked, "save", **WORDS)
    assert (refused.status_code, "The client has not agreed to notes" in text(refused)) == (409, True)
    agreed = posted(aino, booked, "agree")
    assert ("Ask first" in text(agreed), "<textarea" in agreed.content.decode()) == (False, True)


def test_a_draft_is_there_again_and_signed_it_is_fixed(place: cast.Place, aino: Client) -> None:
    booked = treated(place)
    posted(aino, booked, "agree")
    posted(aino, booked, "save", **WORDS)
    again = posted(aino, booked).content.decode()
    assert ("Stiff neck since May." in again, 'value="calf_left" data-name' in again) == (True, True)
    shown = posted(aino, booked, "sign", **{**WORDS, "plan": "Again in July."})
    assert "Signed. From now on it stays as it is." in text(shown)
    assert ("Again in July." in text(shown), "Calf (left)" in text(shown)) == (True, True)
    assert "<textarea" not in shown.content.decode()
    late = posted(aino, booked, "sign", **WORDS)
    assert (late.status_code, "were signed before" in text(late)) == (409, True)
    assert [each.signed_at is not None for each in Report.objects.all()] == [True]


def test_an_amendment_shows_both_with_their_dates(place: cast.Place, aino: Client) -> None:
    booked = treated(place)
    signed(aino, booked)
    report = Report.objects.get().pk
    form = posted(aino, booked, f"amend:{report}").content.decode()
    assert ("Stiff neck since May." in form, f'name="amending" value="{report}"' in form) == (True, True)
    shown = text(posted(aino, booked, "sign", **{**WORDS, "plan": "Not again."}, amending=report))
    assert ("Amended." in shown, "Not again." in shown, "Again in June." in shown) == (True, True, True)
    assert "As written on" in shown
    assert Report.objects.count() == 2


def test_a_beginning_fills_what_is_empty_and_a_phrase_goes_to_the_end(
    place: cast.Place, aino: Client
) -> None:
    booked = treated(place)
    posted(aino, booked, "agree")
    page = posted(aino, booked, "begin:neck", subjective="Her own words.").content.decode()
    assert "Her own words." in page
    assert str(BEGINNINGS["neck"].texts[0]) not in page
    assert str(BEGINNINGS["neck"].texts[1]) in page
    page = posted(aino, booked, "add:plan:2", plan="First.").content.decode()
    assert f"First. {PHRASES['plan'][2]}" in page
    assert Report.objects.count() == 0
    for wrong in ("add:plan:99", "add:nothing:0", "begin:x", "dance", "add:plan:x"):
        assert posted(aino, booked, wrong).status_code == 404


@pytest.mark.parametrize(
    ("role", "treats_as"),
    [(Role.PRACTITIONER, "Mikael"), (Role.OWNER, ""), (Role.RECEPTION, ""), (Role.PRACTITIONER, "")],
)
def test_reception_and_colleagues_read_and_write_nothing(
    place: cast.Place, aino: Client, role: Role, treats_as: str
) -> None:
    booked = treated(place)
    signed(aino, booked)
    before = openings(booked)
    other = member(place, role, treats_as, "other@example.org")
    for do in ("open", "agree", "save", "sign", f"amend:{Report.objects.get().pk}"):
        answer = posted(other, booked, do, **WORDS)
        assert (answer.status_code, "Stiff" in text(answer)) == (403, False)
    pages = [
        address("desk_visit", booked),
        reverse("desk_client", args=[place.salon.public_id, booked.client.public_id]),
        address("desk_report", booked),
        address("desk_brief", booked),
    ]
    assert not any("Stiff" in text(other.get(each)) for each in pages)
    assert (openings(booked), Report.objects.count()) == (before, 1)


def test_another_salons_people_find_nothing_there(place: cast.Place, aino: Client) -> None:
    booked = treated(place)
    signed(aino, booked)
    stranger = member(quiet_room(), Role.PRACTITIONER, "Aino", "elsewhere@example.org")
    assert posted(stranger, booked).status_code == 404
    assert posted(Client(), booked).status_code == 302


def test_they_close_with_the_visits_time_and_with_its_cancellation(place: cast.Place, aino: Client) -> None:
    booked = treated(place)
    signed(aino, booked)
    far = visit(place, None)
    early = aino.post(address("desk_report", far), {"do": "open"})
    wait = Grant.objects.get(visit=far.public_id).opens_at - clock.now()
    assert (early.status_code == 403) == (wait > 0 * SECOND)
    actions.cancel(Appointment.objects.get(pk=booked.pk), by="desk:1", clock=clock.now)
    closed = posted(aino, booked)
    assert (closed.status_code, "the visit was cancelled" in text(closed)) == (403, True)
    assert not Grant.objects.filter(visit=booked.public_id).exists()


def test_the_next_brief_starts_from_the_last_signed_report(place: cast.Place, aino: Client) -> None:
    before = treated(place)
    signed(aino, before)
    again = visit(place, NUTS, client=before.client)
    let_in(again)
    told = text(aino.post(address("desk_brief", again)))
    assert "Last time" in told and "Again in June." in told
    assert told.index("Last time") < told.index("The treatment")
    other = visit(place, NUTS)
    let_in(other)
    assert "Last time" not in text(aino.post(address("desk_brief", other)))


def test_a_move_to_other_hands_takes_the_grant_along(place: cast.Place) -> None:
    booked = treated(place)
    moved = actions.move(
        booked, starts_at=booked.starts_at, practitioner=place.people["Mikael"], by="desk:1", clock=clock.now
    )
    assert isinstance(moved, Appointment), moved
    assert Grant.objects.get(visit=booked.public_id).practitioner == place.people["Mikael"]


def test_the_client_sees_that_notes_are_kept_and_who_looked(place: cast.Place, aino: Client) -> None:
    booked = treated(place)
    signed(aino, booked)
    told = text(opened_by(Client(), booked).get(reverse("visit_answers", args=[booked.public_id])))
    assert "Who treats you keeps sealed notes of your treatments" in told
    assert "Aino, at treatment notes" in told
    assert ("Download everything" in told, "Stiff" in told) == (True, False)
