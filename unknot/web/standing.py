"""How far a held time is: what its client has said about her health, and what the rules make of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils.translation import gettext as _

from unknot.core.suitability import BadQuestion, Interview, Outcome, Verdict
from unknot.design.figure.words import within_a_sentence
from unknot.diary import decisions
from unknot.diary.actions import Said
from unknot.diary.models import Hold, Part
from unknot.health import actions as locked
from unknot.health import reads as health
from unknot.health.values import Opened
from unknot.knowledge.screening import rulebook
from unknot.knowledge.spoken_words import spoken
from unknot.people.models import Client
from unknot.plumbing import clock
from unknot.web import company, held, marked

Told = Part.Told
AGAIN_MIN = 30
"""For how many minutes after its hold has run out a draft goes on to the next time that is tapped."""


class Beside(NamedTuple):
    """The verdict on what a client has after the first treatment, and its hold."""

    held: Hold
    made: Verdict


@dataclass(frozen=True, slots=True)
class Standing:
    """`told` is None while nothing has been said; `made` is the verdict on what was answered for this hold.

    `complete` says whether everything is there that could still decide. `beside` are the verdicts on what the same
    client has after it, with the holds of these.
    """

    told: Part.Told | None
    made: Verdict | None = None
    complete: bool = True
    beside: Sequence["Beside"] = ()

    @property
    def may_go_on(self) -> bool:
        """Whether who is coming can be asked."""
        if self.made is None:
            return self.told is not None
        return self.complete and self.made.verdict in decisions.BOOKABLE and self.unfit is None

    @property
    def is_plain(self) -> bool:
        """Whether nothing has to be shown or accepted."""
        return self.may_go_on and not self.to_accept

    @property
    def unfit(self) -> "Beside | None":
        """What the client has after it that can't be had as it is, once the first can."""
        if self.made is None or self.made.verdict not in decisions.BOOKABLE:
            return None
        return next((each for each in self.beside if each.made.verdict not in decisions.BOOKABLE), None)

    @property
    def to_accept(self) -> bool:
        """Whether something changes that is shown before it is accepted."""
        verdicts = [each.made for each in self.beside] + ([self.made] if self.made else [])
        return any(each.verdict is not Outcome.ALLOWED for each in verdicts)

    @property
    def accepted(self) -> str:
        """The digest of what is shown, for the form that accepts it."""
        return decisions.shown(self.made) if self.made else ""


def standing(kept: Hold, client: Client | None, given: Mapping[str, str]) -> Standing:
    """Where a hold stands. `client` is who the device is known for, `given` what the page or the form says."""
    if given.get("told") == Told.IN_PERSON:
        return Standing(Told.IN_PERSON)
    opened = locked.for_rules(hold=kept.public_id, now=clock.now())
    if isinstance(opened, Opened):
        return _of_draft(kept, opened)
    if client is not None and health.can_repeat(client, now=clock.now()):
        return Standing(Told.AS_BEFORE)
    return Standing(None)


def about(kept: Hold) -> Interview:
    """What there is to ask about a hold, and about what the same client has after it."""
    return decisions.about(kept.offer, kept.starts_at, [each.offer for each in company.in_a_row(kept)])


def said(stands: Standing, accepted: str) -> Said | None:
    """What the diary is told at the confirmation."""
    return None if stands.told is None else Said(stands.told, accepted)


def carry(kept: Hold, before: Hold | None) -> None:
    """What was answered and marked for the hold before goes on to this one."""
    if before is not None and before.pk != kept.pk:
        locked.carry(hold=before.public_id, to=kept.public_id, now=clock.now())
        marked.carry(kept, before)


def bring(request: HttpRequest, kept: Hold) -> None:
    """An earlier tab is confirmed after all: what was answered went on to a later hold, and comes back to this one."""
    if kept.appointment is None and not health.has_begun(kept.public_id, now=clock.now()):
        carry(kept, before(request))


def before(request: HttpRequest) -> Hold | None:
    """The hold whose answers go on to the next one: the visitor's last, as long as it is fresh."""
    return held.last(request, clock.now(), AGAIN_MIN)


def changes(made: Verdict, country: str) -> dict[str, Any]:
    """What a client reads of a verdict: what is left out, what changes, why."""
    adaptations = rulebook().adaptations
    return {
        "outcome": made.verdict.value,
        "avoided": within_a_sentence(made.avoid_regions),
        "adaptations": [_(adaptations[each].text) for each in made.adaptations],
        "reasons": sentences(made, country),
    }


def sentences(made: Verdict, country: str) -> Sequence[str]:
    """The reasons as a client reads them, each once, the gravest first."""
    return list(dict.fromkeys(spoken(each.text, country) for each in made.reasons))


def _of_draft(kept: Hold, opened: Opened) -> Standing:
    try:
        made = decisions.judged(kept.offer, kept.starts_at, opened.answers)
        after = company.in_a_row(kept)
        owed = decisions.owed(kept.offer, kept.starts_at, opened.answers, [each.offer for each in after])
        beside = [
            Beside(each, decisions.judged(each.offer, each.starts_at, opened.answers)) for each in after
        ]
    except BadQuestion:
        return Standing(None)
    return Standing(Told.ONLINE, made, complete=not owed, beside=beside)
