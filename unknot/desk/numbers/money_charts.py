"""What visits earned, by treatment and by practitioner, as charts."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeVar

from django.utils.translation import gettext as _

from unknot.core.numbers import Revenue, Visit, revenue
from unknot.design.templatetags.words import treatment_name
from unknot.desk.numbers.cells import Money
from unknot.desk.numbers.charts import Chart, Drawing, bars

Key = TypeVar("Key", bound=Hashable)


def treatment_chart(visits: Sequence[Visit]) -> Chart:
    """By treatment."""
    return _chart(
        "treatments", _("Revenue by treatment"), visits, lambda each: each.treatment, treatment_name
    )


def practitioner_chart(visits: Sequence[Visit], names: Mapping[int, str]) -> Chart:
    """By who gave it."""
    return _chart(
        "practitioners",
        _("Revenue by practitioner"),
        visits,
        lambda each: each.practitioner,
        lambda who: names.get(who, "–"),
    )


def _chart(
    key: str, title: str, visits: Sequence[Visit], of: Callable[[Visit], Key], name: Callable[[Key], str]
) -> Chart:
    found = revenue(visits, of)
    lines = [(name(what), currency, each) for (what, currency), each in found.items()]
    return Chart(
        key=key,
        title=title,
        columns=["", _("Visits"), _("Revenue"), _("Taken off")],
        rows=[
            [what, each.visits, Money(each.price_minor, currency), Money(each.off_minor, currency)]
            for what, currency, each in lines
        ],
        drawing=_drawing(lines),
        file_columns=["", _("Visits"), _("Revenue"), _("Taken off"), _("Currency")],
        file_rows=[
            [what, each.visits, Money(each.price_minor, currency), Money(each.off_minor, currency), currency]
            for what, currency, each in lines
        ],
    )


def _drawing(lines: Sequence[tuple[str, str, Revenue]]) -> Drawing:
    """Lengths compare only within one currency: the one that most is earned in is drawn."""
    visits: dict[str, int] = {}
    for _what, currency, each in lines:
        visits[currency] = visits.get(currency, 0) + each.visits
    main = max(visits, key=lambda each: (visits[each], each), default="")
    return bars(
        (what, each.price_minor, Money(each.price_minor, currency))
        for what, currency, each in lines
        if currency == main
    )
