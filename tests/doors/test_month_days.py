"""The days of the month part as values: whose wall they hang on, how full they look, which page they are on."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests import cast
from unknot.diary import actions, reads
from unknot.diary.models import Appointment, Hold
from unknot.salons.actions import refit
from unknot.salons.models import Lane, Skill, WeeklyHours
from unknot.web.month import Cell, Month, month
from unknot.web.month_days import Asked, Mine

pytestmark = pytest.mark.django_db

# A zone, and a Sunday or Friday of 2027 on which its clock changes; Cairo and Santiago skip or repeat midnight.
CHANGES = [
    ("Europe/Helsinki", date(2027, 3, 28)),
    ("America/New_York", date(2027, 11, 7)),
    ("Africa/Cairo", date(2027, 4, 30)),
    ("Africa/Cairo", date(2027, 10, 29)),
    ("America/Santiago", date(2027, 4, 4)),
    ("America/Santiago", date(2027, 9, 5)),
    ("Australia/Lord_Howe", date(2027, 10, 3)),
]


def cells(shown: Month) -> dict[str, Cell]:
    return {each.on_date: each for week in shown.weeks for each in week}


def tapped(shown: Month) -> list[str]:
    return [tile.value for _, part in shown.parts for tile in part if tile.value]


def all_day_and_night(zone: str, now: datetime) -> cast.Place:
    """Somebody works round the clock, alone."""
    place = cast.salon(zone=zone)
    aino = cast.practitioner(place, "Aino", "back_massage")
    WeeklyHours.objects.all().delete()
    for lane in (None, Lane.objects.get(resource=aino)):
        cast.hours(place.salon, lane, range(7), (0, 1440))
    cast.room(place, "Room 1")
    cast.offer(place)
    return place.open(now)


@pytest.mark.parametrize(("zone", "changes_on"), CHANGES, ids=str)
def test_each_start_stands_on_its_day_of_the_salons_wall(zone: str, changes_on: date) -> None:
    now = datetime.combine(changes_on - timedelta(days=3), datetime.min.time(), ZoneInfo(zone))
    place = all_day_and_night(zone, now)
    offer = place.offers["back_massage"]
    slots = reads.slots(offer, starts_from=now, starts_until=now + timedelta(days=8), now=now)
    for ahead in range(5):
        day = changes_on + timedelta(days=ahead - 1)
        expected = [
            slot.starts_at for slot in slots if slot.starts_at.astimezone(ZoneInfo(zone)).date() == day
        ]
        shown = month(offer, Asked(day=day), now=now)
        assert [datetime.fromisoformat(each) for each in tapped(shown)] == expected
        assert cells(shown)[day.isoformat()].label.endswith(f", {len(expected)} free times")


def test_a_page_is_five_weeks_from_monday_whatever_day_of_them_is_asked_for() -> None:
    place = cast.hiljainen_huone(horizon_days=60)
    offer = place.offers["back_massage"]
    first, last = "2027-03-01", "2027-04-04"

    def page(asked: Asked) -> tuple[str, str]:
        dates = list(cells(month(offer, asked, now=cast.NOW)))
        assert len(dates) == 35
        return dates[0], dates[-1]

    assert page(Asked()) == (first, last)
    assert page(Asked(day=date(2027, 4, 4))) == (first, last)
    assert page(Asked(day=date(2027, 4, 5))) == ("2027-04-05", "2027-05-09")
    assert page(Asked(weeks_from=date(2020, 1, 1))) == (first, last)
    assert page(Asked(day=date(2030, 1, 1))) == ("2027-04-05", "2027-05-09")


def test_marks_tell_parts_of_the_day_and_much_from_little() -> None:
    place = cast.hiljainen_huone()
    offer = place.offers["back_massage"]
    for name in ("Aino", "Mikael"):
        for from_, until in (
            (cast.wall(2, 9, 30), cast.wall(2, 11, 30)),
            (cast.wall(2, 13, 45), cast.wall(2, 17)),
        ):
            actions.block(
                resource=place.people[name],
                starts_at=from_,
                ends_at=until,
                by="desk:1",
                clock=cast.clock_at(),
            )
    shown = cells(month(offer, Asked(), now=cast.NOW))
    # Free on Tuesday: 11:30 and 11:45, then 12:00 to 12:45.
    assert (shown["2027-03-02"].marks, shown["2027-03-02"].label) == (
        "m1 a2 e0",
        "Tuesday 2 March, 6 free times",
    )
    assert (shown["2027-03-06"].href, shown["2027-03-06"].label) == ("", "Saturday 6 March, nothing free")
    assert shown["2027-03-01"].label.startswith("Today, Monday 1 March, ")
    assert shown["2027-04-01"].month == "Apr"


def test_days_before_today_and_after_the_furthest_are_blank() -> None:
    place = cast.hiljainen_huone(cast.wall(3, 7), horizon_days=9)
    shown = cells(month(place.offers["back_massage"], Asked(), now=cast.wall(3, 7)))
    numbers = [each.number for each in shown.values()]
    assert numbers == ["", "", *(str(day) for day in range(3, 13)), *[""] * 23]
    assert (shown["2027-03-02"].label, shown["2027-03-13"].href) == ("", "")


def test_three_starts_are_few_and_four_are_many() -> None:
    place = cast.salon()
    cast.practitioner(place, "Aino", "back_massage", shifts=((9 * 60, 10 * 60 + 30), (13 * 60, 14 * 60 + 45)))
    cast.room(place, "Room 1")
    cast.offer(place)
    place.open()
    shown = cells(month(place.offers["back_massage"], Asked(), now=cast.NOW))
    assert shown["2027-03-02"].marks == "m1 a2 e0"


def test_the_readers_own_start_is_counted_apart() -> None:
    place = cast.hiljainen_huone()
    offer = place.offers["back_massage"]
    before = cells(month(offer, Asked(), now=cast.NOW))["2027-03-02"].label
    held = actions.hold(offer=offer, starts_at=cast.wall(2, 9), clock=cast.clock_at())
    assert isinstance(held, Hold)
    mine = Mine(held.starts_at, "yours until 08:10", "/x", reads.own_time(place.salon.pk, hold_id=held.pk))
    shown = month(offer, Asked(day=date(2027, 3, 2)), now=cast.NOW, mine=mine)
    assert before == "Tuesday 2 March, 29 free times"
    assert cells(shown)["2027-03-02"].label == "Tuesday 2 March, yours until 08:10, 28 free times"
    assert [(tile.time, tile.note, tile.href) for tile in shown.parts[0][1][:2]] == [
        ("09:00", "yours until 08:10", "/x"),
        ("09:15", "", ""),
    ]


def test_a_visit_elsewhere_is_set_aside_in_the_lanes_of_this_salon() -> None:
    here, there = cast.hiljainen_huone(), cast.hiljainen_huone()
    lane = Lane.objects.create(salon=there.salon, resource=here.people["Aino"], number=10)
    cast.hours(there.salon, lane, range(5), (540, 1020))
    Skill.objects.filter(practitioner__in=[there.people["Aino"], there.people["Mikael"]]).delete()
    refit(there.salon)
    there.offers["back_massage"].refresh_from_db()
    actions.rebuild(there.salon, clock=cast.clock_at())
    booked = actions.book(
        offer=here.offers["back_massage"],
        starts_at=cast.wall(2, 12),
        client=cast.client(),
        practitioner=here.people["Aino"],
        by="client",
        clock=cast.clock_at(),
    )
    assert isinstance(booked, Appointment)
    assert [each[0] for each in reads.own_time(there.salon.pk, appointment_id=booked.pk)] == [10]
