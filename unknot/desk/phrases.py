"""Words for reports: whole ones to begin with, and single sentences to put into a field. General, and ours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from unknot.health.values import Written

FIELDS = ("subjective", "objective", "assessment", "plan")

PHRASES: Mapping[str, Sequence[Promise]] = {
    "subjective": (
        _("Comes to rest."),
        _("Stiff after long sitting."),
        _("Better than last time."),
        _("As last time."),
        _("Worse than last time."),
        _("Slept badly."),
    ),
    "objective": (
        _("Tight to the touch on both sides."),
        _("Tight to the touch on the left."),
        _("Tight to the touch on the right."),
        _("Tender to pressure."),
        _("Moves freely."),
        _("Turning to one side is limited."),
    ),
    "assessment": (
        _("The pressure was comfortable."),
        _("Lighter pressure was more comfortable."),
        _("Softer to the touch at the end."),
        _("Nothing spoke against the treatment."),
        _("Should be looked at by a doctor before the next visit."),
    ),
    "plan": (
        _("The same again in two weeks."),
        _("The same again in four weeks."),
        _("Lighter next time."),
        _("Begin with the neck next time."),
        _("Showed a movement to do at home."),
        _("Asked to see a doctor about it."),
    ),
}


@dataclass(frozen=True, slots=True)
class Beginning:
    """A whole report to begin with; where it is about a place, `where` marks it."""

    name: Promise
    texts: tuple[Promise, Promise, Promise, Promise]
    where: tuple[str, ...] = ()

    def written(self) -> Written:
        """In the reader's language."""
        subjective, objective, assessment, plan = map(str, self.texts)
        return Written(subjective, objective, assessment, plan, self.where)


BEGINNINGS: Mapping[str, Beginning] = {
    "calm": Beginning(
        _("A calm visit"),
        (
            _("Comes to rest. No complaints today."),
            _("Nothing unusual to see or to touch."),
            _("The pressure was comfortable throughout."),
            _("The same again."),
        ),
    ),
    "neck": Beginning(
        _("Neck and shoulders"),
        (
            _("Stiff neck and shoulders, since … ; worse when …"),
            _("Tight to the touch at … ; turning the head to … is limited."),
            _("Pressure … was comfortable. At the end …"),
            _("Next time … ; at home …"),
        ),
        ("neck_back", "shoulder_top"),
    ),
    "back": Beginning(
        _("Lower back"),
        (
            _("Aching lower back, since … ; worse when … ; better when …"),
            _("Tight to the touch at … ; bending forward …"),
            _("Pressure … was comfortable. At the end …"),
            _("Next time … ; at home …"),
        ),
        ("lower_back",),
    ),
    "first": Beginning(
        _("A first visit"),
        (
            _("Comes because … ; wishes … ; has had massage before: …"),
            _("Looked at and touched: …"),
            _("What suits: … ; what does not: …"),
            _("Agreed: …"),
        ),
    ),
}


def filled(said: Written, beginning: Beginning) -> Written:
    """The words with what a beginning has for the fields that are still empty."""
    given = beginning.written()
    texts = {name: getattr(said, name) or getattr(given, name) for name in FIELDS}
    return Written(**texts, where=said.where or given.where)


def added(said: Written, field: str, phrase: str) -> Written:
    """The words with one sentence more in a field."""
    texts = {name: getattr(said, name) for name in FIELDS}
    texts[field] = f"{texts[field].rstrip()} {phrase}".strip()
    return Written(**texts, where=said.where)
