"""`unknot.design.gaps` for templates: `{% gap_mark slot.benefit offer.price_minor salon.currency as mark %}`."""

from django import template

from unknot.core.money.benefit import NOTHING, Benefit
from unknot.design import gaps
from unknot.diary.gaps import shown

register = template.Library()


@register.simple_tag
def gap_mark(benefit: Benefit | str, list_minor: int, currency: str) -> str:
    """The mark on a time; '' also where no page has looked for one."""
    return gaps.mark(benefit or NOTHING, list_minor, currency) if isinstance(benefit, Benefit) else ""


@register.filter
def gap_choice(benefit: Benefit, currency: str) -> str:
    """What a salon gives with a time that fills a gap, whatever the price."""
    return gaps.choice(benefit, currency)


@register.filter
def gap_query(benefit: Benefit | str) -> str:
    """What an address says of what was shown: `?gap=…`; it never decides about what is given."""
    return f"?gap={shown(benefit)}" if isinstance(benefit, Benefit) and benefit.is_any else ""
