"""Kinds of salons that a market repeats: who works when, what is sold, and days that are filled beforehand.

A market of 100,000 salons is some hundred million ticks. Nobody can draw them one by one in minutes, so a few moulds
are drawn with care, each lane's day in several fills, and every salon picks one fill for each of its lanes and days.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from unknot.core.availability.days import pack_lanes, pack_shifts
from unknot.core.availability.masks import stretch
from unknot.core.availability.rota import on_day, within
from unknot.core.hours import Shift, WallSpan, Weekly, day_start, day_ticks, instant, shifts

ZONE = "Europe/Helsinki"
OPENS_MIN, CLOSES_MIN = 9 * 60, 21 * 60
OPENING: Weekly = ((WallSpan(OPENS_MIN, CLOSES_MIN),),) * 7
ROTAS: tuple[tuple[WallSpan, ...], ...] = (
    (WallSpan(540, 780), WallSpan(810, 1020)),
    (WallSpan(720, 960), WallSpan(990, 1260)),
    (WallSpan(780, 1260),),
    (WallSpan(600, 1140),),
)
DAYS_OFF = 2
SKILLS = ("back_massage", "swedish", "deep_tissue", "hot_stone")
SKILL_SHARE = 0.25
ROOM_SHARE = 0.7
DURATIONS_MIN = (60, 90)
BUFFER_AFTER_MIN = 10
TABLE = "table"

FILLS = 12
"""How many ways a lane's day is filled in."""
BUSY_TICKS, PAUSE_TICKS = (12, 15, 18, 24), (0, 0, 0, 0, 3, 3, 15, 18)
"""Drawn in turns, evenly: two thirds of the working time are busy, and some pauses hold an hour and its recovery."""

Filled = tuple[str, tuple[str, ...]]
"""A lane's day: its clear bits in hexadecimal, and the spans that are taken as PostgreSQL reads them."""


class Dish(NamedTuple):
    """What a salon of this mould sells, with the lanes that can serve it."""

    treatment: str
    duration_min: int
    who: int
    rooms: int


class MouldDay(NamedTuple):
    """One date of a mould: the row's fixed columns, and for each lane the ways in which it may be filled."""

    on_date: date
    base: int
    length: int
    shifts: str
    lanes: tuple[tuple[Filled, ...], ...]


class Mould(NamedTuple):
    """A kind of salon. Practitioners have the first lanes, rooms the rest; `skills` and `weekly` by lane."""

    people: int
    rooms: int
    weekly: tuple[Weekly, ...]
    skills: tuple[tuple[str, ...], ...]
    tables: int
    menu: tuple[Dish, ...]

    @property
    def lanes(self) -> int:
        """How many lanes a day of it has."""
        return self.people + self.rooms


def mould(throw: Random, *, people: int = 5, rooms: int = 3, skill_share: float = SKILL_SHARE) -> Mould:
    """A salon of so many practitioners and rooms; each treatment has somebody who gives it, each salon a table."""
    weekly = tuple(_weekly(throw) for _ in range(people))
    skills = [{skill for skill in SKILLS if throw.random() < skill_share} for _ in range(people)]
    for place, skill in enumerate(SKILLS):
        skills[place % people].add(skill)
    tables = sum(1 << people + room for room in range(rooms) if room == 0 or throw.random() < ROOM_SHARE)
    known = tuple(tuple(sorted(each)) for each in skills)
    return Mould(people, rooms, weekly, known, tables, tuple(_menu(known, tables)))


def _weekly(throw: Random) -> Weekly:
    off = throw.sample(range(7), DAYS_OFF)
    rota = throw.choice(ROTAS)
    return tuple(() if weekday in off else rota for weekday in range(7))


def _menu(skills: Sequence[Sequence[str]], tables: int) -> list[Dish]:
    masks = {skill: sum(1 << lane for lane, known in enumerate(skills) if skill in known) for skill in SKILLS}
    return [Dish(skill, length, masks[skill], tables) for skill in SKILLS for length in DURATIONS_MIN]


def mould_days(
    kind: Mould, dates: Sequence[date], throw: Random, *, busy_from: date, sparse: bool = False
) -> list[MouldDay]:
    """The dates of a mould, filled from `busy_from` on; `sparse` is about sixty visits a practitioner and month."""
    open_ = shifts(ZONE, OPENING, (), dates[0], dates[-1])
    own = [within(shifts(ZONE, week, (), dates[0], dates[-1]), open_) for week in kind.weekly]
    return [
        _mould_day(kind, on_date, own, open_, throw, _pauses(on_date >= busy_from, sparse))
        for on_date in dates
    ]


def _pauses(is_busy: bool, sparse: bool) -> tuple[int, ...]:
    if not is_busy:
        return ()
    return (9, 12, 15) if sparse else PAUSE_TICKS


def _mould_day(
    kind: Mould,
    on_date: date,
    own: Sequence[Sequence[Shift]],
    open_: Sequence[Shift],
    throw: Random,
    pauses: tuple[int, ...],
) -> MouldDay:
    base, length = day_start(ZONE, on_date), day_ticks(ZONE, on_date)
    working = [each for lane, mine in enumerate(own) for each in on_day(lane, mine, base, length)]
    opened = list(on_day(0, open_, base, length))
    lanes = []
    for lane in range(kind.lanes):
        hours = [each for each in working if each.lane == lane] if lane < kind.people else opened
        spans = [(each.starts, each.ends) for each in hours]
        lanes.append(tuple(_filled(base, length, spans, throw, pauses) for _ in range(FILLS)))
    return MouldDay(on_date, base, length, pack_shifts(working).hex(), tuple(lanes))


def _filled(
    base: int, length: int, hours: Sequence[tuple[int, int]], throw: Random, pauses: tuple[int, ...]
) -> Filled:
    clear, taken = stretch(0, length), list[tuple[int, int]]()
    for opens, closes in hours if pauses else ():
        at = opens + throw.choice(pauses)
        while (ends := at + throw.choice(BUSY_TICKS)) <= closes:
            clear &= ~stretch(at, ends)
            begins = taken.pop()[0] if taken and taken[-1][1] == at else at
            taken.append((begins, ends))
            at = ends + throw.choice(pauses)
    spans = [f"[{instant(base + at).isoformat()},{instant(base + ends).isoformat()})" for at, ends in taken]
    return pack_lanes([clear]).hex(), tuple(spans)


def dates_of(today: date, days: int) -> list[date]:
    """The dates whose rows stand with a horizon of so many days, as `diary.actions.open_days` opens them."""
    return [today + timedelta(days=number) for number in range(-2, days + 3)]
