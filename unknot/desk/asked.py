"""Where a desk wants a visit: the same words from a form's button and from a drag on the board."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404

from unknot.core.hours import TICK_MIN
from unknot.diary.models import Part
from unknot.diary.reads.fits import LONGEST_MIN, SHORTEST_MIN
from unknot.salons.models import Resource


@dataclass(frozen=True, slots=True)
class Asked:
    """A start, whose hands, which rooms or equipment, how long, and the sequence that was seen."""

    starts_at: datetime
    practitioner: Resource
    things: tuple[Resource, ...]
    minutes: int
    seen: int | None

    @classmethod
    def of(cls, given: QueryDict, part: Part) -> "Asked":
        """What was sent; what was not said stays as it is. Raises Http404 for what no page of ours sends."""
        to = given.get("to", "")
        column = part.practitioner
        if to:
            column = get_object_or_404(Resource, public_id=to, lanes__salon=part.offer.salon_id)
        hers = column.kind == Resource.Kind.PRACTITIONER
        return cls(
            _instant(given.get("starts_at", ""), part.starts_at),
            column if hers else part.practitioner,
            () if hers else (column,),
            _minutes(given.get("minutes", ""), part.duration_min),
            whole(given.get("seen", "")) if "seen" in given else None,
        )


def _instant(text: str, otherwise: datetime) -> datetime:
    if not text:
        return otherwise
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise Http404 from None
    if found.utcoffset() is None or not 2000 <= found.year < 2200:
        raise Http404
    return found


def _minutes(text: str, otherwise: int) -> int:
    if not text:
        return otherwise
    found = whole(text)
    if found % TICK_MIN or not SHORTEST_MIN <= found <= LONGEST_MIN:
        raise Http404
    return found


def whole(text: str) -> int:
    """A number of minutes or of changes. Raises Http404."""
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise Http404
    return int(text)
