"""The body figure: one drawing for choosing, for a plan, for what is avoided, for notes."""

from unknot.design.figure.choice import Choosing, Mark, choosing
from unknot.design.figure.shown import Shown, plan_shown, regions_shown

__all__ = ["Choosing", "Mark", "Shown", "choosing", "plan_shown", "regions_shown"]
