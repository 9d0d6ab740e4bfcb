"""The starts of an offer equal what a slow and obvious reading of the days says, tick by tick."""

import random
from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unknot.core.availability.days import Day, HeldRun, LaneShift
from unknot.core.availability.turns import fair_order
from unknot.core.availability.visits import (
    Need,
    Why,
    glue,
    lanes_of,
    starts,
    things_at,
    why_never,
)

LANES = 5  # 0, 1, 2 practitioners; 3, 4 rooms


def a_day(dice: random.Random, base: int, length: int) -> Day:
    clear = []
    for _ in range(LANES):
        bits = (1 << length) - 1
        for _ in range(dice.randrange(8)):
            from_ = dice.randrange(length)
            bits &= ~(((1 << dice.randrange(1, 24)) - 1) << from_)
        clear.append(bits & ((1 << length) - 1))
    shifts = []
    for lane in range(3):
        cuts = sorted(dice.sample(range(length + 1), 4))
        for from_, to in ((cuts[0], cuts[1]), (cuts[2], cuts[3])):
            anchor = from_ - dice.choice([0, 0, 3, 288]) if from_ == 0 else from_
            shifts.append(LaneShift(lane, from_, to, anchor))
    return Day(base, length, tuple(clear), tuple(shifts))


def days(dice: random.Random) -> list[Day]:
    base, found = dice.randrange(1000, 2000), []
    for _ in range(3):
        length = dice.choice([276, 288, 300, 282])
        found.append(a_day(dice, base, length))
        base += length
    return found


def slowly(found: list[Day], need: Need, first: int, last: int) -> dict[int, set[int]]:
    """For each practitioner, the starts: looked at one tick after the other."""

    def clear(lane: int, tick: int) -> bool:
        return any(d.base <= tick < d.base + d.length and d.clear[lane] >> tick - d.base & 1 for d in found)

    def shift(lane: int, tick: int) -> LaneShift | None:
        for d in found:
            for s in d.shifts:
                if s.lane == lane and d.base + s.starts <= tick < d.base + s.ends:
                    return LaneShift(lane, d.base + s.starts, d.base + s.ends, d.base + s.anchor)
        return None

    def free(lanes: int, tick: int) -> list[int]:
        whole = range(tick - need.before, tick + need.duration + need.after)
        return [lane for lane in lanes_of(lanes) if all(clear(lane, t) for t in whole)]

    answer: dict[int, set[int]] = {}
    for tick in range(max(first, found[0].base), min(last, found[-1].base + found[-1].length)):
        groups = [*([need.rooms] if need.needs_room else []), *need.equipment]
        choices = product(*(free(group, tick) for group in groups))
        if not any(len(set(chosen)) == len(chosen) for chosen in choices):
            continue
        for lane in lanes_of(need.who):
            mine = shift(lane, tick)
            on_grid = mine is not None and (tick - mine.anchor) % need.step == 0
            working = all(shift(lane, t) for t in range(tick, tick + need.duration))
            if on_grid and working and free(1 << lane, tick):
                answer.setdefault(lane, set()).add(tick)
    return answer


def quickly(found: list[Day], need: Need, first: int, last: int) -> dict[int, set[int]]:
    answer = starts(glue(found, now_s=0), need, first=first, last=last)
    return {
        lane: {answer.base + at for at in range(mask.bit_length()) if mask >> at & 1}
        for lane, mask in answer.by_lane.items()
    }


def a_need(dice: random.Random) -> Need:
    return Need(
        duration=dice.choice([1, 6, 9, 12, 18]),
        step=dice.choice([1, 3, 4, 6, 9]),
        who=dice.randrange(1, 8),
        before=dice.choice([0, 0, 1, 2]),
        after=dice.choice([0, 2, 3]),
        needs_room=(needs_room := dice.random() < 0.7),
        rooms=dice.choice([8, 16, 24]) if needs_room else 0,
        equipment=dice.choice([(), (), (16,), (8, 16), (24, 24), (16, 24)]),
    )


@given(st.integers(min_value=0, max_value=10**9))
@settings(max_examples=150, deadline=None)
def test_starts_equal_the_slow_reading(seed: int) -> None:
    dice = random.Random(seed)
    found, need = days(dice), a_need(dice)
    first = found[0].base + dice.randrange(200)
    last = first + dice.randrange(1, 700)

    assert slowly(found, need, first, last) == quickly(found, need, first, last)


def test_a_visit_may_cross_midnight_where_the_work_does() -> None:
    full = (1 << 288) - 1
    night = [
        Day(0, 288, (full,), (LaneShift(0, 264, 288, 264),)),
        Day(288, 288, (full,), (LaneShift(0, 0, 24, -24),)),
    ]

    found = quickly(night, Need(12, 6, who=1), 0, 576)

    assert found == {0: set(range(264, 301, 6))}


def test_buffers_may_reach_beyond_the_shift_but_not_into_a_claim() -> None:
    clear = ((1 << 288) - 1) & ~(0b11 << 106)
    day = [Day(0, 288, (clear,), (LaneShift(0, 108, 132, 108),))]

    assert quickly(day, Need(12, 6, who=1, before=0, after=3), 0, 288) == {0: {108, 114, 120}}
    assert quickly(day, Need(12, 6, who=1, before=1), 0, 288) == {0: {114, 120}}


