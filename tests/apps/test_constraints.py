"""What must never be false, whoever writes: each constraint is attacked behind the diary's back."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model

from tests import cast
from unknot.diary import actions
from unknot.diary.models import Appointment, Block, Claim, Hold, Part
from unknot.people.models import Client
from unknot.salons.models import AddOn, HoursException, Lane, Offer, Resource, Salon, WeeklyHours

pytestmark = pytest.mark.django_db

NINE, TEN, ELEVEN = cast.wall(2, 9), cast.wall(2, 10), cast.wall(2, 11)


def refused_by(row: Model) -> str:
    """The name of the constraint that refuses a row; '' when it is let in."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        return str(getattr(error.__cause__, "diag").constraint_name)  # noqa: B009
    return ""


@pytest.fixture
def place() -> cast.Place:
    return cast.hiljainen_huone()


@pytest.fixture
def visit(place: cast.Place) -> Appointment:
    answer = actions.book(
        offer=place.offers["facial"], starts_at=NINE, client=cast.client(), by="client", clock=cast.clock_at()
    )
    assert isinstance(answer, Appointment)
    return answer


def test_claims_of_one_resource_never_overlap(place: cast.Place, visit: Appointment) -> None:
    sanna, part = place.people["Sanna"], visit.parts.get()

    def claim(starts_at: object, ends_at: object) -> str:
        return refused_by(Claim(resource=sanna, span=(starts_at, ends_at), part=part))

    assert claim(TEN - timedelta(microseconds=1), ELEVEN) == "claims_never_overlap"
    assert claim(NINE - timedelta(hours=1), NINE + timedelta(microseconds=1)) == "claims_never_overlap"
    assert [claim(TEN, ELEVEN), claim(NINE - timedelta(hours=1), NINE)] == ["", ""]


def test_only_the_two_of_a_pair_share_a_room(place: cast.Place, visit: Appointment) -> None:
    room, part = place.rooms["Room 2"], visit.parts.get()

    def claim(pair: int | None, at: int | None, starts_at: datetime = NINE) -> str:
        span = (starts_at, starts_at + timedelta(hours=1))
        return refused_by(Claim(resource=room, span=span, part=part, pair=pair, place=at))

    assert [claim(5, 1), claim(5, 2)] == ["", ""]
    assert [claim(5, 1), claim(5, 2)] == ["a_pair_is_two"] * 2
    assert [claim(6, 1), claim(None, None)] == ["claims_never_overlap"] * 2
    wrong = [claim(5, 3, TEN), claim(5, None, TEN), claim(None, 1, TEN), claim(0, 1, TEN)]
    assert wrong == ["who_shares_has_a_place"] * 4


def test_an_add_on_has_a_name_and_lasts_whole_ticks(place: cast.Place) -> None:
    def add_on(name: str, duration_min: int) -> str:
        offer = place.offers["facial"]
        return refused_by(AddOn(offer=offer, name=name, duration_min=duration_min, price_minor=0))

    assert [add_on("Tea", 5), add_on("Rest", 120)] == ["", ""]
    assert add_on("Tea", 10) == "add_on_said_once"
    assert add_on("", 10) == "add_on_has_a_name"
    assert add_on("Longer", 12) == "add_on_duration_in_ticks"
    assert [add_on("None", 0), add_on("Long", 125)] == ["add_on_duration"] * 2


def test_only_a_room_serves_two() -> None:
    def resource(kind: str, serves: int) -> str:
        return refused_by(Resource(kind=kind, name="It", serves=serves))

    assert [resource("room", 1), resource("room", 2), resource("equipment", 1)] == [""] * 3
    refused = [
        resource("room", 3),
        resource("room", 0),
        resource("equipment", 2),
        resource("practitioner", 2),
    ]
    assert refused == ["only_a_room_serves_two"] * 4


def test_a_claim_has_a_span_and_exactly_one_owner(place: cast.Place, visit: Appointment) -> None:
    aino, part = place.people["Aino"], visit.parts.get()
    block = Block.objects.create(resource=aino, starts_at=NINE, ends_at=TEN)

    assert refused_by(Claim(resource=aino, span=(NINE, TEN))) == "claim_has_one_owner"
    assert refused_by(Claim(resource=aino, span=(NINE, TEN), part=part, block=block)) == "claim_has_one_owner"
    assert refused_by(Claim(resource=aino, span=(NINE, NINE), block=block)) == "claim_has_a_bounded_span"
    assert refused_by(Claim(resource=aino, span=(NINE, None), block=block)) == "claim_has_a_bounded_span"
    assert (
        refused_by(Claim(resource=aino, span=(NINE, TEN), block=block, expires_at=TEN))
        == "only_holds_run_out"
    )


