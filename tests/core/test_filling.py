"""Which starts fill a hole: equal to a slow reading, tick by tick; and what is one and what is none."""

import random
from collections.abc import Sequence
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.test_visits import a_day, a_need, days
from tests.core.weeks import ZONES, days_of_interest
from unknot.core.availability.days import Day, HeldRun, LaneShift
from unknot.core.availability.filling import filled, fills
from unknot.core.availability.masks import ticks
from unknot.core.availability.turns import fair_order
from unknot.core.availability.visits import Need, Timeline, glue, lanes_of, starts
from unknot.core.hours import day_start, day_ticks

FULL = (1 << 288) - 1


def taken(*spans: tuple[int, int]) -> int:
    """A day's clear bits without these ticks."""
    clear = FULL
    for from_, to in spans:
        clear &= ~(((1 << to - from_) - 1) << from_)
    return clear


def a_line(*clear: int, holds: Sequence[HeldRun] = (), **more: object) -> Timeline:
    """A day on which everybody works from 9 to 17 o'clock: ticks 108 to 204."""
    shifts = tuple(LaneShift(lane, 108, 204, 108) for lane in range(len(clear)))
    line = glue([Day(0, 288, clear, shifts, tuple(holds))], now_s=0)
    return Timeline(
        line.base,
        line.length,
        line.days,
        line.clear,
        line.shifts,
        **more,  # type: ignore[arg-type]
    )


HOUR = Need(12, 1, who=1)


def starts_that_fill(line: Timeline, need: Need = HOUR, *, rest: int = 6) -> list[int]:
    found = starts(line, need, first=0, last=288)
    return ticks(filled(line, need, found, rest))


class SlowHoles:
    """A lane's working ticks, each claimed or free; from a start one walks outwards to both ends of its hole."""

    def __init__(self, line: Timeline, lane: int) -> None:
        works, held = set(), set()
        for day in line.days:
            for shift in day.shifts:
                works |= (
                    set(range(day.base + shift.starts, day.base + shift.ends))
                    if shift.lane == lane
                    else set()
                )
            for each in day.holds:
                held |= (
                    set(range(day.base + each.starts, day.base + each.ends)) if each.lane == lane else set()
                )
        clear = {tick for tick in works if line.clear[lane] >> tick - line.base & 1}
        self.free, self.claimed = works & (clear | held), works - clear - held

    def are_filled(self, tick: int, need: Need, buffers: tuple[int, int], rest: int) -> bool:
        if tick not in self.free:
            return False
        opens = closes = tick
        while opens - 1 in self.free:
            opens -= 1
        while closes in self.free:
            closes += 1
        is_hole = opens - 1 in self.claimed or closes in self.claimed
        ends = tick + need.duration + buffers[1]
        return is_hole and tick - buffers[0] - opens < rest and closes - ends < rest


def served_by(line: Timeline, need: Need, tick: int, able: list[int]) -> int:
    return next(lane for lane in fair_order(line.day_at(tick), lanes_of(need.who)) if lane in able)


def with_holds(dice: random.Random, found: list[Day]) -> list[Day]:
    return [
        day.occupied(
            [dice.randrange(3)],
            at := day.base + dice.randrange(day.length - 30),
            at + dice.randrange(3, 30),
            until_s=600,
        )
        if dice.random() < 0.5
        else day
        for day in found
    ]


def check(dice: random.Random, found: list[Day]) -> int:
    """Every start of some days, asked both ways; how many fill a hole."""
    need, rest = a_need(dice), dice.choice([1, 3, 6, 9, 24])
    turnover = {
        lane: (dice.choice([0, 1, 3]), dice.choice([0, 2])) for lane in range(5) if dice.random() < 0.3
    }
    glued = glue(with_holds(dice, found), now_s=0)
    line = Timeline(glued.base, glued.length, glued.days, glued.clear, glued.shifts, turnover)
    able = starts(line, need, first=line.base, last=line.base + line.length)
    mask = filled(line, need, able, rest)
    holes = [SlowHoles(line, lane) for lane in range(3)]
    expected = []
    for tick in ticks(able.any_of, line.base):
        lane = served_by(line, need, tick, able.lanes_at(tick))
        if holes[lane].are_filled(tick, need, line.buffers(lane, need), rest):
            expected.append(tick)
    assert ticks(mask, line.base) == expected
    return len(expected)