def test_a_hold_gives_its_ticks_back_at_its_very_second() -> None:
    taken = ((1 << 288) - 1) & ~(((1 << 12) - 1) << 108)
    day = Day(0, 288, (taken,), (LaneShift(0, 108, 120, 108),), (HeldRun(1000, 0, 108, 120),))
    need = Need(12, 6, who=1)

    assert starts(glue([day], now_s=999.9), need, first=0, last=288).by_lane == {}
    assert starts(glue([day], now_s=1000), need, first=0, last=288).lanes_at(108) == [0]


def test_taking_time_and_keeping_a_hold() -> None:
    day = Day(1000, 288, ((1 << 288) - 1,) * 2)

    held = day.occupied([0], 1010, 1022, until_s=50)

    assert held.holds == (HeldRun(50, 0, 10, 22),)
    assert held.next_expiry_s == 50
    assert held.at(50) == day
    assert held.kept([0], 1010, 1022).at(50).clear[0] == held.clear[0]
    assert day.occupied([1], 900, 1000) == day
    assert day.occupied([1], 900, 1001).clear == ((1 << 288) - 1, (1 << 288) - 2)


def test_who_has_least_to_do_goes_first_and_equals_take_turns() -> None:
    shifts = tuple(LaneShift(lane, 0, 24, 0) for lane in range(3))
    idle = [fair_order(Day(day * 288, 288, ((1 << 288) - 1,) * 3, shifts), [0, 1, 2])[0] for day in range(6)]
    busy = Day(0, 288, ((1 << 288) - 1, (1 << 288) - 2, (1 << 288) - 8), shifts)

    assert sorted(idle) == [0, 0, 1, 1, 2, 2]
    assert fair_order(busy, [0, 1, 2]) == [0, 1, 2]


def _reasons() -> Iterator[tuple[Need, int, bool, Why | None]]:
    table = {"needs_room": True, "rooms": 8}
    yield Need(12, 6, who=0, **table), 108, True, Why.NO_SKILL  # type: ignore[arg-type]
    yield Need(12, 6, who=1, needs_room=True), 108, True, Why.NO_ROOM
    yield Need(12, 6, who=1, equipment=(0,)), 108, True, Why.NO_ROOM
    yield Need(12, 6, who=1), 107, True, Why.CLOSED
    yield Need(12, 6, who=1), 121, True, Why.CLOSED
    yield Need(12, 6, who=1), 109, True, Why.OFF_GRID
    yield Need(12, 6, who=1), 108, False, Why.OFF_GRID
    yield Need(12, 6, who=1), 120, True, None


@pytest.mark.parametrize(("need", "tick", "on_tick", "why"), list(_reasons()))
def test_the_reason_why_there_is_never_a_start(need: Need, tick: int, on_tick: bool, why: Why | None) -> None:
    busy = Day(0, 288, (0,) * 4, (LaneShift(0, 108, 132, 108),))

    assert why_never(glue([busy], now_s=0), need, tick, on_tick=on_tick) == why


def test_a_room_must_be_clear_for_buffers_too() -> None:
    room = ((1 << 288) - 1) & ~(1 << 121)
    day = Day(0, 288, (0, 0, 0, room, (1 << 288) - 1))
    timeline = glue([day], now_s=0)

    def rooms(lanes: int, after: int) -> tuple[int, ...] | None:
        need = Need(12, 6, who=1, after=after, needs_room=True, rooms=lanes)
        return things_at(timeline, need, 108)

    assert [rooms(8, 1), rooms(8, 2), rooms(24, 2)] == [(3,), None, (4,)]


def test_one_alone_has_a_room_for_two_only_when_no_other_is_free() -> None:
    full = (1 << 288) - 1
    need = Need(12, 6, who=1, needs_room=True, rooms=0b110, doubles=0b010)

    def room(*clear: int) -> tuple[int, ...] | None:
        return things_at(glue([Day(0, 288, (full, *clear))], now_s=0), need, 108)

    assert [room(full, full), room(full, 0), room(0, full), room(0, 0)] == [(2,), (1,), (2,), None]


def test_two_pieces_of_one_kind_must_be_there_twice() -> None:
    """The judgement that hands them out and the one that offers them agree."""
    full, busy = (1 << 288) - 1, ((1 << 288) - 1) & ~(1 << 112)
    day = Day(0, 288, (full, full, busy), (LaneShift(0, 108, 132, 108),))
    timeline, need = glue([day], now_s=0), Need(12, 6, who=1, equipment=(0b110, 0b110))

    assert starts(timeline, need, first=108, last=132).by_lane == {0: 1 << 114 | 1 << 120}
    assert [things_at(timeline, need, tick) for tick in (108, 114)] == [None, (1, 2)]
    one = Need(12, 6, who=1, equipment=(0b010, 0b010))
    assert why_never(timeline, one, 114, on_tick=True) is Why.NO_ROOM
