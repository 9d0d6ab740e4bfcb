"""A salon's day as a board: a lane for each resource, entries placed by elapsed time since the day's first hour."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unknot.core.hours import TICK_MIN, Shift, day_start, instant, tick_ceil, tick_floor
from unknot.design.templatetags.words import treatment_name
from unknot.design.words import duration, wall_time
from unknot.desk.decision import FEW, Decision, decision
from unknot.desk.free import Free, free_cells
from unknot.diary.models import Claim, Part
from unknot.diary.reads import claims_between
from unknot.salons import bridge
from unknot.salons.models import Lane, Resource, Salon
from unknot.salons.rota import Rota

TICKS_AN_HOUR = 60 // TICK_MIN
USUAL_DAY = (9, 17)
LONGEST_H = 32
# A shift ends at most six hours after the midnight that follows its day.
NIGHT_TICKS = 6 * TICKS_AN_HOUR


@dataclass(frozen=True)
class Place:
    """Where something lies on the board: hours and ticks from its top, and how long, as CSS classes."""

    classes: str


@dataclass(frozen=True)
class Said:
    """What occupies the time. `state` is its shape, `word` the same in a word; a visit has its id and its decision.

    `is_outside` says that it lies outside the salon's hours as they are by now.
    """

    state: str
    title: str
    detail: str = ""
    word: str = ""
    visit: str = ""
    decision: Decision | None = None
    is_outside: bool = False


@dataclass(frozen=True)
class Entry:
    """One claim as the desk reads it."""

    place: Place
    said: Said
    starts: str
    ends: str


@dataclass(frozen=True)
class Column:
    """One resource's day."""

    name: str
    note: str
    work: list[Place]
    entries: list[Entry]
    free: list[Free] = field(default_factory=list)


@dataclass(frozen=True)
class Board:
    """Hour labels from the top, columns, and where the clock stands if it stands in this day."""

    hours: list[str]
    length: str
    columns: list[Column]
    now: Place | None
    now_time: str


@dataclass(frozen=True)
class _Day:
    """The stretch `[starts, ends)` of ticks that belongs to a day, its shifts, and the lanes out of use."""

    midnight: int
    starts: int
    ends: int
    shifts: dict[int, list[Shift]]
    out_of_use: frozenset[int]


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
    day = _day(rota or bridge.rota(salon), on_date)
    lanes = list(Lane.objects.filter(salon=salon).select_related("resource"))
    claims = [
        claim
        for claim in claims_between(salon, instant(day.starts), instant(day.ends), now=now)
        if day.starts <= tick_floor(claim.span.lower) < day.ends
    ]
    top, length = _frame(day, claims)
    given_by = _practitioners(claims)
    columns = [
        _marked(_column(salon, lane, claims, day, (top, length), given_by, now), outside)
        for lane in lanes
        if lane.resource.kind == kind
    ]
    hours = [wall_time(instant(top + hour * TICKS_AN_HOUR), salon.zone) for hour in range(length)]
    tick = tick_floor(now)
    here = _place(top, tick, tick + 1) if top <= tick < top + length * TICKS_AN_HOUR else None
    return Board(hours, f"long{length}", columns, here, wall_time(now, salon.zone))


def _day(rota: Rota, on_date: date) -> _Day:
    """A day begins at midnight or when the night before is over, and lasts until its own night is."""
    before, after = on_date - timedelta(days=1), on_date + timedelta(days=1)
    midnight, next_midnight = (day_start(rota.zone, day) for day in (on_date, after))
    by_lane = rota.shifts(before, after)
    starts, ends = midnight, next_midnight
    mine: dict[int, list[Shift]] = {}
    for lane, shifts in by_lane.items():
        for shift in shifts:
            if shift.starts < midnight:
                starts = max(starts, min(shift.ends, midnight + NIGHT_TICKS))
            elif shift.starts < next_midnight:
                ends = max(ends, min(shift.ends, next_midnight + NIGHT_TICKS))
                mine.setdefault(lane, []).append(shift)
    shut = frozenset(rota.out_of_use(on_date, on_date))
    return _Day(midnight, starts, ends, mine, shut)


