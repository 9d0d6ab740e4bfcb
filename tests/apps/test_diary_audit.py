"""Each kind of broken invariant is planted in the database behind the diary's back, and found."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from psycopg.types.range import TimestamptzRange

from tests import cast
from unknot.diary import actions, audit
from unknot.diary.models import Appointment, Block, Claim, Hold, Part, SalonDay
from unknot.salons.actions import add_lane
from unknot.salons.models import Resource

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def place() -> cast.Place:
    """Aino and Sanna, two rooms, one set of hot stones; ten minutes of recovery after each visit."""
    made = cast.salon()
    cast.practitioner(made, "Aino", "back_massage")
    cast.practitioner(made, "Sanna", "back_massage")
    cast.room(made, "Room 1")
    cast.room(made, "Room 2")
    stones = Resource.objects.create(kind="equipment", name="Stones", features=["hot_stones"])
    add_lane(made.salon, stones)
    cast.offer(made, equipment_features=["hot_stones"], buffer_after_min=10)
    return made.open()


@pytest.fixture
def visit(place: cast.Place) -> Appointment:
    """With Aino, on Tuesday at nine."""
    return booked(place, 9)


def booked(place: cast.Place, hour: int, by: str = "client") -> Appointment:
    wanted: dict[str, Any] = {"starts_at": cast.wall(2, hour), "practitioner": place.people["Aino"]}
    back = place.offers["back_massage"]
    made = actions.book(offer=back, client=cast.client(), by=by, clock=cast.clock_at(), **wanted)
    assert isinstance(made, Appointment)
    return made


def held(place: cast.Place, hour: int = 9) -> Hold:
    back = place.offers["back_massage"]
    made = actions.hold(offer=back, starts_at=cast.wall(2, hour), clock=cast.clock_at())
    assert isinstance(made, Hold)
    return made


def blocked(place: cast.Place, hour: int) -> Block:
    made = actions.block(
        resource=place.people["Aino"],
        starts_at=cast.wall(2, hour),
        ends_at=cast.wall(2, hour + 1),
        by="desk:1",
        clock=cast.clock_at(),
    )
    assert isinstance(made, Block)
    return made


def found(place: cast.Place) -> list[str]:
    """What is found besides rows that differ: whoever breaks a claim breaks its day too."""
    return [str(each) for each in audit.findings(cast.NOW) if each.kind != "day_differs"]


def without(table: str, *constraints: str) -> None:
    """Take guards of the database away, until the test ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for constraint in constraints:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}")


def test_nothing_is_found_where_all_is_well(place: cast.Place) -> None:
    visit = booked(place, 9)
    booked(place, 11, by="desk:1")
    actions.move(visit, starts_at=cast.wall(2, 13), by="client", clock=cast.clock_at())
    kept = actions.confirm(held(place, 15), client=cast.client(), by="client", clock=cast.clock_at())
    held(place, 9)
    assert isinstance(kept, Appointment)
    blocked(place, 10)

    assert list(audit.findings(cast.NOW)) == []


def test_claims_that_overlap(place: cast.Place, visit: Appointment) -> None:
    without("diary_claim", "claims_never_overlap")
    Claim.objects.filter(block=blocked(place, 11)).update(
        span=TimestamptzRange(cast.wall(2, 9, 30), cast.wall(2, 12))
    )
    block, aino = Block.objects.get(), place.people["Aino"]

    assert found(place) == [
        f"claims_overlap: appointment {visit.public_id} and block {block.public_id} both claim resource"
        f" {aino.public_id} at 2027-03-02 07:30:00+00:00",
        f"block_unclaimed: block {block.public_id} does not claim exactly its time of resource {aino.public_id}",
    ]


def test_every_pair_that_overlaps_is_named_even_around_another(place: cast.Place) -> None:
    without("diary_claim", "claims_never_overlap")
    for hour in (9, 11, 13):
        blocked(place, hour)
    Claim.objects.filter(block__starts_at=cast.wall(2, 9)).update(
        span=TimestamptzRange(cast.wall(2, 9), cast.wall(2, 17))
    )

    kinds = [each.kind for each in audit.findings(cast.NOW)]

    assert kinds.count("claims_overlap") == 2


