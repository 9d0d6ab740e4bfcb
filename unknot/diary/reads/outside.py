"""What stands outside a salon's hours, by the hours as they are or as they would be with a change.

Booked visits and live holds are looked at, as long as they are not over. A visit lies within when its practitioner
works over the whole treatment, as for a booking, and when what else it claims is in use over the whole claim.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import OuterRef, Q, Subquery

from unknot.core.availability.masks import stretch
from unknot.core.hours import day_start, local_day, tick_ceil, tick_floor
from unknot.diary.models import Appointment, Claim, Hold, Part
from unknot.salons import bridge
from unknot.salons.models import Lane, Resource, Salon
from unknot.salons.rota import Change, Rota

NOBODY = -1
A_DAY = timedelta(days=1)

Lack = Mapping[int, int]
"""For each lane the ticks that it lacks, as bits from the first that is wanted of it on."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A visit's part, or a hold, as far as hours judge it.

    `public_id` is the appointment's or the hold's. `practitioner` is her lane, NOBODY when she has none here; `things`
    are the lanes of rooms and equipment with the ticks that are claimed of them.
    """

    is_hold: bool
    pk: int
    public_id: str
    practitioner: int
    starts_at: datetime
    ends_at: datetime
    is_kept: bool
    things: tuple[tuple[int, int, int], ...]

    @property
    def ticks(self) -> tuple[int, int]:
        """The treatment's ticks."""
        return tick_floor(self.starts_at), tick_ceil(self.ends_at)


class Touch(NamedTuple):
    """What a change would put out of its hours, each in order of time. Not what stood outside already as it would."""

    visits: list[Standing]
    holds: list[Standing]

    @property
    def ids(self) -> set[str]:
        """Their public ids."""
        return {each.public_id for each in (*self.visits, *self.holds)}


def standings(salon: Salon, now: datetime, *rotas: Rota) -> list[Standing]:
    """All that is booked or held at a salon and not over, in order of time. Two statements.

    What it claims beside its practitioner is told, by one more, where any of the hours has something out of use.
    """
    lane = Subquery(Lane.objects.filter(salon=salon, resource=OuterRef("practitioner")).values("number")[:1])
    whose = ("practitioner_lane", "starts_at", "ends_at")
    booked = Part.objects.filter(
        appointment__salon=salon, appointment__status=Appointment.Status.BOOKED, ends_at__gt=now
    ).annotate(practitioner_lane=lane)
    kept = Hold.objects.filter(offer__salon=salon, appointment=None, expires_at__gt=now, ends_at__gt=now)
    held = kept.annotate(practitioner_lane=lane)
    things = _things(salon, now) if any(rota.has_out_of_use for rota in rotas) else {}
    found = [
        *(
            _standing((*row, False), things)
            for row in booked.values_list("pk", "appointment__public_id", *whose, "kept_at")
        ),
        *(_standing((*row, None, True), things) for row in held.values_list("pk", "public_id", *whose)),
    ]
    return sorted(found, key=lambda each: (each.starts_at, each.pk))


def _standing(
    row: tuple[int, str, int | None, datetime, datetime, datetime | None, bool],
    things: Mapping[tuple[bool, int], list[tuple[int, int, int]]],
) -> Standing:
    pk, public_id, lane, starts_at, ends_at, kept_at, is_hold = row
    claimed = tuple(sorted(things.get((is_hold, pk), ())))
    hers = NOBODY if lane is None else lane
    return Standing(is_hold, pk, public_id, hers, starts_at, ends_at, kept_at is not None, claimed)


def _things(salon: Salon, now: datetime) -> dict[tuple[bool, int], list[tuple[int, int, int]]]:
    """The lanes of rooms and equipment that each hold and part claims, with the ticks."""
    found: dict[tuple[bool, int], list[tuple[int, int, int]]] = defaultdict(list)
    rows = Claim.objects.filter(
        Q(part__isnull=False) | Q(hold__isnull=False), resource__lanes__salon=salon, span__overlap=(now, None)
    ).exclude(resource__kind=Resource.Kind.PRACTITIONER)
    for part, hold, lane, span in rows.values_list("part", "hold", "resource__lanes__number", "span"):
        found[part is None, hold if part is None else part].append(
            (lane, tick_floor(span.lower), tick_ceil(span.upper))
        )
    return found


def lacks(rota: Rota, standing: Sequence[Standing]) -> list[Lack]:
    """What each lacks by some hours: an empty mapping where it lies within."""
    if not standing:
        return []
    ticks = [tick for each in standing for tick in each.ticks]
    first, last = local_day(rota.zone, min(ticks)) - A_DAY, local_day(rota.zone, max(ticks)) + A_DAY
    base = day_start(rota.zone, first)
    work = {lane: _mask(own, base) for lane, own in rota.shifts(first, last).items()}
    gone = {lane: _mask(runs, base) for lane, runs in rota.out_of_use(first, last).items()}
    return [_lack(each, base, work, gone) for each in standing]


def _mask(runs: Iterable[Sequence[int]], base: int) -> int:
    mask = 0
    for starts, ends, *_ in runs:
        mask |= stretch(starts - base, ends - base)
    return mask


def _lack(each: Standing, base: int, work: Mapping[int, int], gone: Mapping[int, int]) -> Lack:
    starts, ends = each.ticks
    found = {each.practitioner: _cut(~work.get(each.practitioner, 0), starts - base, ends - base)}
    for lane, from_, to in each.things:
        found[lane] = _cut(gone.get(lane, 0), from_ - base, to - base)
    return {lane: missing for lane, missing in found.items() if missing}


def _cut(mask: int, from_: int, to: int) -> int:
    return mask >> from_ & stretch(0, to - from_)


def outside(salon: Salon, *, now: datetime, rota: Rota | None = None) -> list[Standing]:
    """All that stands outside the salon's hours and is not over, in order of time. Seven statements at most."""
    rota = rota or bridge.rota(salon)
    standing = standings(salon, now, rota)
    return [each for each, lack in zip(standing, lacks(rota, standing), strict=True) if lack]


def touched(salon: Salon, change: Change, *, now: datetime) -> Touch:
    """What a change of hours would put outside them, or further outside than it is. Seven statements at most."""
    rota = bridge.rota(salon)
    changed = rota.changed(change)
    standing = standings(salon, now, rota, changed)
    found = [
        each
        for each, was, would_be in zip(standing, lacks(rota, standing), lacks(changed, standing), strict=True)
        if any(missing & ~was.get(lane, 0) for lane, missing in would_be.items())
    ]
    return Touch([each for each in found if not each.is_hold], [each for each in found if each.is_hold])
