"""What the rules make of a client's answers for an offer at a start: one judgement behind pages, bookings and moves."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from unknot.core.suitability import Interview, Outcome, Verdict, interview, settings, verdict
from unknot.core.suitability.cleared import cleared
from unknot.core.suitability.interview import besides, unanswered
from unknot.diary.models.visits import BOOKABLE as BOOKABLE
from unknot.knowledge.screening import rulebook
from unknot.plumbing.tokens import fingerprint
from unknot.salons.models import Offer, Salon

ILL_TODAY = ("fever_or_cold", "stomach_bug")
"""What "I am ill" mostly means, as items of the rulebook: each has the last day with symptoms, and a wait after it."""

Answered = Sequence[dict[str, Any]]


def judged(
    offer: Offer, starts_at: datetime, answers: Answered, *, by_note: frozenset[str] = frozenset()
) -> Verdict:
    """The verdict under the salon's own rules. `by_note` are items that a confirmed note clears.

    Raises BadQuestion when the answers are of rules that ask otherwise by now.
    """
    whole = _verdict(offer, starts_at, answers)
    if whole.verdict is not Outcome.CLEARANCE or not by_note:
        return whole
    return cleared(whole, _verdict(offer, starts_at, [each for each in answers if each["id"] not in by_note]))


def about(offer: Offer, starts_at: datetime, also: Sequence[Offer] = ()) -> Interview:
    """What an interview about the offer at a start has to ask, under the salon's own rules.

    `also` are what the same client has after it.
    """
    first, *others = (_about(each, starts_at, offer.salon) for each in (offer, *also))
    return besides(first, others)


def owed(offer: Offer, starts_at: datetime, answers: Answered, also: Sequence[Offer] = ()) -> bool:
    """Whether something that could still decide has not been answered. Raises BadQuestion as `judged` does."""
    return bool(unanswered(about(offer, starts_at, also), answers))


def shown(made: Verdict) -> str:
    """A keyed digest of what a client is shown of a verdict, so that only what was seen can be accepted."""
    seen = replace(made, reasons=(), missing=(), alternatives=(), until=None, rulebook="")
    return fingerprint(f"verdict:{seen!r}:{[reason.id for reason in made.reasons]}")


def is_accepted(made: Verdict, seen: str) -> bool:
    """Whether who has accepted `seen` has accepted this: nothing changes, or the same, perhaps with a note besides."""
    if made.verdict is Outcome.ALLOWED:
        return True
    with_note = replace(made, verdict=Outcome.CLEARANCE)
    return seen == shown(made) or (made.verdict is Outcome.ADAPT and seen == shown(with_note))


def needing_note(offer: Offer, starts_at: datetime, answers: Answered) -> list[str]:
    """The items that alone would hold the visit up until a note. Raises BadQuestion as `judged` does."""
    alone = ((each["id"], _verdict(offer, starts_at, [each]).verdict) for each in answers)
    return [item for item, outcome in alone if outcome is Outcome.CLEARANCE]


def well_from(offer: Offer, starts_at: datetime, today: date) -> datetime | None:
    """The first local time that fits whoever falls ill on a day and is well after it; None where no rule says so."""
    named = [item for item in ILL_TODAY if item in rulebook().items]
    said = [{"id": item, "still_ill": False, "last_symptom_on": today.isoformat()} for item in named]
    return _verdict(offer, starts_at, said).until


def judged_under(salon: Salon) -> str:
    """A digest of the rules that a salon's verdicts come from: the rulebook's version, every switch at its value."""
    book = rulebook()
    chosen = settings(book.switches, salon.policy, salon.switches)
    values = [sorted(chosen.choices.items()), sorted(chosen.numbers.items())]
    return sha256(f"{book.version}:{values}".encode()).hexdigest()


def _about(offer: Offer, starts_at: datetime, salon: Salon) -> Interview:
    return interview(
        rulebook=rulebook(),
        treatment=offer.treatment,
        starts_at=starts_at,
        zone=salon.zone,
        policy=salon.policy,
        switches=salon.switches,
    )


def _verdict(offer: Offer, starts_at: datetime, answers: Answered) -> Verdict:
    salon = offer.salon
    return verdict(
        answers=answers,
        treatment=offer.treatment,
        duration_min=offer.duration_min,
        starts_at=starts_at,
        zone=salon.zone,
        rulebook=rulebook(),
        policy=salon.policy,
        switches=salon.switches,
    )
