"""Visits of several parts, all starts of 30 days, beside trying each tick.

20 practitioners and 8 rooms, 30 days, starts every 15 minutes. A couple: two practitioners at once, in one of two rooms
for two or in two rooms.
Three services in a row by three practitioners, each in a room, with waits of at most 15 minutes.

    python -m benchmarks.several [--rounds N] [--json]

Who tries each tick has the same masks of clear and working time at hand, tests the ticks that a part would take, and
hands out lanes one by one. Goals: 200 times as fast for the couple, 30 times for the three.
"""

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from itertools import product

from benchmarks import rows
from benchmarks.rows import Found
from unknot.core.availability.days import Day, LaneShift
from unknot.core.availability.masks import stretch
from unknot.core.availability.parts import Layout, Several, layouts
from unknot.core.availability.several import several_starts
from unknot.core.availability.visits import Need, Timeline, glue, lanes_of
from unknot.core.hours import DAY_TICKS

DAYS, PEOPLE, ROOMS, FOR_TWO = 30, 20, 8, 2
OPENS, CLOSES, STEP = 9 * 12, 19 * 12, 3
COUPLE_GOAL, THREE_GOAL = 200, 30
SEED = 3


def a_month(dice: random.Random) -> Timeline:
    """Days in which everybody works and everything is taken now and then."""
    days = []
    for number in range(DAYS):
        clear = []
        for _ in range(PEOPLE + ROOMS):
            bits = stretch(0, DAY_TICKS)
            for _ in range(6):
                from_ = dice.randrange(OPENS - 8, CLOSES)
                bits &= ~stretch(from_, from_ + dice.choice((6, 12, 18)))
            clear.append(bits)
        shifts = tuple(LaneShift(lane, OPENS, CLOSES, OPENS) for lane in range(PEOPLE))
        days.append(Day(number * DAY_TICKS, DAY_TICKS, tuple(clear), shifts))
    return glue(days, now_s=0)


def questions(dice: random.Random) -> dict[str, Several]:
    """The couple and the three services, each with those who have learnt it."""

    def need(duration: int, share: float) -> Need:
        who = sum(1 << lane for lane in range(PEOPLE) if dice.random() < share)
        rooms = stretch(PEOPLE, PEOPLE + ROOMS)
        doubles = stretch(PEOPLE, PEOPLE + FOR_TWO)
        return Need(duration, STEP, who, after=2, needs_room=True, rooms=rooms, doubles=doubles)

    return {
        "couple": Several((need(12, 0.4), need(12, 0.3))),
        "three": Several((need(12, 0.4), need(6, 0.3), need(9, 0.3)), in_a_row=True, apart=True),
    }


class EachTick:
    """Tries one start after the other, each order and each wait."""

    def __init__(self, line: Timeline, wanted: Several) -> None:
        self._line, self._wanted = line, wanted
        self._work = {lane: line.work(lane) for lane in range(PEOPLE)}
        self._grid = {lane: line.grid(lane, STEP) for lane in range(PEOPLE)}
        self._layouts = list(layouts(wanted))

    def starts(self) -> int:
        """The same bits as `several_starts`."""
        found = 0
        for tick in range(self._line.length):
            if any(self._can(laid, tick) for laid in self._layouts):
                found |= 1 << tick
        return found

    def _can(self, laid: Layout, tick: int) -> bool:
        parts = [
            (self._wanted.parts[part], tick + off) for part, off in zip(laid.order, laid.offsets, strict=True)
        ]
        people = [self._people(need, at, is_first=at == tick) for need, at in parts]
        if not all(people):
            return False
        spans = [(at - need.before, at + need.duration + need.after) for need, at in parts]
        if not _apart(people, spans, always=self._wanted.apart):
            return False
        rooms = [self._rooms(need, at) for need, at in parts]
        if not self._wanted.in_a_row and any(lane < PEOPLE + FOR_TWO for lane in _common(rooms)):
            return True
        return all(rooms) and _apart(rooms, spans, always=False)

    def _people(self, need: Need, at: int, *, is_first: bool) -> list[int]:
        busy = stretch(at, at + need.duration)
        return [
            lane
            for lane in lanes_of(need.who)
            if self._work[lane] & busy == busy
            and (not is_first or self._grid[lane] >> at & 1)
            and self._is_clear(lane, need, at)
        ]

    def _rooms(self, need: Need, at: int) -> list[int]:
        return [lane for lane in lanes_of(need.rooms) if self._is_clear(lane, need, at)]

    def _is_clear(self, lane: int, need: Need, at: int) -> bool:
        whole = stretch(at - need.before, at + need.duration + need.after)
        return at >= need.before and self._line.clear[lane] & whole == whole


def _common(able: Sequence[Sequence[int]]) -> set[int]:
    return set(able[0]).intersection(*able[1:])


def _apart(able: Sequence[Sequence[int]], spans: Sequence[tuple[int, int]], *, always: bool) -> bool:
    """Whether each can be given a lane, none of them two at once."""
    return any(_may(lanes, spans, always=always) for lanes in product(*able))


def _may(lanes: Sequence[int], spans: Sequence[tuple[int, int]], *, always: bool) -> bool:
    return not any(
        lanes[one] == lanes[other] and (always or spans[one][1] > spans[other][0])
        for other in range(len(lanes))
        for one in range(other)
    )


def found(rounds: int) -> Found:
    """Both questions beside trying each tick, which has to find the same starts."""
    return Found(list(_rows(rounds)))


def _rows(rounds: int) -> Iterator[rows.Row]:
    dice = random.Random(SEED)
    line, goals = a_month(dice), {"couple": COUPLE_GOAL, "three": THREE_GOAL}
    names = {"couple": "couples", "three": "three services by three practitioners"}
    for name, wanted in questions(dice).items():
        each_tick = EachTick(line, wanted)

        def ours(wanted: Several = wanted) -> int:
            return several_starts(line, wanted, first=0, last=line.length)

        if ours() != each_tick.starts():
            raise ValueError(f"{name}: not the starts that trying each tick finds")
        taken = rows.interleaved({"each tick": each_tick.starts, "ours": ours}, rounds=rounds)
        speed = rows.ratio(taken, "each tick", "ours")
        yield rows.as_row(names[name], f">= {goals[name]}", speed, "times as fast as trying each tick")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the rows."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=rows.ROUNDS)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(arguments)
    measured = found(asked.rounds)
    print(measured.as_json() if asked.json else measured.as_table())
    return 0


if __name__ == "__main__":
    sys.exit(main())
