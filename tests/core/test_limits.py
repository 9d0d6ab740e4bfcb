"""Breaks, stretches, minutes a day and the way between salons: 10,000 cases beside a slow reading."""

import random
from collections.abc import Sequence

from tests.core.slow_limits import keeps
from unknot.core.availability.causes import GapKind, why_not
from unknot.core.availability.days import Day, LaneShift
from unknot.core.availability.limits import Limits, Own, Shape, Stint, broken, forbidden
from unknot.core.availability.masks import stretch
from unknot.core.availability.parts import Several
from unknot.core.availability.several import placed_at, several_starts
from unknot.core.availability.visits import Need, Timeline, glue, starts

DAYS = [(0, 288), (288, 564), (564, 864)]
END = DAYS[-1][1]


def some_limits(dice: random.Random) -> Limits:
    """Each of them or none; now and then tight."""
    rests = []
    for base, _ in DAYS:
        opens = base + dice.randrange(100, 160)
        rests.append((opens, opens + dice.choice((6, 12, 24, 40))))
    return Limits(
        stretch=dice.choice((0, 12, 24, 40, 60)),
        pause=dice.choice((1, 2, 6, 12)),
        hands_on=dice.choice((0, 12, 40, 70)),
        deep=dice.choice((0, 12, 30)),
        rest=dice.choice((0, 3, 6, 9)),
        rests=tuple(rests),
    )


def some_shape(dice: random.Random) -> Shape:
    duration = dice.choice((3, 6, 12, 18, 24))
    return Shape(duration, dice.choice((0, 0, 1, 3)), dice.choice((0, 0, 2, 3)), dice.random() < 0.5)


def some_stints(dice: random.Random) -> list[Stint]:
    """A practitioner's treatments around two days, here and in another salon, one after the other."""
    found: list[Stint] = []
    tick = dice.randrange(60, 140)
    while tick < END - 40 and len(found) < 14:
        made = some_shape(dice).at(tick + 3)
        away = dice.choice((0, 0, 0, 4, 9))
        found.append(made._replace(away=away))
        tick = made.to + dice.choice((0, 0, 1, 2, 5, 6, 11, 12, 30, 130))
    return found


def some_ticks(dice: random.Random, stints: Sequence[Stint], shape: Shape) -> list[int]:
    """Starts anywhere, and as many close to what is given already: that is where limits are decided."""
    close = [each.to + shape.before + dice.choice((0, 0, 1, 2, 5, 6, 8)) for each in stints]
    return [*close, *dice.sample(range(20, END - 40), 10)]


def is_clear(stints: Sequence[Stint], new: Stint) -> bool:
    return all(new.to <= each.from_ or new.from_ >= each.to for each in stints)


def test_bits_names_and_the_slow_reading_agree_on_ten_thousand_treatments() -> None:
    dice = random.Random(20270301)
    asked = kept = 0
    while asked < 10_000:
        limits, stints, shape = some_limits(dice), some_stints(dice), some_shape(dice)
        mask = forbidden(limits, DAYS, stints, shape, 0)
        for tick in some_ticks(dice, stints, shape):
            new = shape.at(tick)
            if not is_clear(stints, new):
                continue
            asked += 1
            expected = keeps(limits, DAYS, stints, [new])
            kept += expected
            assert bool(mask >> tick & 1) is not expected, (limits, stints, shape, tick)
            assert (not list(broken(limits, DAYS, stints, [new]))) is expected
    assert 2_000 < kept < 8_000


def test_two_treatments_of_one_practitioner_are_judged_together() -> None:
    dice = random.Random(20270302)
    asked = kept = 0
    while asked < 10_000:
        limits, stints = some_limits(dice), some_stints(dice)
        one, other = some_shape(dice), some_shape(dice)
        for tick in dice.sample(range(20, END - 90), 20):
            first = one.at(tick)
            second = other.at(first.to + other.before + dice.choice((0, 1, 3)))
            if is_clear(stints, first) and is_clear(stints, second):
                asked += 1
                expected = keeps(limits, DAYS, stints, [first, second])
                kept += expected
                assert (not list(broken(limits, DAYS, stints, [first, second]))) is expected
    assert 1_000 < kept < 7_000


def a_line(stints: Sequence[Stint]) -> Timeline:
    """Two practitioners who work all the time; the first has these treatments."""
    days = []
    for base, end in DAYS:
        length = end - base
        clear = stretch(0, length)
        for each in stints:
            clear &= ~stretch(each.from_ - base, each.to - base)
        shifts = tuple(LaneShift(lane, 0, length, 0) for lane in (0, 1))
        days.append(Day(base, length, (clear, stretch(0, length)), shifts))
    line = glue(days, now_s=0)
    return Timeline(line.base, line.length, line.days, line.clear, line.shifts, stints={0: stints})


def a_need(shape: Shape, limits: Limits, who: int = 1) -> Need:
    own = {0: Own(1, 0, END, limits)}
    return Need(shape.duration, 1, who, shape.before, shape.after, is_deep=shape.is_deep, own=own)


def test_starts_and_causes_say_the_same_of_limits() -> None:
    dice = random.Random(20270303)
    kinds: set[GapKind] = set()
    for _ in range(150):
        limits, stints, shape = some_limits(dice), some_stints(dice), some_shape(dice)
        line, need = a_line(stints), a_need(shape, limits)
        found = starts(line, need, first=20, last=END - 40).any_of
        for tick in dice.sample(range(20, END - 40), 25):
            blocked = why_not(line, need, tick)
            assert bool(blocked) is not bool(found >> tick & 1)
            kinds |= {gap.kind for each in blocked for gap in each.cheapest}
    assert {"travel", "break", "stretch", "hands_on", "deep"} < kinds


def test_a_row_of_two_keeps_the_limits_of_who_gives_both() -> None:
    """Lane 0 alone: a start is found exactly where some wait keeps her limits with both treatments."""
    dice = random.Random(20270304)
    both = 0
    for _ in range(60):
        limits, stints = some_limits(dice), some_stints(dice)
        shapes = [some_shape(dice), some_shape(dice)]
        line = a_line(stints)
        wanted = Several(tuple(a_need(each, limits) for each in shapes), in_a_row=True)
        found = several_starts(line, wanted, first=20, last=END - 90)
        for tick in dice.sample(range(20, END - 90), 15):
            ways = [[shapes[0].at(tick), shapes[1].at(tick + shapes[0].duration + wait)] for wait in range(4)]
            can = any(
                is_clear(stints, one)
                and is_clear([*stints, one], two)
                and keeps(limits, DAYS, stints, [one, two])
                for one, two in ways
            )
            assert bool(found >> tick & 1) is can
            assert (placed_at(line, wanted, tick) is not None) is can
            both += can
    assert both > 50


def test_who_is_bound_gives_one_part_and_a_colleague_the_other() -> None:
    line = a_line([])
    hour = a_need(Shape(12), Limits(hands_on=12), who=0b11)
    placed = placed_at(line, Several((hour, hour), in_a_row=True), 120)

    assert placed is not None
    assert [each.lanes for each in placed] == [(0,), (1,)]
