"""Who is reminded, when, and how often."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from tests import cast
from tests.apps.notices_cast import booked, cancelled, moved
from unknot.diary.models import Appointment
from unknot.gateways.mail import FakeMail
from unknot.notices.actions import remind
from unknot.notices.reads import due, due_until
from unknot.plumbing.models import Fact

pytestmark = pytest.mark.django_db
SOON_NOT = cast.wall(4, 12)


def visit(starts_at: datetime = SOON_NOT, **more: object) -> Appointment:
    """A visit on Thursday 4 March, booked on Monday."""
    return booked(cast.client(**more) if more else None, starts_at=starts_at)  # type: ignore[arg-type]


def reminded(at: datetime, mail: FakeMail | None = None) -> int:
    return remind(clock=cast.clock_at(at), mail=mail or FakeMail())


def test_a_visit_at_noon_is_due_at_noon_the_day_before_and_not_a_second_earlier() -> None:
    visit()
    noon = cast.wall(3, 12)
    assert list(due(noon - timedelta(seconds=1))) == []
    assert len(due(noon)) == 1


@pytest.mark.parametrize(
    ("visit_hour", "first"), [(7, (9, 0)), (9, (9, 0)), (17, (17, 0)), (18, (18, 0)), (20, (18, 0))]
)
def test_reminders_keep_civil_hours(visit_hour: int, first: tuple[int, int]) -> None:
    begins = cast.wall(4, visit_hour).astimezone(UTC)

    def is_due(at: datetime) -> bool:
        until = due_until("Europe/Helsinki", at)
        return until is not None and begins < until

    opening = cast.wall(3, *first)
    assert [is_due(opening - timedelta(seconds=1)), is_due(opening)] == [False, True]
    assert [is_due(cast.wall(3, 19, 59)), is_due(cast.wall(3, 20)), is_due(cast.wall(4, 8, 59))] == [
        True,
        False,
        False,
    ]


def test_civil_hours_are_those_of_the_salons_own_wall() -> None:
    noon_in_helsinki = cast.wall(3, 12)
    assert due_until("America/New_York", noon_in_helsinki) is None
    assert due_until("Asia/Kathmandu", noon_in_helsinki) == datetime(2027, 3, 4, 10, 0, 0, 1, tzinfo=UTC)


def test_a_clock_change_in_the_night_does_not_move_the_reminder_on_the_wall() -> None:
    until = due_until("Europe/Helsinki", datetime(2027, 3, 27, 10, 0, tzinfo=UTC))
    assert until == datetime(2027, 3, 28, 9, 0, 0, 1, tzinfo=UTC)


def test_a_visit_is_reminded_of_once() -> None:
    visit()
    mail = FakeMail()
    assert [reminded(cast.wall(3, hour), mail) for hour in (12, 13, 14)] == [1, 0, 0]
    assert [(each.invitation, each.subject) for each in mail.letters] == [
        (None, "Reminder: your visit at Hiljainen Huone, Thursday 4 March 2027, 12:00–13:00")
    ]


def test_a_moved_visit_is_reminded_of_again() -> None:
    appointment = visit()
    assert reminded(cast.wall(3, 12)) == 1
    moved(appointment, cast.wall(5, 12))
    assert [reminded(cast.wall(3, 13)), reminded(cast.wall(4, 12)), reminded(cast.wall(4, 13))] == [0, 1, 0]


def test_what_was_missed_while_nothing_ran_is_made_up_until_two_hours_before() -> None:
    visit()
    assert len(due(cast.wall(4, 10))) == 1
    assert list(due(cast.wall(4, 10) + timedelta(seconds=1))) == []


def test_who_booked_within_twelve_hours_needs_no_reminder() -> None:
    appointment = visit()
    noon = cast.wall(3, 12)
    Appointment.objects.filter(pk=appointment.pk).update(changed_at=noon - timedelta(hours=12))
    assert len(due(noon)) == 1
    Appointment.objects.filter(pk=appointment.pk).update(changed_at=noon - timedelta(hours=11, minutes=59))
    assert list(due(noon)) == []


@pytest.mark.parametrize("status", [each for each in Appointment.Status if each != Appointment.Status.BOOKED])
def test_only_booked_visits_are_reminded_of(status: str) -> None:
    appointment = visit()
    Appointment.objects.filter(pk=appointment.pk).update(status=status)
    assert list(due(cast.wall(3, 12))) == []


def test_a_cancelled_visit_a_phone_and_a_visit_nobody_booked_here_get_no_reminder() -> None:
    place = cast.hiljainen_huone()
    cancelled(booked(place=place, starts_at=cast.wall(4, 12)))
    booked(cast.client(email="", phone="+358401234567"), place=place, starts_at=cast.wall(4, 12))
    seeded = booked(place=place, starts_at=cast.wall(4, 14))
    Fact.objects.filter(subject=seeded.public_id).delete()
    assert list(due(cast.wall(3, 15))) == []


def test_a_refused_address_is_given_up_and_the_others_are_reminded() -> None:
    place = cast.hiljainen_huone()
    for hour, email in ((10, "gone@example.org"), (12, "outi@example.org")):
        booked(cast.client(email=email), place=place, starts_at=cast.wall(4, hour))
    mail = FakeMail(refusing={"gone@example.org"})
    assert [reminded(cast.wall(3, 12), mail), reminded(cast.wall(3, 13), mail)] == [1, 0]
    assert list(due(cast.wall(3, 13))) == []


def test_a_server_that_is_away_loses_no_reminder() -> None:
    visit()
    mail = FakeMail(away=True)
    assert reminded(cast.wall(3, 12), mail) == 0
    mail.away = False
    assert reminded(cast.wall(3, 12, 5), mail) == 1


def test_finding_takes_two_statements_for_one_visit_and_for_thirty(
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    appointment = visit()
    with django_assert_num_queries(2):
        assert len(due(cast.wall(3, 12))) == 1
    for number in range(29):
        copy = Appointment.objects.get(pk=appointment.pk)
        copy.pk, copy.public_id = None, f"copy{number}"
        copy.save(force_insert=True)
        Fact.objects.create(kind="appointment.booked", subject=copy.public_id)
    with django_assert_num_queries(2):
        assert len(due(cast.wall(3, 12))) == 30


def test_finding_reads_no_old_visits() -> None:
    """Among thirty thousand old visits the search goes through an index."""
    appointment = visit()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO diary_appointment (public_id, salon_id, client_id, status, starts_at, ends_at, sequence,"
            " token_version, created_at, changed_at) SELECT 'old' || n, %s, %s, 'booked', %s - n * interval '1 hour',"
            " %s - n * interval '1 hour' + interval '50 min', 0, 1, now(), now() FROM generate_series(100, 30100) n",
            [appointment.salon_id, appointment.client_id, SOON_NOT, SOON_NOT],
        )
        cursor.execute("ANALYZE diary_appointment")
    plan = due(cast.wall(3, 12)).explain()
    assert "Seq Scan on diary_appointment" not in plan
