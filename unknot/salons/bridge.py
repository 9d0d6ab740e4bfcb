"""Rows of a salon as values of the core: working time by lane, what an offer needs, what is on the shelf."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple, Protocol

from unknot.core.availability.rota import within
from unknot.core.availability.visits import Need
from unknot.core.hours import TICK_MIN, Exceptions, Shift, WallSpan, Weekly, shifts
from unknot.core.suitability.products import Stocked
from unknot.knowledge.load import treatments
from unknot.salons.holidays import public_holidays
from unknot.salons.models import HoursException, Product, Salon, WeeklyHours

LaneShifts = dict[int, tuple[Shift, ...]]
_Hours = tuple[Weekly, Exceptions]


def lane_shifts(salon: Salon, first_day: date, last_day: date) -> LaneShifts:
    """The working time of each practitioner's lane on the local days `first_day` to `last_day`, by lane number.

    A practitioner works in her own shifts while the salon is open. Unknown opening hours are no hours.
    """
    if salon.hours_source == Salon.HoursSource.UNKNOWN:
        return {}
    hours = _hours_by_lane(salon, first_day, last_day)
    own_weekly, own_exceptions = hours.pop(None, _NO_HOURS)
    closed = _holiday_closures(salon, own_exceptions, first_day, last_day)
    open_ = shifts(salon.zone, own_weekly, tuple(sorted((*own_exceptions, *closed))), first_day, last_day)
    return {
        lane: within(shifts(salon.zone, weekly, exceptions, first_day, last_day), open_)
        for lane, (weekly, exceptions) in hours.items()
        if lane is not None
    }


class OfferLike(Protocol):
    """An offer's row, or the part of one that a search reads."""

    @property
    def treatment(self) -> str: ...
    @property
    def duration_min(self) -> int: ...
    @property
    def buffer_before_min(self) -> int: ...
    @property
    def buffer_after_min(self) -> int: ...
    @property
    def who(self) -> int: ...
    @property
    def room_feature(self) -> str: ...
    @property
    def rooms(self) -> int: ...
    @property
    def equipment(self) -> list[int]: ...


class Rules(NamedTuple):
    """When a client may start at a salon: not before the notice is over, not after the last day of the horizon."""

    zone: str
    min_notice_min: int
    horizon_days: int

    @classmethod
    def of(cls, salon: Salon) -> "Rules":
        """The rules of a salon's row."""
        return cls(salon.zone, salon.min_notice_min, salon.horizon_days)


def need(offer: OfferLike, step_min: int) -> Need:
    """What the offer asks of the salon's lanes, in ticks."""
    return Need(
        duration=offer.duration_min // TICK_MIN,
        step=step_min // TICK_MIN,
        who=offer.who,
        before=offer.buffer_before_min // TICK_MIN,
        after=offer.buffer_after_min // TICK_MIN,
        needs_room=bool(offer.room_feature),
        rooms=offer.rooms,
        equipment=tuple(offer.equipment),
        is_deep=is_deep(offer.treatment),
    )


def is_deep(treatment: str) -> bool:
    """Whether a treatment of the catalogue works with deep pressure, which tires the hands that give it."""
    known = treatments().get(treatment)
    return known is not None and DEEP_PRESSURE in known.sensitivities


def deep_treatments() -> list[str]:
    """The treatments of the catalogue that work with deep pressure, by id."""
    return [each for each in treatments() if is_deep(each)]


DEEP_PRESSURE = "deep_pressure"
_NO_HOURS: _Hours = (((),) * 7, ())


def stocked(salon: Salon) -> list[Stocked]:
    """What is on the salon's shelf, by name."""
    products = Product.objects.filter(salon=salon)
    return [Stocked(each.name, each.medium, frozenset(each.allergens)) for each in products]


def _hours_by_lane(salon: Salon, first_day: date, last_day: date) -> dict[int | None, _Hours]:
    weekly: dict[int | None, list[list[WallSpan]]] = defaultdict(lambda: [[] for _ in range(7)])
    rows = WeeklyHours.objects.filter(salon=salon).values_list(
        "lane__number", "weekday", "from_min", "to_min"
    )
    for lane, weekday, from_min, to_min in rows:
        weekly[lane][weekday].append(WallSpan(from_min, to_min))
    exceptions: dict[int | None, list[tuple[date, tuple[WallSpan, ...]]]] = defaultdict(list)
    # A run of working time may begin days before; the core looks six days around.
    dated = HoursException.objects.filter(salon=salon).order_by("on_date")
    for lane, on_date, opens, closes in dated.values_list("lane__number", "on_date", "from_min", "to_min"):
        exceptions[lane].append((on_date, _spans(zip(opens, closes, strict=True))))
    lanes = weekly.keys() | exceptions.keys()
    return {
        lane: (tuple(tuple(day) for day in weekly[lane]), tuple(sorted(exceptions[lane]))) for lane in lanes
    }


def _spans(pairs: Iterable[tuple[int, int]]) -> tuple[WallSpan, ...]:
    return tuple(WallSpan(from_min, to_min) for from_min, to_min in pairs)


def _holiday_closures(salon: Salon, stated: Exceptions, first_day: date, last_day: date) -> Exceptions:
    """No hours on public holidays for which the salon has said nothing else."""
    if not salon.closed_on_public_holidays:
        return ()
    said = {on_date for on_date, _ in stated}
    return tuple(
        (day, ())
        for year in range(first_day.year - 1, last_day.year + 2)
        for day in sorted(public_holidays(salon.country, salon.subdivision, year))
        if day not in said
    )
