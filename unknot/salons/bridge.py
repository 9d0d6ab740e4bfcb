"""Rows of a salon as values of the core: working time by lane, what an offer needs, what is on the shelf."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple, Protocol

from django.db.models import F, Subquery
from django.db.models.functions import Coalesce

from unknot.core.availability.visits import Need
from unknot.core.hours import TICK_MIN, WallSpan, Weekly
from unknot.core.suitability.products import Stocked
from unknot.knowledge.load import treatments
from unknot.salons.models import HoursException, Lane, Product, Resource, Salon, WeeklyChange, WeeklyHours
from unknot.salons.rota import ALWAYS, LaneShifts, Rota, Runs, Spans, day_run


def lane_shifts(salon: Salon, first_day: date, last_day: date) -> LaneShifts:
    """The working time of each practitioner's lane on the local days `first_day` to `last_day`, by lane number.

    A practitioner works in her own shifts while the salon is open. Unknown opening hours are no hours.
    """
    return rota(salon).shifts(first_day, last_day)


def rota(salon: Salon) -> Rota:
    """A salon's hours as one value. Three statements, and one for the salon's rooms and equipment."""
    things = Lane.objects.filter(salon=salon).exclude(resource__kind=Resource.Kind.PRACTITIONER)
    return Rota(
        zone=salon.zone,
        is_known=salon.hours_source != Salon.HoursSource.UNKNOWN,
        holidays_of=(salon.country, salon.subdivision) if salon.closed_on_public_holidays else None,
        weeks=_weeks(salon),
        days=_days(salon),
        things=frozenset(things.values_list("number", flat=True)),
    )


def opening_week(salon: Salon, on_date: date) -> Weekly:
    """The salon's own weekly hours that hold on a date. One statement."""
    begun = WeeklyChange.objects.filter(salon=salon, lane=None, from_date__lte=on_date)
    since = Subquery(begun.order_by("-from_date").values("pk")[:1])
    mine = WeeklyHours.objects.filter(salon=salon, lane=None).annotate(now=Coalesce(since, 0))
    week: list[list[WallSpan]] = [[] for _ in range(7)]
    for row in mine.annotate(own=Coalesce("since", 0)).filter(own=F("now")):
        week[row.weekday].append(WallSpan(row.from_min, row.to_min))
    return tuple(map(tuple, week))


def out_of_use(salon_ids: Collection[int], first: date, last: date) -> dict[int, dict[int, Runs]]:
    """The ticks of the local days `first` to `last` on which rooms and equipment of some salons are out of use.

    By salon and lane number. One statement.
    """
    dated = HoursException.objects.filter(
        salon__in=salon_ids, on_date__range=(first, last), lane__isnull=False
    )
    rows = dated.exclude(lane__resource__kind=Resource.Kind.PRACTITIONER).order_by("on_date")
    found: dict[int, dict[int, Runs]] = defaultdict(lambda: defaultdict(list))
    for salon_id, zone, lane, on_date in rows.values_list(
        "salon_id", "salon__zone", "lane__number", "on_date"
    ):
        found[salon_id][lane].append(day_run(zone, on_date))
    return found


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
    def doubles(self) -> int: ...
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
        doubles=offer.doubles,
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


def stocked(salon: Salon) -> list[Stocked]:
    """What is on the salon's shelf, by name."""
    products = Product.objects.filter(salon=salon)
    return [Stocked(each.name, each.medium, frozenset(each.allergens)) for each in products]


def _weeks(salon: Salon) -> dict[int | None, tuple[tuple[date, Weekly], ...]]:
    """The weeks of each lane, in order of the date from which they hold."""
    weeks: dict[int | None, dict[date, list[list[WallSpan]]]] = defaultdict(
        lambda: defaultdict(lambda: [[] for _ in range(7)])
    )
    for lane, since in WeeklyChange.objects.filter(salon=salon).values_list("lane__number", "from_date"):
        weeks[lane].setdefault(since, [[] for _ in range(7)])
    rows = WeeklyHours.objects.filter(salon=salon).values_list(
        "lane__number", "since__from_date", "weekday", "from_min", "to_min"
    )
    for lane, since, weekday, from_min, to_min in rows:
        weeks[lane][since or ALWAYS][weekday].append(WallSpan(from_min, to_min))
    return {
        lane: tuple((since, tuple(map(tuple, week))) for since, week in sorted(by_date.items()))
        for lane, by_date in weeks.items()
    }


def _days(salon: Salon) -> dict[int | None, dict[date, Spans]]:
    """The days of each lane on which other hours hold than its weekly ones."""
    days: dict[int | None, dict[date, Spans]] = defaultdict(dict)
    dated = HoursException.objects.filter(salon=salon).order_by("on_date")
    for lane, on_date, opens, closes in dated.values_list("lane__number", "on_date", "from_min", "to_min"):
        days[lane][on_date] = _spans(zip(opens, closes, strict=True))
    return dict(days)


def _spans(pairs: Iterable[tuple[int, int]]) -> Spans:
    return tuple(WallSpan(from_min, to_min) for from_min, to_min in pairs)


def spans(row: HoursException) -> Spans:
    """The hours that a dated exception states."""
    return _spans(zip(row.from_min, row.to_min, strict=True))
