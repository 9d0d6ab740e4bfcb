"""What a shorter treatment costs where a salon sells by the minute."""

from collections.abc import Mapping

TICK_MIN = 5


def by_minute(
    duration_min: int, price_minor: int, per_min_minor: int, *, least_min: int
) -> Mapping[int, int]:
    """The price of each shorter duration, in steps of 5 minutes down to `least_min`; never below 0.

    >>> by_minute(60, 7200, 100, least_min=45)
    {55: 6700, 50: 6200, 45: 5700}
    """
    shorter = range(duration_min - TICK_MIN, least_min - 1, -TICK_MIN)
    return {each: max(0, price_minor - (duration_min - each) * per_min_minor) for each in shorter}
