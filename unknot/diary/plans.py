"""The minutes of what is held or booked over the body: one plan behind whoever shows it."""

from collections.abc import Collection, Iterable

from unknot.core.suitability import Marks, Plan, Pressure, Wanted, plan
from unknot.core.suitability.plan import MAX_DURATION_MIN, MIN_DURATION_MIN
from unknot.diary.models import Part
from unknot.knowledge.body import body
from unknot.knowledge.load import treatments
from unknot.salons.models import Offer


def wanted(
    given: Offer | Part, extent: str, marks: Marks, *, avoided: Collection[str], pressure_max: int | None
) -> Wanted | None:
    """What the plan of an offer or a part is made of, with what its client has marked; None when none can be made.

    `avoided` are region ids, `pressure_max` is the cap (1-5). What the client would rather have left out is left out
    too. What the body map has lost since counts for nothing; a treatment that has left the catalogue, or lasts under
    15 minutes, has no plan. Add-ons are none of its minutes.
    """
    treatment = treatments().get(given.treatment)
    if treatment is None or not MIN_DURATION_MIN <= given.own_min <= MAX_DURATION_MIN:
        return None
    return Wanted(
        regions=treatment.regions,
        duration_min=given.own_min,
        focus={each: marks.work[each] for each in known(marks.work)},
        avoided=frozenset(known([*avoided, *marks.avoid])),
        pressure=Pressure(treatment.pressure_min, treatment.pressure_max, cap=pressure_max),
        extent=extent,
    )


def planned(part: Part, *, avoided: Collection[str], pressure_max: int | None) -> Plan | None:
    """The plan of a part as `wanted` describes it. None when nothing is left to be worked, or to be planned."""
    asked = wanted(part, part.offer.extent, part.marks, avoided=avoided, pressure_max=pressure_max)
    return plan(asked, body()) if asked else None


def workable(treatment: str) -> list[str]:
    """The regions of a treatment that a client can mark; of none that has left the catalogue. Bones are not worked."""
    found = treatments().get(treatment)
    return [each for each in found.regions if each not in body().unworked] if found else []


def known(region_ids: Iterable[str]) -> list[str]:
    """Those ids that the body map knows, in their order."""
    return [each for each in region_ids if body().knows(each)]
