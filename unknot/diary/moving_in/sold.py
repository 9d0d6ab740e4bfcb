"""What a salon sells and who works there, found by the words of another system."""

import re
from functools import lru_cache

from django.conf import settings
from django.utils import translation

from unknot.knowledge.load import treatments
from unknot.knowledge.places import fold
from unknot.salons.models import Lane, Offer, Resource, Salon

_MINUTES = re.compile(r"\b(\d{2,3}) ?(?:min|minutes|minuten|minuuttia|')?\b", re.IGNORECASE)


class Menu:
    """The active offers and the practitioners of a salon. Three statements."""

    def __init__(self, salon: Salon) -> None:
        self.offers = list(Offer.objects.filter(salon=salon, is_active=True).order_by("pk"))
        lanes = Lane.objects.filter(salon=salon).select_related("resource").order_by("number")
        self.lanes = {lane.number: lane.resource_id for lane in lanes}
        people = [lane.resource for lane in lanes if lane.resource.kind == Resource.Kind.PRACTITIONER]
        self.people = {each.pk: each for each in people}
        self._by_name = {fold(each.name): each.pk for each in people}
        firsts = [fold(each.name).partition(" ")[0] for each in people]
        self._by_first = {
            first: each.pk for first, each in zip(firsts, people, strict=True) if firsts.count(first) == 1
        }
        self._sold = {each.treatment for each in self.offers}
        self._names = _names()
        self.treatment_of = lru_cache(maxsize=2048)(self._treatment_of)
        self.practitioner_of = lru_cache(maxsize=2048)(self._practitioner_of)

    def _treatment_of(self, words: str) -> str | None:
        """The sold treatment that some words name, whole or within them; None when there is none, or several."""
        wanted = fold(_MINUTES.sub(" ", words))
        whole = {self._names[wanted]} & self._sold if wanted in self._names else set()
        if not whole:
            padded = f" {wanted} "
            whole = {
                each for name, each in self._names.items() if each in self._sold and f" {name} " in padded
            }
        return whole.pop() if len(whole) == 1 else None

    def _practitioner_of(self, words: str) -> int | None:
        """The practitioner of that name, or the only one of that first name."""
        name = fold(words)
        return self._by_name.get(name) or self._by_first.get(name)

    def offer(self, treatment: str, duration_min: int | None) -> Offer | None:
        """The offer of a treatment that lasts so long; without a length the only one, or the shortest."""
        mine = [each for each in self.offers if each.treatment == treatment]
        if duration_min is None:
            return min(mine, key=lambda each: each.duration_min, default=None)
        return next((each for each in mine if each.duration_min == duration_min), None)

    def lanes_of(self, mask: int) -> list[int]:
        """The resources of the lanes in a mask."""
        return [resource for number, resource in self.lanes.items() if mask >> number & 1]


def minutes_in(words: str) -> int | None:
    """A length that stands in a treatment's own words: "Back massage 60 min"."""
    found = _MINUTES.search(words)
    return int(found[1]) if found else None


def _names() -> dict[str, str]:
    """The treatments of the catalogue by their names in every language of the house, and by id."""
    found = {}
    for each in treatments().values():
        found[fold(each.id.replace("_", " "))] = each.id
        for code, _name in settings.LANGUAGES:
            with translation.override(code):
                found[fold(translation.gettext(each.name))] = each.id
    return found
