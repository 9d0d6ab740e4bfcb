"""Why an offer can't start then: every cause by name, and the least that would have to change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import QuerySet

from unknot.core.availability.causes import Blocked, Role, every_gap, least_gaps, why_not
from unknot.core.availability.visits import Need, Timeline, Why
from unknot.core.hours import tick_floor
from unknot.diary import choice, ruling
from unknot.diary.choice import Wish
from unknot.diary.reads.behind import Behind, Cause
from unknot.diary.reads.held import GivenBack
from unknot.diary.reads.slots import ONE_START, alternatives, timelines
from unknot.diary.values import Slot
from unknot.salons.bridge import Rules
from unknot.salons.models import Lane, Offer, Resource


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
    everything = every_gap(blocked)
    behind = Behind.of(offer.salon_id, [gap for _, gap in everything], by_lane)
    return Reasons(
        never=never,
        lacking=_lacking(wish, need, now) if never is Why.TOO_SOON else None,
        roles=tuple(each.role for each in blocked),
        missing=tuple(each.role for each in blocked if not each.gaps),
        causes=behind.told(everything),
        change=behind.told(least_gaps(blocked)),
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