def test_a_hold_that_has_run_out_overlaps_nothing(place: cast.Place) -> None:
    without("diary_claim", "claims_never_overlap")
    kept = held(place)
    late = kept.expires_at
    actions.end(kept, clock=cast.clock_at())
    Hold.objects.filter(pk=kept.pk).update(expires_at=late)
    booked(place, 9)
    span = TimestamptzRange(cast.wall(2, 9), cast.wall(2, 10))
    Claim.objects.create(resource=place.people["Aino"], span=span, hold=kept, expires_at=late)

    assert next(audit.findings(late - MINUTE)).kind == "claims_overlap"
    assert list(audit.findings(late)) == []


def test_a_claim_that_belongs_to_nobody(place: cast.Place) -> None:
    without("diary_claim", "claim_has_one_owner")
    block = blocked(place, 11)
    Claim.objects.update(block=None)
    claim, aino = Claim.objects.get(), place.people["Aino"]

    assert found(place) == [
        f"claim_without_owner: claim {claim.pk} on resource {aino.public_id} belongs to nobody",
        f"block_unclaimed: block {block.public_id} does not claim exactly its time of resource {aino.public_id}",
    ]


def test_claims_that_a_cancelled_visit_left_behind(place: cast.Place, visit: Appointment) -> None:
    Appointment.objects.update(status="cancelled")

    assert sorted(found(place)) == sorted(
        f"claim_left_behind: appointment {visit.public_id} is over but still claims resource {public_id}"
        for public_id in Claim.objects.values_list("resource__public_id", flat=True)
    )


def test_claims_that_a_confirmed_hold_left_behind(place: cast.Place, visit: Appointment) -> None:
    kept = held(place, 11)
    Hold.objects.update(appointment=visit)

    finding = f"claim_left_behind: hold {kept.public_id}"
    assert [each.split(" is ")[0] for each in found(place)] == [finding] * 3


def test_a_claim_that_outlives_its_hold(place: cast.Place) -> None:
    kept = held(place)
    Hold.objects.update(expires_at=kept.expires_at - MINUTE)

    assert [each.split(" on ")[0] for each in found(place)] == [
        f"claim_ends_otherwise: hold {kept.public_id} does not run out when its claim"
    ] * 3


@pytest.mark.parametrize(
    ("kind", "finding"),
    [
        ("practitioner", "practitioner_unclaimed: {} does not claim its practitioner, and her alone"),
        ("room", "room_unclaimed: {} does not claim the room it needs, or claims one it does not need"),
        ("equipment", "equipment_unclaimed: {} does not claim the pieces of equipment it needs"),
    ],
)
def test_a_visit_or_a_hold_that_lacks_a_claim(place: cast.Place, kind: str, finding: str) -> None:
    visit, kept = booked(place, 9), held(place, 11)
    Claim.objects.filter(resource__kind=kind).delete()

    assert sorted(found(place)) == [
        finding.format(f"appointment {visit.public_id}"),
        finding.format(f"hold {kept.public_id}"),
    ]


def test_another_practitioner_claimed_than_the_one_who_gives_it(
    place: cast.Place, visit: Appointment
) -> None:
    Part.objects.update(practitioner=place.people["Sanna"])

    assert found(place) == [
        f"practitioner_unclaimed: appointment {visit.public_id} does not claim its practitioner, and her alone"
    ]


@pytest.mark.parametrize("kind", ["practitioner", "room", "equipment"])
def test_a_claim_without_the_recovery_that_was_agreed(
    place: cast.Place, visit: Appointment, kind: str
) -> None:
    span = TimestamptzRange(cast.wall(2, 9), cast.wall(2, 10))
    Claim.objects.filter(resource__kind=kind).update(span=span)

    assert found(place) == [claimed_otherwise(visit)]


