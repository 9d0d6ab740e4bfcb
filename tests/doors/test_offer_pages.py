"""One treatment at one salon: a month of free starts, held ones, choices; and the same month for moving a visit."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests import cast
from tests.doors.pages import book, free, quiet_room, tap
from unknot.core.hours import later
from unknot.design.words import long_day, on_wall, wall_time
from unknot.diary import actions, reads
from unknot.diary.models import Appointment, Hold
from unknot.diary.values import Slot
from unknot.plumbing import clock
from unknot.salons.models import Offer, Salon

pytestmark = pytest.mark.django_db

ZONE = "Europe/Helsinki"
FRAGMENT = {"HX-Request": "true", "HX-Target": "month"}
PAGE = timedelta(days=35)


def offer_page(place: cast.Place, treatment: str = "back_massage") -> str:
    return reverse("offer", args=[place.salon.public_id, place.offers[treatment].public_id])


def shown(client: Client, path: str, **query: str) -> str:
    answer = client.get(path, query)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def times_on(page: str) -> list[str]:
    """The starts that can be tapped, as the form would send them."""
    return re.findall(r'name="starts_at" value="([^"]+)"', page)


def days_on(page: str) -> list[str]:
    """The days that are links."""
    return re.findall(r'<a id="d([0-9-]+)"', page)


def wall_dates(starts: list[datetime]) -> list[date]:
    return [on_wall(start, ZONE).date() for start in starts]


def starts_of(place: cast.Place, days: int, treatment: str = "back_massage") -> list[datetime]:
    now = clock.now()
    offer = place.offers[treatment]
    found = reads.slots(offer, starts_from=now, starts_until=now + timedelta(days=days), now=now)
    return [slot.starts_at for slot in found]


def a_whole_day(place: cast.Place) -> list[Slot]:
    """The free starts of the second free day: the salon's whole day, whatever the clock says now."""
    days = sorted(set(wall_dates([slot.starts_at for slot in free(place)])))
    return [slot for slot in free(place) if on_wall(slot.starts_at, ZONE).date() == days[1]]


def day_of(slot: Slot) -> str:
    return on_wall(slot.starts_at, ZONE).date().isoformat()


def monday() -> date:
    today = on_wall(clock.now(), ZONE).date()
    return today - timedelta(days=today.weekday())


def filled_for(place: cast.Place, name: str, starts_at: datetime) -> None:
    """Book an hour of somebody's."""
    booked = actions.book(
        offer=place.offers["back_massage"],
        starts_at=starts_at,
        client=cast.client(),
        practitioner=place.people[name],
        by="client",
        clock=clock.now,
    )
    assert isinstance(booked, Appointment)


def test_an_offer_is_found_only_at_its_salon_and_while_it_is_sold(client: Client) -> None:
    place, other = quiet_room(), quiet_room()
    elsewhere = reverse("offer", args=[other.salon.public_id, place.offers["facial"].public_id])
    assert client.get(elsewhere).status_code == 404
    Offer.objects.filter(pk=place.offers["facial"].pk).update(is_active=False)
    assert client.get(offer_page(place, "facial")).status_code == 404


def test_unknown_hours_are_said_instead_of_a_month(client: Client) -> None:
    place = quiet_room()
    Salon.objects.update(hours_source="unknown")
    page = shown(client, offer_page(place))
    assert ("Hours unknown" in page, times_on(page), days_on(page)) == (True, [], [])


def test_the_first_page_shows_each_free_day_of_five_weeks_and_the_times_of_the_first(client: Client) -> None:
    place = quiet_room()
    starts = [start for start in starts_of(place, 40) if on_wall(start, ZONE).date() < monday() + PAGE]
    page = shown(client, offer_page(place))
    days = sorted(set(wall_dates(starts)))
    first = [start for start in starts if on_wall(start, ZONE).date() == days[0]]
    label = f"{long_day(days[1])}, {sum(day == days[1] for day in wall_dates(starts))} free times"
    assert days_on(page) == [day.isoformat() for day in days]
    assert [datetime.fromisoformat(each) for each in times_on(page)] == first
    assert f'aria-label="{label}"' in page


