"""A salon changes its zone: visits keep their instants or the time on the wall, days are made anew, all or nothing."""

from datetime import datetime, timedelta

import pytest

from tests import cast
from tests.apps.hours_cast import NINE, book, keep, outside
from tests.apps.rules_cast import ruled
from unknot.diary import actions, audit, reads
from unknot.diary.models import Appointment, Hold, Part, SalonDay
from unknot.diary.values import MORE_OUTSIDE, Refusal
from unknot.plumbing.models import Fact
from unknot.salons.models import Offer, Salon

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
STOCKHOLM, TOKYO, KATHMANDU = "Europe/Stockholm", "Asia/Tokyo", "Asia/Kathmandu"


@pytest.fixture
def place() -> cast.Place:
    return cast.hiljainen_huone()


def change(place: cast.Place, zone: str, *, on_wall: bool = False, seen: set[str] | None = None) -> object:
    known = {each.part.appointment.public_id for each in reads.rezoned(place.salon, zone, now=cast.NOW)}
    return actions.change_zone(
        place.salon,
        zone,
        on_wall=on_wall,
        seen=known if seen is None else seen,
        by="desk:1",
        clock=cast.clock_at(),
    )


def starts() -> list[datetime]:
    return list(Part.objects.order_by("starts_at").values_list("starts_at", flat=True))


@pytest.mark.parametrize("zone", [STOCKHOLM, TOKYO, KATHMANDU, "Pacific/Apia", "UTC"])
def test_visits_keep_their_instants_and_days_are_made_anew(place: cast.Place, zone: str) -> None:
    book(place, NINE)
    book(place, NINE + HOUR)
    keep(place, NINE + 2 * HOUR)
    before = starts()
    assert change(place, zone) == 2
    assert starts() == before
    assert Salon.objects.get().zone == zone
    assert SalonDay.objects.filter(salon=place.salon).count() == 65
    assert list(audit.findings(cast.NOW)) == []


def test_what_lies_outside_at_its_instant_is_to_sort_out_and_was_said_before(place: cast.Place) -> None:
    early, later = book(place, NINE), book(place, NINE + HOUR)
    found = reads.rezoned(place.salon, STOCKHOLM, now=cast.NOW)
    assert [each.is_outside for each in found] == [True, False]
    assert [each.on_wall_at for each in found] == [early.starts_at + HOUR, later.starts_at + HOUR]
    change(place, STOCKHOLM)
    assert outside(place) == [early.public_id]


@pytest.mark.parametrize(("zone", "shift"), [(STOCKHOLM, HOUR), ("Asia/Dubai", -2 * HOUR)])
def test_with_the_wall_all_move_even_one_into_the_place_of_the_next(
    place: cast.Place, zone: str, shift: timedelta
) -> None:
    for hours in range(3):
        book(place, NINE + hours * HOUR)
    before = starts()
    assert change(place, zone, on_wall=True) == 3
    assert starts() == [each + shift for each in before]
    assert outside(place) == []
    assert {each.practitioner.name for each in Part.objects.all()} == {"Aino"}
    assert list(audit.findings(cast.NOW)) == []


def test_what_can_not_keep_the_wall_undoes_all_of_it(place: cast.Place) -> None:
    book(place, NINE)
    keep(place, NINE + HOUR)
    done = change(place, STOCKHOLM, on_wall=True)
    assert isinstance(done, Refusal)
    assert Salon.objects.get().zone == "Europe/Helsinki"
    assert starts() == [NINE]
    assert list(audit.findings(cast.NOW)) == []


def test_a_visit_that_was_not_seen_stops_it(place: cast.Place) -> None:
    book(place, NINE)
    done = change(place, STOCKHOLM, seen=set())
    assert isinstance(done, Refusal)
    assert done.code == MORE_OUTSIDE
    assert Salon.objects.get().zone == "Europe/Helsinki"


def test_twice_is_as_once(place: cast.Place) -> None:
    book(place, NINE)
    change(place, STOCKHOLM)
    rows = list(SalonDay.objects.order_by("on_date").values_list("on_date", "base", "length"))
    change(place, STOCKHOLM)
    assert list(SalonDay.objects.order_by("on_date").values_list("on_date", "base", "length")) == rows
    assert list(audit.findings(cast.NOW)) == []


def test_terms_of_a_day_say_nothing_any_more_for_days_are_cut_elsewhere(place: cast.Place) -> None:
    ruled(place, place.salon, hands_on_max_min=120)
    for day, hour in ((2, 14), (2, 15), (3, 9), (3, 10)):
        book(place, cast.wall(day, hour))
    assert Part.objects.filter(hands_on_max_min=120).count() == 4
    # In Honolulu Tuesday afternoon and Wednesday morning are one day.
    change(place, "Pacific/Honolulu")
    assert list(audit.findings(cast.NOW)) == []


def test_the_new_wall_is_offered_and_booked(place: cast.Place) -> None:
    change(place, STOCKHOLM)
    offer = Offer.objects.select_related("salon").get(treatment="back_massage")
    found = reads.slots(offer, starts_from=NINE - 3 * HOUR, starts_until=NINE + 3 * HOUR, now=cast.NOW)
    assert found[0].starts_at == NINE + HOUR
    held = actions.hold(offer=offer, starts_at=NINE + HOUR, clock=cast.clock_at())
    assert isinstance(held, Hold)
    assert isinstance(
        actions.confirm(held, client=cast.client(), by="client", clock=cast.clock_at()), Appointment
    )
    assert list(audit.findings(cast.NOW)) == []


def test_a_fact_says_what_was_done(place: cast.Place) -> None:
    change(place, STOCKHOLM)
    body = Fact.objects.get(kind="salon.zone_changed").body
    assert body == {"by": "desk:1", "from": "Europe/Helsinki", "to": STOCKHOLM, "on_wall": False}
