"""What a visit could be moved to on a day, as buttons."""

from dataclasses import dataclass
from datetime import date, datetime

from unknot.core.hours import instant, tick_floor
from unknot.desk.places import Day
from unknot.diary import reads
from unknot.diary.models import Part
from unknot.salons import bridge
from unknot.salons.models import Resource


@dataclass(frozen=True, slots=True)
class Choices:
    """Starts by practitioner, the visit's own first; who and which rooms could have it when it starts; lengths."""

    starts: list[tuple[Resource, list[datetime]]]
    others: list[Resource]
    things: list[Resource]
    longer: list[int]
    shorter: list[int]


def choices(part: Part, on_date: date, now: datetime) -> Choices:
    """What fits, by the diary's own reads. What lies behind is no choice for a time."""
    day = Day.of(bridge.rota(part.offer.salon), on_date)
    window = {"starts_from": instant(day.starts), "starts_until": instant(day.ends), "now": now}
    found = reads.fits(part, Resource.Kind.PRACTITIONER, **window)
    people = _by_key(part, Resource.Kind.PRACTITIONER)
    starts = [
        (people[key], [at for at in map(instant, ticks) if at > now and at != part.starts_at])
        for key, ticks in found.starts.items()
    ]
    mine = part.practitioner
    return Choices(
        sorted([each for each in starts if each[1]], key=lambda each: (each[0] != mine, each[0].name)),
        [each for each in _then(part, Resource.Kind.PRACTITIONER, now) if each != mine],
        [*_then(part, Resource.Kind.ROOM, now), *_then(part, Resource.Kind.EQUIPMENT, now)],
        [each for each in found.lengths_min if each > part.duration_min],
        [each for each in found.lengths_min if each < part.duration_min],
    )


def _then(part: Part, kind: Resource.Kind, now: datetime) -> list[Resource]:
    """Who or what else of this kind could have the visit when it starts."""
    found = reads.fits(
        part, kind, starts_from=part.starts_at, starts_until=instant(_tick_after(part)), now=now
    )
    known = _by_key(part, kind)
    has = set(part.claims.values_list("resource_id", flat=True))
    return [known[key] for key in found.starts if known[key].pk not in has]


def _by_key(part: Part, kind: Resource.Kind) -> dict[str, Resource]:
    return {
        each.public_id: each for each in Resource.objects.filter(lanes__salon=part.offer.salon, kind=kind)
    }


def _tick_after(part: Part) -> int:
    return tick_floor(part.starts_at) + 1
