"""A time that could not be had: why, and the nearest that can."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django_htmx.http import reselect, reswap, retarget
from django_htmx.middleware import HtmxDetails

from unknot.core.money.benefit import NOTHING, Benefit
from unknot.design.words import wall_time
from unknot.diary import reads
from unknot.diary.models import Hold
from unknot.diary.reads.slots import ALTERNATIVES_AFTER, ALTERNATIVES_BEFORE, STARTS_SHOWN
from unknot.diary.values import NOT_BOOKABLE, SLOT_TAKEN, Refusal, Times
from unknot.plumbing import clock
from unknot.salons.models import Offer, Resource
from unknot.web import held, refusals
from unknot.web.held import Tap

ONE_START = timedelta(minutes=1)


class Near(NamedTuple):
    """A free start near the one that could not be had, what comes with it, and what is to be said of it."""

    starts_at: datetime
    benefit: Benefit
    note: str

    @classmethod
    def of(cls, found: Times, offer: Offer, notes: Mapping[datetime, str]) -> "list[Near]":
        """The free ones of what was found, in order of time."""
        benefit = offer.salon.gap_benefit
        return [
            cls(start, benefit if start in found.filling else NOTHING, notes.get(start, ""))
            for start in found.free
        ]


def refused(request: HttpRequest, refusal: Refusal, tap: Tap) -> HttpResponse:
    """Say why, and offer the nearest three starts. What the visitor held before is still theirs.

    Through htmx only a part: beside the hold that is still kept, or in its place when there is none.
    """
    shown = _shown(request, refusal, tap)
    status = refusals.status(refusal)
    if HtmxDetails(request).target not in (held.PART, "main"):
        return render(request, "web/refused.html", shown, status=status)
    template, place = ("web/unfit.html", "#unfit") if shown["kept"] else ("web/unheld.html", "#held")
    response = render(request, template, shown, status=status)
    return reselect(reswap(retarget(response, place), "outerHTML"), place)


def _shown(request: HttpRequest, refusal: Refusal, tap: Tap) -> dict[str, object]:
    now = clock.now()
    kept = held.live(request, now)
    slots, practitioner = _nearest(refusal, tap, kept, now)
    return {
        "title": refusals.title(refusal),
        "sentence": _held_until(refusal, tap, kept, now) or refusals.sentence(refusal),
        "slots": slots,
        "offer": tap.offer,
        "salon": tap.offer.salon,
        "practitioner": practitioner,
        "company": tap.company.query,
        "company_query": f"?{urlencode(tap.company.query)}" if tap.company.query else "",
        "alone": tap.practitioner is not None and practitioner is None,
        "kept": kept,
        "now": now,
    }


def _nearest(
    refusal: Refusal, tap: Tap, kept: Hold | None, now: datetime
) -> tuple[Sequence[Near], Resource | None]:
    """Three starts in order of time and the practitioner they are with; with anybody when she has too few."""
    if refusal.code not in (SLOT_TAKEN, NOT_BOOKABLE):
        return [], tap.practitioner
    first, last = tap.starts_at - ALTERNATIVES_BEFORE, tap.starts_at + ALTERNATIVES_AFTER
    practitioner = tap.practitioner
    found = _times(tap, practitioner, first, last, kept, now)
    if practitioner is not None and len(found.free) < STARTS_SHOWN:
        practitioner = None
        found = _times(tap, None, first, last, kept, now)
    return _nearest_of(found, tap), practitioner


def nearest(tap: Tap, now: datetime) -> list[Near]:
    """The three free starts nearest to a tapped time, in order of time."""
    first, last = tap.starts_at - ALTERNATIVES_BEFORE, tap.starts_at + ALTERNATIVES_AFTER
    return _nearest_of(_times(tap, tap.practitioner, first, last, None, now), tap)


def _nearest_of(found: Times, tap: Tap) -> list[Near]:
    free = sorted(
        Near.of(found, tap.offer, tap.company.notes(found)),
        key=lambda each: abs(each.starts_at - tap.starts_at),
    )
    return sorted(free[:STARTS_SHOWN])


def _held_until(refusal: Refusal, tap: Tap, kept: Hold | None, now: datetime) -> str:
    """When the time may come free again, if it is only held by somebody else."""
    if refusal.code != SLOT_TAKEN:
        return ""
    there = _times(tap, tap.practitioner, tap.starts_at, tap.starts_at + ONE_START, kept, now).held
    if not there:
        return ""
    until = wall_time(there[0].frees_at, tap.offer.salon.zone)
    return _("Somebody holds it until %(time)s; it may come free then. These are the nearest free times.") % {
        "time": until
    }


def _times(
    tap: Tap, practitioner: Resource | None, first: datetime, last: datetime, kept: Hold | None, now: datetime
) -> Times:
    """Free and held starts of the offer. What the visitor holds counts as free: it would give way."""
    return reads.times(
        tap.offer,
        starts_from=max(first, now),
        starts_until=max(last, now),
        now=now,
        practitioner=practitioner,
        also=tap.company.also,
        in_a_row=tap.company.in_a_row,
        any_order=tap.company.any_order,
        given_back=reads.own_time(tap.offer.salon_id, hold_id=kept.pk) if kept else None,
    )
