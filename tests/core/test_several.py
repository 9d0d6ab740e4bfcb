"""Visits of several parts start where a slow and obvious reading finds lanes for them, tick by tick."""

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.slow_several import Slowly, Taken, alone, clash, groups, whole
from tests.core.test_visits import a_day
from unknot.core.availability.days import Day, LaneShift
from unknot.core.availability.masks import stretch
from unknot.core.availability.parts import Placed, Several
from unknot.core.availability.several import placed_at, several_starts
from unknot.core.availability.visits import Need, Timeline, glue

FULL = (1 << 288) - 1


def a_need(dice: random.Random) -> Need:
    """Practitioners 0 to 2, rooms 3 and 4, either of which may be equipment too."""
    needs_room = dice.random() < 0.6
    return Need(
        duration=dice.choice([1, 2, 6, 9]),
        step=dice.choice([1, 3, 4]),
        who=dice.randrange(1, 8),
        before=dice.choice([0, 0, 1, 3]),
        after=dice.choice([0, 2, 5]),
        needs_room=needs_room,
        rooms=dice.choice([8, 16, 24]) if needs_room else 0,
        equipment=dice.choice([(), (), (), (16,), (24,)]),
        doubles=dice.choice([0, 0, 8, 24]) if needs_room else 0,
    )


def a_wish(dice: random.Random) -> Several:
    in_a_row = dice.random() < 0.6
    return Several(
        tuple(a_need(dice) for _ in range(dice.choice([2, 2, 3]))),
        in_a_row,
        wait=dice.choice([0, 1, 3]),
        any_order=dice.random() < 0.3,
        apart=dice.random() < 0.3,
    )


def a_case(seed: int) -> tuple[Timeline, Several, random.Random]:
    dice = random.Random(seed)
    base, days = 1000, []
    for _ in range(2):
        days.append(a_day(dice, base, length := dice.choice([276, 288, 300])))
        base += length
    return glue(days, now_s=0), a_wish(dice), dice


def agrees(seed: int, looks: int) -> int:
    """Compares some starts of one case; how many were possible."""
    line, wanted, dice = a_case(seed)
    slowly = Slowly(line, wanted)
    found = several_starts(line, wanted, first=line.base, last=line.base + line.length)
    possible = [at for at in range(line.length) if found >> at & 1]
    looked_at = {dice.randrange(20, line.length - 60) for _ in range(looks)}
    looked_at |= set(dice.sample(possible, min(4, len(possible))))
    for at in looked_at:
        tick = line.base + at
        assert bool(found >> at & 1) is slowly.can(tick), (seed, at)
        assert bool(placed_at(line, wanted, tick)) is bool(found >> at & 1)
    for at in possible[:2]:
        holds(line, wanted, line.base + at)
    return len(possible)


def holds(line: Timeline, wanted: Several, tick: int) -> None:
    """What is placed there keeps every promise."""
    placed = placed_at(line, wanted, tick)
    assert placed is not None
    assert sorted(each.part for each in placed) == list(range(len(wanted.parts)))
    assert min(each.tick for each in placed) == tick
    slowly = Slowly(line, wanted)
    people: list[Taken] = []
    things: list[Taken] = []
    for at, each in enumerate(placed):
        need = wanted.parts[each.part]
        assert slowly.works(each.lanes[0], need, each.tick, on_grid=at == 0)
        assert len(each.lanes) == 1 + need.needs_room + len(need.equipment)
        people.append((each.lanes[0], whole(need, each.tick), 0))
        things += [
            (lane, whole(need, each.tick), two)
            for lane, (_, two) in zip(each.lanes[1:], groups(need), strict=True)
        ]
        assert all(slowly.clear(lane, *whole(need, each.tick)) for lane in each.lanes)
    assert not clash(people)
    assert not clash([(lane, span, 0 if wanted.in_a_row else two) for lane, span, two in things])
    parts = [(wanted.parts[each.part], each.tick) for each in placed]
    assert alone(things) == min(alone(taken) for taken in slowly.things(parts))
    if wanted.apart:
        assert len({each.lanes[0] for each in placed}) == len(placed)


@given(st.integers(min_value=0, max_value=10**9))
@settings(max_examples=100, deadline=None)
def test_the_starts_of_several_parts_equal_the_slow_reading(seed: int) -> None:
    agrees(seed, looks=4)


def test_they_do_in_many_cases_of_one_seed() -> None:
    assert sum(agrees(seed, looks=1) > 0 for seed in range(10_000)) > 2_500


def one_day(*clear: int) -> Timeline:
    shifts = tuple(LaneShift(lane, 108, 144, 108) for lane in range(len(clear)))
    return glue([Day(0, 288, clear, shifts)], now_s=0)


