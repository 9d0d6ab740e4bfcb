"""How full the hours of the week were, as a chart: hours down the side, weekdays along the top."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from unknot.core.numbers import LEAST_MIN, Filled
from unknot.design.words import time_of_day
from unknot.desk.numbers.cells import Share, bar_width
from unknot.desk.numbers.charts import Chart

A_MONDAY = date(2001, 1, 1)
SIDE, COLUMN, TRACK = 13.0, 12.4, 10.4
"""Per cent of the drawing's width: the hours down the side, a weekday, the track of its bar."""
ROW_EM = 2.3
Week = Mapping[tuple[int, int], Filled]


class Mark(NamedTuple):
    """A word of the drawing and where it stands."""

    x: str
    y: str
    says: str


class Track(NamedTuple):
    """The track of an hour of the week, and how much of it is filled."""

    x: str
    y: str
    width: str
    full: str


class Grid(NamedTuple):
    """The drawing."""

    weekdays: Sequence[Mark]
    hours: Sequence[Mark]
    shares: Sequence[Mark]
    tracks: Sequence[Track]
    height: str
    is_grid: bool = True


def hour_chart(week: Week) -> Chart:
    """Of all practitioners that are looked at together."""
    hours = _open_hours(week)
    days = [date_format(A_MONDAY + timedelta(days=n), "D") for n in range(7)]
    whole = overall(week)
    return Chart(
        key="hours",
        title=_("How full the hours were"),
        columns=[_("Hour"), *days],
        rows=[[time_of_day(hour, 0), *(_short(week[n, hour]) for n in range(7))] for hour in hours],
        drawing=_grid(week, hours, days),
        says=_("In all %(share)s %% of the working time was taken.") % {"share": whole.percent}
        if whole.percent is not None
        else "",
        file_columns=[_("Weekday"), _("Hour"), _("Working minutes"), _("Minutes taken"), _("Per cent")],
        file_rows=[
            [day, time_of_day(hour, 0), *cell, Share(cell.taken_min, cell.working_min, LEAST_MIN)]
            for n, day in enumerate(days)
            for hour in hours
            if (cell := week[n, hour]).working_min
        ],
    )


def overall(week: Week) -> Share:
    """What was taken of all working time."""
    working = sum(each.working_min for each in week.values())
    return Share(sum(each.taken_min for each in week.values()), working, LEAST_MIN)


def _open_hours(week: Week) -> list[int]:
    """From the first hour in which anybody ever worked to the last."""
    worked = [hour for (_day, hour), each in week.items() if each.working_min]
    return list(range(min(worked), max(worked) + 1)) if worked else []


def _short(cell: Filled) -> str:
    """A bare figure, for a column as narrow as a word."""
    if not cell.working_min:
        return "–"
    share = Share(cell.taken_min, cell.working_min, LEAST_MIN).percent
    return pgettext("of working time", "few") if share is None else str(share)


def _grid(week: Week, hours: Sequence[int], days: Sequence[str]) -> Grid:
    shares, tracks = [], []
    for row, hour in enumerate(hours):
        top = (row + 1) * ROW_EM - 0.6
        for n in range(7):
            cell = week[n, hour]
            if cell.working_min:
                left = SIDE + n * COLUMN
                shares.append(Mark(_middle(n), f"{top + 1:g}em", _short(cell)))
                tracks.append(Track(f"{left + 1:g}%", f"{top + 1.3:g}em", f"{TRACK:g}%", _full(cell)))
    return Grid(
        [Mark(_middle(n), "1em", day) for n, day in enumerate(days)],
        [
            Mark("0", f"{(row + 1) * ROW_EM + 0.4:g}em", time_of_day(hour, 0))
            for row, hour in enumerate(hours)
        ],
        shares,
        tracks,
        f"{(len(hours) + 1) * ROW_EM - 0.4:g}em",
    )


def _middle(weekday: int) -> str:
    return f"{SIDE + weekday * COLUMN + 1 + TRACK / 2:g}%"


def _full(cell: Filled) -> str:
    """How much of the track is filled: none of it where there is too little to say."""
    if Share(cell.taken_min, cell.working_min, LEAST_MIN).percent is None:
        return "0"
    return bar_width(int(cell.taken_min * TRACK), cell.working_min * 100)