def _frame(day: _Day, claims: Sequence[Claim]) -> tuple[int, int]:
    """The tick of the first hour shown, and how many hours."""
    shifts = [shift for each in day.shifts.values() for shift in each]
    begins = [shift.starts for shift in shifts] + [tick_floor(claim.span.lower) for claim in claims]
    ends = [shift.ends for shift in shifts] + [tick_ceil(claim.span.upper) for claim in claims]
    usual = [day.midnight + hour * TICKS_AN_HOUR for hour in USUAL_DAY]
    first_h = (min(begins or usual[:1]) - day.midnight) // TICKS_AN_HOUR
    last_h = -((day.midnight - max(ends or usual[1:])) // TICKS_AN_HOUR)
    return day.midnight + first_h * TICKS_AN_HOUR, min(last_h - first_h, LONGEST_H)


def _column(
    salon: Salon,
    lane: Lane,
    claims: Sequence[Claim],
    day: _Day,
    frame: tuple[int, int],
    given_by: dict[int, str],
    now: datetime,
) -> Column:
    (top, length), resource = frame, lane.resource
    mine = [claim for claim in claims if claim.resource_id == resource.pk]
    visits = sum(1 for claim in mine if claim.part_id is not None)
    practitioner = resource.kind == Resource.Kind.PRACTITIONER
    note = ngettext("%(visits)d visit", "%(visits)d visits", visits) % {"visits": visits}
    # A room keeps no hours of its own: it is there as long as the board, or out of use.
    whole = [] if lane.number in day.out_of_use else [Place(f"h0 t0 dh{length} dt0")]
    shifts = [_place(top, shift.starts, shift.ends) for shift in day.shifts.get(lane.number, [])]
    work = shifts if practitioner else whole
    entries = [
        _entry(salon, claim, top, "" if practitioner else given_by.get(claim.part_id or 0, ""))
        for claim in mine
    ]
    free = free_cells(
        salon,
        resource,
        day.shifts.get(lane.number, ()) if practitioner else (),
        ((tick_floor(claim.span.lower), tick_ceil(claim.span.upper)) for claim in mine),
        now=now,
        place=lambda starts, ends: _place(top, starts, ends).classes,
    )
    return Column(resource.name, note, work, entries, free)


def _marked(column: Column, outside: Container[str]) -> Column:
    """The column with what lies outside hours said to."""
    entries = [
        replace(each, said=replace(each.said, is_outside=each.said.visit in outside))
        for each in column.entries
    ]
    return replace(column, entries=entries)


def _practitioners(claims: Iterable[Claim]) -> dict[int, str]:
    """Who gives each part, by the part's key."""
    people = (claim for claim in claims if claim.resource.kind == Resource.Kind.PRACTITIONER)
    return {claim.part_id: claim.resource.name for claim in people if claim.part_id is not None}


def _entry(salon: Salon, claim: Claim, top: int, given_by: str) -> Entry:
    owner = claim.part or claim.hold or claim.block
    assert owner is not None
    place = _place(top, tick_floor(owner.starts_at), tick_ceil(owner.ends_at))
    return Entry(
        Place(f"{place.classes} beside{claim.place}") if claim.place else place,
        _said(salon, claim, given_by),
        wall_time(owner.starts_at, salon.zone),
        wall_time(owner.ends_at, salon.zone),
    )


def _said(salon: Salon, claim: Claim, given_by: str) -> Said:
    """Another salon's time shows only that it is taken."""
    if claim.part is not None and claim.part.appointment.salon_id == salon.pk:
        return _visit(claim.part, given_by)
    if claim.hold is not None and claim.hold.offer.salon_id == salon.pk:
        frees = wall_time(claim.hold.expires_at, salon.zone)
        held = claim.hold.extended().offer
        detail = f"{treatment_name(held.treatment)} {duration(held.duration_min)}"
        return Said("held", _("held, frees %(time)s") % {"time": frees}, detail, _("held"))
    if claim.block is not None:
        return Said("rest", claim.block.reason or _("blocked"))
    return Said("rest", _("elsewhere"))


def _visit(part: Part, given_by: str) -> Said:
    appointment = part.appointment
    words = {
        "arrived": _("here"),
        "in_treatment": _("in treatment"),
        "done": _("done"),
        "no_show": _("did not come"),
    }
    return Said(
        appointment.status,
        f"{given_by} · {appointment.client.name}" if given_by else appointment.client.name,
        f"{treatment_name(part.treatment)} {duration(part.minutes)}",
        words.get(appointment.status, ""),
        appointment.public_id,
        decision(part, most=FEW),
    )


def _place(top: int, starts: int, ends: int) -> Place:
    from_h, from_t = divmod(max(starts - top, 0), TICKS_AN_HOUR)
    for_h, for_t = divmod(ends - max(starts, top), TICKS_AN_HOUR)
    return Place(f"h{from_h} t{from_t} dh{for_h} dt{for_t}")
