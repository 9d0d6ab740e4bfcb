"""Five weeks of one offer's starts as a page shows them: days with marks, and the times of the day that is looked at.

Everything here is made into words and addresses before the template sees it, so that its loops have nothing to do.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from unknot.core.money.benefit import Benefit
from unknot.design import gaps, words
from unknot.diary import reads
from unknot.diary.values import Held, Times
from unknot.salons.models import Offer, Resource
from unknot.web.company import ALONE, Company
from unknot.web.month_days import PAGE_DAYS, WEEK_DAYS, Asked, Day, Frame, Mine, days_of
from unknot.web.when import PARTS

# So many starts in a part of a day make its mark a full one.
MANY = 4
AFTERNOON_H, EVENING_H = PARTS["afternoon"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of the calendar; without `href` there is nothing to see on it, without `number` it cannot be booked.

    `marks` and `kind` are classes.
    """

    on_date: str
    number: str
    month: str
    label: str
    href: str
    marks: str
    kind: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Tile:
    """A time: with `value` it can be tapped, with `href` it leads somewhere, else it is only told."""

    time: str
    note: str
    kind: str
    value: str
    href: str


class Marks(NamedTuple):
    """Which times carry what their salon gives, and the price without it; at which the treatments are `turned`."""

    filling: frozenset[datetime]
    benefit: Benefit
    list_minor: int
    said: str
    turned: Mapping[datetime, str] = {}

    @classmethod
    def of(cls, offer: Offer, found: Times) -> "Marks":
        benefit = offer.salon.gap_benefit
        said = gaps.mark(benefit, offer.price_minor, offer.salon.currency)
        return cls(found.filling, benefit, offer.price_minor, said)

    def on(self, start: datetime) -> str:
        """What stands on a time, '' on most."""
        return self.said if start in self.filling else self.turned.get(start, "")


@dataclass(frozen=True, slots=True)
class Month:
    """What the part `web/month.html` shows. `benefit` comes with times of the day that fill a gap, if there are any."""

    title: str
    weekdays: Sequence[str]
    weeks: Sequence[Sequence[Cell]]
    earlier: str
    later: str
    day: str
    count: str
    regret: str
    parts: Sequence[tuple[str, Sequence[Tile]]]
    keep: str
    benefit: Benefit | None
    list_minor: int


def month(
    offer: Offer,
    asked: Asked,
    *,
    now: datetime,
    practitioner: Resource | None = None,
    mine: Mine | None = None,
    preferred: Resource | None = None,
    company: Company = ALONE,
) -> Month:
    """The weeks around the day asked for; by default those in which the first free start lies.

    Two statements; two more when the first weeks are full.
    """
    frame = Frame.of(offer, now)

    def read(first: date, until: date) -> Times:
        return reads.times(
            offer,
            starts_from=frame.instant(first),
            starts_until=frame.instant(until),
            now=now,
            practitioner=practitioner,
            preferred=preferred,
            also=company.also,
            in_a_row=company.in_a_row,
            any_order=company.any_order,
            given_back=mine.given_back if mine else None,
        )

    first = frame.page(asked.day or asked.weeks_from or frame.today)
    until = first + timedelta(days=PAGE_DAYS)
    found = read(first, until)
    if not (found.free or asked.day or asked.weeks_from) and until <= frame.last:
        later = read(until, frame.last + timedelta(days=1))
        if later.free:
            first = frame.page(words.on_wall(later.free[0], frame.zone).date())
            found = later
    marks, notes = Marks.of(offer, found), company.notes(found)
    return _shown(frame, first, days_of(frame, first, found, mine), asked, marks._replace(turned=notes))


def _shown(frame: Frame, first: date, days: Sequence[Day], asked: Asked, marks: Marks) -> Month:
    chosen = _chosen(days, asked.day or asked.weeks_from)
    link = "?" + urlencode({**asked.also, "day": ""})
    cells = [_cell(frame, day, link, is_chosen=day is chosen) for day in days]
    before, after = first - timedelta(days=PAGE_DAYS), first + timedelta(days=PAGE_DAYS)
    weeks_link = "?" + urlencode({**asked.also, "from": ""})
    return Month(
        title=_title(days[0].on_date, days[-1].on_date),
        weekdays=[str(WEEKDAYS_ABBR[number]) for number in range(WEEK_DAYS)],
        weeks=[cells[at : at + WEEK_DAYS] for at in range(0, PAGE_DAYS, WEEK_DAYS)],
        earlier=f"{weeks_link}{before}#times" if first > frame.today else "",
        later=f"{weeks_link}{after}#times" if after <= frame.last else "",
        day=_capital(words.long_day(chosen.on_date)) if chosen else "",
        count=_count(chosen) if chosen else "",
        regret=_regret(frame, asked.day, chosen),
        parts=_parts(frame, chosen, marks) if chosen else (),
        keep=f"day={chosen.on_date}" if chosen else f"from={first}",
        benefit=marks.benefit if chosen and marks.filling.intersection(chosen.free) else None,
        list_minor=marks.list_minor,
    )


