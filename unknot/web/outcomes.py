"""What follows when a held time can't be had as it is: a later one, something else, or care first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from unknot.core.suitability import Outcome, Verdict
from unknot.diary import decisions, reads
from unknot.diary.decisions import Answered
from unknot.diary.models import Hold
from unknot.diary.values import Slot
from unknot.health import actions as locked
from unknot.health.values import Opened
from unknot.knowledge.care_lines import care_lines
from unknot.knowledge.screening import rulebook
from unknot.knowledge.spoken_words import whom_to_call
from unknot.plumbing import clock
from unknot.salons.models import Offer
from unknot.web import onward
from unknot.web.company import Company
from unknot.web.standing import Beside, sentences
from unknot.web.untaken import Near

LATER_SHOWN, INSTEAD_SHOWN = 6, 3
LOOKED_AT = 60
LOOKED_AHEAD = timedelta(days=60)
ONE_START = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Instead:
    """Another offer of the salon that the rules allow, and when: at the held start if it can be had then.

    With `owes` a question or two has to be answered first.
    """

    offer: Offer
    slots: Sequence[Near | Slot]
    is_then: bool
    owes: bool


def page(request: HttpRequest, kept: Hold, made: Verdict) -> HttpResponse:
    """The page of a verdict that keeps this hold from being booked."""
    if made.verdict is Outcome.EMERGENCY:
        return care(request, kept, made)
    if made.verdict is Outcome.POSTPONE:
        return later(request, kept, made)
    return instead(request, kept, made)


def care(request: HttpRequest, kept: Hold, made: Verdict) -> HttpResponse:
    """What to do now, and whom to call. Nothing can be booked from here."""
    country = kept.offer.salon.country
    called = {"called": whom_to_call(country), "lines": care_lines(country)}
    return _show(request, kept, made, "web/care.html", urgency=str(made.urgency or ""), **called)


def later(request: HttpRequest, kept: Hold, made: Verdict) -> HttpResponse:
    """The first real times from the day on that fits, each judged for itself."""
    slots = list(_later(kept, made)) if made.until else []
    added = Company(added=kept.extras).query
    return _show(
        request, kept, made, "web/later.html", until=_instant(kept, made.until), slots=slots, company=added
    )


def instead(request: HttpRequest, kept: Hold, made: Verdict) -> HttpResponse:
    """What the salon offers that fits, at the held time where that can be."""
    return _show(request, kept, made, "web/instead.html", others=list(_instead(kept, made)))


def without(request: HttpRequest, kept: Hold, unfit: Beside) -> HttpResponse:
    """What follows the first treatment can't be had as it is: the first alone at the same time, or something else."""
    until = _instant(kept, unfit.made.until)
    return _show(request, kept, unfit.made, "web/without.html", unfit=unfit.held.offer, until=until)


def _later(kept: Hold, made: Verdict) -> Iterator[Slot]:
    starts_from, now = _instant(kept, made.until), clock.now()
    assert starts_from is not None
    free = reads.slots(kept.offer, starts_from=starts_from, starts_until=starts_from + LOOKED_AHEAD, now=now)
    said, found = _answers(kept), 0
    for slot in free[:LOOKED_AT]:
        if found < LATER_SHOWN and _fits(kept.offer, slot.starts_at, said):
            found += 1
            yield slot


def _instead(kept: Hold, made: Verdict) -> Iterator[Instead]:
    said = _answers(kept)
    found = 0
    for offer in _fitting(kept, made, said):
        starts, is_then = _starts(kept, offer)
        slots = [each for each in starts if _may_fit(offer, each.starts_at, said)]
        if slots and found < INSTEAD_SHOWN:
            found += 1
            yield Instead(offer, slots, is_then, _owes(offer, kept.starts_at, said))


def _fitting(kept: Hold, made: Verdict, said: Answered) -> list[Offer]:
    """One offer of each treatment that fits, the most alike in length: what is meant for the client's state first.

    For such a one she may still owe an answer that this treatment did not need.
    """
    offers = list(Offer.objects.filter(salon=kept.offer.salon_id, is_active=True))
    nearest: dict[str, Offer] = {}
    for each in sorted(offers, key=lambda other: abs(other.duration_min - kept.offer.duration_min)):
        each.salon = kept.offer.salon
        nearest.setdefault(each.treatment, each)
    meant = [
        each
        for each in rulebook().for_a_condition
        if each in nearest and each not in made.alternatives and _may_fit(nearest[each], kept.starts_at, said)
    ]
    return [nearest[each] for each in (*meant, *made.alternatives) if each in nearest]


def _starts(kept: Hold, offer: Offer) -> tuple[Sequence[Near | Slot], bool]:
    """The held start if the offer can be had then, which is told; else the nearest."""
    now = clock.now()
    found = reads.times(
        offer,
        starts_from=kept.starts_at,
        starts_until=kept.starts_at + ONE_START,
        now=now,
        given_back=reads.own_time(offer.salon_id, hold_id=kept.pk),
    )
    then = Near.of(found, offer, {})
    return then or reads.alternatives(offer, kept.starts_at, now=now), bool(then)


def _answers(kept: Hold) -> Answered:
    opened = locked.for_rules(hold=kept.public_id, now=clock.now())
    return opened.answers if isinstance(opened, Opened) else []


def _fits(offer: Offer, starts_at: datetime, said: Answered) -> bool:
    return decisions.judged(offer, starts_at, said).verdict in decisions.BOOKABLE


def _may_fit(offer: Offer, starts_at: datetime, said: Answered) -> bool:
    """Whether it fits, or a missing answer may still make it fit; never what the answers rule out as they are."""
    made = decisions.judged(offer, starts_at, said)
    ruled_out = (Outcome.NOT_SUITABLE, Outcome.EMERGENCY)
    return made.verdict in decisions.BOOKABLE or (
        _owes(offer, starts_at, said) and made.verdict not in ruled_out
    )


def _owes(offer: Offer, starts_at: datetime, said: Answered) -> bool:
    return decisions.owed(offer, starts_at, said)


def _instant(kept: Hold, until: datetime | None) -> datetime | None:
    return None if until is None else until.replace(tzinfo=ZoneInfo(kept.offer.salon.zone))


def _show(request: HttpRequest, kept: Hold, made: Verdict, template: str, **more: object) -> HttpResponse:
    salon = kept.offer.salon
    shown = {
        "held": kept,
        "offer": kept.offer,
        "salon": salon,
        "reasons": sentences(made, salon.country),
        "now": clock.now(),
        "going": onward.address("interview", kept, request.GET).partition("?")[2],
    }
    return render(request, template, {**shown, **more})
