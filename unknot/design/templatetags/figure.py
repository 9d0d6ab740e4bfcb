"""What the figure's templates need besides its values."""

from collections.abc import Mapping

from django import template

from unknot.design.figure.choice import Tap

register = template.Library()


@register.filter
def of_view(taps: Mapping[str, tuple[Tap, ...]], view: str) -> tuple[Tap, ...]:
    """What is tapped in one view."""
    return taps[view]
