"""The rulebook as values: what is asked, what follows, and where it comes from. `knowledge` reads it from its file."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from unknot.core.suitability.conditions import Condition, Limit, Scene, limit
from unknot.core.suitability.moments import When, midnight
from unknot.core.suitability.pregnancy import AGE, first_day_after
from unknot.core.suitability.regions import Regions, Sides
from unknot.core.suitability.settings import Stretch, Switches
from unknot.core.suitability.values import FollowUpKind, RuleClass, Urgency

CLIENT_MARKS = "client_marks"
TODAY = "today"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule comes from. `tier` is A to E, from guideline to the article of the classic list."""

    id: str
    title: str
    url: str | None
    tier: str


@dataclass(frozen=True, slots=True)
class Until:
    """The first moment at which a postpone rule no longer counts. Without a field nobody can say yet: ask again.

    `stretch` is None where the field is the pregnancy's age: the end of the first trimester.
    """

    field: str | None
    stretch: Stretch | None = None

    def limit(self, scene: Scene, trimester_end: str) -> Limit | None:
        """The moment, or None when it is open, missing or unknown."""
        if self.stretch is None:
            first_day = first_day_after(scene.answer, trimester_end) if self.field == AGE else None
            return None if first_day is None else Limit(midnight(first_day), scene.start.on_date >= first_day)
        day = When(scene.start.on_date, scene.start.instant)
        value = day if self.field == TODAY else scene.answer.get(self.field or "")
        return limit(value, self.stretch, scene) if isinstance(value, When) else None


@dataclass(frozen=True, slots=True)
class Rule:
    """One consequence of an item. `under` names switch values under which alone the rule belongs to the rulebook.

    `regions` are bare ids; with `marks` what the client marked is avoided too. `says` replaces the item's sentence.
    """

    kind: RuleClass
    treatments: frozenset[str]
    under: tuple[tuple[str, frozenset[str]], ...] = ()
    when: tuple[Condition, ...] = ()
    until: Until | None = None
    urgency: Urgency | None = None
    regions: tuple[str, ...] = ()
    marks: bool = False
    adaptations: tuple[str, ...] = ()
    offer: tuple[str, ...] = ()
    says: str | None = None
    note: str | None = None

    def belongs(self, choices: Mapping[str, str]) -> bool:
        """Whether the rule is in force under these switches."""
        return all(choices[switch] in values for switch, values in self.under)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question about an item. `options` are ids with English message ids; `hidden` ones are never offered."""

    id: str
    kind: FollowUpKind
    text: str
    options: Mapping[str, str]
    hidden: frozenset[str] = frozenset()
    optional: bool = False
    required_when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """Something a client may say yes to. `question`, `help` and `says` are English message ids.

    Of the follow-ups in `one_of` at least one is required. A client younger than `age_under` has said yes.
    """

    id: str
    label: str
    card: str
    question: str
    says: str
    rules: tuple[Rule, ...]
    sources: tuple[Source, ...]
    follow_ups: Mapping[str, FollowUp]
    one_of: tuple[str, ...] = ()
    help: str | None = None
    age_under: int | None = None
    seed_text: str | None = None
    note: str | None = None
    disagreement: str | None = None

    @property
    def body_map(self) -> str | None:
        """The follow-up that holds what the client marked, if there is one."""
        maps = (each.id for each in self.follow_ups.values() if each.kind is FollowUpKind.BODY_MAP)
        return next(maps, None)


@dataclass(frozen=True, slots=True)
class Line:
    """One plain line of the interview's card. It is shown first and in bold for the wishes it leads for."""

    id: str
    text: str
    items: tuple[str, ...]
    leads_for: frozenset[str]


@dataclass(frozen=True, slots=True)
class Adaptation:
    """A change of the treatment, as the client reads it. `pressure_max` caps the pressure, 1 (light) to 5 (deep)."""

    id: str
    text: str
    pressure_max: int | None


@dataclass(frozen=True, slots=True)
class Treated:
    """What the rules must know of a treatment."""

    id: str
    family: str
    regions: tuple[str, ...]


@dataclass(frozen=True)
class Rulebook:
    """Everything a verdict is made from, beside its other arguments. Orders are those of the file."""

    version: str
    switches: Switches
    cards: Mapping[str, str]
    lines: tuple[Line, ...]
    adaptations: Mapping[str, Adaptation]
    items: Mapping[str, Item]
    treatments: Mapping[str, Treated]
    body: Regions
    fallbacks: tuple[str, ...]
    for_a_condition: tuple[str, ...]

    @cached_property
    def sides(self) -> Mapping[str, Sides]:
        """By treatment, all that it treats."""
        return {each.id: self.body.sides(each.regions) for each in self.treatments.values()}
