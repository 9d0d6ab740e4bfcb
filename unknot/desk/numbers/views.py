"""A salon's numbers of a month: a page, and each chart as a file."""

from datetime import datetime
from typing import NamedTuple

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import get_format
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from unknot.core.hours import tick_ceil, tick_floor
from unknot.core.numbers import Outcome, Visit, faces, filled, revenue
from unknot.core.tables import written as table_text
from unknot.desk.doorkeeper import SIGN_IN
from unknot.desk.numbers import cells
from unknot.desk.numbers.asked import Asked, asked, month_words
from unknot.desk.numbers.cells import Money
from unknot.desk.numbers.charts import Chart
from unknot.desk.numbers.hour_chart import Week, hour_chart, overall
from unknot.desk.numbers.money_charts import practitioner_chart, treatment_chart
from unknot.desk.numbers.visit_charts import ahead_chart, face_chart, outcome_chart, source_chart
from unknot.desk.numbers.wait_chart import wait_chart
from unknot.diary import reads
from unknot.plumbing import clock


class Known(NamedTuple):
    """What the charts are made of."""

    visits: list[Visit]
    week: Week
    charts: list[Chart]


@require_GET
@never_cache
@login_required(login_url=SIGN_IN)
def numbers(request: HttpRequest, salon_id: str) -> HttpResponse:
    """All charts of a month, of the salon or of one practitioner."""
    now = clock.now()
    wanted = asked(request, salon_id, now)
    shown = {"salon": wanted.salon, "asked": wanted, "month": month_words(wanted.month.first)}
    if wanted.first is None:
        return render(request, "desk/numbers/none_yet.html", shown)
    known = _known(wanted, now)
    shown |= {
        "months": [(f"{each:%Y-%m}", month_words(each)) for each in wanted.months],
        "query": _query(wanted),
        "charts": known.charts,
        "summary": _summary(known),
        "has_visits": bool(known.visits),
    }
    return render(request, "desk/numbers/numbers.html", shown)


@require_GET
@never_cache
@login_required(login_url=SIGN_IN)
def table(request: HttpRequest, salon_id: str, key: str) -> HttpResponse:
    """One chart's table to take away: UTF-8, divided as spreadsheets of the language expect it."""
    now = clock.now()
    wanted = asked(request, salon_id, now)
    chart = next((each for each in _known(wanted, now).charts if each.key == key), None)
    if chart is None:
        raise Http404
    mark = get_format("DECIMAL_SEPARATOR")
    columns, rows = chart.file
    lines = [list(columns), *([cells.written(cell, mark) for cell in row] for row in rows)]
    text = table_text(lines, delimiter=";" if mark == "," else ",")
    name = f"{wanted.month.text}-{key}.csv"
    return HttpResponse(
        text.encode(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _known(wanted: Asked, now: datetime) -> Known:
    salon, month, who = wanted.salon, wanted.month, wanted.practitioner
    span = (month.starts_at, month.ends_at)
    visits = reads.visits_between(salon, *span, practitioner=who)
    lives = reads.lives(salon, wanted.looked_at, *span)
    week = filled(salon.zone, tick_floor(span[0]), tick_ceil(span[1]), lives)
    came = {each.person for each in visits if each.outcome == Outcome.CAME}
    known = reads.known_before(salon, month.starts_at, came)
    names = {each.pk: each.name for each in wanted.people.values()}
    charts = [
        hour_chart(week),
        treatment_chart(visits),
        *([] if who else [practitioner_chart(visits, names)]),
        outcome_chart(visits, salon),
        face_chart(faces(visits, known)),
        ahead_chart(visits, salon.zone),
        source_chart(visits),
        wait_chart(reads.waits(salon, wanted.people, now=now, practitioner=who), salon, now),
    ]
    return Known(visits, week, charts)


def _query(wanted: Asked) -> str:
    """The same question in an address."""
    given = {"month": wanted.month.text}
    if wanted.practitioner and not wanted.is_own:
        given["who"] = wanted.practitioner.public_id
    return urlencode(given)


def _summary(known: Known) -> dict[str, object]:
    """The four figures one looks for first."""
    earned = revenue(known.visits, lambda each: None)
    return {
        "came": cells.said(sum(each.outcome == Outcome.CAME for each in known.visits)),
        "earned": [cells.said(Money(each.price_minor, currency)) for (_, currency), each in earned.items()],
        "filled": cells.said(overall(known.week)),
        "lost": cells.said(sum(each.outcome in (Outcome.MISSED, Outcome.LATE) for each in known.visits)),
    }