@given(st.integers(min_value=0, max_value=10**9))
@settings(max_examples=200, deadline=None)
def test_what_fills_a_hole_equals_the_slow_reading(seed: int) -> None:
    dice = random.Random(seed)
    check(dice, days(dice))


def test_it_does_on_thousands_of_days_with_a_fixed_seed() -> None:
    dice = random.Random(1729)
    assert sum(check(dice, days(dice)) for _ in range(1000)) > 1000


def test_it_does_around_the_clock_changes_of_all_zones() -> None:
    dice, many = random.Random(42), 0
    for zone in ZONES:
        for day in days_of_interest(zone):
            dates = [day + timedelta(days=each) for each in (-1, 0, 1)]
            found = [
                a_day(dice, day_start(zone, each), day_ticks(zone, each))
                for each in dates
                if day_ticks(zone, each)
            ]
            many += check(dice, found)
    assert many > 100


def test_a_visit_that_fits_between_two_fills_the_hole() -> None:
    assert starts_that_fill(a_line(taken((108, 132), (144, 204)))) == [132]


def test_an_empty_shift_has_no_holes_however_short_it_is() -> None:
    assert starts_that_fill(a_line(FULL), Need(96, 1, who=1)) == []
    assert starts_that_fill(a_line(FULL), Need(92, 1, who=1)) == []


def test_between_a_visit_and_the_end_of_a_shift_there_is_one() -> None:
    assert starts_that_fill(a_line(taken((108, 192)))) == [192]


def test_between_the_beginning_of_a_shift_and_a_visit_there_is_one() -> None:
    assert starts_that_fill(a_line(taken((120, 204)))) == [108]


def test_what_is_left_has_to_be_too_short_to_sell() -> None:
    """With half an hour too much the hole is filled in its middle alone, with five ticks everywhere."""
    five_more, six_more = (a_line(taken((108, 132), (144 + more, 204))) for more in (5, 6))

    assert starts_that_fill(five_more) == [132, 133, 134, 135, 136, 137]
    assert starts_that_fill(six_more) == [133, 134, 135, 136, 137]


def test_a_hole_with_room_for_more_on_one_side_is_not_filled() -> None:
    assert starts_that_fill(a_line(taken((108, 132), (156, 204)))) == []


def test_buffers_and_turnover_count_as_the_treatment_does() -> None:
    need = Need(12, 1, who=1, after=1)
    plain, slow = (a_line(taken((108, 132), (156, 204)), turnover=turnover) for turnover in ({}, {0: (3, 0)}))

    assert starts_that_fill(plain, need, rest=7) == [137, 138]
    assert starts_that_fill(slow, need, rest=7) == [137, 138, 139, 140, 141]


def test_what_is_only_held_makes_no_hole() -> None:
    held = HeldRun(600, 0, 108, 132)
    line = a_line(taken((108, 132), (144, 204)), holds=[held])

    assert starts_that_fill(line) == []
    assert starts_that_fill(a_line(taken((108, 132), (144, 204)))) == [132]


def test_it_is_the_hole_of_who_would_serve() -> None:
    """The second has less to do, so it is her turn, and her shift is empty."""
    line = a_line(taken((108, 132), (144, 204)), FULL)
    both = Need(12, 1, who=0b11)
    found = starts(line, both, first=132, last=133)

    assert ticks(filled(line, both, found, 6)) == []
    assert ticks(filled(line, both, found, 6, liked=0)) == [132]


@given(st.integers(min_value=0, max_value=10**9))
@settings(max_examples=100, deadline=None)
def test_nothing_further_away_than_the_rest_changes_the_answer(seed: int) -> None:
    """Whoever looks at the days around a start alone says the same as who looks at a month."""
    dice = random.Random(seed)
    found, need, rest = days(dice), a_need(dice), dice.choice([1, 6, 24])
    line = glue(found, now_s=0)
    for lane in range(3):
        all_at_once = fills(line, need, lane, rest)
        for tick in range(line.base, line.base + line.length, 7):
            low, high = tick - need.before - rest, tick + need.duration + need.after + rest
            near = [each for each in found if each.base < high and each.base + each.length > low]
            alone = glue(near, now_s=0)
            here = fills(alone, need, lane, rest) >> tick - alone.base & 1
            assert here == all_at_once >> tick - line.base & 1
