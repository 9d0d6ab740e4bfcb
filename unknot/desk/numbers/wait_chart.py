"""How long one waits for the next free time, as a chart."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unknot.core.hours import local_day, tick_floor
from unknot.design.templatetags.words import treatment_name
from unknot.design.words import duration, wall_day, wall_time
from unknot.desk.numbers.charts import Chart, bars
from unknot.diary.reads import Wait
from unknot.salons.models import Salon


def wait_chart(waits: Sequence[Wait], salon: Salon, now: datetime) -> Chart:
    """As it is now, whatever month is looked at."""
    lines = [(_name(each), _days(each, salon, now), _when(each, salon)) for each in waits]
    longest = salon.horizon_days + 1
    return Chart(
        key="waits",
        title=_("Waiting for the next free time"),
        columns=["", _("Days from today"), _("First free time")],
        rows=[[name, _("none") if days is None else days, when] for name, days, when in lines],
        drawing=bars(
            (name, longest if days is None else days, _("none") if days is None else _in_days(days))
            for name, days, _when in lines
        ),
    )


def _name(wait: Wait) -> str:
    return f"{treatment_name(wait.offer.treatment)}, {duration(wait.offer.duration_min)}"


def _days(wait: Wait, salon: Salon, now: datetime) -> int | None:
    """Local days from today to the start."""
    if wait.starts_at is None:
        return None
    today, then = (local_day(salon.zone, tick_floor(each)) for each in (now, wait.starts_at))
    return (then - today).days


def _in_days(days: int) -> str:
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days} if days else _("today")


def _when(wait: Wait, salon: Salon) -> str:
    if wait.starts_at is None:
        return _("none within %(n)d days") % {"n": salon.horizon_days}
    return f"{wall_day(wait.starts_at, salon.zone)} {wall_time(wait.starts_at, salon.zone)}"
