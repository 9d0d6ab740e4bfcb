"""The answer of many slots, written without an object for each: the same text as `replies.slots` in JSON."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache

from unknot.api.replies import benefit, practitioner
from unknot.core.availability.turns import Turns
from unknot.core.hours import DAY_TICKS, TICK_MIN
from unknot.core.money.benefit import Benefit
from unknot.diary.values import Practitioner

_EPOCH_DAY = date(1970, 1, 1).toordinal()
_TIMES = tuple(f"T{minute // 60:02}:{minute % 60:02}:00Z" for minute in range(0, 1440, TICK_MIN))
MONTH_TICKS = 31 * DAY_TICKS


def slots(
    days: Iterable[Turns], people: Mapping[int, Practitioner], duration_min: int, gap_benefit: Benefit
) -> str:
    """The body of `SlotsReply`: the starts of some days, in order of time; `people` are by lane.

    `gap_benefit` comes with those that fill a hole.
    """
    return f'{{"slots": [{", ".join(_slots(days, people, duration_min // TICK_MIN, gap_benefit))}]}}'


def _slots(
    days: Iterable[Turns], people: Mapping[int, Practitioner], length: int, gap_benefit: Benefit
) -> Iterator[str]:
    names = {lane: _json(practitioner(person)) for lane, person in people.items()}
    ends = ["}", f', "benefit": {_json(benefit(gap_benefit))}}}']
    for day in days:
        for tick, lane in day.in_order:
            yield _head(tick, length) + names[lane] + ends[day.fills_hole(tick)]


def _json(reply: object) -> str:
    return json.dumps(reply, ensure_ascii=False)


@lru_cache(maxsize=MONTH_TICKS)
def _head(tick: int, length: int) -> str:
    """All of a slot up to its practitioner; salons of one zone and grid share them."""
    return f'{{"starts_at": "{_utc(tick)}", "ends_at": "{_utc(tick + length)}", "practitioner": '


def _utc(tick: int) -> str:
    """A tick as `replies.utc` says its instant."""
    day, at = divmod(tick, DAY_TICKS)
    return date.fromordinal(_EPOCH_DAY + day).isoformat() + _TIMES[at]
