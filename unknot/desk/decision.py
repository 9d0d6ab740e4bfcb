"""What the salon has to know of a visit before it begins: the decision, never its reason."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unknot.core.suitability import Outcome
from unknot.core.suitability.plan import DEEPEST
from unknot.design.figure.words import listed, region_name
from unknot.diary.decisions import BOOKABLE
from unknot.diary.models import Part
from unknot.diary.plans import known

FEW = 2
"""So many regions the board names; the visit's page names them all."""


@dataclass(frozen=True, slots=True)
class Decision:
    """`kind` is its shape: plain, adapted, waiting, ask, unasked or attention; `text` says the same."""

    kind: str
    text: str


def decision(part: Part, *, most: int | None = None) -> Decision:
    """The decision on a part, naming at most `most` regions."""
    if not part.verdict:
        in_person = part.told == Part.Told.IN_PERSON
        return (
            Decision("ask", _("To be asked in person")) if in_person else Decision("unasked", _("Not asked"))
        )
    if part.verdict not in BOOKABLE:
        return Decision("attention", _("Does not fit as booked: talk to the client"))
    if part.verdict == Outcome.CLEARANCE:
        return Decision("waiting", _("Waits for a note"))
    if part.verdict == Outcome.ALLOWED:
        return Decision("plain", _("Nothing to adapt"))
    return Decision("adapted", _adapted(part, most))


def pressure_at_most(cap: int | None) -> str:
    """A cap on the pressure (1-5) in words; nothing where there is none."""
    if cap is None or cap >= DEEPEST:
        return ""
    return (
        _("Very light pressure at most"),
        _("Light pressure at most"),
        _("Medium pressure at most"),
        _("Firm pressure at most"),
    )[cap - 1]


def _adapted(part: Part, most: int | None) -> str:
    pressure, places = pressure_at_most(part.pressure_max), _places(known(part.avoid), most)
    if pressure and places:
        return _("%(pressure)s, not the %(places)s") % {"pressure": pressure, "places": places}
    if places:
        return _("Not the %(places)s") % {"places": places}
    return pressure or _("Adapted")


def _places(avoided: list[str], most: int | None) -> str:
    names = [region_name(each) for each in avoided]
    shown = names if most is None or len(names) <= most else names[:most]
    more = len(names) - len(shown)
    if more:
        shown = [*shown, ngettext("%(count)d more", "%(count)d more", more) % {"count": more}]
    said = listed(shown) if shown else ""
    return f"{said[:1].lower()}{said[1:]}"
