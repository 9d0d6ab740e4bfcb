"""Filling the demo city's weeks with invented visits and writing them, salon by salon, in bulk."""

import secrets
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Final, NamedTuple

from django.db import connection, transaction

from unknot.config.demo.drafts import Draft
from unknot.config.demo.fills import Bench, Visit, day_of_visits
from unknot.config.demo.names import ID_ALPHABET, ID_LENGTH
from unknot.config.demo.salons import client_ids
from unknot.config.demo.sites import dice
from unknot.core.availability.masks import stretch
from unknot.core.hours import Shift, day_start, instant, local_day, tick_floor
from unknot.diary.actions import open_days
from unknot.diary.bridge import read_claims
from unknot.diary.pages import Pages
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

APPOINTMENT_COLUMNS: Final = (
    "id, public_id, salon_id, client_id, status, starts_at, ends_at,"
    " sequence, token_version, created_at, changed_at"
)
PART_COLUMNS: Final = (
    "id, appointment_id, offer_id, practitioner_id, starts_at, ends_at, treatment, duration_min, price_minor,"
    " currency, focus"
)


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
        base, end = _window(salon, dates)
        pages = Pages.lock({salon.pk}, lambda: [(base, end)], clock=lambda: now)
        visits = _visits(stock, dates, now)
        _copy(stock, visits, now)
        for visit in visits:
            pages.occupy([stock.resources[lane] for lane in visit.lanes], (visit.opens, visit.closes))
        pages.save()
        facts.record(FILLED, salon.public_id, {"through": dates[-1].isoformat()}, at=now)
        open_days(salon, clock=lambda: now)
    return len(visits)


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


def _visits(stock: Stock, dates: Sequence[date], now: datetime) -> list[Visit]:
    """Visits in the working time as it stands in the diary, around everything that is booked already."""
    if not stock.offers or not stock.clients:
        return []
    base, end = _window(stock.salon, dates)
    bench = Bench(base, _busy(stock, base, end, now))
    menu = [need(offer, stock.salon.step_min) for offer in stock.offers]
    shifts = _shifts_by_day(stock.salon, dates)
    return [
        visit
        for on_date in dates
        for visit in day_of_visits(shifts[on_date], menu, bench, dice("visits", stock.key, on_date))
    ]


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


def _copy(stock: Stock, visits: Sequence[Visit], now: datetime) -> None:
    """Appointments, their parts and their claims, three statements for all."""
    appointments, parts, claims = [], [], []
    throw = dice("people", stock.key, len(visits), now.date())
    numbers = zip(
        _next_ids("diary_appointment", len(visits)), _next_ids("diary_part", len(visits)), strict=True
    )
    for visit, (appointment_id, part_id) in zip(visits, numbers, strict=True):
        appointments.append(_appointment(stock, visit, appointment_id, throw, now))
        parts.append(_part(stock, visit, appointment_id, part_id, throw))
        span = f"[{instant(visit.opens).isoformat()},{instant(visit.closes).isoformat()})"
        claims += [(stock.resources[lane], span, part_id) for lane in visit.lanes]
    _copy_rows("diary_appointment", APPOINTMENT_COLUMNS, appointments)
    _copy_rows("diary_part", PART_COLUMNS, parts)
    _copy_rows("diary_claim", "resource_id, span, part_id", claims)


def _appointment(stock: Stock, visit: Visit, pk: int, throw: Random, now: datetime) -> tuple[object, ...]:
    starts_at, ends_at = instant(visit.starts), instant(visit.ends)
    status = "booked"
    if ends_at <= now:
        status = "no_show" if throw.random() < NO_SHOW_SHARE else "arrived"
    made_at = min(now, starts_at) - throw.random() * BOOKED_BEFORE
    client = throw.choice(stock.clients)
    return pk, _new_id(), stock.salon.pk, client, status, starts_at, ends_at, 0, 1, made_at, made_at


def _part(stock: Stock, visit: Visit, appointment_id: int, pk: int, throw: Random) -> tuple[object, ...]:
    offer = stock.offers[visit.dish]
    regions = treatments()[offer.treatment].regions
    wants = offer.extent == Offer.Extent.PARTIAL and throw.random() < FOCUS_SHARE
    return (
        pk,
        appointment_id,
        offer.pk,
        stock.resources[visit.lanes[0]],
        instant(visit.starts),
        instant(visit.ends),
        offer.treatment,
        offer.duration_min,
        offer.price_minor,
        stock.salon.currency,
        throw.sample(regions, min(2, len(regions))) if wants else [],
    )


def _new_id() -> str:
    """A public id that can't be guessed, as for any appointment, but drawn in one go."""
    return "".join(ID_ALPHABET[byte & 31] for byte in secrets.token_bytes(ID_LENGTH))


def _next_ids(table: str, count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
        )
        return [number for (number,) in cursor.fetchall()]


def _copy_rows(table: str, columns: str, rows: Sequence[tuple[object, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
