"""What a salon fills in to choose its gap benefit: one small thing, or nothing."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Min
from django.utils.translation import gettext_lazy as _

from unknot.core.money import decimals
from unknot.core.money.benefit import Benefit
from unknot.design.words import duration, price
from unknot.salons.models import Offer, Salon
from unknot.salons.models.benefits import EXTRA_LENGTH, MOST_PERCENT
from unknot.salons.wording import check_public_text

NOTHING, PERCENT, AMOUNT, EXTRA = "nothing", "percent", "amount", "extra"
RESTS_MIN = (15, 20, 30, 45, 60, 75, 90, 105, 120)


class GapForm(forms.Form):
    """One kind of benefit; the other fields are not read."""

    kind = forms.ChoiceField(
        label=_("What do you give with such a time?"),
        choices=[
            (NOTHING, _("Nothing")),
            (PERCENT, _("A percentage off")),
            (AMOUNT, _("An amount off")),
            (EXTRA, _("Something small besides")),
        ],
        widget=forms.RadioSelect,
    )
    percent = forms.IntegerField(
        label=_("Per cent off"), required=False, min_value=1, max_value=MOST_PERCENT, help_text=_("1 to 50.")
    )
    amount = forms.DecimalField(label=_("Amount off"), required=False, min_value=0)
    extra = forms.CharField(
        label=_("What comes with it"),
        required=False,
        max_length=EXTRA_LENGTH,
        validators=[check_public_text],
        help_text=_("In your clients’ language, such as: hot neck pillow."),
    )
    rest_min = forms.TypedChoiceField(
        label=_("Less than this is too short for you to sell"),
        coerce=int,
        help_text=_("Preparation and recovery included. What is left beside the visit has to be less."),
    )

    def __init__(self, salon: Salon, given: Any = None) -> None:
        """What the salon has chosen stands in the fields."""
        self.salon, self.places = salon, decimals(salon.currency)
        super().__init__(given, initial=_chosen(salon, self.places))
        rests = sorted({*RESTS_MIN, salon.gap_rest_min})
        rest_min = self.fields["rest_min"]
        assert isinstance(rest_min, forms.TypedChoiceField)
        rest_min.choices = [(each, duration(each)) for each in rests]
        self.fields["amount"].help_text = _("In %(currency)s.") % {"currency": salon.currency}
        for name in ("percent", "amount", "extra", "rest_min"):
            self.fields[name].widget.attrs["class"] = "input"

    def clean_amount(self) -> int:
        """In the currency's smallest unit; at most half of the cheapest offer, for it is a small benefit."""
        given: Decimal | None = self.cleaned_data["amount"]
        minor = int((given or Decimal(0)).scaleb(self.places))
        if given is not None and minor != given.scaleb(self.places):
            raise forms.ValidationError(_("That is no amount in your currency."), code="no_amount")
        offers = Offer.objects.filter(salon=self.salon, is_active=True)
        cheapest = offers.aggregate(least=Min("price_minor"))["least"] or 0
        if self.cleaned_data.get("kind") == AMOUNT and minor > cheapest // 2:
            most = price(cheapest // 2, self.salon.currency)
            raise forms.ValidationError(
                _("At most %(most)s, half of your cheapest offer.") % {"most": most}, code="too_much"
            )
        return minor

    def clean(self) -> None:
        """What the chosen kind needs has to be said."""
        kind = self.cleaned_data.get("kind", NOTHING)
        if kind != NOTHING and kind not in self.errors and not self.cleaned_data.get(kind):
            self.add_error(kind, forms.ValidationError(_("Say how much, or what."), code="required"))

    @property
    def benefit(self) -> Benefit:
        """Of a valid form."""
        given = self.cleaned_data
        match given["kind"]:
            case "percent":
                return Benefit(percent=given["percent"])
            case "amount":
                return Benefit(off_minor=given["amount"])
            case "extra":
                return Benefit(extra=given["extra"])
            case _:
                return Benefit()


def _chosen(salon: Salon, places: int) -> dict[str, object]:
    benefit = salon.gap_benefit
    kinds = ((PERCENT, benefit.percent), (AMOUNT, benefit.off_minor), (EXTRA, benefit.extra))
    return {
        "kind": next((kind for kind, value in kinds if value), NOTHING),
        "percent": benefit.percent or None,
        "amount": Decimal(benefit.off_minor).scaleb(-places) if benefit.off_minor else None,
        "extra": benefit.extra,
        "rest_min": salon.gap_rest_min,
    }
