"""A salon's day as a board: a lane for each resource, entries placed by elapsed time since the day's first hour."""

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from django.utils.translation import ngettext

from unknot.core.hours import instant, tick_ceil, tick_floor
from unknot.design.words import short_day, wall_time
from unknot.desk.entries import Around, Entry, around, entry
from unknot.desk.free import Free, free_cells
from unknot.desk.places import Day, Frame, Place
from unknot.diary.models import Claim
from unknot.diary.reads import claims_between
from unknot.salons import bridge
from unknot.salons.models import Lane, Resource, Salon
from unknot.salons.rota import Rota

WEEK = 7


@dataclass(frozen=True)
class Column:
    """One resource's day. `key` is its id on the page: the resource's public id, or the date in a week."""

    name: str
    note: str
    work: list[Place]
    entries: list[Entry]
    key: str = ""
    around: list[Around] | None = None
    free: list[Free] = field(default_factory=list)


@dataclass(frozen=True)
class Board:
    """Hour labels from the top, columns, and where the clock stands if it stands in this day.

    `top` is the first tick shown. In a week the clock stands in the column `today` alone.
    """

    hours: list[str]
    length: str
    columns: list[Column]
    now: Place | None
    now_time: str
    top: int = 0
    today: str = ""


def board(
    salon: Salon,
    on_date: date,
    kind: Resource.Kind,
    *,
    now: datetime,
    rota: Rota | None = None,
    outside: Container[str] = (),
) -> Board:
    """The board of one local day. Work past midnight is on the day on which it began.

    `rota` are the salon's hours where they are known already, `outside` the public ids of the visits that lie outside
    them.
    """
    day = Day.of(rota or bridge.rota(salon), on_date)
    lanes = list(Lane.objects.filter(salon=salon, resource__kind=kind).select_related("resource"))
    rows = claims_between(salon, instant(day.starts), instant(day.ends), now=now)
    claims = day.of_these(rows.filter(resource__kind=kind))
    frame = day.frame(*day.hours(claims, (shift for mine in day.shifts.values() for shift in mine)))
    drawn = _Drawn(salon, frame, outside, now)
    used = {claim.resource_id for claim in claims}
    shown = [lane for lane in lanes if not lane.is_gone or lane.resource_id in used]
    columns = [drawn.resource(lane, claims, day) for lane in shown]
    return Board(
        frame.labels(salon.zone),
        f"long{frame.hours}",
        _with_keys(columns),
        frame.here(now),
        wall_time(now, salon.zone),
        frame.top,
    )


def week(
    salon: Salon,
    monday: date,
    lane: Lane,
    *,
    now: datetime,
    rota: Rota | None = None,
    outside: Container[str] = (),
) -> Board:
    """Seven local days of one resource side by side. Hours are counted from each day's own midnight."""
    hours = rota or bridge.rota(salon)
    days = [Day.of(hours, monday + timedelta(days=n)) for n in range(WEEK)]
    rows = claims_between(salon, instant(days[0].starts), instant(days[-1].ends), now=now)
    mine = list(rows.filter(resource=lane.resource_id))
    needed = [day.hours(day.of_these(mine), day.shifts.get(lane.number, ())) for day in days]
    first_h, last_h = min(first for first, _ in needed), max(last for _, last in needed)
    columns, here, today = [], None, ""
    for day in days:
        frame = day.frame(first_h, last_h)
        column = _Drawn(salon, frame, outside, now).resource(lane, mine, day)
        columns.append(replace(column, name=short_day(day.on_date), key=day.on_date.isoformat()))
        if (stands := frame.here(now)) is not None and day.starts <= tick_floor(now) < day.ends:
            here, today = stands, day.on_date.isoformat()
    frame = days[0].frame(first_h, last_h)
    return Board(
        frame.labels(salon.zone),
        f"long{frame.hours}",
        _with_keys(columns),
        here,
        wall_time(now, salon.zone),
        frame.top,
        today,
    )


@dataclass(frozen=True)
class _Drawn:
    """How columns are drawn: whose salon, in which frame, what lies outside, and since when time is free."""

    salon: Salon
    frame: Frame
    outside: Container[str]
    now: datetime

    def resource(self, lane: Lane, claims: Sequence[Claim], day: Day) -> Column:
        """One resource's column of a day."""
        resource = lane.resource
        mine = [claim for claim in claims if claim.resource_id == resource.pk and day.has(claim)]
        visits = sum(1 for claim in mine if claim.part_id is not None)
        note = ngettext("%(visits)d visit", "%(visits)d visits", visits) % {"visits": visits}
        return Column(
            resource.name,
            note,
            self._work(lane, day),
            [self._entry(resource, claim) for claim in mine],
            resource.public_id,
            [each for claim in mine for each in around(claim, self.frame)],
            self._free(lane, mine, day),
        )

    def _free(self, lane: Lane, mine: Sequence[Claim], day: Day) -> list[Free]:
        """The free time of a practitioner; rooms have none of their own."""
        if lane.resource.kind != Resource.Kind.PRACTITIONER:
            return []
        taken = ((tick_floor(claim.span.lower), tick_ceil(claim.span.upper)) for claim in mine)
        shifts = day.shifts.get(lane.number, ())
        return free_cells(
            self.salon,
            lane.resource,
            shifts,
            taken,
            now=self.now,
            place=lambda starts, ends: self.frame.place(starts, ends).classes,
        )

    def _entry(self, resource: Resource, claim: Claim) -> Entry:
        visit = claim.part.appointment.public_id if claim.part else ""
        return entry(
            self.salon,
            claim,
            self.frame,
            with_name=resource.kind != Resource.Kind.PRACTITIONER,
            is_outside=visit in self.outside,
        )

    def _work(self, lane: Lane, day: Day) -> list[Place]:
        """A room keeps no hours of its own: it is there as long as the board, or out of use."""
        if lane.resource.kind != Resource.Kind.PRACTITIONER:
            return [] if lane.number in day.out_of_use else [self.frame.whole()]
        return [self.frame.place(shift.starts, shift.ends) for shift in day.shifts.get(lane.number, [])]


def _with_keys(columns: Sequence[Column]) -> list[Column]:
    """The columns with an id for each visit; one that stands in several columns has a number in the later ones."""
    seen: Counter[str] = Counter()

    def named(each: Entry) -> Entry:
        visit = each.said.visit
        if not visit:
            return each
        seen[visit] += 1
        return replace(each, key=f"v-{visit}" if seen[visit] == 1 else f"v-{visit}-{seen[visit]}")

    return [replace(column, entries=[named(each) for each in column.entries]) for column in columns]
