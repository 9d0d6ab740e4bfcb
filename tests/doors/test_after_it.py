"""One client, two treatments in a row: asked once about both, judged for each, and one of them kept where one fits."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.doors.pages import DETAILS, company_starts, hold_at, quiet_room, tap_only
from unknot.design.words import on_wall
from unknot.diary import audit
from unknot.diary.models import Appointment, Hold, Part
from unknot.health.models import Answers
from unknot.plumbing import clock

pytestmark = pytest.mark.django_db

ZONE = "Europe/Helsinki"


@pytest.fixture
def place() -> cast.Place:
    return quiet_room()


def text(answer: Any) -> str:
    return str(answer.content.decode()).replace("\xa0", " ")


def held(client: Client, place: cast.Place) -> str:
    """The id of the hold of a massage and a facial after it, with consent given."""
    then = place.offers["facial"].public_id
    hold_id = hold_at(tap_only(client, place, company_starts(place, then=then)[0], then=then))
    client.post(reverse("consent", args=[hold_id]))
    return hold_id


def tick(client: Client, hold_id: str, item: str) -> str:
    given = {"line": ["face"], "item": [item]}
    return text(client.post(reverse("answers", args=[hold_id]), given, follow=True))


def answer(client: Client, hold_id: str, item: str, **values: str) -> str:
    return text(client.post(reverse("answers", args=[hold_id]), {"about": item, **values}, follow=True))


def confirm(client: Client, hold_id: str, **more: Any) -> Any:
    return client.post(reverse("appointments"), {"hold": hold_id, **DETAILS, **more})


def test_the_card_asks_about_both(client: Client, place: cast.Place) -> None:
    address = reverse("interview", args=[held(client, place)])
    assert 'value="isotretinoin"' in text(client.get(address))
    alone = Client()
    hold_id = hold_at(tap_only(alone, place, company_starts(place, two="1")[0]))
    alone.post(reverse("consent", args=[hold_id]))
    assert 'value="isotretinoin"' not in text(alone.get(reverse("interview", args=[hold_id])))


def test_who_is_well_has_answered_for_both(client: Client, place: cast.Place) -> None:
    hold_id = held(client, place)
    client.post(reverse("answers", args=[hold_id]), {"none": "1"})
    assert confirm(client, hold_id).status_code == 302
    assert [(part.told, part.verdict) for part in Part.objects.all()] == [("online", "allowed")] * 2
    visits = [each.public_id for each in Appointment.objects.order_by("pk")]
    assert sorted(Answers.objects.values_list("visit", flat=True)) == sorted(visits)


def test_what_changes_in_the_second_is_shown_and_accepted(client: Client, place: cast.Place) -> None:
    hold_id = held(client, place)
    asked = tick(client, hold_id, "isotretinoin")
    assert "Still taking it?" in asked
    page = answer(client, hold_id, "isotretinoin", still_taking="yes")
    assert ("adapted" in page, "Accept and confirm" in page) == (True, True)
    accepted = page.partition('name="accepted_after" value="')[2].partition('"')[0]
    refused = confirm(client, hold_id)
    assert (refused.status_code, Appointment.objects.count()) == (302, 0)
    assert confirm(client, hold_id, accepted_after=accepted).status_code == 302
    massage, facial = Part.objects.order_by("appointment_id")
    assert (massage.verdict, facial.verdict, bool(facial.seen)) == ("allowed", "adapt", True)
    assert list(audit.findings()) == []


def test_where_the_second_does_not_fit_the_first_is_kept_alone(client: Client, place: cast.Place) -> None:
    hold_id = held(client, place)
    tick(client, hold_id, "peel_laser_recent")
    today = on_wall(clock.now(), ZONE).date().isoformat()
    page = answer(client, hold_id, "peel_laser_recent", kind="peel", on_on=today)
    assert ("One of the two fits" in page, "Classic facial with massage does not" in page) == (True, True)
    assert "It fits from" in page
    assert confirm(client, hold_id).headers["Location"] == f"/holds/{hold_id}/interview"
    start = page.partition('name="starts_at" value="')[2].partition('"')[0]
    alone = client.post(
        reverse("holds"), {"offer": place.offers["back_massage"].public_id, "starts_at": start}
    )
    details = client.get(alone.headers["Location"], follow=True)
    assert (details.redirect_chain, "Who is coming?" in text(details)) == ([], True)
    assert Hold.objects.filter(expires_at__gt=clock.now()).count() == 1
    assert confirm(client, hold_at(alone.headers["Location"])).status_code == 302
    assert [part.treatment for part in Part.objects.all()] == ["back_massage"]


def test_who_would_rather_be_asked_in_person_is_for_both(client: Client, place: cast.Place) -> None:
    hold_id = held(client, place)
    assert confirm(client, hold_id, told="in_person").status_code == 302
    assert [part.told for part in Part.objects.all()] == ["in_person"] * 2
