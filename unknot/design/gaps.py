"""The gap benefit in words: the mark on a time, and why a visit costs less or brings something with it."""

from django.utils.translation import gettext as _

from unknot.core.money.benefit import Benefit
from unknot.design.words import NO_BREAK, price

MINUS = "\u2212"


def mark(benefit: Benefit, list_minor: int, currency: str) -> str:
    """What stands on a time: −€5, with hot neck pillow; '' where nothing comes with it."""
    if benefit.extra:
        return _("with %(extra)s") % {"extra": benefit.extra}
    off = benefit.off(list_minor)
    return f"{MINUS}{price(off, currency)}" if off else ""


def choice(benefit: Benefit, currency: str) -> str:
    """What a salon gives, whatever the price: −€5, −10 %, with hot neck pillow; '' for nothing."""
    if benefit.percent:
        return f"{MINUS}{benefit.percent}{NO_BREAK}%"
    return mark(benefit, benefit.off_minor, currency)
