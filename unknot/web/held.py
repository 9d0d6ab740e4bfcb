"""A visitor's own hold, and what its pages show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django_htmx.middleware import HtmxDetails

from unknot.core.suitability import Outcome, Verdict
from unknot.design.converters import looks_like_an_id
from unknot.design.visitor import visitor_of
from unknot.diary.actions.holds import HOLD_MIN
from unknot.diary.models import Hold
from unknot.diary.plans import workable
from unknot.plumbing.tokens import fingerprint
from unknot.salons.models import Offer, Resource
from unknot.web import choices, company, marked, onward
from unknot.web.company import ALONE, LED, Company
from unknot.web.plans import Minutes, minutes

PART = "held"
"""The part of the page that changes while one adjusts a hold."""
CHANGES = ("change-length", "change-extent", "change-practitioner")
"""The forms whose buttons are still there afterwards, so that the focus stays on them."""


GONE = "gone"
"""What an address says of a hold that comes without the gap benefit that was shown with its time."""


@dataclass(frozen=True)
class Tap:
    """A tapped time: what, when, with whom or with anybody, and what is wanted with it."""

    offer: Offer
    starts_at: datetime
    practitioner: Resource | None
    company: Company = ALONE


def own(request: HttpRequest, public_id: str) -> Hold | None:
    """The visitor's own hold; somebody else's is as if it did not exist."""
    if not looks_like_an_id(public_id):
        return None
    mine = Hold.objects.filter(public_id=public_id, visitor=fingerprint(visitor_of(request)))
    found = mine.select_related("offer__salon", "practitioner", "appointment").prefetch_related(LED).first()
    return found.extended() if found else None


def live(request: HttpRequest, now: datetime) -> Hold | None:
    """What the visitor holds at `now`, if anything."""
    mine = Hold.objects.filter(visitor=fingerprint(visitor_of(request)), expires_at__gt=now, appointment=None)
    return mine.select_related("offer__salon", "practitioner").first()


def last(request: HttpRequest, now: datetime, within_min: int) -> Hold | None:
    """What the visitor held last and has not confirmed, live or run out no longer ago than so many minutes."""
    since = now - timedelta(minutes=within_min)
    mine = Hold.objects.filter(
        visitor=fingerprint(visitor_of(request)), expires_at__gt=since, appointment=None
    )
    return mine.order_by("-pk").first()


def asked_practitioner(offer: Offer, public_id: str) -> Resource | None:
    """Who was asked for, or nobody in particular. Raises Http404 for somebody who doesn't work there."""
    if not public_id:
        return None
    if not looks_like_an_id(public_id):
        raise Http404
    return get_object_or_404(Resource, public_id=public_id, lanes__salon=offer.salon_id)


def is_part(request: HttpRequest) -> bool:
    """Whether only the part of the page is asked for."""
    htmx = HtmxDetails(request)
    return bool(htmx) and htmx.target == PART


def facts(
    held: Hold,
    now: datetime,
    given: Mapping[str, str],
    *,
    asked: Resource | None = None,
    made: Verdict | None = None,
) -> dict[str, object]:
    """What the templates of a hold need. `asked` is the practitioner who was named, `made` the verdict on the answers,
    `given` what the page or the form says. The minutes are told where something about them is not as usual.
    """
    chosen = choices.choices(held)
    changes = made is not None and made.verdict is not Outcome.ALLOWED
    is_shortened = bool(given.get("shortened"))
    return {
        **time_left(held, now),
        "asked": asked,
        "choices": chosen,
        "marked": marked.in_words(held),
        "to_marks": onward.address("marks", held, given) if workable(held.offer.treatment) else "",
        "minutes": minutes(held, made, chosen.lengths, is_shortened=is_shortened)
        if changes or marked.is_marked(held)
        else Minutes(),
        "is_shortened": is_shortened,
        "gap_gone": given.get("gap") == GONE,
        "change_until": held.starts_at - timedelta(minutes=held.offer.changes_until_min),
    }


def time_left(held: Hold, now: datetime) -> dict[str, object]:
    """What is kept, what is kept with it, and for how long still."""
    led = company.followers(held)
    return {
        "held": held,
        "offer": held.offer,
        "salon": held.offer.salon,
        "together": company.together(held, led),
        "company": company.of(held, led).query,
        "left_s": max(0, int((held.expires_at - now).total_seconds())),
        "of_s": HOLD_MIN * 60,
        "now": now,
    }
