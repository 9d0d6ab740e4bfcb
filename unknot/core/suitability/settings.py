"""What a salon has chosen: a named policy, and the switches it sets otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from unknot.core.suitability.refusal import BadQuestion, Problem

NEW_SALON = "new_salon"
"""The policy a salon starts from."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A length of time in a rule: a count, or the number switch that holds it."""

    count: int | str
    unit: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A switch with named values; `by_policy` has its value under each base policy.

    With the value `hides_item` the item is not asked about; an answer given all the same is judged.
    """

    id: str
    item: str
    values: tuple[str, ...]
    by_policy: Mapping[str, str]
    hides_item: str | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A switch that holds a number; its unit ends its id. It may not be below the number `not_below`."""

    id: str
    item: str
    default: int
    least: int
    most: int
    not_below: str | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """A named set of switch values: those of a base, but for those it sets."""

    id: str
    base: str
    sets: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Switches:
    """All switches and policies of a rulebook."""

    choices: Mapping[str, Choice]
    numbers: Mapping[str, Number]
    policies: Mapping[str, Policy]


@dataclass(frozen=True, slots=True)
class Settings:
    """The value of every switch."""

    policy: str
    choices: Mapping[str, str]
    numbers: Mapping[str, int]

    def count(self, stretch: Stretch) -> int:
        """How many units, after the salon's own number where the rule follows one."""
        return stretch.count if isinstance(stretch.count, int) else self.numbers[stretch.count]


def settings(
    known: Switches, policy: str | None = None, switches: Mapping[str, object] | None = None
) -> Settings:
    """The value of every switch under a policy (NEW_SALON if none is named) and a salon's own choices.

    Raises BadQuestion naming `policy`, `switches` or `switches.NAME`: a value that is not offered or outside its limits
    is never moved to one that is. A number that must not be below another follows that one up unless it is set itself.

    >>> cancer = Choice("cancer", "cancer", ("exclude_5y", "clearance"), {"modern": "clearance"})
    >>> wait = Number("wait_weeks", "surgery", default=6, least=4, most=26)
    >>> known = Switches({"cancer": cancer}, {"wait_weeks": wait}, {"modern": Policy("modern", "modern", {})})
    >>> settings(known, "modern", {"wait_weeks": 8}).numbers["wait_weeks"]
    8
    """
    named = _policy(known, NEW_SALON if policy is None else policy)
    own = _own(known, {} if switches is None else switches)
    choices = {each.id: each.by_policy[named.base] for each in known.choices.values()} | dict(named.sets)
    choices |= {name: value for name, value in own.items() if isinstance(value, str)}
    numbers = {each.id: each.default for each in known.numbers.values()}
    numbers |= {name: value for name, value in own.items() if isinstance(value, int)}
    _hold_apart(known, numbers, own)
    return Settings(named.id, MappingProxyType(choices), MappingProxyType(numbers))


def _policy(known: Switches, policy: object) -> Policy:
    found = known.policies.get(policy) if isinstance(policy, str) else None
    if found is None:
        raise BadQuestion("policy", Problem.CHOICE, choices=", ".join(known.policies))
    return found


def _own(known: Switches, given: object) -> dict[str, str | int]:
    if not isinstance(given, Mapping):
        raise BadQuestion("switches", Problem.OBJECT)
    return {name: _value(known, name, value) for name, value in given.items() if value is not None}


def _value(known: Switches, name: str, value: object) -> str | int:
    field = f"switches.{name}"
    if name in known.choices:
        values = known.choices[name].values
        if not isinstance(value, str) or value not in values:
            raise BadQuestion(field, Problem.CHOICE, choices=", ".join(values))
        return value
    if name not in known.numbers:
        raise BadQuestion(field, Problem.UNKNOWN)
    number = known.numbers[name]
    if type(value) is not int or not number.least <= value <= number.most:
        raise BadQuestion(field, Problem.NUMBER, least=number.least, most=number.most)
    return value


def _hold_apart(known: Switches, numbers: dict[str, int], own: Mapping[str, object]) -> None:
    for number in known.numbers.values():
        floor = numbers[number.not_below] if number.not_below else number.least
        if numbers[number.id] < floor:
            if number.id in own:
                raise BadQuestion(f"switches.{number.id}", Problem.NOT_BELOW, other=str(number.not_below))
            numbers[number.id] = floor
