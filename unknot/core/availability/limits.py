"""What keeps a practitioner well: breaks, stretches, minutes a day, and the way between two salons. All in ticks.

Said twice, and held together by tests: as the starts that one treatment may not have (`forbidden`, bits, for all
starts at once), and as what some treatments together would break (`broken`, one way to give them).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from unknot.core.availability.masks import runs, stretch

Span = tuple[int, int]


class Limit(StrEnum):
    """What would be broken."""

    TRAVEL = "travel"
    BREAK = "break"
    STRETCH = "stretch"
    HANDS_ON = "hands_on"
    DEEP = "deep"


@dataclass(frozen=True, slots=True)
class Limits:
    """What binds one lane; 0 is no limit.

    No `stretch` longer than that, where less than `pause` between two claims is no pause. At most so many ticks of
    treatments (`hands_on`), and of those with deep pressure (`deep`), begin on one day. In each of `rests` at least
    `rest` ticks in a row stay without a claim.
    """

    stretch: int = 0
    pause: int = 0
    hands_on: int = 0
    deep: int = 0
    rest: int = 0
    rests: tuple[Span, ...] = ()


NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Own:
    """What binds one practitioner's lane when she gives an offer: grid, first and last start (absolute), limits."""

    step: int
    first: int
    last: int
    limits: Limits


class Stint(NamedTuple):
    """A treatment that a practitioner gives in `[starts, ends)`, and claims in `[from_, to)` with its buffers.

    `away` is how long the way is between it and the salon that is asked; `expires_s` when it is only held.
    """

    starts: int
    ends: int
    from_: int
    to: int
    is_deep: bool = False
    away: int = 0
    expires_s: int | None = None


class Shape(NamedTuple):
    """A treatment without its start."""

    duration: int
    before: int = 0
    after: int = 0
    is_deep: bool = False

    def at(self, tick: int) -> Stint:
        """It, at a start."""
        ends = tick + self.duration
        return Stint(tick, ends, tick - self.before, ends + self.after, self.is_deep)


def forbidden(limits: Limits, days: Iterable[Span], stints: Sequence[Stint], shape: Shape, base: int) -> int:
    """The starts that one more treatment may not have, as bits from `base` on; right where no claim is in its way.

    >>> day, morning = (0, 288), Shape(24).at(108)
    >>> found = forbidden(Limits(hands_on=36), [day], [morning], Shape(13), 0)
    >>> found == (1 << 288) - 1, forbidden(Limits(hands_on=36), [day], [morning], Shape(12), 0)
    (True, 0)
    """
    whole = shape.before + shape.duration + shape.after
    # Stretches of the whole treatment's first tick: it may not begin after `low` and before `high`.
    spans = [(each.from_ - each.away - whole, each.to + each.away) for each in stints if each.away]
    spans += _without_rest(limits, stints, whole)
    spans += _without_pause(limits, stints, whole)
    mask = 0
    for low, high in spans:
        mask |= stretch(low + 1 + shape.before - base, high + shape.before - base)
    for starts, ends in days:
        if 0 < limits.stretch < whole or any(
            _minutes_broken(limits, (starts, ends), stints, [shape.at(starts)])
        ):
            mask |= stretch(starts - base, ends - base)
    return mask


def broken(
    limits: Limits, days: Iterable[Span], stints: Sequence[Stint], added: Sequence[Stint]
) -> Iterator[Limit]:
    """What some more treatments of one practitioner would break together. They meet no claim and not each other.

    >>> list(broken(Limits(stretch=24, pause=3), [(0, 288)], [Shape(12).at(108)], [Shape(12).at(122)]))
    [<Limit.STRETCH: 'stretch'>]
    """
    if any(
        each.away and new.from_ < each.to + each.away and new.to > each.from_ - each.away
        for each in stints
        for new in added
    ):
        yield Limit.TRAVEL
    for rest in limits.rests if limits.rest else ():
        met = any(new.from_ < rest[1] and new.to > rest[0] for new in added)
        if met and not _rest_left(limits.rest, rest, (*stints, *added)):
            yield Limit.BREAK
            break
    together = _clusters(limits.pause, (*stints, *added)) if limits.stretch else []
    if any(
        ends - starts > limits.stretch and any(starts <= new.from_ < ends for new in added)
        for starts, ends in together
    ):
        yield Limit.STRETCH
    yield from dict.fromkeys(each for day in days for each in _minutes_broken(limits, day, stints, added))


def _minutes_broken(
    limits: Limits, day: Span, stints: Sequence[Stint], added: Sequence[Stint]
) -> Iterator[Limit]:
    kinds = ((Limit.HANDS_ON, limits.hands_on, False), (Limit.DEEP, limits.deep, True))
    for kind, most, only_deep in kinds:
        new = _minutes(day, added, only_deep=only_deep) if most else 0
        if new and new + _minutes(day, stints, only_deep=only_deep) > most:
            yield kind


def _minutes(day: Span, stints: Iterable[Stint], *, only_deep: bool) -> int:
    """The ticks of the treatments that begin on a day."""
    mine = (each for each in stints if day[0] <= each.starts < day[1] and (each.is_deep or not only_deep))
    return sum(each.ends - each.starts for each in mine)


def _rest_left(rest: int, span: Span, stints: Iterable[Stint]) -> int:
    """Where a rest could still begin, as bits from the span's first tick on."""
    free = stretch(0, span[1] - span[0])
    for each in stints:
        free &= ~stretch(each.from_ - span[0], each.to - span[0])
    return runs(free, rest)


def _without_rest(limits: Limits, stints: Sequence[Stint], whole: int) -> Iterator[Span]:
    for starts, ends in limits.rests if limits.rest else ():
        left = _rest_left(limits.rest, (starts, ends), stints)
        if not left:
            yield starts - whole, ends
            continue
        earliest_over = starts + (left & -left).bit_length() - 1 + limits.rest
        latest = starts + left.bit_length() - 1
        yield max(latest, starts) - whole, min(earliest_over, ends)


def _without_pause(limits: Limits, stints: Sequence[Stint], whole: int) -> Iterator[Span]:
    """Where the treatment would make a stretch too long: beside one, or between two that it joins."""
    if not limits.stretch:
        return
    clusters = _clusters(limits.pause, stints)
    joined = [_joins(limits.pause, cluster, whole) for cluster in clusters]
    for (starts, ends), near in zip(clusters, joined, strict=True):
        yield from _too_long(limits.stretch, starts, ends, whole, near)
    for one, other in pairwise(range(len(clusters))):
        both = max(joined[one][0], joined[other][0]), min(joined[one][1], joined[other][1])
        yield from _too_long(limits.stretch, clusters[one][0], clusters[other][1], whole, both)


def _too_long(longest: int, starts: int, ends: int, whole: int, near: Span) -> Iterator[Span]:
    """Of the places near `[starts, ends)`, those that would stretch it beyond the longest."""
    if ends - starts > longest:
        yield near
    yield max(near[0], starts + longest - whole), near[1]
    yield near[0], min(near[1], ends - longest)


def _joins(pause: int, cluster: Span, whole: int) -> Span:
    """Where less than a pause would lie between it and the cluster; at 0 it would have to overlap."""
    return cluster[0] - pause - whole, cluster[1] + pause


def _clusters(pause: int, stints: Iterable[Stint]) -> list[Span]:
    """The stretches of claims between which at least a pause lies."""
    found: list[Span] = []
    for from_, to in sorted((each.from_, each.to) for each in stints):
        if found and from_ - found[-1][1] < pause:
            found[-1] = (found[-1][0], max(found[-1][1], to))
        else:
            found.append((from_, to))
    return found
