"""The starts of one offer that are free, and those that only somebody's hold keeps from being so."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import reduce
from operator import or_

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q

from unknot.core.availability.masks import ticks
from unknot.core.availability.parts import Several
from unknot.core.availability.several import several_starts
from unknot.core.availability.visits import Starts, Timeline, lanes_of, starts
from unknot.core.hours import instant, tick_ceil, tick_floor
from unknot.diary import choice, gaps, ruling, together
from unknot.diary.models import Claim
from unknot.diary.reads.slots import possible, timelines, within
from unknot.diary.values import Held, Times
from unknot.salons.bridge import Rules
from unknot.salons.models import HoursException, Offer, Resource
from unknot.salons.rota import day_run

GivenBack = list[tuple[int, int, int]]
"""Lane, first tick and tick after the last."""


def times(
    offer: Offer,
    *,
    starts_from: datetime,
    starts_until: datetime,
    now: datetime,
    practitioner: Resource | None = None,
    preferred: Resource | None = None,
    also: Sequence[Offer] = (),
    in_a_row: bool = False,
    any_order: bool = False,
    given_back: GivenBack | None = None,
) -> Times:
    """The starts of an offer in `[starts_from, starts_until)`: bookable at `now`, or else held at `now`.

    With `also` those at which all these offers can be had, at once or `in_a_row`, in this order or in any.
    The free ones are those of `slots`. A held one is impossible only because of live holds: it names the moment at
    which the holds in its way have run out, and is left out when the salon's notice would have passed by then.
    `given_back` is time that counts as free (`own_time`); with it `preferred` is asked first, which decides about what
    comes with a time. Two statements, whatever the window.
    """
    by_lane = choice.practitioners([offer.salon_id])[offer.salon_id]
    timeline = timelines([offer.salon_id], starts_from, starts_until, now).get(offer.salon_id)
    if timeline is None:
        return Times([], [])
    lanes = {lane: resource.pk for lane, resource in by_lane.items()}
    wish = choice.Wish(
        offer, starts_from, practitioner, also=tuple(also), in_a_row=in_a_row, any_order=any_order
    )
    timeline = ruling.ruled(timeline, offer.salon, now)
    wanted = together.several(wish, lanes, timeline, now)
    rules = Rules.of(offer.salon)
    until = min(starts_until, together.opening(wanted, rules, now)[1])
    line = ruling.with_time(timeline, given_back)
    free = _starts(wanted, rules, line, starts_from, until, now)
    asked = free
    if any_order:
        asked = _starts(replace(wanted, any_order=False), rules, line, starts_from, until, now)
    held = []
    known = free
    for expires_s in _expiries(timeline, wanted):
        frees_at = datetime.fromtimestamp(expires_s, UTC)
        later = ruling.with_time(timeline.at(expires_s), given_back)
        then = together.several(wish, lanes, later, frees_at)
        freed = _starts(then, rules, later, starts_from, until, frees_at) & ~known
        held += [Held(instant(tick), frees_at) for tick in ticks(freed, timeline.base)]
        known |= freed
    liked = next((lane for lane, each in by_lane.items() if each == preferred), None)
    return Times(
        [instant(tick) for tick in ticks(free, timeline.base)],
        sorted(held),
        filling=_filling(offer, wanted, line, free, liked),
        turned=frozenset(map(instant, ticks(free & ~asked, timeline.base))),
    )


def held(
    offer: Offer,
    *,
    starts_from: datetime,
    starts_until: datetime,
    now: datetime,
    practitioner: Resource | None = None,
) -> list[Held]:
    """The held starts of `times` alone, in order of time. Two statements."""
    asked = times(
        offer, starts_from=starts_from, starts_until=starts_until, now=now, practitioner=practitioner
    )
    return list(asked.held)


def own_time(
    salon_id: int, *, hold_id: int | None = None, appointment_id: int | None = None, with_party: bool = False
) -> GivenBack:
    """What a hold, with those it leads, or an appointment occupies: its owner may give it for another start.

    Only whole ticks, so that nothing beside it is given away, no room that is out of use by now, and none that
    somebody else shares who stays. One statement.
    """
    theirs = Claim.objects.filter(resource__lanes__salon=salon_id)
    held = Q(hold=hold_id) | Q(hold__lead=hold_id)
    booked = Q(part__appointment=appointment_id)
    if with_party:
        booked |= Q(part__appointment__lead=appointment_id)
    mine = theirs.filter(held if hold_id else booked)
    staying = Claim.objects.filter(pair=OuterRef("pair")).exclude(pk__in=mine.values("pk"))
    mine = mine.exclude(Exists(staying)).annotate(shut=ArraySubquery(_OUT_OF_USE.values("on_date")))
    rows = mine.values_list("resource__lanes__number", "span", "resource__lanes__salon__zone", "shut")
    return [
        (lane, tick_ceil(span.lower), tick_floor(span.upper))
        for lane, span, zone, shut in rows
        if not _is_shut(zone, shut, tick_floor(span.lower), tick_ceil(span.upper))
    ]


_OUT_OF_USE = HoursException.objects.filter(lane=OuterRef("resource__lanes")).exclude(
    lane__resource__kind=Resource.Kind.PRACTITIONER
)


def _is_shut(zone: str, shut: Iterable[date], starts: int, ends: int) -> bool:
    """Whether `[starts, ends)` meets one of the days."""
    return any(from_ < ends and to > starts for from_, to in (day_run(zone, each) for each in shut))


def _starts(
    wanted: Several, rules: Rules, timeline: Timeline, starts_from: datetime, until: datetime, now: datetime
) -> int:
    if len(wanted.parts) == 1:
        return possible(wanted.parts[0], rules, timeline, starts_from, until, now).any_of
    first, last = within(together.opening(wanted, rules, now), starts_from, until)
    return several_starts(timeline, wanted, first=first, last=last)


def _filling(
    offer: Offer, wanted: Several, line: Timeline, free: int, liked: int | None
) -> frozenset[datetime]:
    """Those of the free starts of a treatment that is wanted alone which carry its salon's gap benefit."""
    if len(wanted.parts) > 1 or not gaps.reach(offer.salon):
        return frozenset()
    need = wanted.parts[0]
    found = starts(line, need, first=line.base, last=line.base + line.length)
    able = Starts(line.base, {lane: mask & free for lane, mask in found.by_lane.items()})
    return frozenset(
        instant(tick) for tick in ticks(gaps.carrying(offer.salon, need, able, line, liked), line.base)
    )


def _expiries(timeline: Timeline, wanted: Several) -> list[int]:
    """When the holds on lanes that the parts can use run out, earliest first."""
    groups = (group for need in wanted.parts for group in (need.who, *need.things))
    lanes = set(lanes_of(reduce(or_, groups)))
    return sorted({run.expires_s for day in timeline.days for run in day.holds if run.lane in lanes})
