"""Which treatments fit what somebody likes, and why: facts of the treatment against wishes, nothing about bodies."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

STRENGTHS = {"light": (1, 2), "medium": (3, 3), "strong": (4, 5)}
"""What a client calls the pressure, on the scale from 1 (light) to 5 (deep)."""
BARE = "none"
"""Of the media: nothing is put on the skin."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What must be known of a treatment. Durations are minutes, pressure is 1 to 5; `warm` where heat is part of it."""

    id: str
    durations_min: tuple[int, ...]
    pressure_min: int
    pressure_max: int
    media: tuple[str, ...]
    clothed: bool
    warm: bool


@dataclass(frozen=True, slots=True)
class Liked:
    """What somebody would like; None, or '' for the pressure, where it is all the same."""

    pressure: str = ""
    clothed: bool | None = None
    oil: bool | None = None
    warm: bool | None = None
    duration_min: int | None = None


class Wish(StrEnum):
    """The wishes one by one."""

    PRESSURE = "pressure"
    CLOTHED = "clothed"
    OIL = "oil"
    WARM = "warm"
    DURATION = "duration"


@dataclass(frozen=True, slots=True)
class Fit:
    """A treatment, and which of the wishes it meets and which not, both in the order of Wish."""

    kind: Kind
    met: tuple[Wish, ...]
    unmet: tuple[Wish, ...]


def fits(kinds: Sequence[Kind], liked: Liked) -> tuple[Fit, ...]:
    """All kinds, those that meet the most wishes first, and in the given order among equals.

    >>> thai = Kind("thai", (60, 90), 3, 5, ("none",), clothed=True, warm=False)
    >>> swedish = Kind("swedish", (60, 90), 2, 3, ("oil",), clothed=False, warm=False)
    >>> [(fit.kind.id, [*fit.unmet]) for fit in fits([swedish, thai], Liked("strong", clothed=True))]
    [('thai', []), ('swedish', [<Wish.PRESSURE: 'pressure'>, <Wish.CLOTHED: 'clothed'>])]
    """
    asked = _asked(liked)
    found = [_fit(kind, asked) for kind in kinds]
    return tuple(sorted(found, key=lambda fit: len(fit.unmet)))


def _fit(kind: Kind, asked: Mapping[Wish, Callable[[Kind], bool]]) -> Fit:
    met = tuple(wish for wish, is_met in asked.items() if is_met(kind))
    return Fit(kind, met, tuple(wish for wish in asked if wish not in met))


def _asked(liked: Liked) -> dict[Wish, Callable[[Kind], bool]]:
    """A test for each wish that was made."""
    tests: dict[Wish, Callable[[Kind], bool]] = {}
    if liked.pressure:
        least, most = STRENGTHS[liked.pressure]
        tests[Wish.PRESSURE] = lambda kind: kind.pressure_min <= most and kind.pressure_max >= least
    if liked.clothed is not None:
        tests[Wish.CLOTHED] = lambda kind: kind.clothed is liked.clothed
    if liked.oil is not None:
        tests[Wish.OIL] = lambda kind: _can_be_with(kind, oil=bool(liked.oil))
    if liked.warm is not None:
        tests[Wish.WARM] = lambda kind: kind.warm is liked.warm
    if liked.duration_min is not None:
        tests[Wish.DURATION] = lambda kind: liked.duration_min in kind.durations_min
    return tests


def _can_be_with(kind: Kind, *, oil: bool) -> bool:
    """Whether it can be given so; some treatments can be given either way."""
    return any((medium != BARE) is oil for medium in kind.media)
