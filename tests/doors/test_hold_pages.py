"""The page of a hold: what it shows, what can be changed on it, and what it says when something went wrong."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests import cast
from tests.doors.pages import book, free, free_after_a_hold, quiet_room, tap
from unknot.design.words import on_wall, wall_time
from unknot.diary.models import Hold
from unknot.plumbing import clock
from unknot.salons.models import Offer

pytestmark = pytest.mark.django_db

ZONE = "Europe/Helsinki"
HTMX = {"HX-Request": "true", "HX-Target": "held"}


def longer(place: cast.Place) -> Offer:
    """A second length of the back massage: 90 minutes at 98 euros."""
    made = cast.offer(place, duration_min=90, price_minor=9800)
    place.offers["longer"], place.offers["back_massage"] = made, place.salon.offers.get(duration_min=60)
    place.offers["back_massage"].salon = place.salon
    place.open(clock.now())
    return made


def room_with_two_lengths() -> cast.Place:
    place = cast.salon()
    for name in ("Aino", "Mikael"):
        cast.practitioner(place, name, "back_massage")
    cast.room(place, "Room 1")
    cast.room(place, "Room 2")
    cast.offer(place)
    longer(place)
    return place


def held() -> Hold:
    return Hold.objects.select_related("offer", "practitioner").get(
        expires_at__gt=clock.now(), appointment=None
    )


def change(client: Client, *, htmx: bool = False, somebody_else: bool = False, **more: str) -> Any:
    """Tap another choice on the page of the live hold."""
    mine = held()
    wish = {"offer": mine.offer.public_id, "starts_at": mine.starts_at.isoformat(), **more}
    if somebody_else:
        wish["as"] = "other"
    return client.post(reverse("holds"), wish, headers=HTMX if htmx else {})


def test_the_page_says_until_when_and_how_many_seconds_are_left(client: Client) -> None:
    place = quiet_room()
    page = client.get(tap(client, place, free(place)[0])).content.decode()
    assert f"Kept for you until {wall_time(held().expires_at, ZONE)}" in page
    left_s = int(page.partition('data-left-s="')[2].partition('"')[0])
    assert 590 <= left_s <= 600


def test_another_length_is_held_at_the_same_start_and_the_first_gives_way(client: Client) -> None:
    place = room_with_two_lengths()
    first = tap(client, place, free(place)[0])
    starts_at = held().starts_at
    answer = change(client, offer=place.offers["longer"].public_id)
    mine = held()
    assert (answer.status_code, mine.offer_id, mine.starts_at) == (302, place.offers["longer"].pk, starts_at)
    assert answer.headers["Location"] == reverse("hold", args=[mine.public_id]) != first
    assert "€98" in client.get(answer.headers["Location"]).content.decode()


def test_through_htmx_only_the_part_about_the_hold_comes_back(client: Client) -> None:
    place = room_with_two_lengths()
    tap(client, place, free(place)[0])
    answer = change(client, htmx=True, offer=place.offers["longer"].public_id)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert answer.headers["HX-Replace-Url"] == reverse("hold", args=[held().public_id])
    assert ("<html" in page, 'name="name"' in page, f'value="{held().public_id}"' in page) == (
        False,
        False,
        True,
    )


def test_whoever_was_asked_for_by_name_stays_in_the_address(client: Client) -> None:
    place = room_with_two_lengths()
    tap(client, place, free(place)[0])
    mikael = place.people["Mikael"]
    answer = change(client, practitioner=mikael.public_id)
    mine = held()
    assert mine.practitioner == mikael
    assert answer.headers["Location"] == f"/holds/{mine.public_id}/?practitioner={mikael.public_id}"
    page = client.get(answer.headers["Location"]).content.decode()
    assert page.count(f'name="practitioner" value="{mikael.public_id}" aria-current="true"') == 1


def taken_by_mikael(place: cast.Place, client: Client) -> None:
    """The client holds with Aino; Mikael is held by somebody else at that start."""
    start = free_after_a_hold(place).starts_at.isoformat()
    for name, browser in (("Mikael", Client()), ("Aino", client)):
        wish = {"offer": place.offers["back_massage"].public_id, "starts_at": start}
        with_whom = {"practitioner": place.people[name].public_id}
        assert browser.post(reverse("holds"), {**wish, **with_whom}).status_code == 302


def test_a_change_that_is_not_free_leaves_the_hold_and_offers_the_nearest_for_the_new_wish(
    client: Client,
) -> None:
    place = quiet_room()
    taken_by_mikael(place, client)
    before = Hold.objects.get(practitioner__name="Aino")
    wish = {"offer": before.offer.public_id, "starts_at": before.starts_at.isoformat()}
    mikael = place.people["Mikael"].public_id
    answers = [
        client.post(reverse("holds"), {**wish, "practitioner": mikael}, headers=headers)
        for headers in ({}, HTMX)
    ]
    assert [answer.status_code for answer in answers] == [409, 409]
    for answer in answers:
        page = answer.content.decode()
        assert page.count('name="starts_at"') == 3
        assert f'name="practitioner" value="{mikael}"' in page
        assert "What you have stays kept" in page
        assert "Somebody holds it until" in page
    assert answers[1].headers["HX-Retarget"] == "#unfit"
    before.refresh_from_db()
    assert before.expires_at > clock.now()


def test_what_is_offered_instead_can_be_held(client: Client) -> None:
    place = quiet_room()
    taken_by_mikael(place, client)
    before = Hold.objects.get(practitioner__name="Aino")
    wish = {"offer": before.offer.public_id, "practitioner": place.people["Mikael"].public_id}
    page = client.post(reverse("holds"), {**wish, "starts_at": before.starts_at.isoformat()}).content.decode()
    starts = [piece.partition('"')[0] for piece in page.split('name="starts_at" value="')[1:]]
    answers = [client.post(reverse("holds"), {**wish, "starts_at": start}) for start in starts]
    assert [answer.status_code for answer in answers] == [302] * 3


def test_what_one_holds_oneself_is_no_obstacle_for_what_is_offered_instead(client: Client) -> None:
    """Aino alone: 90 minutes from the held start meet somebody’s visit, half an hour earlier they don’t."""
    place = cast.salon()
    cast.practitioner(place, "Aino", "back_massage")
    cast.room(place, "Room 1")
    cast.offer(place)
    offer = longer(place)
    slots = free(place)
    mine, after = slots[2], slots[6]
    assert after.starts_at - mine.starts_at == timedelta(hours=1)
    book(Client(), place, after)
    tap(client, place, mine)
    answer = change(client, offer=offer.public_id)
    starts = answer.content.decode().split('name="starts_at" value="')[1:]
    earlier = on_wall(mine.starts_at - timedelta(minutes=30), ZONE).isoformat(timespec="minutes")
    assert (answer.status_code, starts[0].partition('"')[0]) == (409, earlier)
    assert change(client, offer=offer.public_id, starts_at=earlier).status_code == 302


def test_a_time_held_by_somebody_says_until_when(client: Client) -> None:
    place = quiet_room()
    slot = free_after_a_hold(place)
    for _ in place.rooms:
        tap(Client(), place, slot)
    until = wall_time(Hold.objects.order_by("expires_at")[0].expires_at, ZONE)
    wish = {"offer": place.offers["back_massage"].public_id, "starts_at": slot.starts_at.isoformat()}
    assert (
        f"Somebody holds it until {until}; it may come free then."
        in client.post(reverse("holds"), wish).content.decode()
    )


def test_a_time_that_is_booked_promises_nothing(client: Client) -> None:
    place = quiet_room()
    slot = free(place)[0]
    for _ in place.rooms:
        book(Client(), place, slot)
    wish = {"offer": place.offers["back_massage"].public_id, "starts_at": slot.starts_at.isoformat()}
    page = client.post(reverse("holds"), wish).content.decode()
    assert ("Somebody holds it" in page, page.count('name="starts_at"')) == (False, 3)


def test_a_double_tap_before_the_first_answer_is_one_hold() -> None:
    """Both requests leave with the cookie of the page's form, and without a visitor's number."""
    place = quiet_room()
    slot = free(place)[0]
    wish = {"offer": place.offers["back_massage"].public_id, "starts_at": slot.starts_at.isoformat()}
    answers = []
    for _ in range(2):
        browser = Client()
        browser.cookies["csrftoken"] = "s" * 32
        answers.append(browser.post(reverse("holds"), wish))
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert len({answer.cookies["visitor"].value for answer in answers}) == 1
    assert Hold.objects.count() == 1


def test_the_tab_whose_hold_gave_way_says_so_and_offers_the_nearest(client: Client) -> None:
    place = quiet_room()
    slots = free(place)
    first = tap(client, place, slots[0])
    second = tap(client, place, slots[5])
    page = client.get(first).content.decode()
    assert "You keep another time now" in page
    assert f'href="{second}"' in page
    assert page.count('name="starts_at"') == 3


def test_a_hold_that_ran_out_offers_its_own_time_while_it_is_free(client: Client) -> None:
    place = quiet_room()
    page = tap(client, place, free(place)[0])
    mine = held()
    over = clock.now() - timedelta(seconds=1)
    mine.claims.update(expires_at=over)
    Hold.objects.update(expires_at=over)
    content = client.get(page).content.decode()
    assert "The ten minutes are over" in content
    assert f"and {wall_time(mine.starts_at, ZONE)} is still free" in content


def test_that_somebody_else_comes_is_not_forgotten_by_a_change(client: Client) -> None:
    place = room_with_two_lengths()
    tap(client, place, free(place)[0])
    answer = change(client, offer=place.offers["longer"].public_id, somebody_else=True)
    assert answer.headers["Location"] == f"/holds/{held().public_id}/?as=other"
    part = change(client, htmx=True, practitioner=place.people["Aino"].public_id, somebody_else=True)
    assert part.content.decode().count('name="as" value="other"') == 3


def test_the_page_of_a_hold_takes_a_fixed_number_of_statements(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    place = room_with_two_lengths()
    path = tap(client, place, free(place)[0])
    with django_assert_num_queries(8):
        client.get(path)
