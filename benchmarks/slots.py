"""Slots of one practitioner for 30 days beside a bare integer sweep of the same question.

Europe/Warsaw, 30 days from 2027-03-15 with the change to summer time inside, 60 appointments, a daily
break, a 15-minute grid, 60 minutes and 10 of recovery. Both sides answer the full list of starts, warm.

    python -m benchmarks.slots [--rounds N] [--json]

`unknot bench` adds any of 100 practitioners beside one of them, both from day rows as the product keeps them.

The sweep is what a programmer would write without the core: sorted integer minutes, the opening windows of
each day prepared beforehand, no zones, no exceptions, no bitmaps. Goal: at most 2.5 times its time.
"""

import argparse
import json
import random
import statistics
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from time import perf_counter_ns
from typing import Any, Final

from benchmarks import rows
from benchmarks.rows import Found
from unknot.core.availability import slots
from unknot.core.availability.days import pack_lanes, pack_shifts
from unknot.core.availability.masks import stretch, ticks
from unknot.core.availability.rota import on_day
from unknot.core.availability.stacked import Packed, starts_by_day
from unknot.core.availability.visits import Need
from unknot.core.hours import (
    TICK_MIN,
    WallSpan,
    Weekly,
    day_start,
    day_ticks,
    shifts,
    tick_ceil,
    tick_floor,
)

GOAL: Final = 2.5
ANY_OF: Final = 100
ANY_OF_GOAL: Final = 40
ZONE: Final = "Europe/Warsaw"
FIRST_DAY: Final = date(2027, 3, 15)
DAYS: Final = 30
DURATION_MIN: Final = 60
AFTER_MIN: Final = 10
STEP_MIN: Final = 15
WEEKLY: Final[Weekly] = ((WallSpan(9 * 60, 13 * 60), WallSpan(13 * 60 + 30, 18 * 60)),) * 7

Span = tuple[int, int]


def appointments(seed: int) -> list[Span]:
    """Return 60 appointments as spans in minutes since 1970, two a day, in no order."""
    dice = random.Random(seed)
    spans = []
    for shift in shifts(ZONE, WEEKLY, (), FIRST_DAY, FIRST_DAY + timedelta(days=DAYS - 1)):
        length = dice.choice((30, 45, 60, 90))
        starts = shift.starts * TICK_MIN + dice.randrange(0, (shift.ends - shift.starts) * 5 - length, 5)
        spans.append((starts, starts + length))
    dice.shuffle(spans)
    return spans


def sweep(windows: list[Span], busy: list[Span], earliest: int, latest: int) -> list[int]:
    """Return the minutes of all starts: one walk over sorted appointments and opening windows."""
    found: list[int] = []
    ordered = sorted(busy)
    count, at = len(ordered), 0
    for opens, closes in windows:
        last = min(closes - DURATION_MIN, latest - 1)
        start = opens if opens >= earliest else earliest + (opens - earliest) % STEP_MIN
        while at < count and ordered[at][1] <= opens:
            at += 1
        ahead = at
        while ahead < count:
            taken_from, taken_to = ordered[ahead]
            if taken_from >= closes + AFTER_MIN:
                break
            fits = taken_from - DURATION_MIN - AFTER_MIN
            if fits > last:
                fits = last
            if fits >= start:
                found += range(start, fits + 1, STEP_MIN)
            if taken_to > start:
                start = taken_to + (opens - taken_to) % STEP_MIN
            ahead += 1
        if last >= start:
            found += range(start, last + 1, STEP_MIN)
    return found


