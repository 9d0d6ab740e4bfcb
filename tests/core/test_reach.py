"""How far back a date still matters."""

import pytest

from unknot.core.suitability.reach import reach_days
from unknot.core.suitability.settings import settings
from unknot.knowledge.screening import rulebook

BOOK = rulebook()


@pytest.mark.parametrize(
    ("item", "field", "days"),
    [
        ("vaccination", "at", 2),
        ("menstruation_day1", "first_day_on", 1),
        ("head_injury", "on", 14),
        ("surgery_recent", "on", 12 * 7),
        ("epilepsy", "controlled", 0),
        ("cancer", "last_active_on", 5 * 366),
        ("surgery_recent", "size", 0),
    ],
)
def test_a_date_matters_as_far_back_as_the_longest_rule_that_counts_from_it(
    item: str, field: str, days: int
) -> None:
    assert reach_days(BOOK.items[item], field, settings(BOOK.switches)) == days


@pytest.mark.parametrize(("hours", "days"), [(24, 1), (48, 2), (50, 3), (72, 3)])
def test_hours_reach_to_the_end_of_their_last_day(hours: int, days: int) -> None:
    chosen = settings(BOOK.switches, switches={"vaccine_hours": hours})

    assert reach_days(BOOK.items["vaccination"], "at", chosen) == days
