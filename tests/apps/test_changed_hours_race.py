"""Hours change while somebody books: either the booking sees the new hours, or who changes them sees the booking."""

from collections import Counter
from datetime import date, timedelta

import pytest

from tests import cast
from tests.apps.test_diary_race import at_once, deadlocks, outcome
from unknot.diary import actions, audit, reads
from unknot.diary.models import Appointment
from unknot.diary.values import MORE_OUTSIDE, NOT_BOOKABLE, Refusal
from unknot.salons.models import HoursException
from unknot.salons.rota import OtherDays

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("crowd")]

DAYS = 8
SEVENTH = date(2027, 3, 8)


@pytest.mark.parametrize("turn", range(3))
def test_a_booking_and_a_closure_of_its_day_never_miss_each_other(turn: int) -> None:
    place = cast.hiljainen_huone()
    weekdays = [day for n in range(DAYS + 4) if (day := SEVENTH + timedelta(days=n)).weekday() < 5][:DAYS]

    def work(number: int) -> object:
        day = weekdays[number // 2]
        if number % 2 == turn % 2:
            return actions.book(
                offer=place.offers["facial"],
                starts_at=cast.wall(day.day, 9),
                client=cast.client(),
                by="client",
                clock=cast.clock_at(),
            )
        asked = OtherDays(None, day, day, ())
        return actions.change_hours(place.salon, asked, seen=(), by="desk:1", clock=cast.clock_at())

    answers = at_once(work, 2 * DAYS)
    for n in range(DAYS):
        pair = Counter(map(outcome, answers[2 * n : 2 * n + 2]))
        assert pair in ({"Appointment": 1, MORE_OUTSIDE: 1}, {"int": 1, NOT_BOOKABLE: 1})
    booked = {each.starts_at.date() for each in answers if isinstance(each, Appointment)}
    closed = set(HoursException.objects.values_list("on_date", flat=True))
    assert (booked & closed, booked | closed) == (set(), set(weekdays))
    assert reads.outside(place.salon, now=cast.NOW) == []
    assert (list(audit.findings(cast.NOW)), deadlocks()) == ([], 0)


def test_who_confirms_while_hours_change_is_booked_and_listed() -> None:
    place = cast.hiljainen_huone()
    held = actions.hold(offer=place.offers["facial"], starts_at=cast.wall(8, 9), clock=cast.clock_at())
    assert not isinstance(held, Refusal)

    def work(number: int) -> object:
        if number:
            return actions.confirm(held, client=cast.client(), by="client", clock=cast.clock_at())
        asked = OtherDays(None, SEVENTH, SEVENTH, ())
        return actions.change_hours(
            place.salon, asked, seen=[held.public_id], by="desk:1", clock=cast.clock_at()
        )

    changed, booked = at_once(work, 2)
    assert isinstance(booked, Appointment)
    listed = [each.public_id for each in reads.outside(place.salon, now=cast.NOW)]
    assert listed == ([] if isinstance(changed, Refusal) else [booked.public_id])
    assert list(audit.findings(held.expires_at)) == []
