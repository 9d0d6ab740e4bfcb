"""What a practitioner has to know before a visit, on one page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from unknot.core.suitability import BadQuestion, Interview, Verdict
from unknot.core.suitability.answers import answers as read_answers
from unknot.core.suitability.interview import CHECK_IN, IDENTITY, lines, on_card, question
from unknot.core.suitability.products import Shelf, shelf
from unknot.core.suitability.rulebook import Item
from unknot.core.suitability.values import UNKNOWN
from unknot.design.figure import Shown, plan_shown, regions_shown
from unknot.design.figure.words import marked_names
from unknot.desk.decision import Decision, decision, pressure_at_most
from unknot.desk.told import Told, told
from unknot.diary import decisions
from unknot.diary.decisions import Answered
from unknot.diary.models import Part
from unknot.diary.plans import known, planned, workable
from unknot.knowledge.allergens import ALLERGY, KIND, SCENT, UNSCENTED
from unknot.knowledge.body import body
from unknot.knowledge.load import treatments
from unknot.knowledge.spoken_words import spoken
from unknot.salons.bridge import stocked


@dataclass(frozen=True)
class Brief:
    """All in words. `shelf` is None where no product needs to be left out; `is_stricter` when today's rules ask for
    more than when it was booked, `is_unfit` when they would not let it be booked.
    """

    decision: Decision
    figure: Shown
    has_plan: bool
    focus: str
    spared: str
    pressure: str
    adaptations: Sequence[str]
    shelf: Shelf | None
    on_arrival: Sequence[str]
    in_person: Sequence[str] = ()
    told: Sequence[Told] = field(default=(), repr=False)
    is_stricter: bool = False
    is_unfit: bool = False


def briefing(part: Part, answers: Answered) -> Brief:
    """The brief of a part whose client has answered: the stricter of what was booked and what the rules say today."""
    about = decisions.about(part.offer, part.starts_at)
    made = _made(part, answers)
    avoided, cap = _stricter(part, made)
    plan = planned(part, avoided=avoided, pressure_max=cap)
    return Brief(
        decision=decision(part),
        figure=plan_shown(plan) if plan else regions_shown(avoided=_left_out(part, avoided)),
        has_plan=plan is not None,
        focus=_focus(part),
        spared=_spared(part),
        pressure=pressure_at_most(cap),
        adaptations=[_(about.rulebook.adaptations[each].text) for each in made.adaptations] if made else [],
        shelf=_shelf(part, answers, about, made),
        on_arrival=_questions(about, on_card(about, CHECK_IN), part),
        told=told(answers, about),
        is_stricter=(set(avoided), cap) != (set(known(part.avoid)), part.pressure_max),
        is_unfit=made is not None and made.verdict not in decisions.BOOKABLE,
    )


def unanswered(part: Part) -> Brief:
    """The brief of a part whose client has answered nothing that is kept: what to ask her in person."""
    about = decisions.about(part.offer, part.starts_at)
    plan = planned(part, avoided=part.avoid, pressure_max=part.pressure_max)
    country = part.offer.salon.country
    return Brief(
        decision=decision(part),
        figure=plan_shown(plan) if plan else regions_shown(avoided=_left_out(part, part.avoid)),
        has_plan=plan is not None,
        focus=_focus(part),
        spared=_spared(part),
        pressure=pressure_at_most(part.pressure_max),
        adaptations=[],
        shelf=None,
        on_arrival=_questions(about, on_card(about, CHECK_IN), part),
        in_person=[
            *(spoken(each.text, country) for each in lines(about)),
            *_questions(about, on_card(about, IDENTITY), part),
        ],
    )


def _made(part: Part, answers: Answered) -> Verdict | None:
    """The verdict without any note: a note lets a visit be had, and changes nothing of how."""
    try:
        return decisions.judged(part.offer, part.starts_at, answers)
    except BadQuestion:
        return None


def _stricter(part: Part, made: Verdict | None) -> tuple[tuple[str, ...], int | None]:
    if made is None:
        return tuple(known(part.avoid)), part.pressure_max
    sites = body().sites(known(part.avoid)) | body().sites(known(made.avoid_regions))
    caps = [cap for cap in (part.pressure_max, made.pressure_max) if cap is not None]
    return body().named(sites), min(caps, default=None)


def _left_out(part: Part, avoided: Iterable[str]) -> tuple[str, ...]:
    """What health asks to leave out, and what the client would rather have left out."""
    return body().named(body().sites(known([*avoided, *part.spared])))


def _focus(part: Part) -> str:
    work = {each: part.strengths.get(each) for each in known(part.focus)}
    return marked_names(work, workable(part.treatment))


def _spared(part: Part) -> str:
    return marked_names(dict.fromkeys(known(part.spared)), workable(part.treatment))


def _questions(about: Interview, items: Iterable[Item], part: Part) -> list[str]:
    country = part.offer.salon.country
    return [spoken(question(about, each), country) for each in items]


def _shelf(part: Part, answers: Answered, about: Interview, made: Verdict | None) -> Shelf | None:
    """The salon's products for this treatment; None when there is nothing to leave out."""
    treatment = treatments().get(part.treatment)
    avoided = _allergens(answers, about)
    if avoided is not None and made is not None and UNSCENTED in made.adaptations:
        avoided |= {SCENT}
    if treatment is None or avoided == frozenset():
        return None
    return shelf(stocked(part.offer.salon), treatment.media, avoided)


def _allergens(answers: Answered, about: Interview) -> frozenset[str] | None:
    """What the client is allergic to, of what products hold; None when she is and could not say to what."""
    allergies = [each for each in answers if each["id"] == ALLERGY]
    if not allergies:
        return frozenset()
    try:
        kinds = read_answers(allergies, about.rulebook, about.start.zone)[ALLERGY].get(KIND, UNKNOWN)
    except BadQuestion:
        return None
    return kinds if isinstance(kinds, frozenset) else None
