"""When clocks change: the core's segments against the transitions written in the time zone data itself."""

import struct
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import available_timezones

import pytest

from tests.core.slow_clock import EPOCH, first_minute
from tests.core.weeks import ZONES, days_of_interest
from unknot.core.hours import TICK_MIN, day_start, day_ticks, local_day, offsets, tick_floor

SINCE = int(datetime(1999, 6, 1, tzinfo=UTC).timestamp()) // 60
# Past the last change that the data lists one by one: Morocco's and Palestine's, by the moon.
UNTIL = int(datetime(2090, 1, 1, tzinfo=UTC).timestamp()) // 60


class Listed(NamedTuple):
    """The changes (minute since 1970, new offset in minutes) that the data lists, and its rule for later."""

    changes: list[tuple[int, int]]
    last: int
    rule: str


def compiled(zone: str) -> bytes:
    folder, _, name = zone.rpartition("/")
    package = ".".join(["tzdata.zoneinfo", *filter(None, folder.split("/"))])
    return files(package).joinpath(name).read_bytes()


@cache
def different_zones() -> list[str]:
    """Return one name for each set of rules: many zones are only other names."""
    return sorted({compiled(zone): zone for zone in sorted(available_timezones())}.values())


def listed(zone: str) -> Listed:
    """Read the compiled data (RFC 9636: the 64-bit block and the footer)."""
    raw = compiled(zone)
    isut, isstd, leaps, times, types, chars = struct.unpack(">6I", raw[20:44])
    raw = raw[44 + times * 5 + types * 6 + chars + leaps * 8 + isstd + isut :]
    _, _, _, times, types, _ = struct.unpack(">6I", raw[20:44])
    moments = struct.unpack(f">{times}q", raw[44 : 44 + times * 8])
    kinds = raw[44 + times * 8 : 44 + times * 9]
    at = 44 + times * 9
    offsets_s = [struct.unpack(">i", raw[at + n * 6 : at + n * 6 + 4])[0] for n in range(types)]
    known = [(moment // 60, offsets_s[kind] // 60) for moment, kind in zip(moments, kinds, strict=True)]
    changes = [after for before, after in pairwise(known) if before[1] != after[1] and after[0] > SINCE]
    return Listed(changes, max([SINCE, *(minute for minute, _ in known)]), raw.split(b"\n")[-2].decode())


def core_changes(zone: str) -> list[tuple[int, int]]:
    return [
        (after.from_min, after.offset_min)
        for before, after in pairwise(offsets(zone, SINCE, UNTIL))
        if before.offset_min != after.offset_min and SINCE < after.from_min < UNTIL
    ]


@pytest.mark.parametrize("part", range(8))
def test_every_change_of_every_zone_is_found_to_the_minute_and_lands_on_whole_ticks(part: int) -> None:
    for zone in different_zones()[part::8]:
        data = listed(zone)
        found = core_changes(zone)
        assert [change for change in found if change[0] <= data.last] == data.changes, zone
        assert {offset % TICK_MIN for _, offset in found} <= {0}, zone
        years = Counter((EPOCH + timedelta(minutes=minute)).year for minute, _ in found if minute > data.last)
        each_year = {years[year] for year in range((EPOCH + timedelta(minutes=data.last)).year + 1, 2090)}
        assert each_year <= {2 if "," in data.rule else 0}, zone


def test_segments_touch_and_cover_what_was_asked() -> None:
    for zone in ZONES:
        pieces = offsets(zone, 15_000_000, 40_000_000)
        assert pieces[0].from_min <= 15_000_000
        assert pieces[-1].to_min >= 40_000_000
        assert all(before.to_min == after.from_min for before, after in pairwise(pieces))


@pytest.mark.parametrize("zone", ZONES)
def test_a_local_day_begins_at_its_first_instant(zone: str) -> None:
    for change_day in days_of_interest(zone):
        for day in (change_day + timedelta(days=n) for n in (-1, 0, 1)):
            assert day_start(zone, day) == first_minute(zone, day) // 5, day


@pytest.mark.parametrize(
    ("zone", "day", "length"),
    [
        ("Europe/Warsaw", date(2027, 3, 28), 276),
        ("Europe/Warsaw", date(2027, 3, 29), 288),
        ("Europe/Warsaw", date(2027, 10, 31), 300),
        ("Australia/Lord_Howe", date(2027, 10, 3), 282),
        ("Australia/Lord_Howe", date(2027, 4, 4), 294),
        ("Africa/Cairo", date(2027, 4, 30), 276),
        ("America/Santiago", date(2027, 9, 5), 276),
        ("America/Santiago", date(2027, 4, 3), 300),
        ("Pacific/Apia", date(2011, 12, 30), 0),
        ("Asia/Kathmandu", date(2027, 3, 28), 288),
    ],
)
def test_the_length_of_a_local_day(zone: str, day: date, length: int) -> None:
    assert day_ticks(zone, day) == length


def test_a_day_without_midnight_begins_at_one_in_cairo() -> None:
    assert day_start("Africa/Cairo", date(2027, 4, 30)) == tick_floor(datetime(2027, 4, 29, 22, tzinfo=UTC))


def test_the_local_day_of_the_tick_before_midnight_is_the_day_before() -> None:
    midnight = day_start("Asia/Kathmandu", date(2027, 5, 1))
    assert local_day("Asia/Kathmandu", midnight) == date(2027, 5, 1)
    assert local_day("Asia/Kathmandu", midnight - 1) == date(2027, 4, 30)
