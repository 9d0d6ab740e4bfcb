"""Filling the demo city's weeks with invented visits and writing them, salon by salon, in bulk."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Final, NamedTuple

from django.db import connection, transaction

from unknot.config.demo.drafts import Draft
from unknot.config.demo.fills import Bench, Visit, day_of_visits
from unknot.config.demo.salons import client_ids
from unknot.config.demo.sites import dice
from unknot.core.availability.masks import stretch
from unknot.core.hours import Shift, day_start, instant, local_day, tick_floor
from unknot.diary.actions import GivenVisit, bring_in, open_days
from unknot.diary.bridge import read_claims
from unknot.diary.models import Appointment
from unknot.knowledge.load import treatments
from unknot.people.models import Client
from unknot.plumbing import facts
from unknot.plumbing.clock import Clock
from unknot.plumbing.models import Fact
from unknot.salons.bridge import lane_shifts, need
from unknot.salons.models import Lane, Offer, Salon

FILLED: Final = "demo.filled"
DAYS_BACK: Final = 7
DAYS_AHEAD: Final = 28
NO_SHOW_SHARE: Final = 0.04
FOCUS_SHARE: Final = 0.5
AROUND: Final = 144
"""Ticks (half a day) around the days to fill that their shifts and buffers may reach into."""
BOOKED_BEFORE: Final = timedelta(days=21)
"""An invented visit was booked at most so long before it starts."""


class Stock(NamedTuple):
    """What one salon has to fill its days with; `resources` by lane number."""

    key: str
    salon: Salon
    offers: list[Offer]
    resources: dict[int, int]
    clients: list[int]


def filled_through() -> dict[str, date]:
    """The last date that has been filled with visits, by the salon's public id."""
    last = Fact.objects.filter(kind=FILLED).order_by("subject", "-id").distinct("subject")
    return {fact.subject: date.fromisoformat(fact.body["through"]) for fact in last}


def days_to_fill(salon: Salon, through: date | None, now: datetime) -> list[date]:
    """The local dates from a week ago to four weeks ahead that have not been filled yet."""
    today = local_day(salon.zone, tick_floor(now))
    first, last = today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD)
    if through is not None:
        first = max(first, through + timedelta(days=1))
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def fill(each: Draft, salon: Salon, dates: Sequence[date], *, clock: Clock) -> int:
    """Write the visits of some days, and the salon's days to its horizon, in one transaction; how many visits.

    Day rows that stand already are changed under their locks, as by any booking; the others are built afterwards
    from the claims.
    """
    now = clock()
    with transaction.atomic():
        _need_not_reach_the_disk_at_once()
        stock = _stock(each, salon)
        span = _window(salon, dates)
        written = bring_in(salon, span, lambda: _visits(stock, dates, now), clock=lambda: now)
        facts.record(FILLED, salon.public_id, {"through": dates[-1].isoformat()}, at=now)
        open_days(salon, clock=lambda: now)
    return written


def _need_not_reach_the_disk_at_once() -> None:
    """What a crash of PostgreSQL loses of this transaction, it loses whole, and the next start writes it again."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")


def _stock(each: Draft, salon: Salon) -> Stock:
    return Stock(
        key=each.site.key,
        salon=salon,
        offers=list(Offer.objects.filter(salon=salon, is_active=True).order_by("id")),
        resources=dict(Lane.objects.filter(salon=salon).values_list("number", "resource_id")),
        clients=list(
            Client.objects.filter(public_id__in=client_ids(each)).order_by("id").values_list("id", flat=True)
        ),
    )


def _visits(stock: Stock, dates: Sequence[date], now: datetime) -> list[GivenVisit]:
    """Visits in the working time as it stands in the diary, around everything that is booked already."""
    if not stock.offers or not stock.clients:
        return []
    base, end = _window(stock.salon, dates)
    bench = Bench(base, _busy(stock, base, end, now))
    menu = [need(offer, stock.salon.step_min) for offer in stock.offers]
    shifts = _shifts_by_day(stock.salon, dates)
    drawn = [
        visit
        for on_date in dates
        for visit in day_of_visits(shifts[on_date], menu, bench, dice("visits", stock.key, on_date))
    ]
    throw = dice("people", stock.key, len(drawn), now.date())
    return [_given(stock, visit, throw, now) for visit in drawn]


def _window(salon: Salon, dates: Sequence[date]) -> tuple[int, int]:
    """The ticks that visits of these days may occupy, preparation and recovery included."""
    last = dates[-1] + timedelta(days=1)
    return day_start(salon.zone, dates[0]) - AROUND, day_start(salon.zone, last) + AROUND


def _shifts_by_day(salon: Salon, dates: Sequence[date]) -> dict[date, dict[int, list[Shift]]]:
    by_day: dict[date, dict[int, list[Shift]]] = defaultdict(lambda: defaultdict(list))
    for lane, shifts in lane_shifts(salon, dates[0], dates[-1]).items():
        for shift in shifts:
            by_day[local_day(salon.zone, shift.starts)][lane].append(shift)
    return by_day


def _busy(stock: Stock, base: int, end: int, now: datetime) -> dict[int, int]:
    lanes = {resource: lane for lane, resource in stock.resources.items()}
    busy: dict[int, int] = defaultdict(int)
    for claim in read_claims(list(lanes), base, end, now):
        busy[lanes[claim.resource_id]] |= stretch(max(claim.starts - base, 0), max(claim.ends - base, 0))
    return busy


def _given(stock: Stock, visit: Visit, throw: Random, now: datetime) -> GivenVisit:
    """A drawn visit with somebody who comes, what became of it, and what she wants worked."""
    offer = stock.offers[visit.dish]
    starts_at, ends_at = instant(visit.starts), instant(visit.ends)
    status = Appointment.Status.BOOKED
    if ends_at <= now:
        missed = throw.random() < NO_SHOW_SHARE
        status = Appointment.Status.NO_SHOW if missed else Appointment.Status.ARRIVED
    made_at = min(now, starts_at) - throw.random() * BOOKED_BEFORE
    client_id = throw.choice(stock.clients)
    regions = treatments()[offer.treatment].regions
    wants = offer.extent == Offer.Extent.PARTIAL and throw.random() < FOCUS_SHARE
    return GivenVisit(
        offer=offer,
        client_id=client_id,
        resource_ids=[stock.resources[lane] for lane in visit.lanes],
        starts_at=starts_at,
        ends_at=ends_at,
        claimed=(visit.opens, visit.closes),
        status=status,
        focus=throw.sample(regions, min(2, len(regions))) if wants else [],
        made_at=made_at,
    )
