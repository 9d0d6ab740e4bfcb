"""The demo city on paper: what its seed decides, and what it must never say."""

import csv
import math
from collections import Counter
from random import Random

import pytest

from unknot.config.demo import words
from unknot.config.demo.drafts import Draft, draft
from unknot.config.demo.fills import Bench, Visit, day_of_visits
from unknot.config.demo.lands import HOME_AREA, LANDS
from unknot.config.demo.menus import BACK, SHORTEST_MIN
from unknot.config.demo.names import public_id, salon_name
from unknot.config.demo.sites import CENTRE, TABLE, sites
from unknot.core.availability.visits import Need
from unknot.core.hours import Shift
from unknot.knowledge.load import treatments
from unknot.salons.suggestions import EQUIPMENT, THINGS_IN_FINNISH

CITY = [draft(site) for site in sites()]


def at_home(drafts: list[Draft]) -> list[Draft]:
    return [each for each in drafts if each.site.area == HOME_AREA]


def sells_an_hour_for_the_back(each: Draft) -> bool:
    return any((dish.treatment, dish.duration_min) == (BACK, 60) for dish in each.menu)


def test_the_built_in_city_is_118_places_in_eleven_parts_of_the_world() -> None:
    assert len(CITY) == 118
    assert {each.site.area for each in CITY} == set(LANDS)
    assert len(at_home(CITY)) == 85


@pytest.mark.parametrize(
    ("count", "near", "elsewhere"), [(1, 1, 0), (2, 1, 1), (20, 19, 1), (86, 85, 1), (117, 85, 32)]
)
def test_a_small_city_is_helsinki_and_at_least_one_salon_elsewhere(
    count: int, near: int, elsewhere: int
) -> None:
    areas = Counter(site.area == HOME_AREA for site in sites(count))
    assert (areas[True], areas[False]) == (near, elsewhere)


def test_a_large_city_has_invented_salons_within_twenty_kilometres_that_state_no_address() -> None:
    city = sites(2000)
    invented = city[118:]
    assert city[:118] == sites()
    assert len({site.key for site in city}) == 2000
    assert {(site.osm, site.street, site.city) for site in invented} == {("", "", "")}
    narrowing = math.cos(math.radians(CENTRE[0]))
    far_km = [111.2 * math.hypot(s.lat - CENTRE[0], (s.lon - CENTRE[1]) * narrowing) for s in invented]
    assert 15 < max(far_km) < 20


def test_every_salon_of_a_large_city_has_a_name_of_its_own() -> None:
    assert len({salon_name(site) for site in sites(5000)}) == 5000


def test_the_places_have_lost_the_names_of_their_real_businesses() -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        columns = csv.DictReader(file).fieldnames
    assert columns == [
        *("area", "osm", "kind", "lat", "lon", "street", "housenumber", "postcode", "city"),
        *("opening_hours", "wheelchair"),
    ]


def test_the_same_seed_gives_the_same_salon_whatever_else_is_asked_for() -> None:
    alone = draft(sites(1)[0])
    assert alone in CITY
    assert draft(sites(300)[200]) == draft(sites(201)[200])
    assert public_id("salon", alone.site.key) == public_id("salon", alone.site.key)
    assert public_id("salon", alone.site.key) != public_id("offer", alone.site.key)


def test_hours_are_stated_for_28_salons_and_unknown_for_one() -> None:
    assert Counter(each.hours_source for each in CITY) == {"stated": 28, "generated": 89, "unknown": 1}
    (shut,) = [each for each in CITY if each.hours_source == "unknown"]
    assert shut.weekly == ((),) * 7
    assert {practitioner.weekly for practitioner in shut.practitioners} == {((),) * 7}


def test_forty_salons_of_helsinki_or_more_sell_an_hour_for_the_back() -> None:
    assert sum(map(sells_an_hour_for_the_back, at_home(CITY))) >= 40


def test_a_salon_has_one_to_six_practitioners_who_can_give_all_it_sells() -> None:
    for each in CITY:
        sold = {dish.treatment for dish in each.menu}
        assert 1 <= len(each.practitioners) <= 6
        assert 2 <= len(sold) <= 8
        assert {skill for practitioner in each.practitioners for skill in practitioner.skills} == sold
        names = [practitioner.person.name for practitioner in each.practitioners]
        assert len(set(names)) == len(names)


