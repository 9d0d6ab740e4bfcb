"""A salon's hours as one value: as they are, and as they would be with a change that nobody has made yet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TypeAlias

from unknot.core.availability.rota import within
from unknot.core.hours import Exceptions, Shift, WallSpan, Weekly, day_start, shifts
from unknot.salons.holidays import public_holidays

Spans: TypeAlias = tuple[WallSpan, ...]
Lane: TypeAlias = int | None
"""A lane's number, or None for the salon itself."""
LaneShifts = dict[int, tuple[Shift, ...]]
Runs = list[tuple[int, int]]

NO_WEEK: Weekly = ((),) * 7
ALWAYS = date.min
# A run of working time may begin days before it is asked for; the core looks six days around.
_AROUND = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class OtherWeek:
    """From a date on a salon, or who has a lane, keeps another week; None takes that change back."""

    lane: Lane
    from_date: date
    week: Weekly | None

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """Whom it is about."""
        return (self.lane,)


@dataclass(frozen=True, slots=True)
class OtherDays:
    """On the dates from `first` to `last` other hours hold: none when closed, None as usual again."""

    lane: Lane
    first: date
    last: date
    spans: Spans | None
    reason: str = ""

    @property
    def dates(self) -> list[date]:
        """All of them."""
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]


@dataclass(frozen=True, slots=True)
class Leaves:
    """Who has a lane works here no more from a date on: no week holds then, and no day that differs."""

    lane: int
    from_date: date

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """Whom it is about."""
        return (self.lane,)


@dataclass(frozen=True, slots=True)
class OtherHolidays:
    """A salon is closed on the public holidays of a country's region (''), or on none where `are_closed` is false."""

    country: str
    subdivision: str
    are_closed: bool
    lane: None = None

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """Whom it is about."""
        return (self.lane,)


Change: TypeAlias = OtherWeek | OtherDays | Leaves | OtherHolidays


@dataclass(frozen=True)
class Rota:
    """When a salon is open, when its practitioners work, which of its `things` (rooms, equipment) are out of use.

    `weeks` and `days` by lane, the salon's own under None; each week from a date on, in order of date.
    """

    zone: str
    is_known: bool
    holidays_of: tuple[str, str] | None
    weeks: Mapping[Lane, tuple[tuple[date, Weekly], ...]]
    days: Mapping[Lane, Mapping[date, Spans]]
    things: frozenset[int] = field(default=frozenset())

    def week(self, lane: Lane, on_date: date) -> Weekly:
        """The weekly hours that hold on a date."""
        begun = [week for since, week in self.weeks.get(lane, ()) if since <= on_date]
        return begun[-1] if begun else NO_WEEK

    def shifts(self, first: date, last: date) -> LaneShifts:
        """The working time of each practitioner's lane on the local days `first` to `last`, by lane number.

        A practitioner works in her own shifts while the salon is open. Unknown opening hours are no hours.
        """
        if not self.is_known:
            return {}
        open_ = shifts(self.zone, *self._hours(None, first, last), first, last)
        lanes = {lane for lane in (*self.weeks, *self.days) if lane is not None and lane not in self.things}
        return {
            lane: within(shifts(self.zone, *self._hours(lane, first, last), first, last), open_)
            for lane in sorted(lanes)
        }

    def out_of_use(self, first: date, last: date) -> dict[int, Runs]:
        """The ticks of the local days `first` to `last` on which rooms and equipment are out of use, by lane."""
        shut = {
            lane: [day_run(self.zone, on_date) for on_date in sorted(dates) if first <= on_date <= last]
            for lane, dates in self.days.items()
            if lane is not None and lane in self.things
        }
        return {lane: runs for lane, runs in shut.items() if runs}

    @property
    def has_out_of_use(self) -> bool:
        """Whether any room or piece of equipment ever is."""
        return any(self.days.get(lane) for lane in self.things)

    def changed(self, change: Change) -> "Rota":
        """These hours with a change made; a salon whose hours were unknown knows them then."""
        if isinstance(change, Leaves):
            return self._without(change.lane, change.from_date)
        if isinstance(change, OtherHolidays):
            of = (change.country, change.subdivision) if change.are_closed else None
            return replace(self, holidays_of=of)
        if isinstance(change, OtherWeek):
            is_known = self.is_known or change.lane is None
            others = [each for each in self.weeks.get(change.lane, ()) if each[0] != change.from_date]
            mine = [] if change.week is None else [(change.from_date, change.week)]
            weeks = {**self.weeks, change.lane: tuple(sorted((*others, *mine)))}
            return replace(self, weeks=weeks, is_known=is_known)
        days = {on: each for on, each in self.days.get(change.lane, {}).items() if on not in change.dates}
        if change.spans is not None:
            days |= dict.fromkeys(change.dates, change.spans)
        return replace(self, days={**self.days, change.lane: days})

    def _without(self, lane: int, from_date: date) -> "Rota":
        before = [each for each in self.weeks.get(lane, ()) if each[0] < from_date]
        days = {on: spans for on, spans in self.days.get(lane, {}).items() if on < from_date}
        weeks = {**self.weeks, lane: (*before, (from_date, NO_WEEK))}
        return replace(self, weeks=weeks, days={**self.days, lane: days})

    def is_holiday(self, on_date: date) -> bool:
        """Whether it is a public holiday on which the salon is closed, unless it has said otherwise."""
        return self.holidays_of is not None and on_date in public_holidays(*self.holidays_of, on_date.year)

    def _hours(self, lane: Lane, first: date, last: date) -> tuple[Weekly, Exceptions]:
        """A week, and all days that differ from it: as stated, as a holiday, or because another week holds."""
        first, last = _before(first), _after(last)
        usual = self.week(lane, first)
        stated = self.days.get(lane, {})
        differs = {each: spans for each, spans in stated.items() if first <= each <= last}
        for on_date in _dates(first, last) if self._has_other_days(lane) else ():
            if on_date not in differs:
                closed = lane is None and self.is_holiday(on_date)
                spans = () if closed else self.week(lane, on_date)[on_date.weekday()]
                if spans != usual[on_date.weekday()]:
                    differs[on_date] = spans
        return usual, tuple(sorted(differs.items()))

    def _has_other_days(self, lane: Lane) -> bool:
        return len(self.weeks.get(lane, ())) > 1 or (lane is None and self.holidays_of is not None)


def day_run(zone: str, on_date: date) -> tuple[int, int]:
    """A local day's ticks."""
    return day_start(zone, on_date), day_start(zone, on_date + timedelta(days=1))


def _before(day: date) -> date:
    return day - _AROUND if day - date.min > _AROUND else date.min


def _after(day: date) -> date:
    return day + _AROUND if date.max - day > _AROUND else date.max


def _dates(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
