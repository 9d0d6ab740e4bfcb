"""What the numbers of a salon are made of: visits with what became of them, time that was worked and taken, waits."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Min

from unknot.core.availability.masks import first
from unknot.core.hours import TICK_S, instant, local_day, tick_floor
from unknot.core.numbers import Lived, Outcome, Source, Visit, is_late
from unknot.diary import choice, ruling
from unknot.diary.models import Appointment
from unknot.diary.models.visits import BOOKABLE
from unknot.diary.reads.numbers_rows import KNOWN_BEFORE, TAKEN, VISITS, Row
from unknot.diary.reads.slots import NO_DAYS, possible, timelines
from unknot.plumbing import prepared
from unknot.salons import bridge
from unknot.salons.bridge import Rules
from unknot.salons.models import Offer, Resource, Salon

CLIENT = "client"
A_DAY = timedelta(days=1)
FIRST_LOOK = timedelta(days=7)
Status = Appointment.Status
People = Mapping[int, Resource]
"""Practitioners by lane."""


class Wait(NamedTuple):
    """An offer and its first start that a client can book; None where it has none within the salon's horizon."""

    offer: Offer
    starts_at: datetime | None


def first_visit_at(salon: Salon) -> datetime | None:
    """The start of the first visit that a salon has ever had; None where it has none. One statement."""
    rows: dict[str, datetime | None] = Appointment.objects.filter(salon=salon).aggregate(at=Min("starts_at"))
    return rows["at"]


def visits_between(
    salon: Salon, starts_at: datetime, ends_at: datetime, *, practitioner: Resource | None = None
) -> list[Visit]:
    """The visits that begin in `[starts_at, ends_at)`, which is over, as they stand now. One statement.

    Who was never said to have come or not counts as come. Whether a cancellation was late is judged by the salon's
    limit as it is now; who was excused, or whom the rules stopped, could cancel until the start.
    """
    whose = practitioner.pk if practitioner else None
    asked: list[Any] = [salon.pk, salon.pk, starts_at, ends_at, whose, whose]
    with prepared.cursor() as cursor:
        cursor.execute(VISITS, asked)
        return [_visit(Row._make(row), salon.change_notice_min) for row in cursor.fetchall()]


def known_before(salon: Salon, before: datetime, persons: Collection[str]) -> set[str]:
    """Those of some clients who had come to the salon before an instant. One statement, if there are any."""
    if not persons:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(KNOWN_BEFORE, [salon.pk, sorted(persons), before])
        return {person for (person,) in cursor.fetchall()}


def people_of(salon: Salon) -> People:
    """The practitioners of a salon by lane. One statement."""
    return choice.practitioners([salon.pk])[salon.pk]


def lives(salon: Salon, people: People, starts_at: datetime, ends_at: datetime) -> list[Lived]:
    """How each of some practitioners of a salon has spent `[starts_at, ends_at)`. Five statements.

    Working time by the hours as they stand now. What she gave elsewhere could not be had here.
    """
    if starts_at >= ends_at:
        return []
    firsts, lasts = local_day(salon.zone, tick_floor(starts_at)), local_day(salon.zone, tick_floor(ends_at))
    shifts = bridge.rota(salon).shifts(firsts, lasts)
    taken, blocked = _claimed(salon, [each.pk for each in people.values()], starts_at, ends_at)
    return [Lived(shifts.get(lane, ()), taken[each.pk], blocked[each.pk]) for lane, each in people.items()]


def waits(salon: Salon, people: People, *, now: datetime, practitioner: Resource | None = None) -> list[Wait]:
    """What a salon sells, each with its first start that a client can book now, as booking judges it.

    `people` are all its practitioners. Two statements; a third for what has no start within a week; each time two or
    three more for rules.
    """
    lanes = {lane: each.pk for lane, each in people.items()}
    rows = Offer.objects.filter(salon=salon, is_active=True).order_by("treatment", "duration_min", "pk")
    found: dict[int, Wait] = {}
    offers = list(rows)
    for offer in offers:
        offer.salon = salon
    horizon = now + timedelta(days=salon.horizon_days) + A_DAY
    for until in (min(now + FIRST_LOOK, horizon), horizon):
        left = [each for each in offers if each.pk not in found or found[each.pk].starts_at is None]
        found |= {wait.offer.pk: wait for wait in _waits(salon, left, lanes, until, now, practitioner)}
    return [found[each.pk] for each in offers if each.pk in found]


def _waits(
    salon: Salon,
    offers: Sequence[Offer],
    lanes: dict[int, int],
    until: datetime,
    now: datetime,
    practitioner: Resource | None,
) -> list[Wait]:
    """Those of some offers before `until`; what somebody does not give is left out."""
    if not offers:
        return []
    timeline = ruling.ruled(timelines([salon.pk], now, until, now).get(salon.pk, NO_DAYS), salon, now)
    made = []
    for offer in offers:
        need = choice.asked_for(choice.Wish(offer, now, practitioner), lanes, timeline, now)
        if need.who:
            able = possible(need, Rules.of(salon), timeline, now, until, now)
            ticks = first(able.any_of, 1, able.base)
            made.append(Wait(offer, instant(ticks[0]) if ticks else None))
    return made


def _claimed(
    salon: Salon, resource_ids: list[int], starts_at: datetime, ends_at: datetime
) -> tuple[dict[int, list[tuple[int, int]]], dict[int, list[tuple[int, int]]]]:
    """What the salon's visits and what everything else took of some resources, in ticks. One statement."""
    taken: dict[int, list[tuple[int, int]]] = defaultdict(list)
    blocked: dict[int, list[tuple[int, int]]] = defaultdict(list)
    with prepared.cursor() as cursor:
        cursor.execute(TAKEN, [resource_ids, salon.pk, starts_at, ends_at])
        for resource, lower, upper, is_visit in cursor.fetchall():
            (taken if is_visit else blocked)[resource].append((lower // TICK_S, -(-upper // TICK_S)))
    return taken, blocked


def _visit(row: Row, notice_min: int) -> Visit:
    return Visit(
        practitioner=row.practitioner,
        treatment=row.treatment,
        starts_at=row.starts_at,
        booked_at=row.created_at if row.booked_by else None,
        outcome=_outcome(row, notice_min),
        cancelled_by=_side(row.cancelled_by) if row.cancelled_by else None,
        source=Source.WAITLIST if row.was_served else _side(row.booked_by),
        price_minor=row.price_minor,
        off_minor=row.off_minor,
        currency=row.currency,
        person=row.person,
    )


def _outcome(row: Row, notice_min: int) -> Outcome:
    if row.status == Status.NO_SHOW:
        return Outcome.MISSED
    if row.status != Status.CANCELLED:
        return Outcome.CAME
    is_free = row.is_excused or (row.verdict != "" and row.verdict not in BOOKABLE)
    is_known = row.cancelled_at is not None
    if is_known and is_late(row.starts_at, row.cancelled_at or row.starts_at, 0 if is_free else notice_min):
        return Outcome.LATE
    return Outcome.CANCELLED


def _side(by: str | None) -> Source:
    """Who acted, as facts say it: `client`, or somebody of the salon; nobody where a visit came with a file."""
    if not by:
        return Source.BROUGHT
    return Source.CLIENT if by == CLIENT else Source.DESK
