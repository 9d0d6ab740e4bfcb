"""Back on the same device: the card with the last visit and three times that can be had."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests import cast
from tests.doors.pages import book, free, quiet_room
from tests.doors.regulars import ZONE, asked, offered, regular, shown
from unknot.design.words import on_wall, wall_day, wall_time
from unknot.diary import actions
from unknot.diary.models import Appointment
from unknot.people.models import Client as Person
from unknot.plumbing import clock
from unknot.salons.actions import refit
from unknot.salons.models import Salon
from unknot.web import again

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
PEKKA = {"name": "Pekka", "email": "pekka@example.org"}


def test_a_stranger_costs_no_statement(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert again.proposal(asked(client), clock.now()) is None
    assert "Welcome back" not in shown(client)


def test_the_card_says_who_what_where_and_how_long_ago() -> None:
    browser, booked = regular(quiet_room())
    page = shown(browser)
    assert [
        each in page
        for each in ("Welcome back, Outi<", "with Aino", "Hiljainen Huone · ", "€72", "Not me", "All times")
    ] == [True] * 6
    days = (on_wall(clock.now(), ZONE).date() - on_wall(booked.starts_at, ZONE).date()).days
    assert f"last time {days // 7} week" in page
    assert [secret in page for secret in ("Laine", "outi@", booked.public_id, booked.client.public_id)] == [
        False
    ] * 4


@pytest.mark.parametrize(
    ("days", "said"),
    [(6, (0, 0)), (7, (1, 0)), (13, (1, 0)), (62, (8, 0)), (63, (0, 2)), (364, (0, 11)), (365, (0, 12))],
)
def test_how_long_ago_is_said_in_days_then_weeks_then_months(days: int, said: tuple[int, int]) -> None:
    browser, booked = regular(quiet_room())
    found = again.proposal(asked(browser), clock.now())
    assert found is not None
    then = booked.starts_at + days * DAY
    at = again.Proposal(found.client, found.last, [], None, None, then)
    assert (at.weeks_ago, at.months_ago) == said


def test_three_times_are_offered_and_each_can_be_booked() -> None:
    place = quiet_room()
    browser, booked = regular(place)
    found = offered(browser)
    assert (len(found.slots), found.practitioner) == (3, place.people["Aino"])
    first = found.slots[0].starts_at
    assert (wall_time(first, ZONE), wall_day(first, ZONE)[:3]) == (
        wall_time(booked.starts_at, ZONE),
        wall_day(booked.starts_at, ZONE)[:3],
    )
    for slot in found.slots:
        other = Client()
        form = {"offer": found.offer.public_id, "practitioner": place.people["Aino"].public_id}
        held = other.post(reverse("holds"), {**form, "starts_at": slot.starts_at.isoformat()})
        assert held.status_code == 302
        booked_too = other.post(
            reverse("appointments"),
            {"hold": held.headers["Location"].split("/")[2], "told": "in_person", **PEKKA},
        )
        assert booked_too.status_code == 302
    starts = Appointment.objects.exclude(pk=booked.pk).order_by("starts_at")
    assert list(starts.values_list("starts_at", flat=True)) == sorted(each.starts_at for each in found.slots)


def test_the_card_takes_six_statements_at_most(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    place = quiet_room()
    browser, _ = regular(place)
    with django_assert_num_queries(4):
        offered(browser)
    place.people["Aino"].skills.all().delete()
    refit(place.salon)
    with django_assert_num_queries(6):
        assert offered(browser).practitioner is None


def test_when_she_has_no_time_others_are_offered_and_the_card_says_so() -> None:
    place = quiet_room()
    browser, _ = regular(place)
    place.people["Aino"].skills.all().delete()
    refit(place.salon)
    page, found = shown(browser), offered(browser)
    assert {slot.practitioner.name for slot in found.slots} == {"Mikael"}
    assert "Aino has no free time in the next weeks" in page
    assert [word in page for word in ("with Aino", 'name="practitioner"')] == [False, False]


def test_when_nobody_has_time_the_card_says_so() -> None:
    place = quiet_room()
    browser, _ = regular(place)
    for name in ("Aino", "Mikael"):
        place.people[name].skills.all().delete()
    refit(place.salon)
    page = shown(browser)
    assert ("Nothing is free there in the next weeks." in page, 'name="starts_at"' in page) == (True, False)


def test_no_start_lies_beyond_the_salons_horizon() -> None:
    place = quiet_room()
    browser, _ = regular(place)
    Salon.objects.update(horizon_days=3)
    last_day = (clock.now() + 3 * DAY).astimezone(cast.HELSINKI).date()
    days = {slot.starts_at.astimezone(cast.HELSINKI).date() for slot in offered(browser).slots}
    assert days and max(days) <= last_day


@pytest.mark.parametrize("status", ["cancelled", "no_show"])
def test_what_was_cancelled_or_missed_was_no_visit(status: str) -> None:
    browser, booked = regular(quiet_room())
    Appointment.objects.filter(pk=booked.pk).update(status=status)
    assert "Welcome back" not in shown(browser)


def test_the_visit_before_a_cancelled_one_is_the_last() -> None:
    place = quiet_room()
    browser, booked = regular(place)
    later = actions.book(
        offer=place.offers["facial"],
        starts_at=free(place, "facial")[0].starts_at,
        client=booked.client,
        by=actions.CLIENT,
        clock=clock.database_now,
    )
    assert isinstance(later, Appointment)
    assert offered(browser).last.treatment == "facial"
    actions.cancel(later, by=actions.CLIENT, clock=clock.database_now)
    assert offered(browser).last.treatment == "back_massage"


def test_what_is_not_sold_any_more_is_not_offered() -> None:
    place = quiet_room()
    browser, _ = regular(place)
    place.salon.offers.filter(treatment="back_massage").update(is_active=False)
    assert "Welcome back" not in shown(browser)


def test_a_salon_whose_hours_are_unknown_is_not_offered() -> None:
    browser, _ = regular(quiet_room())
    Salon.objects.update(hours_source=Salon.HoursSource.UNKNOWN)
    assert "Welcome back" not in shown(browser)


def test_a_visit_that_lies_ahead_is_said_and_no_time_before_its_end_is_offered() -> None:
    place = quiet_room()
    browser, _ = regular(place)
    slot = free(place)[-1]
    coming = book(browser, place, slot)
    Appointment.objects.filter(pk=coming.pk).update(client=Person.objects.get(devices__isnull=False))
    page, found = shown(browser), offered(browser)
    when = f"{wall_day(slot.starts_at, ZONE)}, {wall_time(slot.starts_at, ZONE)}"
    assert f"{when} at Hiljainen Huone" in page
    assert "last time" not in page
    assert min(each.starts_at for each in found.slots) >= coming.ends_at
