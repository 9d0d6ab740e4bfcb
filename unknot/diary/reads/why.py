"""Why an offer can't start then: every cause by name, and the least that would have to change."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from django.db.models import Q, QuerySet

from unknot.core.availability.causes import Blocked, Gap, GapKind, Role, why_not
from unknot.core.availability.visits import Need, Timeline, Why
from unknot.core.hours import instant, tick_ceil, tick_floor
from unknot.diary import choice, ruling
from unknot.diary.bridge import dates_around, shut_on
from unknot.diary.choice import Wish
from unknot.diary.models import Claim
from unknot.diary.reads.held import GivenBack
from unknot.diary.reads.slots import alternatives, timelines
from unknot.diary.values import Slot
from unknot.salons.bridge import Rules, out_of_use
from unknot.salons.models import Lane, Offer, Resource
from unknot.salons.rota import Runs

ONE_START = timedelta(minutes=1)


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


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why an offer can't start at an instant; no reason at all where it can.

    `never` says that it could not be had in an empty diary either, `lacking` by how much the salon's notice is missed.
    `causes` are all there are, `change` those of whom and what lacks least: without them it could be had. `missing` are
    roles for which the salon has nobody and nothing. `frees_at` is the moment at which holds alone stop being in the
    way, `nearest` are the starts to take instead.
    """

    never: Why | None
    lacking: timedelta | None
    roles: tuple[Role, ...]
    missing: tuple[Role, ...]
    causes: tuple[Cause, ...]
    change: tuple[Cause, ...]
    frees_at: datetime | None
    nearest: Sequence[Slot]

    @property
    def is_possible(self) -> bool:
        """Whether it can be booked."""
        return self.never is None and not self.roles


class _Found(NamedTuple):
    """What is behind the gaps: claims by resource, and when rooms and equipment are out of use by lane."""

    claims: dict[int, list[Claim]]
    out_of_use: dict[int, Runs]


def reasons(
    offer: Offer,
    starts_at: datetime,
    *,
    now: datetime,
    practitioner: Resource | None = None,
    things: Sequence[Resource] = (),
    given_back: GivenBack | None = None,
    any_time: bool = False,
) -> Reasons:
    """Why `offer` can't start then, with anybody or with one practitioner. Four statements, and those of `nearest`.

    For a visit that the desk moves `given_back` is its own time, `things` where it is to be, and notice and horizon do
    not bind (`any_time`).
    """
    by_lane = {lane.number: lane.resource for lane in _lanes(offer)}
    wish = Wish(offer, starts_at, practitioner, any_time=any_time, things=tuple(things))
    glued = timelines([offer.salon_id], starts_at, starts_at + ONE_START, min(now, starts_at))
    timeline = ruling.ruled(glued.get(offer.salon_id, Timeline(0, 0, (), ())), offer.salon, now)
    timeline = ruling.with_time(timeline, given_back)
    lanes = {number: resource.pk for number, resource in by_lane.items()}
    need = choice.asked_for(wish, lanes, timeline, now)
    never = choice.never(wish, need, timeline, tick_floor(starts_at), now)
    blocked = why_not(timeline, need, tick_floor(starts_at))
    everything = [(each.role, gap) for each in blocked for gaps in each.gaps.values() for gap in gaps]
    least = [(each.role, gap) for each in blocked for gap in each.cheapest]
    gaps = [gap for _, gap in everything]
    found = _Found(_claims(gaps, by_lane), _out_of_use(offer, gaps, by_lane))
    return Reasons(
        never=never,
        lacking=_lacking(wish, need, now) if never is Why.TOO_SOON else None,
        roles=tuple(each.role for each in blocked),
        missing=tuple(each.role for each in blocked if not each.gaps),
        causes=_told(everything, by_lane, found),
        change=_told(least, by_lane, found),
        frees_at=None if never else _frees_at(blocked),
        nearest=alternatives(offer, starts_at, now=now, practitioner=practitioner)
        if blocked or never
        else (),
    )


def _lanes(offer: Offer) -> "QuerySet[Lane]":
    return Lane.objects.filter(salon=offer.salon_id).select_related("resource")


def _lacking(wish: Wish, need: Need, now: datetime) -> timedelta:
    return choice.opening(need, Rules.of(wish.offer.salon), now)[0] - wish.starts_at


def _frees_at(blocked: Sequence[Blocked]) -> datetime | None:
    """When holds are no longer in the way of any role; None where anything else is."""
    ends = [each.frees_s for each in blocked]
    return datetime.fromtimestamp(max(filter(None, ends)), UTC) if ends and all(ends) else None


def _claims(gaps: Sequence[Gap], by_lane: dict[int, Resource]) -> dict[int, list[Claim]]:
    """The claims of visits and blocks that meet the gaps, by resource. One statement."""
    taken = [gap for gap in gaps if gap.kind is GapKind.TAKEN and gap.lane in by_lane]
    found: dict[int, list[Claim]] = defaultdict(list)
    if taken:
        meeting = Q()
        for gap in taken:
            span = (instant(gap.starts), instant(gap.ends))
            meeting |= Q(resource=by_lane[gap.lane], span__overlap=span)
        rows = Claim.objects.filter(meeting, hold=None).select_related("part__appointment")
        for claim in rows.order_by("span"):
            found[claim.resource_id].append(claim)
    return found


def _out_of_use(offer: Offer, gaps: Sequence[Gap], by_lane: dict[int, Resource]) -> dict[int, Runs]:
    """When the rooms and equipment among the gaps are out of use, by lane. One statement, if there are any."""
    taken = [gap for gap in gaps if gap.kind is GapKind.TAKEN and gap.lane in by_lane]
    things = [gap for gap in taken if by_lane[gap.lane].kind != Resource.Kind.PRACTITIONER]
    if not things:
        return {}
    around = dates_around(min(gap.starts for gap in things), max(gap.ends for gap in things))
    return out_of_use([offer.salon_id], *around).get(offer.salon_id, {})


def _told(gaps: Iterable[tuple[Role, Gap]], by_lane: dict[int, Resource], found: _Found) -> tuple[Cause, ...]:
    """The gaps as causes with names, each once, in their order."""
    told = (
        cause
        for role, gap in gaps
        if gap.lane in by_lane
        for cause in _causes(role, gap, by_lane[gap.lane], found)
    )
    return tuple(dict.fromkeys(told))


def _causes(role: Role, gap: Gap, resource: Resource, behind: _Found) -> Iterator[Cause]:
    since, until = instant(gap.starts), instant(gap.ends)
    if gap.kind is GapKind.HELD:
        yield Cause(
            role, resource.name, CauseKind.HOLD, since, datetime.fromtimestamp(gap.expires_s or 0, UTC)
        )
    elif gap.kind is not GapKind.TAKEN:
        yield Cause(role, resource.name, CauseKind(gap.kind.value), since, until)
    elif gap.lane in shut_on(behind.out_of_use, gap.starts):
        yield Cause(role, resource.name, CauseKind.OUT_OF_USE, since, until)
    else:
        claims = behind.claims[resource.pk]
        found = [
            cause for claim in claims for cause in _of_claim(role, resource, claim) if _meets(cause, gap)
        ]
        yield from found or [Cause(role, resource.name, CauseKind.TAKEN, since, until)]


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
