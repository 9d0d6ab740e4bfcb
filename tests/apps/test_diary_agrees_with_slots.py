"""The command's answer, the page's and the diary's are one: `core.slots` beside `diary.reads`, zone by zone."""

import random
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests import cast
from unknot.core.availability import slots
from unknot.core.hours import WallSpan, instant, tick_ceil, tick_floor
from unknot.diary import actions, audit, reads
from unknot.salons.models import HoursException, Lane, WeeklyHours

pytestmark = pytest.mark.django_db

# A zone, and a day on or beside which its clock changes in 2027 (Kathmandu's never does).
CHANGES = [
    ("Europe/Warsaw", date(2027, 3, 28)),
    ("Europe/Warsaw", date(2027, 10, 31)),
    ("America/New_York", date(2027, 3, 14)),
    ("America/New_York", date(2027, 11, 7)),
    ("Africa/Cairo", date(2027, 4, 30)),
    ("Africa/Cairo", date(2027, 10, 29)),
    ("America/Santiago", date(2027, 4, 4)),
    ("America/Santiago", date(2027, 9, 5)),
    ("Australia/Lord_Howe", date(2027, 4, 4)),
    ("Australia/Lord_Howe", date(2027, 10, 3)),
    ("America/St_Johns", date(2027, 3, 14)),
    ("America/St_Johns", date(2027, 11, 7)),
    ("Asia/Kathmandu", date(2027, 4, 14)),
]
SHIFTS = {
    "day and evening": [(9 * 60, 12 * 60 + 30), (13 * 60, 21 * 60)],
    "night": [(22 * 60, 28 * 60)],
    "round the clock": [(0, 1440)],
    "early": [(0, 5 * 60), (5 * 60 + 20, 9 * 60)],
}


@pytest.mark.parametrize(("zone", "day"), CHANGES, ids=lambda value: str(value))
@pytest.mark.parametrize("shift", SHIFTS)
def test_the_diary_offers_what_the_core_answers(zone: str, day: date, shift: str) -> None:
    dice = random.Random(f"{zone} {day} {shift}")
    now = datetime.combine(day - timedelta(days=3), time(), ZoneInfo(zone)).astimezone(UTC)
    place, weekly = a_salon(zone, SHIFTS[shift], dice.choice([5, 15, 20, 45]), now)
    closed = day + timedelta(days=2)
    HoursException.objects.create(salon=place.salon, on_date=closed)
    actions.rebuild(place.salon, clock=cast.clock_at(now))
    busy = blocked(place, now, dice)
    offer = place.offers["back_massage"]
    window = (now + timedelta(days=1, minutes=dice.randrange(300)), now + timedelta(days=6))

    asked = slots(
        zone=zone,
        now=now,
        weekly=weekly,
        exceptions=((closed, ()),),
        busy=[(tick_floor(starts), tick_ceil(ends)) for starts, ends in busy],
        duration_min=offer.duration_min,
        step_min=place.salon.step_min,
        buffer_before_min=offer.buffer_before_min,
        buffer_after_min=offer.buffer_after_min,
        notice_min=place.salon.min_notice_min,
        starts_from=window[0],
        starts_until=window[1],
    )
    offered = reads.slots(offer, starts_from=window[0], starts_until=window[1], now=now)

    assert [slot.starts_at for slot in offered] == [instant(tick) for tick in asked]
    assert asked
    assert list(audit.findings(now)) == []


def a_salon(
    zone: str, shifts: list[tuple[int, int]], step_min: int, now: datetime
) -> tuple[cast.Place, tuple[tuple[WallSpan, ...], ...]]:
    """One practitioner who works whenever the salon is open, every day of the week."""
    place = cast.salon(zone=zone, step_min=step_min, horizon_days=20)
    WeeklyHours.objects.all().delete()
    aino = cast.practitioner(place, "Aino", "back_massage")
    WeeklyHours.objects.all().delete()
    for lane in (None, Lane.objects.get(resource=aino)):
        cast.hours(place.salon, lane, range(7), *shifts)
    cast.offer(place, duration_min=50, buffer_before_min=5, buffer_after_min=15, room_feature="")
    return place.open(now), (tuple(WallSpan(*span) for span in shifts),) * 7


def blocked(place: cast.Place, now: datetime, dice: random.Random) -> list[tuple[datetime, datetime]]:
    """Blocks at odd minutes; only those that do not fall on one another."""
    made = []
    for _ in range(12):
        starts_at = now + timedelta(seconds=dice.randrange(7 * 86_400))
        ends_at = starts_at + timedelta(minutes=dice.randrange(1, 150))
        answer = actions.block(
            resource=place.people["Aino"],
            starts_at=starts_at,
            ends_at=ends_at,
            by="desk:1",
            clock=cast.clock_at(now),
        )
        if not hasattr(answer, "code"):
            made.append((starts_at, ends_at))
    return made
