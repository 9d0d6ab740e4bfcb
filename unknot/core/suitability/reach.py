"""How far back a date still matters to the rules: further back, all answers are one."""

from collections.abc import Iterator

from unknot.core.suitability.conditions import Since
from unknot.core.suitability.rulebook import Item
from unknot.core.suitability.settings import Settings, Stretch

_LONGEST_DAYS = {"days": 1, "weeks": 7, "months": 31, "years": 366}
_DAY_H = 24


def reach_days(item: Item, field: str, settings: Settings) -> int:
    """The days after which no rule of the item looks at this date any more, rounded up; 0 where none counts from it."""
    return max((_days(each, settings) for each in _stretches(item, field)), default=0)


def _stretches(item: Item, field: str) -> Iterator[Stretch]:
    for rule in item.rules:
        yield from (test.stretch for test in rule.when if isinstance(test, Since) and test.field == field)
        if rule.until and rule.until.field == field and rule.until.stretch:
            yield rule.until.stretch


def _days(stretch: Stretch, settings: Settings) -> int:
    count = settings.count(stretch)
    return -(-count // _DAY_H) if stretch.unit == "hours" else count * _LONGEST_DAYS[stretch.unit]
