"""An absence touches visits: each is listed with what could be done, and nothing is moved by looking."""

from datetime import timedelta
from typing import Any

import pytest

from tests import cast
from tests.apps.hours_cast import HOUR, NINE, book
from unknot.diary import actions, reads
from unknot.diary.models import Appointment, Part
from unknot.diary.reads import Affected

pytestmark = pytest.mark.django_db

DAY_END = cast.wall(2, 17)


def ill(place: cast.Place, who: str = "Aino", **more: Any) -> list[Affected]:
    asked = {"starts_from": NINE, "starts_until": DAY_END, "now": cast.NOW, **more}
    return reads.affected(place.people[who], place.salon, **asked)


def told(found: list[Affected]) -> list[tuple[Any, str, bool] | None]:
    return [
        (instead.starts_at, instead.practitioner.name, instead.is_then)
        if (instead := each.proposal)
        else None
        for each in found
    ]


def test_a_colleague_takes_the_same_time_where_she_can() -> None:
    place = cast.hiljainen_huone()
    visit = book(place, NINE, "Aino")

    found = ill(place)
    assert [each.part.appointment_id for each in found] == [visit.pk]
    assert told(found) == [(NINE, "Mikael", True)]


def test_two_proposals_never_take_the_same_time() -> None:
    place = cast.hiljainen_huone()
    book(place, NINE, "Aino")
    book(place, NINE + HOUR, "Aino")
    book(place, NINE + HOUR, "Mikael")

    found = told(ill(place))
    assert found[0] == (NINE, "Mikael", True)
    assert found[1] == (NINE + 2 * HOUR, "Mikael", False)


def test_she_takes_it_herself_once_she_is_back() -> None:
    place = cast.hiljainen_huone()
    book(place, NINE, "Sanna", "facial")

    assert told(ill(place, "Sanna")) == [(cast.wall(3, 9), "Sanna", False)]


def test_where_nobody_can_the_client_has_to_be_asked() -> None:
    place = cast.hiljainen_huone()
    book(place, NINE, "Sanna", "facial")

    assert told(ill(place, "Sanna", starts_until=NINE + timedelta(days=60))) == [None]


def test_only_booked_visits_of_hers_that_meet_the_absence_are_listed() -> None:
    place = cast.hiljainen_huone()
    gone, before, inside = (book(place, NINE + n * HOUR, "Aino") for n in range(3))
    book(place, NINE + 2 * HOUR, "Mikael")
    actions.cancel(gone, by="desk:1", clock=cast.clock_at(cast.NOW))

    found = ill(place, starts_from=NINE + 2 * HOUR)
    assert [each.part.appointment_id for each in found] == [inside.pk]
    assert before.pk not in [each.part.appointment_id for each in found]


def test_what_is_proposed_can_be_done_and_then_nothing_is_in_the_way() -> None:
    place = cast.hiljainen_huone()
    for n in range(4):
        book(place, NINE + n * HOUR, "Aino")
    book(place, NINE + HOUR, "Mikael")
    before = list(Part.objects.order_by("pk").values_list("starts_at", "practitioner"))
    found = ill(place)
    assert list(Part.objects.order_by("pk").values_list("starts_at", "practitioner")) == before
    for each in found:
        assert each.proposal is not None
        moved = actions.move(
            each.part.appointment,
            starts_at=each.proposal.starts_at,
            practitioner=each.proposal.practitioner,
            by="desk:1",
            clock=cast.clock_at(cast.NOW),
        )
        assert isinstance(moved, Appointment)
    assert ill(place) == []
    actions.block(
        resource=place.people["Aino"],
        starts_at=NINE,
        ends_at=DAY_END,
        by="desk:1",
        clock=cast.clock_at(cast.NOW),
    )