def test_a_day_that_is_asked_for_is_shown(client: Client) -> None:
    place = quiet_room()
    day = wall_dates(starts_of(place, 30))[-1]
    page = shown(client, offer_page(place), day=day.isoformat())
    assert {datetime.fromisoformat(each).date() for each in times_on(page)} == {day}
    assert f"<h3 data-chosen-day>{long_day(day)}</h3>" in page


def test_later_weeks_follow_until_the_furthest_day(client: Client) -> None:
    place = quiet_room()
    seen: list[str] = []
    path: str | None = offer_page(place)
    while path:
        page = shown(client, path)
        seen += days_on(page)
        later_link = re.search(r'data-later href="(\?from=[0-9-]+)#times"', page)
        path = offer_page(place) + later_link[1] if later_link else None
    starts = starts_of(place, place.salon.horizon_days + 2)
    assert seen == [day.isoformat() for day in sorted(set(wall_dates(starts)))]
    assert "data-earlier" in page


@pytest.mark.parametrize("wrong", ["", "soon", "0001-01-01", "9999-12-31", "2026-13-40"])
def test_days_that_nobody_can_book_show_days_that_can_be(client: Client, wrong: str) -> None:
    place = quiet_room()
    for name in ("day", "from"):
        assert times_on(shown(client, offer_page(place), **{name: wrong})) != []


def test_a_full_day_says_so_and_shows_the_next(client: Client) -> None:
    place = quiet_room()
    days = sorted(set(wall_dates(starts_of(place, 12))))
    full = [start for start in starts_of(place, 12) if on_wall(start, ZONE).date() == days[1]]
    for start in full[::4]:
        filled_for(place, "Aino", start)
        filled_for(place, "Mikael", start)
    page = shown(client, offer_page(place), day=days[1].isoformat())
    assert f"Nothing is free on {long_day(days[1])}. This day has time." in page
    assert {datetime.fromisoformat(each).date() for each in times_on(page)} == {days[2]}