def test_a_holds_claim_must_run_out(place: cast.Place) -> None:
    held = actions.hold(offer=place.offers["facial"], starts_at=NINE, clock=cast.clock_at())
    assert isinstance(held, Hold)

    assert (
        refused_by(Claim(resource=place.people["Aino"], span=(NINE, TEN), hold=held)) == "only_holds_run_out"
    )


def test_things_end_after_they_start(place: cast.Place, visit: Appointment) -> None:
    part = visit.parts.get()
    backwards = {"starts_at": TEN, "ends_at": TEN}
    appointment = Appointment(salon=place.salon, client=visit.client, **backwards)
    of_it = Part(
        appointment=visit,
        offer=part.offer,
        practitioner=part.practitioner,
        treatment="facial",
        duration_min=60,
        price_minor=1,
        currency="EUR",
        **backwards,
    )

    assert refused_by(appointment) == "appointment_ends_after_it_starts"
    assert refused_by(of_it) == "part_ends_after_it_starts"
    assert refused_by(Block(resource=part.practitioner, **backwards)) == "block_ends_after_it_starts"


def test_a_client_has_a_name_and_can_be_reached() -> None:
    assert refused_by(Client(name="Outi")) == "client_can_be_reached_or_was_written_down"
    assert refused_by(Client(name="", email="outi@example.org")) == "client_has_a_name"
    assert refused_by(Client(name="Outi", phone="+358401234567")) == ""


def test_lanes_and_hours_keep_their_form(place: cast.Place) -> None:
    salon = place.salon
    new = Resource.objects.create(kind="room", name="Room 3")

    def hours(weekday: int, from_min: int, to_min: int) -> str:
        return refused_by(WeeklyHours(salon=salon, weekday=weekday, from_min=from_min, to_min=to_min))

    assert refused_by(Lane(salon=salon, resource=new, number=0)) == "lane_number_once"
    assert refused_by(Lane(salon=salon, resource=new, number=63)) == "lane_fits_a_mask"
    assert refused_by(Lane(salon=salon, resource=place.people["Aino"], number=9)) == "lane_resource_once"
    assert hours(7, 0, 60) == "weekly_hours_weekday"
    assert [hours(0, 60, 60), hours(0, 60, 1505), hours(0, 1440, 1500)] == ["weekly_hours_span"] * 3
    assert hours(0, 61, 120) == "weekly_hours_from_in_ticks"
    assert hours(0, 60, 121) == "weekly_hours_to_in_ticks"
    assert [hours(0, 60, 1500), hours(6, 1435, 2875)] == ["", ""]


def test_one_exception_a_day_with_hours_in_pairs(place: cast.Place) -> None:
    day = NINE.date()

    assert (
        refused_by(HoursException(salon=place.salon, on_date=day, from_min=[60]))
        == "exception_hours_in_pairs"
    )
    assert refused_by(HoursException(salon=place.salon, on_date=day)) == ""
    assert refused_by(HoursException(salon=place.salon, on_date=day)) == "one_exception_a_day"


@pytest.mark.parametrize(
    ("changed", "constraint"),
    [
        ({"duration_min": 3}, "offer_duration"),
        ({"duration_min": 485}, "offer_duration"),
        ({"duration_min": 61}, "offer_duration_in_ticks"),
        ({"buffer_before_min": 7}, "offer_before_in_ticks"),
        ({"buffer_after_min": 125}, "offer_buffers"),
    ],
)
def test_an_offer_is_measured_in_ticks(place: cast.Place, changed: dict[str, int], constraint: str) -> None:
    values = {"duration_min": 60, "price_minor": 1, **changed}

    assert refused_by(Offer(salon=place.salon, treatment="facial", **values)) == constraint


@pytest.mark.parametrize(
    ("changed", "constraint"),
    [
        ({"lat": 90.1}, "salon_is_on_earth"),
        ({"lon": -180.1}, "salon_is_on_earth"),
        ({"step_min": 7}, "salon_step_in_ticks"),
        ({"step_min": 0}, "salon_step"),
        ({"horizon_days": 366}, "salon_horizon_a_year"),
    ],
)
def test_a_salon_is_somewhere_and_has_a_grid(changed: dict[str, float], constraint: str) -> None:
    values = {
        "lat": 60.0,
        "lon": 25.0,
        "zone": "Europe/Helsinki",
        "country": "FI",
        "currency": "EUR",
        **changed,
    }

    assert refused_by(Salon(name="Somewhere", **values)) == constraint
