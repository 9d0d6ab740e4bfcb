"""What `unknot bench` plans for a market, and what it says that it leaves out."""

import io

from benchmarks.bar import Bar
from benchmarks.runner import COPY, FEWER, MANY, QUICK, TOO_FEW, left_out, plan


def test_a_quick_look_has_one_small_market_and_names_all_that_it_leaves_out() -> None:
    quick = plan(salons=None, is_quick=True)

    assert (quick.salons, quick.few, quick.rounds) == (200, 0, 5)
    assert left_out(quick) == list(QUICK)


def test_the_usual_market_has_ten_thousand_salons_and_a_month_of_days() -> None:
    usual = plan(salons=None, is_quick=False)

    assert (usual.salons, usual.days, usual.few) == (10_000, 32, 1_000)
    assert left_out(usual) == [FEWER]


def test_more_salons_store_fewer_days() -> None:
    assert plan(salons=10_001, is_quick=False).days == 7
    assert left_out(plan(salons=100_000, is_quick=False)) == [MANY, COPY]


def test_growth_takes_two_thousand_salons() -> None:
    assert left_out(plan(salons=1_999, is_quick=False)) == [TOO_FEW, FEWER]
    assert left_out(plan(salons=2_000, is_quick=False)) == [FEWER]


def test_away_from_a_terminal_a_step_is_told_once() -> None:
    stream = io.StringIO()
    bar = Bar(stream)
    for done in range(3):
        bar.show("salons", done, 2)

    assert stream.getvalue() == f"salons                   [{'#' * 30}] 2/2  0 s\n"
