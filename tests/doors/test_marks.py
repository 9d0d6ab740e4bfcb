"""Where to work, how strong, and what to leave out: marked for a held time, and what it does to the minutes."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.doors.pages import DETAILS, free, quiet_room, tap, tap_only
from tests.doors.test_hold_pages import room_with_two_lengths
from unknot.diary.models import Hold, Part
from unknot.plumbing import clock
from unknot.salons.models import Offer, Salon

pytestmark = pytest.mark.django_db

NECK = {"work": "neck_and_shoulders", "strength_neck_and_shoulders": "4"}
BACK_OUT = {"avoid": ["back_lower", "back_middle", "back_upper"]}


def held() -> Hold:
    return Hold.objects.select_related("offer__salon").get(expires_at__gt=clock.now(), appointment=None)


def mark(client: Client, **given: str | list[str]) -> Any:
    """Mark the body for the live hold."""
    return client.post(reverse("marks", args=[held().public_id]), given)


def details(client: Client) -> str:
    return text(client.get(reverse("hold", args=[held().public_id])))


def text(answer: Any) -> str:
    """A page with its unbreakable spaces as plain ones."""
    return str(answer.content.decode()).replace("\xa0", " ")


def confirm(client: Client, **more: str) -> Any:
    return client.post(reverse("appointments"), {"hold": held().public_id, **DETAILS, **more})


def test_what_is_marked_stands_where_it_is_confirmed_and_goes_into_the_visit(client: Client) -> None:
    place = quiet_room()
    tap(client, place, free(place)[0])
    assert "Where, and how strong?" in details(client)
    answer = mark(client, **NECK, avoid="lower_back")
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("hold", args=[held().public_id]))
    page = details(client)
    assert "Most on: Neck and shoulders (firm). Left out: Lower back." in page
    assert "Your 60 min" in page and "Neck and shoulders, <span" in page
    confirm(client)
    part = Part.objects.get()
    assert set(part.focus) >= {"neck_back", "shoulder_top"}
    assert set(part.strengths.values()) == {4}
    assert (part.spared, part.avoid) == (["lower_back"], [])


def test_the_visit_names_what_is_left_out_at_its_clients_wish(client: Client) -> None:
    place = quiet_room()
    tap(client, place, free(place)[0])
    mark(client, avoid="lower_back_left")
    page = client.get(confirm(client).headers["Location"]).content.decode()
    assert "Left out as you wished: lower back (left)." in page


def test_nothing_marked_changes_nothing(client: Client) -> None:
    place = quiet_room()
    tap(client, place, free(place)[0])
    mark(client)
    assert "Where, and how strong?" in details(client)
    confirm(client)
    assert (Part.objects.get().focus, Part.objects.get().strengths, Part.objects.get().spared) == ([], {}, [])


def test_marks_go_along_to_another_time_as_far_as_its_treatment_reaches(client: Client) -> None:
    place = quiet_room()
    tap(client, place, free(place)[0])
    mark(client, **NECK)
    tap_only(client, place, free(place)[-1])
    assert "shoulder_top" in held().focus
    answer = client.post(
        reverse("holds"),
        {
            "offer": place.offers["facial"].public_id,
            "starts_at": free(place, "facial")[0].starts_at.isoformat(),
        },
    )
    assert answer.status_code == 302
    assert held().offer.treatment == "facial"
    assert "shoulder_blades" not in held().focus


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"work": "left_ear"}, "We don’t know that part of the body."),
        ({"work": "foot_sole"}, "That part can’t be chosen here."),
        ({**NECK, "strength_neck_and_shoulders": "9"}, "a number from 1 to 5"),
    ],
)
def test_what_cannot_be_marked_is_said_and_keeps_the_rest(
    client: Client, given: dict[str, str], said: str
) -> None:
    place = quiet_room()
    tap(client, place, free(place)[0])
    answer = mark(client, **given, avoid="back_lower")
    page = answer.content.decode()
    assert (answer.status_code, said in page) == (422, True)
    avoided = page.partition('name="avoid" value="back_lower"')[2].partition(">")[0]
    assert avoided.endswith(" checked")
    assert held().spared == []


def test_leaving_out_everything_is_not_taken(client: Client) -> None:
    place = quiet_room()
    tap(client, place, free(place)[0])
    page = client.get(reverse("marks", args=[held().public_id])).content.decode()
    every = [each.partition('"')[0] for each in page.split('name="avoid" value="')[1:]]
    answer = mark(client, avoid=every)
    assert (answer.status_code, "Leave something to be worked on." in answer.content.decode()) == (422, True)


def test_somebody_elses_hold_has_no_figure(client: Client) -> None:
    place = quiet_room()
    tap(client, place, free(place)[0])
    address = reverse("marks", args=[held().public_id])
    assert Client().get(address).status_code == 404
    assert Client().post(address, NECK).status_code == 404
    assert held().focus == []


def sells_half_an_hour_too(client: Client, rule: str) -> Offer:
    """A room with 60 and 90 minutes whose salon has a rule for what is left out; the client holds the 90."""
    place = room_with_two_lengths()
    Salon.objects.update(left_out=rule)
    tap(client, place, free(place)[0])
    wish = {"offer": place.offers["longer"].public_id, "starts_at": held().starts_at.isoformat()}
    client.post(reverse("holds"), wish)
    mark(client, **BACK_OUT)
    return place.offers["back_massage"]


def test_by_the_rule_either_the_client_may_take_a_shorter_one_for_less(client: Client) -> None:
    hour = sells_half_an_hour_too(client, "either")
    page = details(client)
    assert ("rather 60 min for €72" in page, "Confirm the visit" in page) == (True, True)
    wish = {"offer": hour.public_id, "starts_at": held().starts_at.isoformat(), "shortened": "1"}
    shortened = client.post(reverse("holds"), wish)
    assert shortened.headers["Location"].endswith("?shortened=1")
    assert "rather" not in text(client.get(shortened.headers["Location"]))
    confirm(client, shortened="1")
    assert (Part.objects.get().duration_min, Part.objects.get().price_minor) == (60, 7200)


def test_by_the_rule_elsewhere_nothing_shorter_is_offered(client: Client) -> None:
    sells_half_an_hour_too(client, "elsewhere")
    page = details(client)
    assert ("rather 60 min" in page, "Accept 60 min" in page, "Confirm the visit" in page) == (
        False,
        False,
        True,
    )


def test_by_the_rule_shorter_the_shorter_one_is_all_that_can_be_confirmed(client: Client) -> None:
    hour = sells_half_an_hour_too(client, "shorter")
    page = details(client)
    assert ("Accept 60 min for €72" in page, "Confirm the visit" in page) == (True, False)
    assert confirm(client).headers["Location"] == reverse("hold", args=[held().public_id])
    assert Part.objects.count() == 0
    wish = {"offer": hour.public_id, "starts_at": held().starts_at.isoformat(), "shortened": "1"}
    page = text(client.get(client.post(reverse("holds"), wish).headers["Location"]))
    assert ("Accept" in page, "Confirm the visit" in page) == (False, True)
    confirm(client, shortened="1")
    assert Part.objects.get().duration_min == 60
