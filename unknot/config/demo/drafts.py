"""A salon on paper: everything about it that the seed decides, before a row is written."""

import math
from random import Random
from typing import Final, NamedTuple

from unknot.config.demo import names
from unknot.config.demo.lands import Land
from unknot.config.demo.menus import BACK, TABLE, Dish, menu, thing_name
from unknot.config.demo.names import Person
from unknot.config.demo.rotas import Rota, rotas
from unknot.config.demo.sites import Site, dice
from unknot.core.hours import WallSpan, Weekly
from unknot.salons.opening_hours import Hours, Unparseable, opening_hours

MOST_PRACTITIONERS: Final = 6
SKILL_SHARE: Final = 0.75
BACK_SKILL_SHARE: Final = 0.9
ROOMS_A_HEAD: Final = 0.8
SUNDAY_SHARE: Final = 0.4
HOLIDAY_SHARE: Final = 0.6
"""How many of those that open on Sundays also open on public holidays; of the others fewer do."""
HOLIDAY_SHARE_OF_OTHERS: Final = 0.15


class Practitioner(NamedTuple):
    """Who works there: what she can give, and her shifts in wall time."""

    person: Person
    skills: tuple[str, ...]
    weekly: Rota


class Thing(NamedTuple):
    """A room or a piece of equipment, with what it can do, and how many it serves at once."""

    name: str
    features: tuple[str, ...]
    serves: int = 1


class Draft(NamedTuple):
    """A salon before it is written. `weekly` is empty and nobody works where the hours are not known."""

    site: Site
    name: str
    hours_source: str
    hours_reason: str
    weekly: Weekly
    closed_on_public_holidays: bool
    step_min: int
    practitioners: tuple[Practitioner, ...]
    rooms: tuple[Thing, ...]
    equipment: tuple[Thing, ...]
    menu: tuple[Dish, ...]


def draft(site: Site) -> Draft:
    """The salon at a site; the same in every run."""
    throw = dice("salon", site.key)
    source, reason, hours = _hours(site, throw)
    headcount = _headcount(hours.weekly, throw)
    dishes = tuple(menu(site, throw, headcount))
    sold = tuple(dict.fromkeys(dish.treatment for dish in dishes))
    skills = _skills(sold, headcount, throw)
    people = names.people(site.land.words, throw, headcount)
    shifts = rotas(hours.weekly, [BACK in known for known in skills], throw)
    return Draft(
        site=site,
        name=names.salon_name(site),
        hours_source=source,
        hours_reason=reason,
        weekly=hours.weekly,
        closed_on_public_holidays=hours.closed_on_public_holidays,
        step_min=throw.choice((15, 15, 15, 15, 30)),
        practitioners=tuple(map(Practitioner, people, skills, shifts)),
        rooms=_rooms(site.land.room, dishes, headcount),
        equipment=_equipment(dishes, site.land),
        menu=dishes,
    )


def _hours(site: Site, throw: Random) -> tuple[str, str, Hours]:
    if not site.opening_hours:
        return "generated", "", _invented_hours(throw)
    stated = opening_hours(site.opening_hours)
    if isinstance(stated, Unparseable):
        return "unknown", stated.reason, Hours(((),) * 7, False)
    return "stated", "", stated


def _invented_hours(throw: Random) -> Hours:
    opens, closes = throw.choice((8, 9, 9, 10, 10, 11)) * 60, throw.choice((17, 18, 18, 19, 20, 21)) * 60
    week: list[tuple[WallSpan, ...]] = [(WallSpan(opens, closes),)] * 5
    if throw.random() < 0.15:
        week[0] = ()
    saturday = (WallSpan(10 * 60, throw.choice((15, 16, 17)) * 60),) if throw.random() < 0.8 else ()
    on_sundays = throw.random() < SUNDAY_SHARE
    sunday = (WallSpan(11 * 60, throw.choice((16, 17, 18)) * 60),) if on_sundays else ()
    on_holidays = throw.random() < (HOLIDAY_SHARE if on_sundays else HOLIDAY_SHARE_OF_OTHERS)
    return Hours((*week, saturday, sunday), not on_holidays)


def _headcount(weekly: Weekly, throw: Random) -> int:
    """One to six; two at least where one would work more than five days a week."""
    wanted = throw.choices(range(1, MOST_PRACTITIONERS + 1), (30, 32, 20, 10, 5, 3))[0]
    return max(wanted, 2) if sum(map(bool, weekly)) > 5 else wanted


def _skills(sold: tuple[str, ...], headcount: int, throw: Random) -> list[tuple[str, ...]]:
    """What each can give; for every treatment there is somebody, and nearly everybody does backs."""
    known: list[set[str]] = []
    for _ in range(headcount):
        share = {each: BACK_SKILL_SHARE if each == BACK else SKILL_SHARE for each in sold}
        known.append({each for each in sold if throw.random() < share[each]})
    for place, each in enumerate(sold):
        known[place % headcount].add(each)
    for skills in known:
        skills.add(sold[0])
    return [tuple(each for each in sold if each in skills) for skills in known]


def _rooms(word: str, dishes: tuple[Dish, ...], headcount: int) -> tuple[Thing, ...]:
    """Fewer rooms than people, for not all work at once; what is needed beside tables is in every other room.

    Where there are several, the last one is for two.
    """
    special = tuple(sorted({dish.room_feature for dish in dishes} - {TABLE}))
    count = max(1, math.ceil(headcount * ROOMS_A_HEAD))
    return tuple(
        Thing(
            f"{word} {number + 1}",
            (TABLE, *special) if number % 2 == 0 else (TABLE,),
            serves=2 if 0 < number == count - 1 else 1,
        )
        for number in range(count)
    )


def _equipment(dishes: tuple[Dish, ...], land: Land) -> tuple[Thing, ...]:
    features = sorted({feature for dish in dishes for feature in dish.equipment_features})
    return tuple(Thing(thing_name(feature, land), (feature,)) for feature in features)
