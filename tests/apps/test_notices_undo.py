"""A client hears of what the desk has moved only once it can't be put back, and only of what is news to her."""

from datetime import timedelta

import pytest
from django.db import connection

from tests import cast
from tests.apps.notices_cast import booked, moved
from unknot.diary import actions
from unknot.diary.models import Appointment
from unknot.gateways.mail import FakeMail
from unknot.notices.actions import tell, tell_move
from unknot.plumbing.models import Fact

pytestmark = pytest.mark.django_db

MINUTE = timedelta(seconds=60)


def scheduled() -> list[object]:
    """When the jobs that tell of moves are due, in order of writing."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT scheduled_at FROM procrastinate_jobs j JOIN plumbing_fact f ON f.id = (j.args->>'fact_id')::bigint"
            " WHERE f.kind = 'appointment.moved' ORDER BY j.id"
        )
        return [row[0] for row in cursor.fetchall()]


def heard(visit: Appointment, mail: FakeMail) -> list[str]:
    """The subjects of the letters once every move has been heard of."""
    for fact in Fact.objects.filter(subject=visit.public_id, kind="appointment.moved").order_by("pk"):
        tell_move(fact, clock=cast.clock_at(), mail=mail)
    return [each.subject.partition(":")[0] for each in mail.letters]


def known(mail: FakeMail) -> Appointment:
    """A visit of which its client has been told."""
    visit = booked()
    tell(visit.public_id, clock=cast.clock_at(), mail=mail)
    return visit


def back(visit: Appointment, seen: int) -> None:
    assert isinstance(actions.put_back(visit, seen=seen, by="desk:1", clock=cast.clock_at()), Appointment)


def test_the_letter_of_a_desk_waits_for_a_minute_and_that_of_a_client_does_not() -> None:
    visit = booked()
    moved(visit, cast.wall(3, 12))
    actions.move(visit, starts_at=cast.wall(4, 12), by="client", clock=cast.clock_at())
    assert scheduled() == [cast.NOW + MINUTE, None]


def test_several_moves_make_one_letter() -> None:
    mail = FakeMail()
    visit = known(mail)
    for hour in (13, 14, 15):
        moved(visit, cast.wall(3, hour))
    assert heard(visit, mail) == ["Booked", "Changed"]
    assert "15:00" in mail.letters[1].subject


def test_a_move_that_was_moved_on_is_left_to_the_last_one_and_its_minute() -> None:
    mail = FakeMail()
    visit = known(mail)
    for hour in (13, 14):
        moved(visit, cast.wall(3, hour))
    first, last = Fact.objects.filter(subject=visit.public_id, kind="appointment.moved").order_by("pk")
    tell_move(first, clock=cast.clock_at(), mail=mail)
    assert len(mail.letters) == 1
    tell_move(last, clock=cast.clock_at(), mail=mail)
    assert len(mail.letters) == 2


def test_a_move_that_was_undone_makes_no_letter() -> None:
    mail = FakeMail()
    visit = known(mail)
    moved(visit, cast.wall(3, 13))
    back(visit, 1)
    assert heard(visit, mail) == ["Booked"]


def test_a_move_to_where_she_was_told_that_it_stands_is_no_news_and_from_there_it_is() -> None:
    mail = FakeMail()
    visit = known(mail)
    moved(visit, cast.wall(3, 13))
    assert heard(visit, mail) == ["Booked", "Changed"]
    moved(visit, cast.wall(3, 14))
    back(visit, 2)
    assert heard(visit, mail) == ["Booked", "Changed"]
    moved(visit, cast.wall(2, 12))
    assert heard(visit, mail) == ["Booked", "Changed", "Changed"]


def test_another_room_is_no_news() -> None:
    mail = FakeMail()
    visit = known(mail)
    part = visit.parts.select_related("offer__salon", "practitioner").get()
    other = part.claims.exclude(resource=part.practitioner).get().resource
    rooms = {
        lane.resource
        for lane in visit.salon.lanes.select_related("resource")
        if "table" in lane.resource.features
    }
    (free,) = rooms - {other}
    answer = actions.move(
        visit,
        starts_at=part.starts_at,
        practitioner=part.practitioner,
        things=[free],
        by="desk:1",
        clock=cast.clock_at(),
    )
    assert isinstance(answer, Appointment)
    assert heard(visit, mail) == ["Booked"]


def test_more_minutes_are_news() -> None:
    mail = FakeMail()
    visit = known(mail)
    actions.move(visit, starts_at=visit.starts_at, duration_min=75, by="desk:1", clock=cast.clock_at())
    assert heard(visit, mail) == ["Booked", "Changed"]
