"""The day's sheets: for each practitioner what she needs of her day on one page, to be printed or taken along."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from unknot.core.hours import Shift, instant, tick_floor
from unknot.design.words import added, wall_time
from unknot.desk.entries import Said, entry
from unknot.desk.places import Day, Frame
from unknot.diary.models import Claim
from unknot.diary.reads import claims_between
from unknot.salons import bridge
from unknot.salons.models import Lane, Resource, Salon

NOWHERE = Frame(0, 0)
NOTHING_TO_NOTE = ("plain", "unasked")
MOST_ROOMY = 13
"""With more lines than this a sheet sets them closer."""


@dataclass(frozen=True)
class Line:
    """A visit, a block or a pause between two shifts. `notes` are for the team: a decision, never its reason.

    `since` is its first tick, by which lines are sorted; `sequence` that of the visit, 0 where there is none.
    """

    since: int
    starts: str
    ends: str
    said: Said
    where: str = ""
    notes: tuple[str, ...] = ()
    sequence: int = 0


@dataclass(frozen=True)
class Sheet:
    """One practitioner's day. `key` is her public id, `hours` her shifts in words, '' when she has none."""

    key: str
    name: str
    hours: str
    lines: list[Line]

    @property
    def is_long(self) -> bool:
        """Whether its lines have to lie closer to stay on one page."""
        return len(self.lines) > MOST_ROOMY


def sheets(salon: Salon, on_date: date, *, now: datetime, only: Resource | None = None) -> list[Sheet]:
    """The sheets of a local day, of all practitioners or of one; who neither works nor has anything is left out.

    What is held for ten minutes is not on paper.
    """
    day = Day.of(bridge.rota(salon), on_date)
    rows = claims_between(salon, instant(day.starts), instant(day.ends), now=now).filter(hold=None)
    claims = day.of_these(rows.select_related("resource"))
    places = _places(claims)
    made = [_sheet(salon, lane, day, claims, places) for lane in _lanes(salon, only)]
    return [each for each in made if each.hours or each.lines]


def day_ends(salon: Salon, on_date: date) -> datetime:
    """When the day is over, its work past midnight included."""
    return instant(Day.of(bridge.rota(salon), on_date).ends)


def _lanes(salon: Salon, only: Resource | None) -> "QuerySet[Lane]":
    people = Lane.objects.filter(salon=salon, resource__kind=Resource.Kind.PRACTITIONER)
    mine = people.filter(resource=only) if only else people
    return mine.select_related("resource").order_by("number")


def _places(claims: Sequence[Claim]) -> dict[int, list[str]]:
    """The rooms and the equipment of each part."""
    found = defaultdict(list)
    for claim in claims:
        if claim.part_id is not None and claim.resource.kind != Resource.Kind.PRACTITIONER:
            found[claim.part_id].append(claim.resource.name)
    return found


def _sheet(
    salon: Salon, lane: Lane, day: Day, claims: Sequence[Claim], places: dict[int, list[str]]
) -> Sheet:
    shifts = day.shifts.get(lane.number, [])
    mine = [claim for claim in claims if claim.resource_id == lane.resource_id]
    lines = [*(_line(salon, claim, places) for claim in mine), *_pauses(salon, shifts)]
    hours = ", ".join(
        f"{wall_time(instant(each.starts), salon.zone)}–{wall_time(instant(each.ends), salon.zone)}"
        for each in shifts
    )
    by_time = sorted(lines, key=lambda each: each.since)
    return Sheet(lane.resource.public_id, lane.resource.name, hours, by_time)


def _line(salon: Salon, claim: Claim, places: dict[int, list[str]]) -> Line:
    made = entry(salon, claim, NOWHERE, with_name=False)
    part, since = claim.part, tick_floor(claim.span.lower)
    if part is None or not made.said.visit:
        return Line(since, made.starts, made.ends, made.said)
    where = ", ".join(sorted(places.get(part.pk, ())))
    return Line(
        since, made.starts, made.ends, made.said, where, _notes(made.said, claim), part.appointment.sequence
    )


def _notes(said: Said, claim: Claim) -> tuple[str, ...]:
    part = claim.part
    assert part is not None
    decided = said.decision.text if said.decision and said.decision.kind not in NOTHING_TO_NOTE else ""
    return tuple(each for each in (decided, added(part.extras)) if each)


def _pauses(salon: Salon, shifts: Sequence[Shift]) -> Iterator[Line]:
    """The time between the shifts of a day."""
    in_order = sorted(shifts, key=lambda each: each.starts)
    for before, after in pairwise(in_order):
        if before.ends < after.starts:
            starts, ends = (wall_time(instant(each), salon.zone) for each in (before.ends, after.starts))
            yield Line(before.ends, starts, ends, Said("rest", _("Break")))
