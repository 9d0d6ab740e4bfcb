"""Free time in stretches: what a walk over every tick finds, and nothing that a treatment could not begin in."""

from hypothesis import given, settings
from hypothesis import strategies as st

from unknot.core.availability.free import free_stretches
from unknot.core.hours import Shift

TICKS = 120
SPANS = st.lists(st.tuples(st.integers(0, TICKS), st.integers(0, 30)), max_size=6)


def by_tick(shift: Shift, taken: list[tuple[int, int]], step: int, since: int) -> list[tuple[int, int]]:
    """The same, tick by tick."""
    begun = max(
        (tick for tick in range(shift.anchor - 400, since + 1) if (tick - shift.anchor) % step == 0),
        default=0,
    )
    free = [
        tick >= begun
        and shift.starts <= tick < shift.ends
        and not any(from_ <= tick < to for from_, to in taken)
        for tick in range(TICKS + 40)
    ]
    found, tick = [], 0
    while tick < len(free):
        if not free[tick]:
            tick += 1
            continue
        ends = next(at for at in range(tick, len(free) + 1) if at == len(free) or not free[at])
        first = next((at for at in range(tick, ends) if (at - shift.anchor) % step == 0), None)
        if first is not None:
            found.append((first, ends))
        tick = ends
    return found


@settings(deadline=None)
@given(
    st.integers(0, 60),
    st.integers(1, 60),
    st.integers(0, 11),
    SPANS,
    st.integers(1, 12),
    st.integers(0, TICKS),
)
def test_what_a_walk_over_every_tick_finds(
    starts: int, length: int, late: int, spans: list[tuple[int, int]], step: int, since: int
) -> None:
    shift = Shift(starts, starts + length, starts - late)
    taken = [(from_, from_ + long) for from_, long in spans if long]
    assert free_stretches([shift], taken, step=step, since=since) == by_tick(shift, taken, step, since)


def test_a_start_at_this_very_tick_is_free_and_the_one_before_it_is_over() -> None:
    day = [Shift(108, 120, 108)]
    assert [free_stretches(day, [], step=3, since=since)[0][0] for since in (107, 108, 110, 111)] == [
        108, 108, 108, 111,
    ]  # fmt: skip
    assert free_stretches(day, [], step=3, since=120) == []


def test_two_shifts_keep_their_own_grids() -> None:
    split = [Shift(10, 20, 9), Shift(30, 40, 30)]
    assert free_stretches(split, [(31, 32)], step=4, since=0) == [(13, 20), (30, 31), (34, 40)]
