"""What can be chosen on an offer's page: how long, where on the body, by whom, and with whom or what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from unknot.design import words
from unknot.design.templatetags.words import treatment_name
from unknot.salons.models import Added, AddOn, Offer, Resource, Salon
from unknot.web.company import MORE, THEN, TWO, Company

TOGETHER = 2
ADDING = ArraySubquery(
    AddOn.objects.filter(offer=OuterRef("pk"), is_active=True).values(
        named=JSONObject(id="public_id", name="name", duration_min="duration_min", price_minor="price_minor")
    )
)
"""What an offer can be lengthened by, read with it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A pill."""

    name: str
    more: str
    href: str
    is_current: bool


def address(salon: Salon, offer: Offer, query: Mapping[str, str] | None = None) -> str:
    """Where an offer's page is."""
    path = reverse("offer", args=[salon.public_id, offer.public_id])
    return f"{path}?{urlencode(query)}" if query else path


def choices(
    chosen: Offer, people: Sequence[Resource], practitioner: Resource | None, company: Company, keep: str
) -> list[tuple[str, list[Choice]]]:
    """Durations, extents, practitioners, company and add-ons, where there is anything to choose. One statement.

    `keep` is the day that is looked at, as part of a query.
    """
    sold = list(
        chosen.salon.offers.filter(is_active=True)
        .annotate(adding=ADDING)
        .order_by("duration_min", "price_minor")
    )
    offers = [each for each in sold if each.treatment == chosen.treatment]
    kept = _with(company, keep)
    rows = (
        (_("Duration"), _durations(chosen, offers, practitioner, kept)),
        (_("Where on the body"), _extents(chosen, offers, practitioner, kept)),
        (_("Who"), _who(people, practitioner, kept)),
        (_("For how many"), _for_how_many(chosen, people, sold, practitioner, company, keep)),
        (_("And then"), _then(chosen, sold, practitioner, company, keep)),
        (_("Order"), _order(chosen, practitioner, company, keep)),
        (_("With it"), _add_ons(chosen, sold, practitioner, company, keep)),
    )
    shown_alone = (rows[0][0], rows[4][0], rows[-1][0])
    return [(name, row) for name, row in rows if len(row) > 1 or (row and name in shown_alone)]


def _durations(
    chosen: Offer, offers: Iterable[Offer], practitioner: Resource | None, keep: str
) -> list[Choice]:
    same = [each for each in offers if each.extent == chosen.extent]
    return [
        Choice(
            words.duration(each.duration_min),
            words.price(each.price_minor, chosen.salon.currency),
            _link(chosen.salon, each, practitioner, keep),
            each.pk == chosen.pk,
        )
        for each in same
    ]


def _extents(
    chosen: Offer, offers: Sequence[Offer], practitioner: Resource | None, keep: str
) -> list[Choice]:
    """The whole body or a part of it, each with the duration that is nearest."""
    row = []
    for extent, name in ((Offer.Extent.FULL, _("Whole body")), (Offer.Extent.PARTIAL, _("One area"))):
        those = [each for each in offers if each.extent == extent]
        if those:
            nearest = min(those, key=lambda each: abs(each.duration_min - chosen.duration_min))
            link = _link(chosen.salon, nearest, practitioner, keep)
            row.append(Choice(name, "", link, extent == chosen.extent))
    return row


def _who(people: Iterable[Resource], practitioner: Resource | None, keep: str) -> list[Choice]:
    anyone = Choice(_("Anyone"), "", f"?{keep}#times", practitioner is None)
    each_one = [
        Choice(each.name, "", f"?practitioner={each.public_id}&{keep}#times", each == practitioner)
        for each in people
    ]
    return [anyone, *each_one] if len(each_one) > 1 else []


def _link(salon: Salon, offer: Offer, practitioner: Resource | None, keep: str) -> str:
    who = f"practitioner={practitioner.public_id}&" if practitioner else ""
    return f"{address(salon, offer)}?{who}{keep}#times"


def _with(company: Company, keep: str) -> str:
    return f"{urlencode(company.query)}&{keep}" if company.query else keep


def _for_how_many(
    chosen: Offer,
    people: Sequence[Resource],
    sold: Sequence[Offer],
    practitioner: Resource | None,
    company: Company,
    keep: str,
) -> list[Choice]:
    """One, two at once where two can give it, or one with another treatment of the salon after it."""
    asked_for = company.query
    row = [(_("Just you"), Company(), not asked_for)]
    if len(people) >= TOGETHER:
        row.append((_("Two at once"), Company((chosen,)), TWO in asked_for))
    if any(each.treatment != chosen.treatment for each in sold):
        row.append((_("Another after it"), Company(is_choosing=True), MORE in asked_for or THEN in asked_for))
    return [
        Choice(name, "", _link(chosen.salon, chosen, practitioner, _with(with_added, keep)), is_current)
        for name, each, is_current in row
        for with_added in (replace(each, added=company.added),)
    ]


def _then(
    chosen: Offer, sold: Sequence[Offer], practitioner: Resource | None, company: Company, keep: str
) -> list[Choice]:
    """The salon's other treatments by name, each in the length that is most alike."""
    if not company.is_choosing and not company.in_a_row:
        return []
    nearest: dict[str, Offer] = {}
    for each in sorted(sold, key=lambda other: abs(other.duration_min - chosen.duration_min)):
        nearest.setdefault(each.treatment, each)
    nearest.pop(chosen.treatment, None)
    for each in company.also if company.in_a_row else ():
        nearest[each.treatment] = each
    return [
        Choice(
            f"{treatment_name(each.treatment)}, {words.duration(each.duration_min)}",
            words.price(each.price_minor, chosen.salon.currency),
            _link(
                chosen.salon,
                chosen,
                practitioner,
                _with(
                    Company((each,), True, not company.in_a_row or company.any_order, added=company.added),
                    keep,
                ),
            ),
            each in company.also,
        )
        for each in sorted(nearest.values(), key=lambda other: treatment_name(other.treatment))
    ]


def _order(chosen: Offer, practitioner: Resource | None, company: Company, keep: str) -> list[Choice]:
    """Whether it matters which of two comes first."""
    if not company.in_a_row:
        return []
    first = _("%(treatment)s first") % {"treatment": treatment_name(chosen.treatment)}
    return [
        Choice(
            name,
            "",
            _link(chosen.salon, chosen, practitioner, _with(replace(company, any_order=any_order), keep)),
            company.any_order is any_order,
        )
        for name, any_order in ((_("In any order"), True), (first, False))
    ]


def _add_ons(
    chosen: Offer, sold: Iterable[Any], practitioner: Resource | None, company: Company, keep: str
) -> list[Choice]:
    """What the offer can be lengthened by; a tap adds it or takes it away."""
    row = []
    for each in (Added(**named) for offer in sold if offer == chosen for named in offer.adding):
        is_added = each in company.added
        added = tuple(other for other in (*company.added, each) if other != each or not is_added)
        said = {"name": each.name, "minutes": words.duration(each.duration_min)}
        row.append(
            Choice(
                _("%(name)s, %(minutes)s more") % said,
                f"+{words.price(each.price_minor, chosen.salon.currency)}",
                _link(chosen.salon, chosen, practitioner, _with(replace(company, added=added), keep)),
                is_added,
            )
        )
    return row
