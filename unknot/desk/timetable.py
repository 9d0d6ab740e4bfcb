"""A salon's hours as its desk reads them: weeks in a few lines, and the days that differ."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unknot.core.hours import Weekly
from unknot.design.words import short_day
from unknot.desk.shift_text import say_spans
from unknot.salons import bridge
from unknot.salons.holidays import named_holidays
from unknot.salons.models import HoursException, Lane, Resource, Salon
from unknot.salons.rota import ALWAYS, Change, Leaves, OtherHolidays, OtherWeek, Rota

A_DAY = timedelta(days=1)
A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Days:
    """Some days in a row with the same hours: "Mon–Fri", "09:00–17:00"."""

    days: str
    hours: str


@dataclass(frozen=True)
class Week:
    """Whose week, since when, and its lines. `is_planned` when it has not begun."""

    lines: list[Days]
    from_date: date
    is_planned: bool


@dataclass(frozen=True)
class Weeks:
    """The salon, or somebody in it, with the week that holds and those that are planned. `who` is '' for the salon."""

    who: str
    name: str
    weeks: list[Week]


@dataclass(frozen=True)
class Stretch:
    """Days in a row on which the same other hours hold; `who` and `name` as in Weeks."""

    who: str
    name: str
    first: date
    last: date
    hours: str
    reason: str

    @property
    def dates(self) -> str:
        """Its days."""
        return dates(self.first, self.last)


def weeks(salon: Salon, rota: Rota, today: date) -> list[Weeks]:
    """The salon first, then its practitioners by name."""
    people = Lane.objects.filter(salon=salon, resource__kind=Resource.Kind.PRACTITIONER, is_gone=False)
    named = people.select_related("resource").order_by("resource__name")
    return [
        Weeks("", salon.name, _weeks(rota, None, today)),
        *(
            Weeks(each.resource.public_id, each.resource.name, _weeks(rota, each.number, today))
            for each in named
        ),
    ]


def _weeks(rota: Rota, lane: int | None, today: date) -> list[Week]:
    known = rota.weeks.get(lane, ())
    planned = [Week(said(week), since, is_planned=True) for since, week in known if since > today]
    begun = [since for since, _week in known if since <= today]
    return [Week(said(rota.week(lane, today)), max(begun, default=ALWAYS), is_planned=False), *planned]


def said(week: Weekly) -> list[Days]:
    """A week, days with the same hours together."""
    found = []
    for hours, group in groupby(range(len(week)), key=lambda n: week[n]):
        numbers = list(group)
        names = [str(WEEKDAYS_ABBR[n]) for n in numbers]
        days = names[0] if len(names) == 1 else f"{names[0]}–{names[-1]}"
        found.append(Days(days, say_spans(hours) or _("closed")))
    return found


def stretches(salon: Salon, today: date) -> list[Stretch]:
    """The days from today on that differ, in order of their first."""
    dated = HoursException.objects.filter(salon=salon, on_date__gte=today)
    rows = dated.select_related("lane__resource").order_by("lane__number", "on_date")
    return sorted(_runs(rows), key=lambda each: (each.first, each.name))


def _runs(rows: Iterable[HoursException]) -> Iterator[Stretch]:
    for _same, group in groupby(enumerate(rows), key=lambda each: _sameness(*each)):
        mine = [row for _n, row in group]
        resource = mine[0].lane.resource if mine[0].lane else None
        yield Stretch(
            who=resource.public_id if resource else "",
            name=resource.name if resource else "",
            first=mine[0].on_date,
            last=mine[-1].on_date,
            hours=say_spans(bridge.spans(mine[0])) or _closed(mine[0].lane),
            reason=mine[0].reason,
        )


def _sameness(place: int, row: HoursException) -> tuple[object, ...]:
    """Equal for the days of one stretch: in a row, date and place go up together."""
    hours = (row.lane_id, tuple(row.from_min), tuple(row.to_min), row.reason)
    return (*hours, row.on_date - place * A_DAY)


def dates(first: date, last: date) -> str:
    """Tue 2 Mar, or Tue 2 Mar – Thu 4 Mar."""
    return short_day(first) if first == last else f"{short_day(first)} – {short_day(last)}"


@dataclass(frozen=True)
class Asked:
    """A change that somebody wants: whose, from when on if it is a week, and its lines."""

    name: str
    from_date: date | None
    lines: list[Days]


def asked(salon: Salon, change: Change) -> Asked:
    """A change in words."""
    mine = Lane.objects.filter(salon=salon).select_related("resource")
    lane = None if change.lane is None else mine.get(number=change.lane)
    name = lane.resource.name if lane else salon.name
    if isinstance(change, OtherWeek):
        return Asked(name, change.from_date, said(change.week) if change.week else [])
    if isinstance(change, Leaves):
        return Asked(name, change.from_date, [])
    if isinstance(change, OtherHolidays):
        hours = _("closed") if change.are_closed else _("as the week says")
        return Asked(name, None, [Days(_("Public holidays"), hours)])
    hours = _("as usual") if change.spans is None else say_spans(change.spans) or _closed(lane)
    return Asked(name, None, [Days(dates(change.first, change.last), hours)])


def _closed(lane: Lane | None) -> str:
    """No hours, in the word for whom or what they are."""
    if lane is None:
        return _("closed")
    return _("away") if lane.resource.kind == Resource.Kind.PRACTITIONER else _("out of use")


@dataclass(frozen=True)
class Holiday:
    """A public holiday: its day, its name, and the hours that the salon keeps on it."""

    on_date: date
    name: str
    hours: str


def coming_holidays(salon: Salon, rota: Rota, today: date) -> list[Holiday]:
    """Those of the next twelve months, of the salon's region."""
    language = get_language() or "en"
    named = {
        day: name
        for year in (today.year, today.year + 1)
        for day, name in named_holidays(salon.country, salon.subdivision, year, language).items()
        if today <= day <= today + A_YEAR
    }
    return [Holiday(day, name, _on(rota, day)) for day, name in sorted(named.items())]


def _on(rota: Rota, day: date) -> str:
    stated = rota.days.get(None, {}).get(day)
    if stated is None:
        stated = () if rota.is_holiday(day) else rota.week(None, day)[day.weekday()]
    return say_spans(stated) or _("closed")
