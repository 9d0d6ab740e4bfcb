"""Whose turn each start is, for a whole day at once: equal to asking start by start."""

import random

from hypothesis import given
from hypothesis import strategies as st

from tests.core.test_visits import LANES, days
from unknot.core.availability.masks import ticks
from unknot.core.availability.turns import fair_order, turns_by_day
from unknot.core.availability.visits import Starts, glue, lanes_of


def mask(dice: random.Random, length: int) -> int:
    """Many starts, few, or none."""
    bits = dice.getrandbits(length)
    return dice.choice([bits, bits & dice.getrandbits(length) & dice.getrandbits(length), 0])


@given(st.integers(0, 2**32))
def test_each_start_falls_to_the_first_in_fair_order_who_can(seed: int) -> None:
    dice = random.Random(seed)
    line = glue(days(dice), now_s=0)
    who = dice.randrange(1, 1 << LANES + 1)  # one lane more than the days know
    found = Starts(
        line.base, {lane: mask(dice, line.length) for lane in lanes_of(who) if dice.random() < 0.8}
    )

    expected = []
    for tick in ticks(found.any_of, line.base):
        able = found.lanes_at(tick)
        order = fair_order(line.day_at(tick), lanes_of(who))
        expected.append((tick, next(lane for lane in order if lane in able)))
    shown = [each for day in turns_by_day(line, lanes_of(who), found) for each in day.in_order]
    assert shown == expected


@given(st.integers(0, 2**32))
def test_the_order_of_some_is_the_order_of_all_without_the_others(seed: int) -> None:
    dice = random.Random(seed)
    day, *_ = days(dice)
    lanes = list(range(LANES + 1))
    some = set(dice.sample(lanes, dice.randrange(len(lanes) + 1)))

    assert fair_order(day, lanes, among=some) == [lane for lane in fair_order(day, lanes) if lane in some]