def starts(line: Timeline, wanted: Several) -> list[int]:
    found = several_starts(line, wanted, first=0, last=288)
    return [tick for tick in range(288) if found >> tick & 1]


HOUR = Need(12, 12, who=0b11)


def test_a_couple_needs_two_practitioners_at_once() -> None:
    busy = FULL & ~stretch(108, 120)
    assert starts(one_day(FULL, busy), Several((HOUR, HOUR))) == [120, 132]
    assert starts(one_day(FULL), Several((HOUR, HOUR))) == []


def test_one_practitioner_gives_two_parts_in_a_row_unless_they_are_to_be_apart() -> None:
    row = Several((HOUR, HOUR), in_a_row=True)
    assert starts(one_day(FULL), row) == [108, 120]
    assert starts(one_day(FULL), replace(row, apart=True)) == []


def test_recovery_between_two_parts_of_one_practitioner_is_waited_for() -> None:
    slow = Need(12, 12, who=1, after=2)
    assert starts(one_day(FULL), Several((slow, HOUR), in_a_row=True, wait=1)) == []
    (one, two) = placed_at(one_day(FULL), Several((slow, HOUR), in_a_row=True), 108) or ()
    assert (one, two) == (Placed(0, 108, (0,)), Placed(1, 122, (0,)))


def test_parts_may_change_places_where_the_client_does_not_mind() -> None:
    early, late = FULL & ~stretch(120, 144), FULL & ~stretch(108, 120)
    first, second = Need(12, 12, who=0b10), Need(12, 12, who=0b01)
    row = Several((first, second), in_a_row=True, wait=0)
    assert starts(one_day(early, late), row) == []
    assert starts(one_day(early, late), replace(row, any_order=True)) == [108]
    placed = placed_at(one_day(early, late), replace(row, any_order=True), 108)
    assert placed == (Placed(1, 108, (0,)), Placed(0, 120, (1,)))


def test_the_order_asked_for_is_taken_where_it_is_possible_though_it_takes_a_wait() -> None:
    first, second = Need(12, 12, who=0b01), Need(12, 12, who=0b10)
    row = Several((first, second), in_a_row=True, any_order=True)
    placed = placed_at(one_day(FULL, FULL & ~stretch(120, 121)), row, 108)
    assert placed == (Placed(0, 108, (0,)), Placed(1, 121, (1,)))


def test_the_shortest_wait_is_taken() -> None:
    held_up = FULL & ~stretch(120, 122)
    placed = placed_at(one_day(held_up), Several((HOUR, HOUR), in_a_row=True), 108)
    assert placed == (Placed(0, 108, (0,)), Placed(1, 122, (0,)))


ONE_ROOM = replace(HOUR, needs_room=True, rooms=0b11100, doubles=0b10000)


def rooms_of(line: Timeline, wanted: Several) -> list[int]:
    return [each.lanes[1] for each in placed_at(line, wanted, 108) or ()]


def test_a_couple_shares_a_double_room_or_has_two() -> None:
    couple = Several((ONE_ROOM, ONE_ROOM))
    assert rooms_of(one_day(FULL, FULL, FULL, FULL, FULL), couple) == [4, 4]
    assert rooms_of(one_day(FULL, FULL, FULL, FULL, 0), couple) == [2, 3]
    assert rooms_of(one_day(FULL, FULL, FULL, 0, FULL), couple) == [4, 4]
    assert starts(one_day(FULL, FULL, 0, 0, FULL), couple) == [108, 120, 132]
    assert starts(one_day(FULL, FULL, FULL, 0, 0), couple) == []


def test_a_double_room_is_for_two_and_not_for_three() -> None:
    three = Several((replace(ONE_ROOM, who=0b111, rooms=0b111000, doubles=0b100000),) * 3)
    assert starts(one_day(FULL, FULL, FULL, 0, 0, FULL), three) == []
    assert rooms_of(one_day(FULL, FULL, FULL, FULL, 0, FULL), three) == [5, 5, 3]


def test_a_double_room_is_shared_only_side_by_side() -> None:
    row = Several((replace(ONE_ROOM, after=2), ONE_ROOM), in_a_row=True, wait=0)
    assert starts(one_day(FULL, FULL, 0, 0, FULL), row) == []
    assert rooms_of(one_day(FULL, FULL, FULL, FULL, FULL), row) == [2, 3]


def test_what_one_may_not_share_is_not_shared() -> None:
    other = replace(ONE_ROOM, doubles=0)
    assert starts(one_day(FULL, FULL, 0, 0, FULL), Several((ONE_ROOM, other))) == []


def test_nothing_is_placed_where_nothing_can_start() -> None:
    assert placed_at(one_day(FULL), Several((HOUR, HOUR)), 108) is None
    assert placed_at(one_day(FULL), Several((HOUR,)), -5) is None
