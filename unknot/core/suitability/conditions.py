"""The tests of a rule. An unknown answer meets each but `since_ge` and `ga_ge`; a missing one meets only `ne`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from unknot.core.suitability.moments import Start, When, added, midnight, on_wall
from unknot.core.suitability.pregnancy import first_day_after
from unknot.core.suitability.settings import Settings, Stretch
from unknot.core.suitability.values import UNKNOWN, Value

TRIMESTER_SWITCH = "first_trimester_end"


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a test may look at: one answer, the appointment's start, the salon's settings."""

    answer: Mapping[str, Value]
    start: Start
    settings: Settings


@dataclass(frozen=True, slots=True)
class Is:
    """`eq` and `in`: the answer is one of these."""

    field: str
    wanted: frozenset[bool | str]

    def holds(self, scene: Scene) -> bool:
        """A missing answer is none of them."""
        value = scene.answer.get(self.field)
        return value is UNKNOWN or value in self.wanted


@dataclass(frozen=True, slots=True)
class IsNot:
    """`ne`: the answer is not this, or is missing."""

    field: str
    unwanted: bool | str

    def holds(self, scene: Scene) -> bool:
        """A missing answer is not this either."""
        value = scene.answer.get(self.field)
        return value is UNKNOWN or value != self.unwanted


@dataclass(frozen=True, slots=True)
class Overlaps:
    """`any`: at least one of these was chosen."""

    field: str
    wanted: frozenset[str]

    def holds(self, scene: Scene) -> bool:
        """Of a missing answer nothing was chosen."""
        value = scene.answer.get(self.field)
        return value is UNKNOWN or (isinstance(value, frozenset) and not value.isdisjoint(self.wanted))


@dataclass(frozen=True, slots=True)
class Since:
    """`since_lt` and, with `reached`, `since_ge`: whether so much time has passed by the start."""

    field: str
    stretch: Stretch
    reached: bool

    def holds(self, scene: Scene) -> bool:
        """A date after the appointment counts as little time passed."""
        value = scene.answer.get(self.field)
        if value is UNKNOWN:
            return not self.reached
        if not isinstance(value, When):
            return False
        return limit(value, self.stretch, scene).passed is self.reached


@dataclass(frozen=True, slots=True)
class SameDay:
    """`same_day_as_appointment`."""

    field: str

    def holds(self, scene: Scene) -> bool:
        """On the appointment's local date."""
        value = scene.answer.get(self.field)
        return value is UNKNOWN or (isinstance(value, When) and value.on == scene.start.on_date)


@dataclass(frozen=True, slots=True)
class FirstTrimester:
    """`ga_lt_first_trimester` and, with `over`, `ga_ge_first_trimester`."""

    field: str
    over: bool

    def holds(self, scene: Scene) -> bool:
        """Without a usable date the age is unknown, which counts as first trimester."""
        first_day = first_day_after(scene.answer, scene.settings.choices[TRIMESTER_SWITCH])
        return (first_day is not None and scene.start.on_date >= first_day) is self.over


Condition = Is | IsNot | Overlaps | Since | SameDay | FirstTrimester


@dataclass(frozen=True, slots=True)
class Limit:
    """A moment on the salon's wall, and whether the appointment starts on or after it."""

    at: datetime
    passed: bool


def limit(when: When, stretch: Stretch, scene: Scene) -> Limit:
    """The moment a stretch of time after a client's date: hours run, all else counts on the calendar."""
    count, start = scene.settings.count(stretch), scene.start
    if stretch.unit == "hours":
        instant = when.ends_at + timedelta(hours=count)
        return Limit(on_wall(instant, start.zone), start.instant >= instant)
    on_date = added(when.on, count, stretch.unit)
    return Limit(midnight(on_date), start.on_date >= on_date)
