"""Bitmaps against lists of true and false."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot.core.availability import clear_mask, comb, first, grid_mask, runs, starts_mask, stretch, ticks
from unknot.core.availability.starts import work_mask
from unknot.core.hours import Shift

MASKS = st.integers(min_value=0, max_value=2**700)


def bits(mask: int) -> list[int]:
    return [place for place in range(mask.bit_length()) if mask >> place & 1]


@given(mask=MASKS, base=st.integers(0, 10**7))
def test_all_set_bits_are_listed_from_the_base(mask: int, base: int) -> None:
    assert ticks(mask, base) == [base + place for place in bits(mask)]


@given(mask=MASKS, k=st.integers(0, 9))
def test_the_lowest_bits_are_the_first_of_all(mask: int, k: int) -> None:
    assert first(mask, k) == bits(mask)[:k]


@given(mask=MASKS, n=st.integers(1, 60))
def test_a_run_begins_where_n_bits_in_a_row_are_set(mask: int, n: int) -> None:
    held = set(bits(mask))
    assert bits(runs(mask, n)) == [at for at in sorted(held) if held.issuperset(range(at, at + n))]


@given(step=st.integers(1, 50), phase=st.integers(0, 60), length=st.integers(0, 400))
def test_a_comb_has_its_teeth_from_the_phase_on(step: int, phase: int, length: int) -> None:
    assert bits(comb(step, phase, length)) == list(range(phase, length, step))


@given(from_=st.integers(-50, 100), to=st.integers(-50, 100))
def test_a_stretch_keeps_what_lies_at_or_after_the_base(from_: int, to: int) -> None:
    assert bits(stretch(from_, to)) == list(range(max(from_, 0), to))


SPANS = st.lists(st.tuples(st.integers(0, 120), st.integers(0, 40)), max_size=8)


@given(spans=SPANS, base=st.integers(0, 60), length=st.integers(0, 80))
def test_clear_is_what_no_claim_meets(spans: list[tuple[int, int]], base: int, length: int) -> None:
    claims = [(starts, starts + size) for starts, size in spans]
    taken = {tick for starts, ends in claims for tick in range(starts, ends)}
    clear = [tick - base for tick in range(base, base + length) if tick not in taken]
    assert bits(clear_mask(claims, base, length)) == clear


def test_a_claim_that_ends_before_it_starts_takes_nothing() -> None:
    assert clear_mask([(7, 3)], 0, 10) == stretch(0, 10)


def test_the_grid_hangs_on_the_anchor_even_before_the_shift_and_the_base() -> None:
    assert bits(grid_mask([Shift(100, 120, 88)], 95, 9)) == [106 - 95, 115 - 95]
    assert bits(grid_mask([Shift(100, 120, 88)], 110, 9)) == [115 - 110]
    assert bits(grid_mask([Shift(100, 120, 100)], 100, 9)) == [0, 9, 18]


def test_work_is_cut_at_the_base() -> None:
    assert bits(work_mask([Shift(100, 104, 100), Shift(108, 110, 108)], 102)) == [0, 1, 6, 7]


@pytest.mark.parametrize(
    ("claim", "starts"), [((0, 18), [20]), ((0, 19), []), ((26, 30), [20]), ((25, 30), [])]
)
def test_buffers_touch_a_claim_but_do_not_meet_it(claim: tuple[int, int], starts: list[int]) -> None:
    work = grid = stretch(20, 24)
    clear = clear_mask([claim], 0, 40)
    assert bits(starts_mask(work, grid, clear, 4, 2, 2)) == starts


def test_buffers_reach_beyond_the_shift_and_the_appointment_does_not() -> None:
    work = stretch(20, 30)
    assert bits(starts_mask(work, work, stretch(0, 60), 9, 12, 12)) == [20, 21]


def test_a_buffer_below_the_base_refuses_the_start() -> None:
    work = stretch(0, 10)
    assert bits(starts_mask(work, work, stretch(0, 60), 4, 3, 0)) == [3, 4, 5, 6]