def rival_and_core(seed: int) -> tuple[Callable[[], list[int]], Callable[[], list[int]]]:
    """Return the sweep and the core, each ready to answer the same question; the first gives minutes."""
    now = datetime(2027, 3, 1, tzinfo=UTC)
    starts_from = datetime(2027, 3, 14, 23, tzinfo=UTC)
    starts_until = starts_from + timedelta(days=DAYS) - timedelta(hours=1)
    busy_min = appointments(seed)
    busy = [(starts // TICK_MIN, ends // TICK_MIN) for starts, ends in busy_min]
    working = shifts(ZONE, WEEKLY, (), FIRST_DAY, FIRST_DAY + timedelta(days=DAYS - 1))
    windows = [(shift.starts * TICK_MIN, shift.ends * TICK_MIN) for shift in working]
    earliest, latest = tick_floor(starts_from) * TICK_MIN, tick_ceil(starts_until) * TICK_MIN

    def bare() -> list[int]:
        return sweep(windows, busy_min, earliest, latest)

    def core() -> list[int]:
        return slots(
            zone=ZONE,
            now=now,
            weekly=WEEKLY,
            exceptions=(),
            busy=busy,
            duration_min=DURATION_MIN,
            step_min=STEP_MIN,
            buffer_after_min=AFTER_MIN,
            starts_from=starts_from,
            starts_until=starts_until,
        )

    return bare, core


def micros(call: Callable[[], list[int]], times: int) -> float:
    """Return the mean time of one call in microseconds."""
    before = perf_counter_ns()
    for _ in range(times):
        call()
    return (perf_counter_ns() - before) / times / 1000


def measured(rounds: int, times: int = 200) -> dict[str, Any]:
    """Return the medians and the ratio of interleaved rounds, after checking that the answers are equal."""
    bare, core = rival_and_core(seed=1)
    for seed in range(1, 51):
        left, right = rival_and_core(seed)
        if left() != [tick * TICK_MIN for tick in right()]:
            raise SystemExit(f"the answers differ (seed {seed}): nothing to compare")
    pairs = [(micros(bare, times), micros(core, times)) for _ in range(rounds)]
    ratios = [mine / theirs for theirs, mine in pairs]
    return {
        "starts": len(bare()),
        "rounds": rounds,
        "sweep_us": round(statistics.median(theirs for theirs, _ in pairs), 1),
        "core_us": round(statistics.median(mine for _, mine in pairs), 1),
        "ratio": round(statistics.median(ratios), 2),
        "ratio_lowest": round(min(ratios), 2),
        "ratio_highest": round(max(ratios), 2),
        "goal": GOAL,
    }


def any_of(people: int) -> Callable[[], list[int]]:
    """Return the question "any of so many practitioners", seeds 1 to `people`, over 30 day rows as they are kept."""
    dates = [FIRST_DAY + timedelta(days=number) for number in range(DAYS)]
    days = [_day(on_date, people) for on_date in dates]
    need = Need(
        DURATION_MIN // TICK_MIN, STEP_MIN // TICK_MIN, who=(1 << people) - 1, after=AFTER_MIN // TICK_MIN
    )
    first, last = days[0].base, days[-1].base + days[-1].length

    def ask() -> list[int]:
        found = starts_by_day(days, need, first=first, last=last, now_s=0)
        return [tick for each in found for tick in ticks(each.any_of, each.day.base)]

    return ask


def _day(on_date: date, people: int) -> Packed:
    base, length = day_start(ZONE, on_date), day_ticks(ZONE, on_date)
    working = shifts(ZONE, WEEKLY, (), on_date, on_date)
    clear = [stretch(0, length)] * people
    for lane in range(people):
        for starts_min, ends_min in appointments(lane + 1):
            clear[lane] &= ~stretch(starts_min // TICK_MIN - base, ends_min // TICK_MIN - base)
    mine = [each for lane in range(people) for each in on_day(lane, working, base, length)]
    return Packed(base, length, pack_lanes(clear), pack_shifts(mine))


def _union(people: int) -> list[int]:
    """Return what each answers alone, together."""
    return sorted({tick for seed in range(1, people + 1) for tick in rival_and_core(seed)[1]()})


def found(rounds: int) -> Found:
    """The rows of this benchmark."""
    one, anybody = any_of(1), any_of(ANY_OF)
    if one() != rival_and_core(1)[1]() or anybody() != _union(ANY_OF):
        raise SystemExit("benchmarks.slots: any of many differs from each alone: nothing to compare")
    taken = rows.interleaved({"one": one, "any": anybody}, rounds=rounds, times=20)
    return Found(
        [
            rows.as_row(
                "slots of one practitioner, 30 days", f"<= {GOAL}", measured(rounds)["ratio"], "a bare sweep"
            ),
            rows.as_row(
                f"slots of any of {ANY_OF} practitioners",
                f"<= {ANY_OF_GOAL}",
                rows.ratio(taken, "any", "one"),
                "one practitioner's",
            ),
        ]
    )


def main() -> int:
    """Measure and print; 0 when the goal is reached, else 1."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.slots", description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="interleaved rounds, at least 5")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    args = parser.parse_args()
    result = measured(max(5, args.rounds))
    if args.json:
        print(json.dumps(result))
    else:
        print(f"{DAYS} days, 60 appointments, {result['starts']} starts, {result['rounds']} rounds")
        print(f"  bare integer sweep  {result['sweep_us']:8.1f} us")
        print(f"  core slots          {result['core_us']:8.1f} us")
        spread = f"{result['ratio_lowest']} to {result['ratio_highest']}"
        print(f"  ratio               {result['ratio']:8.2f}    ({spread}; goal at most {GOAL})")
    return 0 if result["ratio"] <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
