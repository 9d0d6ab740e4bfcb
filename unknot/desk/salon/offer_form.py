"""One treatment as a salon sells it: lengths and prices, who gives it, what it needs, the time around it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unknot.desk.salon.words import EQUIPMENT, ROOMS, named
from unknot.desk.setup.people_forms import SoldForm
from unknot.knowledge.load import treatments
from unknot.salons import suggestions
from unknot.salons.assortment import OtherOffers
from unknot.salons.models import Lane, Offer, Resource, Salon
from unknot.salons.sketch import Sold, suggested

AROUND = ("buffer_before_min", "buffer_after_min")


class OfferForm(SoldForm):
    """A treatment on the price list with who gives it and what it needs."""

    givers = forms.MultipleChoiceField(
        label=_("Who gives it?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    room_feature = forms.ChoiceField(
        label=_("What does the room need?"), required=False, widget=forms.RadioSelect
    )
    equipment_features = forms.MultipleChoiceField(
        label=_("What else does it need?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, salon: Salon, treatment: str, data: Any = None) -> None:
        """What holds stands in the fields; of a treatment that was never sold, what is usual."""
        self.salon, self.treatment = salon, treatment
        self.offers = list(salon.offers.filter(treatment=treatment).order_by("-is_active", "duration_min"))
        super().__init__(self._sold(), salon.currency, data)
        self.people = _people(salon)
        self._choose("givers", [(key, each.name) for key, each in self.people.items()], self._givers())
        needs = self._needs()
        rooms = [*ROOMS, *_features(salon, Resource.Kind.ROOM), needs["room_feature"]]
        self._choose("room_feature", [("", _("No room")), *named(_once(rooms))], needs["room_feature"])
        things = [*EQUIPMENT, *_features(salon, Resource.Kind.EQUIPMENT), *needs["equipment_features"]]
        self._choose("equipment_features", named(_once(things)), needs["equipment_features"])

    @property
    def is_new(self) -> bool:
        """Whether the salon has never sold it."""
        return not self.offers

    @property
    def is_sold(self) -> bool:
        """Whether it is sold now, at any length."""
        return any(each.is_active for each in self.offers)

    def _choose(self, name: str, choices: list[tuple[str, Any]], initial: object) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.initial[name] = initial

    def _sold(self) -> Sold:
        if not self.offers:
            return suggested(self.treatment, self.salon.currency)
        shown = [each for each in self.offers if each.is_active or not self.is_sold]
        prices = {each.duration_min: each.price_minor for each in shown}
        return Sold(self.treatment, prices, *(getattr(self.offers[0], name) for name in AROUND))

    def _givers(self) -> list[str]:
        """Who gives it; of a new one everybody."""
        able = [
            key
            for key, each in self.people.items()
            if self.treatment in {skill.treatment for skill in each.skills.all()}
        ]
        return able or (list(self.people) if self.is_new else [])

    def _needs(self) -> dict[str, Any]:
        if self.offers:
            first = self.offers[0]
            return {"room_feature": first.room_feature, "equipment_features": first.equipment_features}
        needed = suggestions.EQUIPMENT.get(self.treatment)
        return {
            "room_feature": suggestions.room_feature(treatments()[self.treatment]),
            "equipment_features": [needed] if needed else [],
        }

    def clean(self) -> dict[str, Any]:
        """Somebody gives it."""
        found = super().clean()
        if not found.get("givers") and "givers" not in self.errors:
            self.add_error("givers", _("Say who gives it, or stop selling it below."))
        return found

    @property
    def change(self) -> OtherOffers:
        """Of a valid form: only what was changed, for lengths may differ in what was not. All of a new one."""
        given, changed = self.cleaned_data, {*self.changed_data}
        needs = {name: given[name] for name in (*AROUND, "room_feature", "equipment_features")}
        keys = frozenset(self.people[each].pk for each in given["givers"])
        prices = {int(length): price for length, price in self.row["prices"].items()}
        prices |= {each: None for each in self.lengths if each not in prices}
        if self.is_new:
            return OtherOffers(self.treatment, prices, needs, keys)
        return OtherOffers(
            self.treatment,
            prices,
            {name: value for name, value in needs.items() if name in changed},
            keys if "givers" in changed else None,
        )


def no_more(salon: Salon, treatment: str) -> OtherOffers:
    """A treatment is sold no more, at no length."""
    lengths = Offer.objects.filter(salon=salon, treatment=treatment).values_list("duration_min", flat=True)
    return OtherOffers(treatment, dict.fromkeys(lengths))


def _people(salon: Salon) -> dict[str, Resource]:
    lanes = Lane.objects.filter(salon=salon, resource__kind=Resource.Kind.PRACTITIONER)
    rows = lanes.select_related("resource").prefetch_related("resource__skills").order_by("resource__name")
    return {each.resource.public_id: each.resource for each in rows}


def _features(salon: Salon, kind: str) -> list[str]:
    rows = Resource.objects.filter(lanes__salon=salon, kind=kind).values_list("features", flat=True)
    return [each for features in rows for each in features]


def _once(features: list[str]) -> list[str]:
    return [each for each in dict.fromkeys(features) if each]