def test_offers_keep_to_the_treatments_durations_and_to_an_hour_and_a_half() -> None:
    for dish in (dish for each in CITY for dish in each.menu):
        treatment = treatments()[dish.treatment]
        assert dish.duration_min in treatment.durations_min
        assert SHORTEST_MIN <= dish.duration_min <= 90
        assert dish.extent in treatment.extent
        assert dish.buffer_after_min in (0, 5, 10, 15)


def test_rooms_and_equipment_are_there_for_everything_that_is_sold() -> None:
    for each in CITY:
        has = {feature for thing in (*each.rooms, *each.equipment) for feature in thing.features}
        assert {dish.room_feature for dish in each.menu} <= has
        assert {feature for dish in each.menu for feature in dish.equipment_features} <= has


def test_everything_that_can_be_needed_has_a_finnish_name() -> None:
    assert THINGS_IN_FINNISH.keys() == set(EQUIPMENT.values())


def test_prices_are_sane_in_every_country_and_rise_with_the_minutes() -> None:
    sane = {"EUR": (25, 260), "USD": (40, 300), "CHF": (50, 300), "RUB": (2000, 14000), "SGD": (40, 300)}
    for each in CITY:
        lowest, highest = sane[each.site.land.currency]
        for dish in each.menu:
            assert dish.price_minor % 100 == 0
            assert lowest * 100 <= dish.price_minor <= highest * 100
        by_treatment = {(dish.treatment, dish.duration_min): dish.price_minor for dish in each.menu}
        for (treatment, minutes), price in by_treatment.items():
            longer = [p for (t, m), p in by_treatment.items() if t == treatment and m > minutes]
            assert all(price < each_price for each_price in longer)


def test_shifts_lie_inside_the_opening_hours_and_somebody_works_on_every_open_day() -> None:
    for each in CITY:
        for weekday, opening in enumerate(each.weekly):
            working = [shift for someone in each.practitioners for shift in someone.weekly[weekday]]
            assert bool(working) == bool(opening)
            for shift in working:
                assert any(span.from_min <= shift.from_min < shift.to_min <= span.to_min for span in opening)


def test_most_working_days_have_a_pause() -> None:
    pauses = Counter(
        len(shifts) for each in CITY for someone in each.practitioners for shifts in someone.weekly if shifts
    )
    assert pauses[2] > 4 * pauses[1]
    assert pauses.keys() == {1, 2}


def test_invented_words_are_not_blank_and_not_said_twice() -> None:
    for language in {land.words for land in LANDS.values()}:
        for some in language:
            assert all(some)
            assert len(set(some)) == len(some)
    assert words.FINNISH.salon_first


def test_visits_of_a_day_never_share_a_person_a_room_or_a_thing() -> None:
    menu = [
        Need(duration=12, step=3, who=0b011, after=2, needs_room=True, rooms=0b100),
        Need(duration=6, step=3, who=0b011, before=1, needs_room=True, rooms=0b100, equipment=(0b1000,)),
    ]
    shifts = {0: [Shift(100, 196, 100)], 1: [Shift(100, 196, 97)]}
    for number in range(50):
        visits = list(day_of_visits(shifts, menu, Bench(0, {2: 0b1111 << 120}), Random(number)))
        assert visits
        for visit in visits:
            _check(visit, menu, shifts)
        taken = Counter(
            (lane, tick)
            for visit in visits
            for lane in visit.lanes
            for tick in range(visit.opens, visit.closes)
        )
        assert set(taken.values()) == {1}
        assert not {(2, tick) for tick in range(120, 124)} & taken.keys()


def _check(visit: Visit, menu: list[Need], shifts: dict[int, list[Shift]]) -> None:
    need, (shift,) = menu[visit.dish], shifts[visit.lanes[0]]
    assert (visit.starts - shift.anchor) % need.step == 0
    assert shift.starts <= visit.starts < visit.ends <= shift.ends
    assert visit.ends - visit.starts == need.duration
    assert (visit.opens, visit.closes) == (visit.starts - need.before, visit.ends + need.after)
    assert len(visit.lanes) == 2 + len(need.equipment)
