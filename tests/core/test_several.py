"""Visits of several parts start where a slow and obvious reading finds lanes for them, tick by tick."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, permutations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.test_visits import a_day
from unknot.core.availability.days import Day, LaneShift
from unknot.core.availability.masks import stretch
from unknot.core.availability.parts import Placed, Several
from unknot.core.availability.several import placed_at, several_starts
from unknot.core.availability.visits import Need, Timeline, glue, lanes_of

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


Taken = tuple[int, tuple[int, int], int]
"""A lane, the ticks over which it is taken, and the lanes that would have room for another one then."""


class Slowly:
    """Looks at one start after the other, tries each order, each wait and each choice of lanes."""

    def __init__(self, line: Timeline, wanted: Several) -> None:
        self.line, self.wanted = line, wanted

    def can(self, tick: int) -> bool:
        return any(self.serves(order, starts) for order, starts in self.laid(tick))

    def laid(self, tick: int) -> Iterator[tuple[Sequence[int], list[int]]]:
        count = range(len(self.wanted.parts))
        if not self.wanted.in_a_row:
            yield count, [tick] * len(count)
            return
        for order in permutations(count) if self.wanted.any_order else [count]:
            for waits in product(range(self.wanted.wait + 1), repeat=len(count) - 1):
                starts = [tick]
                for part, wait in zip(order, waits, strict=False):
                    starts.append(starts[-1] + self.wanted.parts[part].duration + wait)
                yield order, starts

    def serves(self, order: Sequence[int], starts: list[int]) -> bool:
        parts = [(self.wanted.parts[part], start) for part, start in zip(order, starts, strict=True)]
        people = [
            [lane for lane in lanes_of(need.who) if self.works(lane, need, start, on_grid=at == 0)]
            for at, (need, start) in enumerate(parts)
        ]
        if not any(self.apart(chosen, parts) for chosen in product(*people)):
            return False
        return any(True for _ in self.things(parts))

    def apart(self, chosen: Sequence[int], parts: Sequence[tuple[Need, int]]) -> bool:
        """Whether these practitioners can give the parts."""
        if self.wanted.apart and len(set(chosen)) < len(chosen):
            return False
        return not clash([(lane, whole(*part), 0) for lane, part in zip(chosen, parts, strict=True)])

    def things(self, parts: Sequence[tuple[Need, int]]) -> Iterator[list[Taken]]:
        """Every choice of rooms and equipment for the parts."""
        wanted = [(group, whole(need, start), two) for need, start in parts for group, two in groups(need)]
        for lanes in product(*(lanes_of(group) for group, _, _ in wanted)):
            row = self.wanted.in_a_row
            taken = [
                (lane, span, 0 if row else two) for lane, (_, span, two) in zip(lanes, wanted, strict=True)
            ]
            if all(self.clear(lane, *span) for lane, span, _ in taken) and not clash(taken):
                yield [(lane, span, two) for lane, (_, span, two) in zip(lanes, wanted, strict=True)]

    def works(self, lane: int, need: Need, start: int, *, on_grid: bool) -> bool:
        at = start - self.line.base
        if on_grid and not self.line.grid(lane, need.step) >> at & 1:
            return False
        work = self.line.work(lane)
        return all(work >> tick & 1 for tick in range(at, at + need.duration)) and self.clear(
            lane, *whole(need, start)
        )

    def clear(self, lane: int, starts: int, ends: int) -> bool:
        return starts >= self.line.base and all(
            self.line.clear[lane] >> (tick - self.line.base) & 1 for tick in range(starts, ends)
        )


def whole(need: Need, start: int) -> tuple[int, int]:
    return start - need.before, start + need.duration + need.after


def groups(need: Need) -> list[tuple[int, int]]:
    """What a part needs besides its practitioner, with the lanes that have room for two."""
    rooms = [(need.rooms, need.doubles)] if need.needs_room else []
    return rooms + [(group, 0) for group in need.equipment]


def clash(taken: Sequence[Taken]) -> bool:
    """Whether a lane would serve more at once than it has room for."""
    for lane in {lane for lane, _, _ in taken}:
        mine = [(span, two >> lane & 1) for other, span, two in taken if other == lane]
        meeting = [pair for pair in combinations(mine, 2) if meet(pair[0][0], pair[1][0])]
        if any(not (one and other) for (_, one), (_, other) in meeting) or len(meeting) > 1:
            return True
    return False


def meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def alone(taken: Sequence[Taken]) -> int:
    """How many rooms for two are given to one alone."""
    return sum(
        two >> lane & 1
        and not any(
            at != place and other == lane and meet(span, theirs)
            for place, (other, theirs, _) in enumerate(taken)
        )
        for at, (lane, span, two) in enumerate(taken)
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