def test_with_the_first_weeks_full_the_first_free_day_is_still_what_is_shown(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    place = quiet_room()
    today = on_wall(clock.now(), ZONE).date()
    for person in place.people.values():
        for ahead in range(50):
            begins = cast.wall(1, 0).replace(year=today.year, month=today.month, day=today.day)
            block = later(begins, ahead * 1440)
            actions.block(
                resource=person,
                starts_at=block,
                ends_at=later(block, 1440),
                by="desk:1",
                clock=clock.now,
            )
    first = starts_of(place, 60)[0]
    with django_assert_num_queries(7):
        page = shown(client, offer_page(place))
    assert datetime.fromisoformat(times_on(page)[0]) == first
    earlier = shown(client, offer_page(place), **{"from": today.isoformat()})
    assert ("Nothing is free in these five weeks." in earlier, times_on(earlier)) == (True, [])


def test_a_practitioner_has_her_own_month(client: Client) -> None:
    place = quiet_room()
    aino, slot = place.people["Aino"], a_whole_day(place)[0]
    filled_for(place, "Aino", slot.starts_at)
    anyone = times_on(shown(client, offer_page(place), day=day_of(slot)))
    page = shown(client, offer_page(place), day=day_of(slot), practitioner=aino.public_id)
    assert times_on(page) == anyone[4:]
    assert f'name="practitioner" value="{aino.public_id}"' in page
    assert f"?practitioner={aino.public_id}&day=" in page


@pytest.mark.parametrize("ahead_days", [4, 34])
def test_the_offers_page_takes_as_many_statements_for_a_day_as_for_a_month(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, ahead_days: int
) -> None:
    place = quiet_room()
    Salon.objects.update(horizon_days=ahead_days)
    with django_assert_num_queries(5):
        page = shown(client, offer_page(place))
    today = on_wall(clock.now(), ZONE).date()
    last = min(today + timedelta(days=ahead_days), monday() + PAGE - timedelta(days=1))
    assert days_on(page) == sorted(
        {day.isoformat() for day in wall_dates(starts_of(place, ahead_days + 1)) if day <= last}
    )


def test_with_a_hold_of_ones_own_it_takes_two_statements_more(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    place = quiet_room()
    tap(client, place, free(place)[0])
    with django_assert_num_queries(7):
        shown(client, offer_page(place))


def test_others_see_when_a_held_time_comes_free_and_its_holder_sees_it_as_their_own(client: Client) -> None:
    place = quiet_room()
    slot = a_whole_day(place)[0]
    hold_page, _ = tap(client, place, slot), tap(Client(), place, slot)
    start = wall_time(slot.starts_at, ZONE)
    stranger, own = (shown(each, offer_page(place), day=day_of(slot)) for each in (Client(), client))
    first_end_s = min(held.expires_at.timestamp() for held in Hold.objects.all())
    whole_minute = datetime.fromtimestamp(-(-first_end_s // 60) * 60, UTC)
    said = f"held, frees at {wall_time(whole_minute, ZONE)}"
    assert f'<span class="time plain held">{start} <small>{said}<' in stranger
    assert "yours until" not in stranger
    assert re.findall(rf'href="{hold_page}">{start} <small>yours until \d\d:\d\d<', own)
    assert slot.starts_at not in [datetime.fromisoformat(each) for each in times_on(stranger)]


def test_what_only_ones_own_hold_keeps_can_be_tapped_instead(client: Client) -> None:
    place = quiet_room()
    slot = a_whole_day(place)[1]
    before = times_on(shown(client, offer_page(place), day=day_of(slot)))
    tap(client, place, slot)
    tap(Client(), place, slot)
    mine = on_wall(slot.starts_at, ZONE).isoformat(timespec="minutes")
    after = times_on(shown(client, offer_page(place), day=day_of(slot)))
    assert after == [each for each in before if each != mine]
    answer = client.post(
        reverse("holds"), {"offer": place.offers["back_massage"].public_id, "starts_at": after[0]}
    )
    assert answer.status_code == 302


def test_a_choice_is_answered_with_the_part_alone(client: Client) -> None:
    place = quiet_room()
    whole = client.get(offer_page(place))
    part = client.get(offer_page(place), headers=FRAGMENT)
    assert part.content.decode().lstrip().startswith('<div id="month"')
    assert ("<h1" in part.content.decode(), whole.headers["Vary"].count("HX-Target")) == (False, 1)


def test_a_treatment_for_the_whole_body_and_for_one_area_are_told_apart(client: Client) -> None:
    place = quiet_room()
    whole = cast.offer(place, "facial", 75, price_minor=9000, extent=Offer.Extent.FULL)
    place.open(clock.now())
    page = shown(client, reverse("offer", args=[place.salon.public_id, whole.public_id]))
    pills = re.findall(r'<a class="pill"[^>]*?(aria-current="true")?>([^<]+)', page)
    assert [(name.strip().replace("\u00a0", " "), bool(current)) for current, name in pills] == [
        ("75 min", True),
        ("Whole body", True),
        ("One area", False),
        ("Just you", True),
        ("Another after it", False),
    ]


def test_moving_shows_the_month_around_the_visit_with_its_own_time_free(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    place = quiet_room()
    slot = a_whole_day(place)[6]
    booked = book(client, place, slot)
    path = reverse("visit_time", args=[booked.public_id])
    with django_assert_num_queries(9):
        page = shown(client, path)
    others = [datetime.fromisoformat(each) for each in times_on(page)]
    day = on_wall(slot.starts_at, ZONE).date()
    same_day = [each for each in starts_of(place, 12) if on_wall(each, ZONE).date() == day]
    assert f"{wall_time(slot.starts_at, ZONE)} <small>your visit now</small>" in page
    assert others == [each for each in same_day if each != slot.starts_at]
    part = client.get(path, headers=FRAGMENT).content.decode()
    assert (f'action="{path}"' in part, "<h1" in part) == (True, False)


def test_a_visit_that_can_no_longer_be_moved_shows_no_times(client: Client) -> None:
    place = quiet_room()
    booked = book(client, place, free(place)[0])
    Salon.objects.update(change_notice_min=60 * 24 * 30)
    path = reverse("visit_time", args=[booked.public_id])
    assert times_on(shown(client, path)) == []
    assert times_on(client.get(path, headers=FRAGMENT).content.decode()) == []