def _chosen(days: Sequence[Day], wanted: date | None) -> Day | None:
    """The day asked for if there is anything on it, else the next with a free start, else the first."""
    asked = next((day for day in days if day.on_date == wanted and not day.is_empty), None)
    free = [day for day in days if day.free]
    later = next((day for day in free if wanted is not None and day.on_date > wanted), None)
    return asked or later or next(iter(free), None)


def _cell(frame: Frame, day: Day, link: str, *, is_chosen: bool) -> Cell:
    if not frame.today <= day.on_date <= frame.last:
        return Cell(day.on_date.isoformat(), "", "", "", "", "", "", False)
    said = _("%(day)s, %(count)s") % {"day": words.long_day(day.on_date), "count": _count(day)}
    is_today = day.on_date == frame.today
    if is_today:
        said = _("Today, %(day)s") % {"day": said}
    return Cell(
        on_date=day.on_date.isoformat(),
        number=str(day.on_date.day),
        month=date_format(day.on_date, "M") if day.on_date.day == 1 else "",
        label=_capital(said),
        href="" if day.is_empty else f"{link}{day.on_date}#times",
        marks=_marks(frame, day),
        kind="today" if is_today else "",
        is_chosen=is_chosen,
    )


def _marks(frame: Frame, day: Day) -> str:
    """How much is free in the morning, the afternoon and the evening, as three classes."""
    if not day.free:
        return ""
    noon = bisect_left(day.free, frame.instant(day.on_date, AFTERNOON_H))
    evening = bisect_left(day.free, frame.instant(day.on_date, EVENING_H))
    counts = zip("mae", (noon, evening - noon, len(day.free) - evening), strict=True)
    return " ".join(f"{part}{(count > 0) + (count >= MANY)}" for part, count in counts)


def _parts(frame: Frame, day: Day, marks: Marks) -> list[tuple[str, list[Tile]]]:
    """The day's times under the parts of the day that have any."""
    noon, evening = (frame.instant(day.on_date, hour) for hour in (AFTERNOON_H, EVENING_H))
    tiles = [(start, _free(start, frame.zone, marks.on(start))) for start in day.free]
    tiles += [(held.starts_at, _held(held, frame.zone)) for held in day.held]
    if day.mine and day.mine.starts_at:
        tiles.append((day.mine.starts_at, _own(day.mine, day.mine.starts_at, frame.zone)))
    tiles.sort(key=lambda pair: pair[0])
    named = (
        (_("Morning"), [tile for start, tile in tiles if start < noon]),
        (_("Afternoon"), [tile for start, tile in tiles if noon <= start < evening]),
        (_("Evening"), [tile for start, tile in tiles if start >= evening]),
    )
    return [(name, part) for name, part in named if part]


def _free(start: datetime, zone: str, mark: str) -> Tile:
    machine = words.on_wall(start, zone).isoformat(timespec="minutes")
    return Tile(words.wall_time(start, zone), mark, "", machine, "")


def _held(held: Held, zone: str) -> Tile:
    """Until the next whole minute: whoever comes then finds it free."""
    frees_at = held.frees_at + timedelta(seconds=-held.frees_at.second % 60)
    said = _("held, frees at %(time)s") % {"time": words.wall_time(frees_at, zone)}
    return Tile(words.wall_time(held.starts_at, zone), said, "held", "", "")


def _own(mine: Mine, start: datetime, zone: str) -> Tile:
    return Tile(words.wall_time(start, zone), mine.said, "mine", "", mine.href)


def _count(day: Day) -> str:
    said = []
    if day.mine:
        said.append(day.mine.said)
    if day.free:
        said.append(ngettext("%(n)d free time", "%(n)d free times", len(day.free)) % {"n": len(day.free)})
    elif not day.held:
        said.append(_("nothing free"))
    if day.held:
        said.append(ngettext("%(n)d held", "%(n)d held", len(day.held)) % {"n": len(day.held)})
    return ", ".join(said)


def _regret(frame: Frame, wanted: date | None, chosen: Day | None) -> str:
    """What to say when the day asked for is not the one that is shown."""
    if chosen is None:
        return _("Nothing is free in these five weeks.")
    if wanted is None or chosen.on_date == wanted or not frame.today <= wanted <= frame.last:
        return ""
    return _("Nothing is free on %(day)s. This day has time.") % {"day": words.long_day(wanted)}


def _title(first: date, last: date) -> str:
    """The months of a page: November – December 2026."""
    pattern = pgettext("format of a month", "F Y")
    said = date_format(last, pattern)
    if first.year != last.year:
        return f"{date_format(first, pattern)} – {said}"
    return said if first.month == last.month else f"{date_format(first, 'F')} – {said}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
