"""Opening the days of a salon as far as its horizon, and building them again when its hours change."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import connection, transaction

from unknot.core.availability.days import Day, pack_holds, pack_lanes, pack_shifts
from unknot.core.availability.rota import on_day
from unknot.core.hours import day_start, day_ticks, local_day, tick_floor
from unknot.diary import bridge
from unknot.diary.bridge import DayKey
from unknot.diary.models import Claim, SalonDay
from unknot.diary.pages import Pages
from unknot.plumbing.clock import Clock
from unknot.salons.bridge import rota
from unknot.salons.models import Lane, Salon
from unknot.salons.reads import furthest_horizon_days

DAYS_BEHIND = 2


def open_days(salon: Salon, *, clock: Clock) -> int:
    """Open the salon's days from yesterday to one past its horizon, and drop those before; how many were opened.

    Days that stand already are left as they are.
    """
    with transaction.atomic():
        pages = Pages.lock({salon.pk}, lambda: (), clock=clock)
        today = local_day(salon.zone, tick_floor(pages.now))
        first, last = (
            today - timedelta(days=DAYS_BEHIND),
            today + timedelta(days=furthest_horizon_days(salon) + 2),
        )
        SalonDay.objects.filter(salon=salon, on_date__lt=first).delete()
        standing = set(SalonDay.objects.filter(salon=salon).values_list("on_date", flat=True))
        wanted = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        missing = [on_date for on_date in wanted if on_date not in standing]
        built = build_days(salon, missing, clock=lambda: pages.now)
        _insert(salon.pk, built)
        return len(built)


def rebuild(salon: Salon, *, clock: Clock) -> int:
    """Build all open days of a salon again from its hours and claims; how many differed.

    After a change of lanes or holidays, or of the zone's own rules, which may move the day's first instant. Claims stay
    where they are, in working time or not.
    """
    with transaction.atomic():
        return build_again(salon, lock_days(salon, clock=clock))


def lock_days(salon: Salon, *, clock: Clock) -> Pages:
    """Lock all open days of a salon. In a transaction."""
    rows = SalonDay.objects.filter(salon=salon)
    return Pages.lock({salon.pk}, lambda: [(row.base, row.base + row.length) for row in rows], clock=clock)


def build_again(salon: Salon, pages: Pages) -> int:
    """Build the days that `lock_days` locked again; how many differed.

    Holds that ran out while their room was out of use stand in no row, so nothing else would delete their claims.
    """
    mine = pages.lanes.get(salon.pk, {}).values()
    Claim.objects.filter(resource__in=mine, expires_at__lte=pages.now).delete()
    standing = pages.days_of(salon.pk)
    dates = list(SalonDay.objects.filter(salon=salon).order_by("on_date").values_list("on_date", flat=True))
    built = build_days(salon, dates, clock=lambda: pages.now)
    changed = [(key, day) for key, day in built if standing.get(key) != day]
    SalonDay.objects.filter(salon=salon, on_date__in=[key.on_date for key, _ in changed]).delete()
    _insert(salon.pk, changed)
    return len(changed)


def build_days(salon: Salon, dates: Sequence[date], *, clock: Clock) -> list[tuple[DayKey, Day]]:
    """The days as they must be, from hours and live claims. Days that a zone skipped are left out."""
    if not dates:
        return []
    now = clock()
    lanes = dict(Lane.objects.filter(salon=salon).values_list("number", "resource_id"))
    hours = rota(salon)
    shifts, closed = hours.shifts(min(dates), max(dates)), hours.out_of_use(min(dates), max(dates))
    starts, ends = day_start(salon.zone, min(dates)), day_start(salon.zone, max(dates) + timedelta(days=1))
    claims = sorted(bridge.read_claims(lanes.values(), starts, ends, now), key=lambda claim: claim.starts)
    built = []
    for on_date in dates:
        base, length = day_start(salon.zone, on_date), day_ticks(salon.zone, on_date)
        if not length:
            continue
        working = [found for lane, own in sorted(shifts.items()) for found in on_day(lane, own, base, length)]
        meeting = [claim for claim in claims if claim.starts < base + length and claim.ends > base]
        shut = bridge.shut_on(closed, base)
        built.append(
            (DayKey(on_date, salon.pk), bridge.built_day(base, length, lanes, working, meeting, shut))
        )
    return built


def _insert(salon_id: int, built: Sequence[tuple[DayKey, Day]]) -> None:
    rows = [
        (
            key.on_date,
            salon_id,
            day.base,
            day.length,
            pack_lanes(day.clear),
            pack_shifts(day.shifts),
            pack_holds(day.holds),
            day.next_expiry_s,
        )
        for key, day in built
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO diary_salon_day"
            " (on_date, salon_id, base, length, lanes, shifts, holds, next_expiry_s, version)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 0) ON CONFLICT DO NOTHING",
            rows,
        )
