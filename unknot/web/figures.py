"""The body figure's uses on the sheet of all parts: choosing, a plan, what is avoided."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from unknot.core.suitability import Pressure, Wanted, marks, plan
from unknot.design.figure import Mark, choosing, plan_shown, regions_shown
from unknot.knowledge.body import body
from unknot.knowledge.load import regions, treatments

SHOWN = "back_massage"
FOCUS = {"base_of_skull": 4, "neck_back": 4, "shoulder_top": 4}
AVOIDED = ("calf_left", "knee_back_left", "abdomen_lower", "forearm_right")


def figures(posted: QueryDict) -> dict[str, Any]:
    """Each use, the first one with what was posted: marks are about health, so they never stand in an address."""
    workable = [each.id for each in regions().values() if each.id not in body().unworked]
    given = marks(dict(posted.lists()), body(), workable=workable, avoidable=list(regions()))
    kinds = [
        Mark("work", _("Please work here"), workable),
        Mark("avoid", _("Please avoid"), list(regions())),
    ]
    treatment = treatments()[SHOWN]
    wanted = Wanted(
        treatment.regions, 60, FOCUS, pressure=Pressure(treatment.pressure_min, treatment.pressure_max)
    )
    planned = plan(wanted, body())
    assert planned is not None
    return {
        "choose": choosing(kinds, given),
        "plan": plan_shown(planned),
        "avoid": regions_shown(avoided=AVOIDED),
    }
