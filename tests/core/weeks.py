"""Random salons' weeks around the days when clocks change, from a seed."""

import random
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from tests.core.slow_clock import Case, Hours

ZONES = (
    "Europe/Warsaw",
    "America/New_York",
    "Africa/Cairo",
    "America/Santiago",
    "Australia/Lord_Howe",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Africa/Casablanca",
    "Pacific/Apia",
    "America/Havana",
    "Asia/Beirut",
)
WHOLE_DAY = ((0, 1440),)


@cache
def change_days(zone: str, year: int) -> tuple[date, ...]:
    """Return the local days of a year on which the clock changes or is skipped altogether."""
    clock = ZoneInfo(zone)
    found = set()
    moment = datetime(year, 1, 1, tzinfo=UTC)
    while moment.year == year:
        then = moment + timedelta(hours=1)
        if moment.astimezone(clock).utcoffset() != then.astimezone(clock).utcoffset():
            found |= {moment.astimezone(clock).date(), then.astimezone(clock).date()}
        moment = then
    return tuple(sorted(found))


def days_of_interest(zone: str) -> list[date]:
    years = (2008, 2010, 2011, 2014, 2026, 2027)
    days = [day for year in years for day in change_days(zone, year)]
    return days or [date(2027, 3, 28), date(2000, 1, 20)]


def random_hours(dice: random.Random, likely: float = 0.7) -> Hours:
    """Return the spans of one day: none, split, past midnight, whole, touching or overlapping."""
    if dice.random() > likely:
        return ()
    if dice.random() < 0.15:
        return WHOLE_DAY
    spans = []
    for _ in range(dice.choice((1, 1, 2, 3))):
        grain = dice.choice((5, 30, 60, 60))
        from_min = dice.randrange(0, 1440, grain)
        longest = dice.choice((120, 480, 480, 1440))
        spans.append((from_min, from_min + dice.randrange(grain, longest + 1, grain)))
    return tuple(sorted(set(spans)))


def random_week(dice: random.Random) -> tuple[Hours, ...]:
    kind = dice.random()
    if kind < 0.08:
        return (WHOLE_DAY,) * 7
    if kind < 0.14:
        return tuple(WHOLE_DAY if dice.random() < 0.8 else () for _ in range(7))
    if kind < 0.3:
        return (random_hours(dice, 1),) * 7
    return tuple(random_hours(dice) for _ in range(7))


def random_exceptions(dice: random.Random, around: date) -> dict[date, Hours]:
    return {
        around + timedelta(days=dice.randint(-3, 3)): random_hours(dice, 0.5)
        for _ in range(dice.choice((0, 0, 1, 3)))
    }


def random_case(dice: random.Random, zone: str) -> Case:
    """Return one question around a clock change, its instants aligned or not."""
    day = dice.choice(days_of_interest(zone))
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)

    def moment(reach_min: int) -> datetime:
        rough = noon + timedelta(minutes=dice.randint(-reach_min, reach_min))
        kind = dice.random()
        if kind < 0.5:
            return rough - timedelta(minutes=rough.minute % 5)
        if kind < 0.7:
            return rough + timedelta(seconds=dice.choice((0, 1, 59)))
        return rough + timedelta(microseconds=dice.choice((1, 500_000, 59_999_999)))

    starts_from = moment(2400)
    busy = []
    for _ in range(dice.choice((0, 1, 4, 12))):
        starts_at = moment(3600)
        length_min = dice.choice((0, 0.5, 5, 30, 60, 61.25, 300))
        busy.append((starts_at, starts_at + timedelta(minutes=length_min)))
    return Case(
        zone=zone,
        now=moment(3000) if dice.random() < 0.5 else noon - timedelta(days=9),
        weekly=random_week(dice),
        exceptions=random_exceptions(dice, day),
        busy=busy,
        duration_min=dice.choice((5, 25, 30, 60, 60, 90, 240, 600, 1500)),
        step_min=dice.choice((5, 15, 20, 30, 45, 60, 100)),
        buffer_before_min=dice.choice((0, 0, 5, 15, 60)),
        buffer_after_min=dice.choice((0, 0, 5, 10, 120)),
        notice_min=dice.choice((0, 0, 1, 12.5, 60, 1440)),
        starts_from=starts_from,
        starts_until=starts_from + timedelta(minutes=dice.choice((1, 5, 600, 1440, 3000, 4321.5))),
    )
