"""The days of a page of five weeks, and the starts of one offer on each of them."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from unknot.design import words
from unknot.diary import reads
from unknot.diary.values import Held, Times
from unknot.salons.models import Offer
from unknot.salons.reads import horizon_days

WEEK_DAYS = 7
PAGE_DAYS = 5 * WEEK_DAYS


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: a day, or only the weeks around one. `also` goes along in every link."""

    day: date | None = None
    weeks_from: date | None = None
    also: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, given: Mapping[str, str], **also: str) -> "Asked":
        """From a query; what is no day is not asked for."""
        return cls(_day(given.get("day", "")), _day(given.get("from", "")), also)


@dataclass(frozen=True, slots=True)
class Mine:
    """A start that is the reader's own already, in words, and what it occupies (`reads.own_time`)."""

    starts_at: datetime | None
    said: str
    href: str
    given_back: reads.GivenBack


@dataclass(frozen=True, slots=True)
class Day:
    """A local day and its starts."""

    on_date: date
    free: Sequence[datetime]
    held: Sequence[Held]
    mine: Mine | None

    @property
    def is_empty(self) -> bool:
        return not (self.free or self.held or self.mine)


@dataclass(frozen=True, slots=True)
class Frame:
    """The days that a salon's clients may look at: pages of five weeks from this week's Monday on."""

    today: date
    last: date
    zone: str

    @classmethod
    def of(cls, offer: Offer, now: datetime) -> "Frame":
        today = words.on_wall(now, offer.salon.zone).date()
        return cls(today, today + timedelta(days=horizon_days(offer)), offer.salon.zone)

    def page(self, day: date) -> date:
        """The first day of the page that shows a day, or of the nearest page."""
        monday = self.today - timedelta(days=self.today.weekday())
        ahead = min(max(day, monday), self.last) - monday
        return monday + ahead // timedelta(days=PAGE_DAYS) * timedelta(days=PAGE_DAYS)

    def instant(self, day: date, hour: int = 0) -> datetime:
        """When an hour of a local day begins."""
        return datetime.combine(day, time(hour), tzinfo=ZoneInfo(self.zone)).astimezone(UTC)


def days_of(frame: Frame, first: date, found: Times, mine: Mine | None) -> list[Day]:
    """The starts of a page, day by day; the reader's own apart from the others."""
    own = mine.starts_at if mine else None
    free = [each for each in found.free if each != own]
    held = [each for each in found.held if each.starts_at != own]
    dates = [first + timedelta(days=n) for n in range(PAGE_DAYS + 1)]
    edges = [frame.instant(day) for day in dates]
    in_free = [bisect_left(free, edge) for edge in edges]
    in_held = [bisect_left(held, edge, key=lambda each: each.starts_at) for edge in edges]
    return [
        Day(
            dates[n],
            free[in_free[n] : in_free[n + 1]],
            held[in_held[n] : in_held[n + 1]],
            mine if own is not None and edges[n] <= own < edges[n + 1] else None,
        )
        for n in range(PAGE_DAYS)
    ]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
