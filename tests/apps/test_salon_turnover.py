"""Each resource is got ready by itself, equipment comes in numbers, and nobody is in two salons at once."""

import pytest

from tests import cast
from tests.apps.rules_cast import HOUR, MIN, NINE, ainos_place, book, kinds, ruled, starts
from unknot.diary import actions, audit
from unknot.diary.models import Appointment, Claim, Hold
from unknot.diary.reads import CauseKind
from unknot.diary.values import Refusal
from unknot.salons.actions import add_equipment, add_lane, travel

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> cast.Place:
    """Aino alone, in a room of her own."""
    return ainos_place()


def test_each_resource_is_got_ready_by_itself(place: cast.Place) -> None:
    ruled(place, place.rooms["Room 1"], recover_min=20)
    ruled(place, place.people["Aino"], prepare_min=5)
    visit = book(place, NINE + HOUR)
    spans = dict(Claim.objects.filter(part__appointment=visit).values_list("resource__name", "span"))

    assert (spans["Room 1"].lower, spans["Room 1"].upper) == (NINE + HOUR, NINE + 2 * HOUR + 20 * MIN)
    assert (spans["Aino"].lower, spans["Aino"].upper) == (NINE + HOUR - 5 * MIN, NINE + 2 * HOUR)
    assert starts(place)[0] == "11:30"
    assert list(audit.findings(cast.NOW)) == []
    Claim.objects.filter(part__appointment=visit, resource__name="Room 1").update(
        span=(NINE + HOUR, NINE + 2 * HOUR)
    )
    assert "claimed_otherwise" in {found.kind for found in audit.findings(cast.NOW)}


def test_a_hold_with_turnover_becomes_a_visit_with_it(place: cast.Place) -> None:
    ruled(place, place.rooms["Room 1"], recover_min=20)
    held = actions.hold(offer=place.offers["back_massage"], starts_at=NINE, clock=cast.clock_at())
    assert isinstance(held, Hold)
    visit = actions.confirm(held, client=cast.client(), by="client", clock=cast.clock_at())
    assert isinstance(visit, Appointment)

    assert visit.parts.get().turnover == {str(place.rooms["Room 1"].pk): [0, 20]}
    assert list(audit.findings(cast.NOW)) == []


def test_three_sets_of_stones_serve_three_visits_at_once() -> None:
    place = cast.salon()
    for number in range(4):
        cast.practitioner(place, f"Practitioner {number}", "hot_stone")
        cast.room(place, f"Room {number}")
    stones = add_equipment(place.salon, "Hot stones", ["hot_stones"], count=3, recover_min=30)
    cast.offer(place, "hot_stone", equipment_features=["hot_stones"])
    place.open()

    assert [each.name for each in stones] == ["Hot stones 1", "Hot stones 2", "Hot stones 3"]
    booked = [book(place, NINE, "hot_stone") for _ in range(4)]
    assert [isinstance(each, Appointment) for each in booked] == [True, True, True, False]
    assert starts(place, "hot_stone")[0] == "10:30"
    assert add_equipment(place.salon, "Hot stones", ["hot_stones"], count=1)[0].name == "Hot stones 4"


def two_salons(place: cast.Place) -> cast.Place:
    """Another salon in which Aino works too, at other hours of the day."""
    other = cast.salon("Toinen Huone")
    cast.hours(other.salon, add_lane(other.salon, place.people["Aino"]), range(5), (9 * 60, 17 * 60))
    cast.room(other, "Room 9")
    cast.offer(other)
    return other.open()


def test_the_way_between_two_salons_is_kept_free_both_ways(place: cast.Place) -> None:
    other = two_salons(place)
    assert isinstance(book(place, NINE + 3 * HOUR), Appointment)
    assert "13:00" in starts(other)
    travel(other.salon, place.salon, 40)
    for each in (place, other):
        ruled(each, each.salon)
    found = starts(other)

    assert (found[found.index("10:15") + 1], found[-1]) == ("13:45", "16:00")
    assert kinds(other, NINE + 4 * HOUR) == {CauseKind.TRAVEL}
    assert isinstance(book(other, NINE + 4 * HOUR), Refusal)
    assert isinstance(book(other, NINE + 4 * HOUR + 45 * MIN), Appointment)
    travel(place.salon, other.salon, 0)
    place.salon.refresh_from_db()
    assert place.salon.has_rules is False
