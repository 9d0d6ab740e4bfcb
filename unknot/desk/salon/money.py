"""Amounts as people write them, in the fields of forms."""

from decimal import Decimal
from typing import Any

from django import forms

HIGHEST = 1_000_000


def price_field(label: Any, decimals: int) -> forms.DecimalField:
    """A field for an amount that need not be said, in whole units of a currency with so many decimals."""
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=0,
        max_value=HIGHEST,
        decimal_places=decimals,
        localize=False,
        widget=forms.TextInput(attrs={"class": "input", "inputmode": "decimal", "autocomplete": "off"}),
    )


def written(minor: int, decimals: int) -> str:
    """An amount in the smallest unit as it stands in such a field."""
    exact = Decimal(minor).scaleb(-decimals)
    return str(exact.quantize(Decimal(1)) if exact == exact.to_integral() else exact)


def minor(written_down: Decimal, decimals: int) -> int:
    """The amount in the smallest unit."""
    return int(written_down.scaleb(decimals))
