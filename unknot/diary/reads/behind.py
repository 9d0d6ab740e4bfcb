"""What is behind the gaps of a time that can't be had: visits, recoveries, blocks and holds by their names."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple

from django.db.models import Q

from unknot.core.availability.causes import Gap, GapKind, Role
from unknot.core.hours import instant, tick_ceil, tick_floor
from unknot.diary.bridge import dates_around, shut_on
from unknot.diary.models import Claim
from unknot.salons.bridge import out_of_use
from unknot.salons.models import Resource
from unknot.salons.rota import Runs


class CauseKind(StrEnum):
    """What a resource is doing instead."""

    OFF = "off"
    OFF_GRID = "off_grid"
    VISIT = "visit"
    PREPARATION = "preparation"
    RECOVERY = "recovery"
    BLOCK = "block"
    OUT_OF_USE = "out_of_use"
    HOLD = "hold"
    TAKEN = "taken"
    TOO_SOON = "too_soon"
    TOO_FAR = "too_far"
    TRAVEL = "travel"
    BREAK = "break"
    STRETCH = "stretch"
    HANDS_ON = "hands_on"
    DEEP = "deep"


class Cause(NamedTuple):
    """A resource that can't serve, from when until when. `visit` is an appointment's public id, or ''.

    A hold lasts until `until` unless it is confirmed. Off the grid, `since` and `until` are what was asked for and the
    nearest start, in order of time.
    """

    role: Role
    name: str
    kind: CauseKind
    since: datetime
    until: datetime
    visit: str = ""


class Behind(NamedTuple):
    """Who is in the lanes, their claims by resource, and when rooms and equipment are out of use by lane."""

    by_lane: dict[int, Resource]
    claims: dict[int, list[Claim]]
    out_of_use: dict[int, Runs]

    @classmethod
    def of(cls, salon_id: int, gaps: Sequence[Gap], by_lane: dict[int, Resource]) -> "Behind":
        """What is behind some gaps of a salon's lanes. Two statements at most, however many gaps."""
        taken = [gap for gap in gaps if gap.kind is GapKind.TAKEN and gap.lane in by_lane]
        return cls(by_lane, _claims(taken, by_lane), _out_of_use(salon_id, taken, by_lane))

    def told(self, gaps: Iterable[tuple[Role, Gap]]) -> tuple[Cause, ...]:
        """The gaps as causes with names, each once, in their order."""
        told = (
            cause
            for role, gap in gaps
            if gap.lane in self.by_lane
            for cause in self._causes(role, gap, self.by_lane[gap.lane])
        )
        return tuple(dict.fromkeys(told))

    def _causes(self, role: Role, gap: Gap, resource: Resource) -> Iterator[Cause]:
        since, until = instant(gap.starts), instant(gap.ends)
        if gap.kind is GapKind.HELD:
            frees_at = datetime.fromtimestamp(gap.expires_s or 0, UTC)
            yield Cause(role, resource.name, CauseKind.HOLD, since, frees_at)
        elif gap.kind is not GapKind.TAKEN:
            yield Cause(role, resource.name, CauseKind(gap.kind.value), since, until)
        elif gap.lane in shut_on(self.out_of_use, gap.starts):
            yield Cause(role, resource.name, CauseKind.OUT_OF_USE, since, until)
        else:
            claims = self.claims.get(resource.pk, [])
            found = [
                cause for claim in claims for cause in _of_claim(role, resource, claim) if _meets(cause, gap)
            ]
            yield from found or [Cause(role, resource.name, CauseKind.TAKEN, since, until)]


def _claims(taken: Sequence[Gap], by_lane: dict[int, Resource]) -> dict[int, list[Claim]]:
    """The claims of visits and blocks that meet the gaps, by resource. One statement, if there are any."""
    found: dict[int, list[Claim]] = defaultdict(list)
    if taken:
        meeting = Q()
        for gap in dict.fromkeys(taken):
            span = (instant(gap.starts), instant(gap.ends))
            meeting |= Q(resource=by_lane[gap.lane], span__overlap=span)
        rows = Claim.objects.filter(meeting, hold=None).select_related("part__appointment")
        for claim in rows.order_by("span"):
            found[claim.resource_id].append(claim)
    return found


def _out_of_use(salon_id: int, taken: Sequence[Gap], by_lane: dict[int, Resource]) -> dict[int, Runs]:
    """When the rooms and equipment among the gaps are out of use, by lane. One statement, if there are any."""
    things = [gap for gap in taken if by_lane[gap.lane].kind != Resource.Kind.PRACTITIONER]
    if not things:
        return {}
    around = dates_around(min(gap.starts for gap in things), max(gap.ends for gap in things))
    return out_of_use([salon_id], *around).get(salon_id, {})


def _of_claim(role: Role, resource: Resource, claim: Claim) -> Iterator[Cause]:
    """What a claim is for: a block, or a visit between its preparation and its recovery."""
    since, until = claim.span.lower, claim.span.upper
    part = claim.part
    if part is None:
        yield Cause(role, resource.name, CauseKind.BLOCK, since, until)
        return
    visit = part.appointment.public_id
    for kind, starts, ends in (
        (CauseKind.PREPARATION, since, part.starts_at),
        (CauseKind.VISIT, part.starts_at, part.ends_at),
        (CauseKind.RECOVERY, part.ends_at, until),
    ):
        if starts < ends:
            yield Cause(role, resource.name, kind, starts, ends, visit)


def _meets(cause: Cause, gap: Gap) -> bool:
    return tick_floor(cause.since) < gap.ends and tick_ceil(cause.until) > gap.starts
