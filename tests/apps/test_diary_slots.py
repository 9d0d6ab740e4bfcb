"""What can be booked, and why the rest cannot: the page, the door and the booking agree."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests import cast
from unknot.diary import actions, audit, reads
from unknot.diary.models import Appointment
from unknot.diary.values import NOT_BOOKABLE, SLOT_TAKEN, Refusal
from unknot.salons.actions import refit
from unknot.salons.models import HoursException, Lane, Resource, Salon, Skill

pytestmark = pytest.mark.django_db


def starts(
    place: cast.Place, treatment: str, from_: datetime, until: datetime, **more: Any
) -> list[datetime]:
    values: dict[str, object] = {"now": cast.NOW, **more}
    found = reads.slots(place.offers[treatment], starts_from=from_, starts_until=until, **values)  # type: ignore[arg-type]
    return [slot.starts_at for slot in found]


def tuesday(place: cast.Place, treatment: str = "back_massage") -> list[datetime]:
    return starts(place, treatment, cast.wall(2, 0), cast.wall(3, 0))


def book(place: cast.Place, starts_at: datetime, treatment: str = "back_massage", **more: Any) -> object:
    values: dict[str, object] = {"by": "client", "clock": cast.clock_at(), **more}
    return actions.book(
        offer=place.offers[treatment],
        starts_at=starts_at,
        client=cast.client(),
        **values,  # type: ignore[arg-type]
    )


def reason(place: cast.Place, starts_at: datetime, **more: Any) -> object:
    answer = book(place, starts_at, **more)
    assert isinstance(answer, Refusal)
    return answer.reason if answer.code == NOT_BOOKABLE else answer.code


def test_three_practitioners_share_two_rooms() -> None:
    place = cast.hiljainen_huone()
    book(place, cast.wall(2, 9))
    book(place, cast.wall(2, 9), "facial")

    assert tuesday(place)[0] == cast.wall(2, 10)
    assert reason(place, cast.wall(2, 9)) == SLOT_TAKEN


def test_everything_shown_can_be_booked_and_nothing_else() -> None:
    place = cast.hiljainen_huone()
    book(place, cast.wall(2, 11), practitioner=place.people["Aino"])
    book(place, cast.wall(2, 12, 30), "facial")
    book(place, cast.wall(2, 13), practitioner=place.people["Mikael"])
    for tick in range(9 * 12, 17 * 12):
        starts_at = cast.wall(2, 0) + timedelta(minutes=5 * tick)
        shown = starts_at in tuesday(place)
        answer = book(place, starts_at)
        assert isinstance(answer, Appointment) is shown
        if isinstance(answer, Appointment):
            actions.cancel(answer, by="client", clock=cast.clock_at())
    assert list(audit.findings()) == []


def test_why_a_start_cannot_be_booked() -> None:
    place = cast.hiljainen_huone()
    sanna = place.people["Sanna"]

    assert reason(place, cast.wall(2, 9), practitioner=sanna) == "no_skill"
    assert reason(place, cast.NOW + timedelta(minutes=59)) == "too_soon"
    assert reason(place, cast.wall(1, 8, month=6)) == "too_far"
    assert reason(place, cast.wall(6, 9)) == "closed"
    assert reason(place, cast.wall(2, 16, 15)) == "closed"
    assert reason(place, cast.wall(2, 9, 5)) == "off_grid"
    assert reason(place, cast.wall(2, 9) + timedelta(seconds=1)) == "off_grid"


def test_an_offer_without_a_room_for_it_is_never_bookable() -> None:
    place = cast.salon()
    cast.practitioner(place, "Aino", "back_massage")
    cast.offer(place, room_feature="double")
    place.open()

    assert tuesday(place) == []
    assert reason(place, cast.wall(2, 9)) == "no_room"


def test_notice_counts_exactly() -> None:
    place = cast.hiljainen_huone(cast.wall(2, 7), min_notice_min=120)

    def first(now: datetime) -> datetime:
        return starts(place, "back_massage", cast.wall(2, 0), cast.wall(3, 0), now=now)[0]

    assert first(cast.wall(2, 7)) == cast.wall(2, 9)
    assert first(cast.wall(2, 7) + timedelta(microseconds=1)) == cast.wall(2, 9, 15)


def test_the_furthest_day_is_the_last_one_offered() -> None:
    place = cast.hiljainen_huone(horizon_days=9)
    last = cast.wall(10, 16)

    assert starts(place, "back_massage", cast.wall(2, 0), cast.wall(31, 0))[-1] == last
    assert isinstance(book(place, last), Appointment)
    assert reason(place, cast.wall(11, 9)) == "too_far"


def test_the_grid_hangs_on_the_shift_not_on_the_last_visit() -> None:
    place = cast.salon(step_min=45)
    cast.practitioner(place, "Aino", "back_massage", shifts=((9 * 60 + 10, 13 * 60),))
    cast.room(place, "Room 1")
    cast.offer(place, duration_min=30)
    place.open()
    before = tuesday(place)
    book(place, cast.wall(2, 9, 10))

    assert before == [cast.wall(2, 9, 10) + timedelta(minutes=45 * n) for n in range(5)]
    assert tuesday(place) == before[1:]


def test_a_break_between_split_shifts_is_no_time() -> None:
    place = cast.salon()
    cast.practitioner(place, "Aino", "back_massage", shifts=((540, 720), (780, 1020)))
    cast.room(place, "Room 1")
    cast.offer(place)
    place.open()

    hours = [starts_at.astimezone(cast.HELSINKI).hour for starts_at in tuesday(place)]
    assert 12 not in hours
    assert tuesday(place)[8:10] == [cast.wall(2, 11), cast.wall(2, 13)]


def test_buffers_keep_practitioner_and_room_but_reach_beyond_the_shift() -> None:
    place = cast.salon()
    cast.practitioner(place, "Aino", "back_massage")
    cast.room(place, "Room 1")
    cast.offer(place, buffer_before_min=10, buffer_after_min=20)
    place.open()
    book(place, cast.wall(2, 12))

    free = tuesday(place)
    assert [free[0], free[-1]] == [cast.wall(2, 9), cast.wall(2, 16)]
    assert [t for t in free if cast.wall(2, 10) < t < cast.wall(2, 14)] == [
        cast.wall(2, 10, 15),
        cast.wall(2, 10, 30),
        cast.wall(2, 13, 30),
        cast.wall(2, 13, 45),
    ]
    assert list(audit.findings()) == []


def test_equipment_is_claimed_too() -> None:
    place = cast.salon()
    cast.practitioner(place, "Aino", "hot_stone")
    cast.practitioner(place, "Mikael", "hot_stone")
    cast.room(place, "Room 1")
    cast.room(place, "Room 2")
    stones = Resource.objects.create(kind="equipment", name="Stones", features=["hot_stones"])
    Lane.objects.create(salon=place.salon, resource=stones, number=4)
    cast.offer(place, "hot_stone", equipment_features=["hot_stones"])
    place.open()
    book(place, cast.wall(2, 9), "hot_stone")

    assert reason(place, cast.wall(2, 9, 30), treatment="hot_stone") == SLOT_TAKEN
    assert tuesday(place, "hot_stone")[0] == cast.wall(2, 10)


def test_an_exception_replaces_the_days_hours() -> None:
    place = cast.salon()
    cast.practitioner(place, "Aino", "back_massage")
    cast.room(place, "Room 1")
    cast.offer(place)
    lane = Lane.objects.get(resource=place.people["Aino"])
    HoursException.objects.create(salon=place.salon, on_date=date(2027, 3, 3))
    HoursException.objects.create(
        salon=place.salon, lane=lane, on_date=date(2027, 3, 4), from_min=[600], to_min=[720]
    )
    place.open()

    def on(day: int) -> list[datetime]:
        return starts(place, "back_massage", cast.wall(day, 0), cast.wall(day + 1, 0))

    assert [len(on(2)), on(3), len(on(4)), on(4)[0]] == [29, [], 5, cast.wall(4, 10)]


def test_public_holidays_close_a_salon_that_says_so_unless_it_says_otherwise() -> None:
    moment = datetime(2027, 6, 1, 6, tzinfo=UTC)  # Midsummer Eve 2027 is Friday 25 June
    closed = cast.hiljainen_huone(moment, closed_on_public_holidays=True)
    open_ = cast.hiljainen_huone(moment, closed_on_public_holidays=False)
    day = {"from_": cast.wall(25, 0, month=6), "until": cast.wall(26, 0, month=6), "now": moment}

    assert starts(closed, "back_massage", **day) == []
    assert len(starts(open_, "back_massage", **day)) == 29
    HoursException.objects.create(salon=closed.salon, on_date=date(2027, 6, 25), from_min=[540], to_min=[660])
    assert actions.rebuild(closed.salon, clock=cast.clock_at(moment)) == 1
    assert len(starts(closed, "back_massage", **day)) == 5


def test_unknown_hours_cannot_be_booked() -> None:
    place = cast.hiljainen_huone(hours_source=Salon.HoursSource.UNKNOWN)

    assert tuesday(place) == []
    assert reason(place, cast.wall(2, 9)) == "closed"


def test_a_shift_past_midnight_and_the_night_the_clock_changes() -> None:
    place = cast.salon()
    cast.hours(place.salon, None, [5], (22 * 60, 28 * 60))
    aino = cast.practitioner(place, "Aino", "back_massage")
    cast.hours(place.salon, Lane.objects.get(resource=aino), [5], (22 * 60, 28 * 60))
    cast.room(place, "Room 1")
    cast.offer(place)
    place.open()
    night = starts(place, "back_massage", cast.wall(27, 20), cast.wall(28, 12))

    # On 28 March 2027 Helsinki's clock skips from 03:00 to 04:00: five hours of work, not six.
    assert [night[0], night[-1], len(night)] == [cast.wall(27, 22), cast.wall(28, 2), 17]
    visit = book(place, cast.wall(27, 23, 30))
    assert isinstance(visit, Appointment)
    assert len(starts(place, "back_massage", cast.wall(27, 20), cast.wall(28, 12))) == 10
    assert list(audit.findings()) == []


def test_a_practitioner_of_two_salons_is_in_one_place_at_a_time() -> None:
    here, there = cast.hiljainen_huone(), cast.hiljainen_huone()
    aino = here.people["Aino"]
    lane = Lane.objects.create(salon=there.salon, resource=aino, number=10)
    cast.hours(there.salon, lane, range(5), (540, 1020))
    for name in ("Aino", "Mikael"):
        Skill.objects.filter(practitioner=there.people[name]).delete()
    refit(there.salon)
    there.offers["back_massage"].refresh_from_db()
    actions.rebuild(there.salon, clock=cast.clock_at())

    assert len(tuesday(there)) == 29
    assert isinstance(book(here, cast.wall(2, 12), practitioner=aino), Appointment)
    assert [t for t in tuesday(there) if cast.wall(2, 11) < t < cast.wall(2, 13)] == []
    assert list(audit.findings()) == []


def test_turns_are_fair() -> None:
    place = cast.hiljainen_huone()
    for day in (2, 3, 4, 5):
        for hour in (9, 11, 13, 15):
            book(place, cast.wall(day, hour))
    done = Appointment.objects.values_list("parts__practitioner__name", flat=True)

    assert sorted(done).count("Aino") == sorted(done).count("Mikael") == 8


def test_the_practitioner_shown_is_the_one_who_gets_the_visit() -> None:
    place = cast.hiljainen_huone()
    book(place, cast.wall(2, 10), practitioner=place.people["Aino"])
    for _ in range(5):
        slot = reads.slots(
            place.offers["back_massage"],
            starts_from=cast.wall(2, 11),
            starts_until=cast.wall(5, 0),
            now=cast.NOW,
        )[0]
        visit = book(place, slot.starts_at)
        assert isinstance(visit, Appointment)
        assert visit.parts.get().practitioner == slot.practitioner


def test_days_follow_when_a_zones_rules_change() -> None:
    place = cast.hiljainen_huone()
    visit = book(place, cast.wall(2, 12), practitioner=place.people["Aino"])
    assert isinstance(visit, Appointment)
    place.salon.zone = "Europe/Warsaw"
    place.salon.save()
    assert len(list(audit.findings(cast.NOW))) > 60

    changed = actions.rebuild(place.salon, clock=cast.clock_at())

    assert changed > 60
    assert list(audit.findings(cast.NOW)) == []
    first = starts(place, "facial", cast.wall(2, 0), cast.wall(3, 0))[0]
    assert first == cast.wall(2, 10)
    assert visit.starts_at == cast.wall(2, 12)
    assert reason(place, cast.wall(2, 12), practitioner=place.people["Aino"]) == SLOT_TAKEN
