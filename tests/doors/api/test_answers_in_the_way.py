"""A program that moves a visit with answers is told that they stand in the way, and never what they are."""

from datetime import timedelta

import pytest

from tests.apps import answered_cast as told
from tests.doors.answered import BOOKED_BEFORE, answered_visit, far, open_every_day, starts
from tests.doors.api.asking import Door, bearer, problem
from unknot.design.words import on_wall
from unknot.health import actions as locked
from unknot.plumbing import clock

pytestmark = pytest.mark.django_db
UNREAD = [{"id": "of_old"}]


@pytest.mark.parametrize("code", ["unsuitable", "not_accepted", "ask_again"])
def test_the_answers_stand_in_the_way_of_a_move(door: Door, code: str) -> None:
    place = open_every_day(clock.now() - BOOKED_BEFORE)
    soon = starts(place, clock.now() + timedelta(days=5))[0]
    day = on_wall(soon, place.salon.zone).date()
    said = {"unsuitable": told.vaccinated(day), "not_accepted": told.injected(day), "ask_again": told.NONE}
    _browser, visit = answered_visit(said[code], place=place, starts_at=far(place))
    if code == "ask_again":
        locked.renew(
            visit=visit.public_id, client=visit.client, answers=UNREAD, rulebook="r", now=clock.now()
        )
    path = f"/appointments/{visit.public_id}/time"
    response = door.put(path, {"starts_at": soon.isoformat()}, **bearer(visit.token))
    assert problem(response) == (409, code)
    assert [word for word in ("vaccin", "botox", "wrinkle") if word in response.content.decode()] == []
    before = visit.starts_at
    visit.refresh_from_db()
    assert visit.starts_at == before
