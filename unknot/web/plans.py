"""The minutes of a held time as its client sees them, and what a shorter one would cost when something is left out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from unknot.core.suitability import Verdict, Wanted, plan, shorter
from unknot.design.figure import Shown, plan_shown
from unknot.diary.models import Hold
from unknot.diary.plans import wanted
from unknot.knowledge.body import body
from unknot.salons.models import Offer, Salon


@dataclass(frozen=True, slots=True)
class Minutes:
    """What a client sees of them. `shorter` is the offer that still holds what is left, for less; None where there is
    none. With `must` the salon sells what is left in the shorter one only.
    """

    plan: Shown | None = None
    shorter: Offer | None = None
    must: bool = False


def minutes(kept: Hold, made: Verdict | None, lengths: Sequence[Offer], *, is_shortened: bool) -> Minutes:
    """The plan with what is marked and with what the answers ask for, and the salon's rule for what is left out.

    `lengths` are the salon's offers of the same treatment and extent. A time that was shortened for what is left out
    `is_shortened`, and is not shortened for it again.
    """
    avoided, cap = (made.avoid_regions, made.pressure_max) if made else ((), None)
    asked = wanted(kept.offer, kept.offer.extent, kept.marks, avoided=avoided, pressure_max=cap)
    if asked is None:
        return Minutes()
    found = plan(asked, body())
    rule = kept.offer.salon.left_out
    less = None if is_shortened or rule == Salon.LeftOut.ELSEWHERE else _shorter(asked, kept.offer, lengths)
    return Minutes(
        plan_shown(found) if found else None, less, must=rule == Salon.LeftOut.SHORTER and less is not None
    )


def _shorter(asked: Wanted, offer: Offer, lengths: Sequence[Offer]) -> Offer | None:
    if not asked.avoided:
        return None
    others = {each.duration_min: each for each in lengths if each.pk != offer.pk}
    prices = {duration_min: each.price_minor for duration_min, each in others.items()}
    whole = replace(asked, avoided=frozenset())
    proposal = shorter(whole, body(), blocked=asked.avoided, price_minor=offer.price_minor, prices=prices)
    return others.get(proposal.new_min)
