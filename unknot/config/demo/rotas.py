"""When the people of an invented salon work: split shifts inside its opening hours, somebody on every open day."""

from collections.abc import Sequence
from random import Random
from typing import Final, TypeAlias

from unknot.core.hours import WallSpan, Weekly

Rota: TypeAlias = Weekly
WEEKDAYS: Final = range(7)
MOST_DAYS: Final = 4
LONG_DAY_MIN: Final = 9 * 60
"""An opening longer than this is shared between an early and a late shift, or split with a long pause."""
SHORT_DAY_MIN: Final = 5 * 60
"""An opening up to this long is worked without a pause."""
PAUSES_MIN: Final = (30, 45, 60)
QUARTER_MIN: Final = 15


def rotas(opening: Weekly, does_backs: Sequence[bool], throw: Random) -> list[Rota]:
    """One rota for each practitioner. On every open day somebody works who does backs, if anybody does."""
    open_days = [day for day in WEEKDAYS if opening[day]]
    if not open_days:
        return [((),) * 7 for _ in does_backs]
    days = [_days(open_days, throw) for _ in does_backs]
    wanted = [who for who, does in enumerate(does_backs) if does] or [*range(len(does_backs))]
    for day in open_days:
        if not any(day in days[who] for who in wanted):
            min((days[who] for who in wanted), key=len).add(day)
    return [
        tuple(
            tuple(shift for span in opening[day] for shift in _shifts(span, throw)) if day in mine else ()
            for day in WEEKDAYS
        )
        for mine in days
    ]


def _days(open_days: list[int], throw: Random) -> set[int]:
    most = min(MOST_DAYS, len(open_days))
    return set(throw.sample(open_days, throw.randint(max(1, most - 1), most)))


def _shifts(opening: WallSpan, throw: Random) -> list[WallSpan]:
    opens, closes = opening
    length_min = closes - opens
    if length_min <= SHORT_DAY_MIN:
        return [opening]
    if length_min > LONG_DAY_MIN:
        kind = throw.choice(("early", "late", "split"))
        if kind == "early":
            return _with_pause(WallSpan(opens, opens + 8 * 60), throw)
        if kind == "late":
            return _with_pause(WallSpan(closes - 8 * 60, closes), throw)
        return [WallSpan(opens, opens + 4 * 60), WallSpan(closes - 4 * 60, closes)]
    return _with_pause(opening, throw)


def _with_pause(shift: WallSpan, throw: Random) -> list[WallSpan]:
    """The shift cut by a pause near its middle, on the quarter hour of its beginning."""
    half = (shift.to_min - shift.from_min) // 2 // QUARTER_MIN * QUARTER_MIN
    begins = shift.from_min + half + throw.choice((-30, -15, 0, 15))
    ends = begins + throw.choice(PAUSES_MIN)
    return [WallSpan(shift.from_min, begins), WallSpan(ends, shift.to_min)]
