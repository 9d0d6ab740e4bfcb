"""What a salon sells, in lines."""

from collections import defaultdict
from dataclasses import dataclass, field

from unknot.knowledge.load import treatments
from unknot.salons.models import Lane, Offer, Resource, Salon


@dataclass
class Line:
    """A treatment with its lengths as they are sold, who gives it, and the rooms in which two have it side by side."""

    treatment: str
    offers: list[Offer] = field(default_factory=list)
    who: list[str] = field(default_factory=list)
    doubles: list[str] = field(default_factory=list)
    is_sold: bool = False
    add_ons: int = 0


def assortment(salon: Salon) -> list[Line]:
    """What is sold first, in the catalogue's order. Three statements."""
    lanes = Lane.objects.filter(salon=salon).select_related("resource").order_by("resource__name")
    names = {1 << lane.number: lane.resource for lane in lanes}
    lines: dict[str, Line] = {}
    rows = Offer.objects.filter(salon=salon).order_by("-is_active", "duration_min", "pk")
    for each in rows.prefetch_related("add_ons"):
        line = lines.setdefault(each.treatment, Line(each.treatment, is_sold=each.is_active))
        if each.is_active or not line.is_sold:
            line.offers.append(each)
        line.who = [
            resource.name
            for bit, resource in names.items()
            if each.who & bit and resource.kind == Resource.Kind.PRACTITIONER
        ]
        line.doubles = [resource.name for bit, resource in names.items() if each.doubles & bit]
        line.add_ons = max(line.add_ons, sum(more.is_active for more in each.add_ons.all()))
    place = {treatment: number for number, treatment in enumerate(treatments())}
    return sorted(lines.values(), key=lambda each: (not each.is_sold, place.get(each.treatment, len(place))))


def not_sold(salon: Salon) -> list[tuple[str, list[str]]]:
    """The treatments of the catalogue that a salon has never sold, by family. One statement."""
    known = set(Offer.objects.filter(salon=salon).values_list("treatment", flat=True))
    families: dict[str, list[str]] = defaultdict(list)
    for treatment in treatments().values():
        if treatment.id not in known:
            families[treatment.family].append(treatment.id)
    return list(families.items())
