"""Why several parts can't start together: each cause by its part, or what there is too little of for all."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.test_several import FULL, a_case
from unknot.core.availability.causes import GapKind, Role
from unknot.core.availability.clashes import PartAt, why_not_several
from unknot.core.availability.days import Day, LaneShift
from unknot.core.availability.parts import Several
from unknot.core.availability.several import several_starts
from unknot.core.availability.visits import Need, Timeline, glue

HOUR = Need(12, 3, who=0b11)


def a_morning(*clear: int, people: int = 2) -> Timeline:
    shifts = tuple(LaneShift(lane, 108, 156, 108) for lane in range(people))
    return glue([Day(0, 288, clear, shifts)], now_s=0)


def away(starts: int, ends: int) -> int:
    return FULL & ~((1 << ends) - (1 << starts))


@given(st.integers(min_value=0, max_value=10**9))
@settings(deadline=None, max_examples=60)
def test_there_is_a_clash_exactly_where_there_is_no_start(seed: int) -> None:
    line, wanted, dice = a_case(seed)
    found = several_starts(line, wanted, first=line.base, last=line.base + line.length)
    possible = [at for at in range(line.length) if found >> at & 1]
    looks = {dice.randrange(20, line.length - 60) for _ in range(6)} | set(
        random.Random(seed).sample(possible, min(2, len(possible)))
    )
    for at in looks:
        clash = why_not_several(line, wanted, line.base + at)
        assert clash.is_none is bool(found >> at & 1), (seed, at)
        assert sorted(each.part for each in clash.parts) == list(range(len(wanted.parts)))
        assert min(each.tick for each in clash.parts) == line.base + at
        assert clash.short_of is None or not any(each.blocked for each in clash.parts)


def test_the_part_that_is_in_the_way_is_named_at_its_own_time() -> None:
    line = a_morning(FULL, away(120, 132))
    massage, facial = Need(12, 3, who=0b01), Need(9, 3, who=0b10)
    clash = why_not_several(line, Several((massage, facial), in_a_row=True, wait=0), 108)
    first, second = clash.parts
    assert (first, second.part, second.tick) == (PartAt(0, 108, ()), 1, 120)
    (blocked,) = second.blocked
    assert [(gap.kind, gap.starts, gap.ends) for gap in blocked.cheapest] == [(GapKind.TAKEN, 120, 129)]
    assert clash.short_of is None


def test_the_wait_in_which_least_is_missing_is_told() -> None:
    line = a_morning(FULL, away(110, 121))
    clash = why_not_several(
        line, Several((Need(12, 3, who=0b01), Need(9, 3, who=0b10, before=3)), in_a_row=True, wait=2), 108
    )
    (blocked,) = clash.parts[1].blocked
    assert (clash.parts[1].tick, [gap.length for gap in blocked.cheapest]) == (122, [2])


def test_two_who_could_each_come_alone_are_told_what_there_is_too_little_of() -> None:
    alone = a_morning(FULL, 0)
    assert why_not_several(alone, Several((HOUR, HOUR)), 108).short_of is Role.PRACTITIONER
    one_room = a_morning(FULL, FULL, FULL)
    roomy = Need(12, 3, who=0b11, needs_room=True, rooms=0b100)
    assert why_not_several(one_room, Several((roomy, roomy)), 108).short_of is Role.ROOM
    stones = Need(12, 3, who=0b11, equipment=(0b100,))
    assert why_not_several(one_room, Several((stones, stones)), 108).short_of is Role.EQUIPMENT
    assert why_not_several(one_room, Several((HOUR, HOUR)), 108).is_none


def test_only_the_first_start_is_held_to_the_grid() -> None:
    line = a_morning(FULL, FULL)
    odd = Several((Need(10, 6, who=0b01), Need(12, 6, who=0b10)), in_a_row=True, wait=0)
    assert why_not_several(line, odd, 108).is_none
    (first, second) = why_not_several(line, odd, 110).parts
    assert [[gap.kind for gap in each.cheapest] for each in first.blocked] == [[GapKind.OFF_GRID]]
    assert second.blocked == ()
