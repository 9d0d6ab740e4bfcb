"""The gap benefit at the desk: seen before it counts, kept within what can be, chosen by who works there alone."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from tests.doors.gap_room import FIVE_OFF, PILLOW, GapRoom, gap_room
from tests.doors.test_gap_pages import seen
from tests.doors.treating import member
from unknot.core.money.benefit import NOTHING
from unknot.salons.models import Membership, Salon

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> GapRoom:
    return gap_room()


def gaps_page(room: GapRoom, **query: str) -> str:
    return f"{reverse('desk_gaps', args=[room.place.salon.public_id])}?{urlencode(query)}"


@pytest.fixture
def desk(room: GapRoom) -> Client:
    return member(room.place, Membership.Role.OWNER)


def choice(kind: str, **more: str) -> dict[str, str]:
    return {"kind": kind, "percent": "", "amount": "", "extra": "", "rest_min": "30", **more}


def test_the_desk_sees_what_a_choice_would_do_before_it_counts(room: GapRoom, desk: Client) -> None:
    now = seen(desk.get(gaps_page(room)))
    assert "What it does: −€5" in now
    preview = seen(desk.get(gaps_page(room, **choice("percent", percent="10"))))
    assert "What it would do: −10 %" in preview
    counted = re.findall(r"In the next seven days: (\d+) of (\d+) free times", preview)
    assert int(counted[0][0]) == 1
    assert int(counted[0][1]) > 20
    assert Salon.objects.get().gap_percent == 0


def test_it_counts_from_the_yes_on(room: GapRoom, desk: Client) -> None:
    answer = desk.post(gaps_page(room), choice("extra", extra="hot neck pillow", rest_min="45"))
    assert answer.status_code == 302
    place = Salon.objects.get()
    assert (place.gap_benefit, place.gap_rest_min) == (PILLOW, 45)
    assert "Your choice counts from now on." in seen(desk.get(answer.headers["Location"]))

    desk.post(gaps_page(room), choice("nothing"))
    assert Salon.objects.get().gap_benefit == NOTHING
    assert "What it does" not in seen(desk.get(gaps_page(room)))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (choice("percent", percent="51"), "less than or equal to 50"),
        (choice("percent"), "Say how much, or what."),
        (choice("amount", amount="36.01"), "At most €36, half of your cheapest offer."),
        (choice("amount", amount="1.005"), "That is no amount in your currency."),
        (choice("extra", extra="detox tea"), "promises too much"),
        (choice("extra"), "Say how much, or what."),
        (choice("amount", amount="5", rest_min="7"), "not one of the available choices"),
        (choice("kindness"), "not one of the available choices"),
    ],
)
def test_what_can_not_be_given_is_told_and_nothing_changes(
    room: GapRoom, desk: Client, wrong: dict[str, str], said: str
) -> None:
    for answer in (desk.get(gaps_page(room, **wrong)), desk.post(gaps_page(room), wrong)):
        assert answer.status_code == 422
        assert said in seen(answer)
    assert Salon.objects.get().gap_benefit == FIVE_OFF


def test_half_of_the_cheapest_offer_is_the_most(room: GapRoom, desk: Client) -> None:
    assert desk.get(gaps_page(room, **choice("amount", amount="36"))).status_code == 200


def test_only_who_works_there_chooses(room: GapRoom, client: Client) -> None:
    assert client.post(gaps_page(room), choice("percent", percent="10")).status_code == 302
    stranger = member(gap_room().place, Membership.Role.OWNER)
    assert stranger.post(gaps_page(room), choice("percent", percent="10")).status_code == 404
    room.place.salon.refresh_from_db()
    assert room.place.salon.gap_benefit == FIVE_OFF


def test_the_board_leads_there(room: GapRoom, desk: Client) -> None:
    page = desk.get(reverse("desk_day", args=[room.place.salon.public_id, room.day])).content.decode()
    assert reverse("desk_gaps", args=[room.place.salon.public_id]) in page
