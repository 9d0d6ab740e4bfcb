"""What blocking regions does, by the salon's rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.bodies import AVOIDED, BODY, WANTED, back
from unknot.core.money.minutes import by_minute
from unknot.core.suitability import Wanted, replanned, shorter

PRICES = {30: 4500, 45: 5800, 90: 9900}


def test_the_minutes_go_to_other_regions_at_the_same_price() -> None:
    found = replanned(back(60), BODY, blocked=["lower_back", "flank", "sacrum"], price_minor=7200)

    assert found.old is not None and found.new is not None
    assert "sacrum" in found.old.minutes and "sacrum" not in found.new.minutes
    assert (found.old_min, found.new_min, found.old_price_minor, found.new_price_minor) == (
        60,
        60,
        7200,
        7200,
    )
    assert not found.is_same


def test_the_visit_shrinks_to_the_next_offered_length() -> None:
    found = shorter(
        back(60), BODY, blocked=["lower_back", "flank", "sacrum"], price_minor=7200, prices=PRICES
    )

    assert found.old is not None and found.new is not None
    assert sum(found.old.minutes[each] for each in ("sacrum", "flank_left", "flank_right")) < 15
    assert (found.new_min, found.new_price_minor, found.new.duration_min) == (60, 7200, 60)
    more = shorter(
        back(60), BODY, blocked=["lower_back", "flank", "sacrum", "mid_back"], price_minor=7200, prices=PRICES
    )
    assert (more.new_min, more.new_price_minor) == (45, 5800)


def test_by_the_minute_the_visit_shrinks_by_five_minutes_at_a_time() -> None:
    prices = by_minute(60, 7200, 100, least_min=30)

    found = shorter(
        back(60), BODY, blocked=["lower_back", "flank", "sacrum"], price_minor=7200, prices=prices
    )

    assert (found.new_min, found.new_price_minor) == (50, 6200)


def test_a_shorter_visit_never_costs_more() -> None:
    blocked = ["lower_back", "flank", "sacrum", "mid_back"]

    dear = shorter(back(60), BODY, blocked=blocked, price_minor=5799, prices=PRICES)
    fair = shorter(back(60), BODY, blocked=blocked, price_minor=5800, prices=PRICES)
    assert ((dear.new_min, dear.new_price_minor), fair.new_min) == ((60, 5799), 45)


def test_blocking_what_is_not_treated_changes_nothing() -> None:
    found = shorter(back(60), BODY, blocked=["calf"], price_minor=7200, prices=PRICES)

    assert found.is_same


def test_blocking_everything_leaves_no_plan() -> None:
    found = replanned(back(60), BODY, blocked=list(back(60).regions), price_minor=7200)

    assert found.old is not None
    assert found.new is None


def test_an_unknown_region_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="unknown region wing"):
        replanned(back(60), BODY, blocked=["wing"], price_minor=7200)


@given(wanted=WANTED, blocked=AVOIDED, price=st.integers(0, 20_000), by=st.integers(1, 300))
def test_a_proposal_never_lasts_longer_costs_more_or_works_what_is_blocked(
    wanted: Wanted, blocked: frozenset[str], price: int, by: int
) -> None:
    prices = by_minute(wanted.duration_min, price, by, least_min=15)
    found = shorter(wanted, BODY, blocked=blocked, price_minor=price, prices=prices)

    assert 15 <= found.new_min <= found.old_min
    assert 0 <= found.new_price_minor <= found.old_price_minor
    if found.new:
        assert found.new.duration_min == found.new_min
        assert not found.new.minutes.keys() & BODY.sites(blocked)