def test_without_known_terms_claims_must_still_cover_the_treatment_alike(
    place: cast.Place, visit: Appointment
) -> None:
    Part.objects.update(claimed=None, bookable=None, working=None, needs_room=None, needs_equipment=None)
    assert list(audit.findings(cast.NOW)) == []

    rooms = Claim.objects.filter(resource__kind="room")
    rooms.update(span=TimestamptzRange(cast.wall(2, 9), cast.wall(2, 10)))
    assert found(place) == [claimed_otherwise(visit)]

    Claim.objects.update(span=TimestamptzRange(cast.wall(2, 9), cast.wall(2, 9, 55)))
    assert found(place) == [claimed_otherwise(visit)]


def claimed_otherwise(visit: Appointment) -> str:
    return (
        f"claimed_otherwise: appointment {visit.public_id} does not claim all it needs over its whole time,"
        " preparation and recovery included"
    )


def test_a_visit_outside_what_its_rules_allowed(place: cast.Place, visit: Appointment) -> None:
    Part.objects.update(
        bookable=TimestamptzRange(cast.wall(2, 9, 5), cast.wall(9, 0)),
        working=TimestamptzRange(cast.wall(2, 9), cast.wall(2, 9, 55)),
    )

    assert found(place) == [
        f"outside_notice_or_horizon: appointment {visit.public_id} starts when no client could book it by the rules"
        " of then",
        f"outside_working_time: appointment {visit.public_id} is not within the working time of then",
    ]


def test_an_appointment_without_parts_or_apart_from_them(place: cast.Place) -> None:
    bare, apart = booked(place, 9), booked(place, 11)
    bare.parts.get().delete()
    Appointment.objects.filter(pk=apart.pk).update(starts_at=cast.wall(2, 8))

    assert found(place) == [
        f"appointment_without_part: appointment {bare.public_id} has no part",
        f"parts_apart: appointment {apart.public_id} does not begin and end with its parts",
    ]


def test_an_appointment_of_other_minutes_than_were_booked(place: cast.Place, visit: Appointment) -> None:
    Part.objects.update(duration_min=90)

    assert found(place) == [
        f"other_minutes: appointment {visit.public_id} does not last the minutes that were booked"
    ]


def test_rows_that_differ_from_their_rebuild(place: cast.Place, visit: Appointment) -> None:
    salon = place.salon.public_id
    Claim.objects.all().delete()
    assert [str(each) for each in audit.findings(cast.NOW) if each.kind.startswith("day")] == [
        f"day_differs: day 2027-03-02 of salon {salon} differs from its hours and claims"
    ]
    visit.delete()
    actions.rebuild(place.salon, clock=cast.clock_at())
    SalonDay.objects.filter(on_date="2027-03-03").update(next_expiry_s=7)
    SalonDay.objects.filter(on_date="2027-03-04").update(shifts=b"")

    assert [str(each) for each in audit.findings(cast.NOW)] == [
        f"day_expiry_differs: day 2027-03-03 of salon {salon} names another moment than that of its earliest hold",
        f"day_differs: day 2027-03-04 of salon {salon} differs from its hours and claims",
    ]


def test_a_day_that_its_zone_skipped(place: cast.Place) -> None:
    place.salon.zone = "Pacific/Apia"
    place.salon.save()
    row = SalonDay.objects.filter(salon=place.salon).first()
    assert row is not None
    SalonDay.objects.exclude(on_date=row.on_date).delete()
    SalonDay.objects.update(on_date="2011-12-30")

    assert [str(each) for each in audit.findings(cast.NOW)] == [
        f"day_that_never_was: day 2011-12-30 of salon {place.salon.public_id} does not exist in its zone"
    ]


def test_progress_is_told_by_step(place: cast.Place) -> None:
    told: list[tuple[str, int, int]] = []

    list(audit.findings(cast.NOW, progress=lambda *step: told.append(step)))

    steps = ("claims", "appointments", "waiting")
    assert told == [*((step, done, 3) for done, step in enumerate(steps, 1)), ("days of salons", 1, 1)]
