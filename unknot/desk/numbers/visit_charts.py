"""Who came, who did not, who was new, how long before a visit was booked and by whom, as charts."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unknot.core.numbers import (
    DAYS_AHEAD,
    LEAST_VISITS,
    Faces,
    Outcome,
    Source,
    Visit,
    by_days_ahead,
    days_ahead,
    middle_of,
    tally,
)
from unknot.design.words import duration
from unknot.desk.numbers.cells import Share, too_few
from unknot.desk.numbers.charts import Chart, bars
from unknot.salons.models import Salon

HOUR_MIN = 60


def outcome_chart(visits: Sequence[Visit], salon: Salon) -> Chart:
    """What became of all that was booked."""
    count = tally(visits, lambda each: (each.outcome, each.cancelled_by == Source.DESK))
    lines = [
        (_("Took place"), count[Outcome.CAME, False]),
        (_("Didn’t come"), count[Outcome.MISSED, False]),
        (_("Cancelled late by the client"), count[Outcome.LATE, False]),
        (_("Cancelled late by the salon"), count[Outcome.LATE, True]),
        (_("Cancelled in time by the client"), count[Outcome.CANCELLED, False]),
        (_("Cancelled in time by the salon"), count[Outcome.CANCELLED, True]),
    ]
    return Chart(
        key="outcomes",
        title=_("Who came, and who did not"),
        limit=_limit(salon),
        columns=["", _("Visits"), _("Of all")],
        rows=[[name, n, Share(n, len(visits), LEAST_VISITS)] for name, n in lines],
        drawing=bars((name, n, n) for name, n in lines),
    )


def _limit(salon: Salon) -> str:
    """How long before the start clients may cancel alone; '' where there is no such rule."""
    hours, rest = divmod(salon.change_notice_min, HOUR_MIN)
    if rest:
        return duration(salon.change_notice_min)
    return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours} if hours else ""


def face_chart(found: Faces) -> Chart:
    """New and returning clients."""
    whole = found.new + found.returning
    lines = [(_("For the first time"), found.new), (_("Had been before"), found.returning)]
    return Chart(
        key="clients",
        title=_("New and returning clients"),
        columns=["", _("Clients"), _("Of all")],
        rows=[[name, n, Share(n, whole, LEAST_VISITS)] for name, n in lines] if whole else [],
        drawing=bars((name, n, n) for name, n in lines),
    )


def ahead_chart(visits: Sequence[Visit], zone: str) -> Chart:
    """How long before visits were booked."""
    days = days_ahead(visits, zone)
    counts = by_days_ahead(days)
    names = [_ahead_words(least, most) for least, most in DAYS_AHEAD]
    middle = middle_of(days)
    says = ngettext(
        "Half of them were booked %(n)d day before or less.",
        "Half of them were booked %(n)d days before or less.",
        middle or 0,
    ) % {"n": middle or 0}
    return Chart(
        key="ahead",
        title=_("How long before it was booked"),
        columns=["", _("Visits"), _("Of all")],
        rows=[[name, n, Share(n, len(days), LEAST_VISITS)] for name, n in zip(names, counts, strict=True)]
        if days
        else [],
        drawing=bars((name, n, n) for name, n in zip(names, counts, strict=True)),
        says=says if middle is not None else _("The middle: %(few)s.") % {"few": too_few()} if days else "",
    )


def _ahead_words(least: int, most: int | None) -> str:
    if most is None:
        return _("%(n)d days before or more") % {"n": least}
    if most == 0:
        return _("The same day")
    if most == 1:
        return _("The day before")
    return _("%(least)d to %(most)d days before") % {"least": least, "most": most}


def source_chart(visits: Sequence[Visit]) -> Chart:
    """Who booked."""
    names = {
        Source.CLIENT: _("The client herself"),
        Source.DESK: _("The salon’s desk"),
        Source.WAITLIST: _("From the waiting list"),
        Source.BROUGHT: _("Moved in from elsewhere"),
    }
    booked, came = (
        tally(visits, lambda each: each.source),
        tally((each for each in visits if each.outcome == Outcome.CAME), lambda each: each.source),
    )
    return Chart(
        key="sources",
        title=_("Where bookings came from"),
        columns=["", _("Booked"), _("Of all"), _("Took place")],
        rows=[
            [name, booked[key], Share(booked[key], len(visits), LEAST_VISITS), came[key]]
            for key, name in names.items()
        ],
        drawing=bars((name, booked[key], booked[key]) for key, name in names.items()),
    )
