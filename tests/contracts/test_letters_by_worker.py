"""From a booking to the mail server, through the log of facts and a real job worker."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from icalendar import Calendar
from procrastinate.contrib.django import app

from tests import cast
from tests.apps.notices_cast import a_retry_is_due, jobs, no_jobs, work
from tests.contracts.mail_server import Letterbox, free_port, listening, smtp_settings
from unknot.diary import actions, reads
from unknot.diary.models import Appointment
from unknot.notices.models import Notice
from unknot.plumbing import facts
from unknot.plumbing.clock import now
from unknot.plumbing.links import visit_link
from unknot.plumbing.models import Fact

pytestmark = pytest.mark.django_db(transaction=True)
NAME, EMAIL = "Quirina Markersson", "quirina.marker@example.org"


@pytest.fixture(autouse=True)
def _only_our_jobs() -> Iterator[None]:
    no_jobs()
    yield
    no_jobs()


@pytest.fixture
def port(settings: object) -> int:
    """Where our mail goes: nobody listens there yet."""
    chosen = free_port()
    for name, value in smtp_settings(chosen).items():
        setattr(settings, name, value)
    return chosen


@pytest.fixture
def box(port: int) -> Iterator[Letterbox]:
    with listening(port) as letterbox:
        yield letterbox


def book() -> Appointment:
    """A visit in some days, booked now: the worker looks at the real clock."""
    moment = now()
    place = cast.hiljainen_huone(moment, email="huone@example.org")
    offer = place.offers["back_massage"]
    window: dict[str, Any] = {
        "starts_from": moment + timedelta(days=3),
        "starts_until": moment + timedelta(days=9),
    }
    slot = reads.slots(offer, **window, now=moment)[0]
    made = actions.book(
        offer=offer,
        starts_at=slot.starts_at,
        client=cast.client(NAME, email=EMAIL),
        by="client",
        clock=now,
    )
    assert isinstance(made, Appointment)
    return made


def test_a_booking_makes_one_mail_with_an_invitation_that_can_be_read(box: Letterbox) -> None:
    appointment = book()
    assert box.envelopes == []
    work()
    work()
    assert [envelope.rcpt_tos for envelope in box.envelopes] == [[EMAIL]]
    mail = box.mails[0]
    parts = {part.get_content_type(): part for part in mail.walk()}
    assert visit_link(appointment.public_id, appointment.token) in parts["text/plain"].get_content()
    invitation = parts["text/calendar"]
    assert invitation.get_param("method") == "REQUEST"
    content: Any = invitation.get_payload(decode=True)
    assert content == parts["application/ics"].get_payload(decode=True)
    event: Any = Calendar.from_ical(content).walk("VEVENT")[0]
    assert event["DTSTART"].dt == appointment.starts_at
    assert event["ATTENDEE"] == f"mailto:{EMAIL}"
    assert jobs() == ["succeeded"]


def test_a_booking_that_is_rolled_back_makes_no_mail(box: Letterbox) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        book()
        raise ZeroDivisionError
    work()
    assert (box.envelopes, jobs()) == ([], [])


def test_a_visit_booked_and_cancelled_before_the_worker_ran_makes_one_mail(box: Letterbox) -> None:
    actions.cancel(book(), by="client", clock=now)
    work()
    assert [mail["Subject"].strip().split(":")[0] for mail in box.mails] == ["Cancelled"]
    assert jobs() == ["succeeded", "succeeded"]


def test_while_the_mail_server_is_down_letters_wait_and_then_arrive_once(port: int) -> None:
    book()
    work()
    assert (jobs(), Notice.objects.count()) == (["todo"], 0)
    with listening(port) as box:
        work()
        assert box.envelopes == []  # its next try is not due yet
        a_retry_is_due()
        work()
        a_retry_is_due()
        work()
    assert [envelope.rcpt_tos for envelope in box.envelopes] == [[EMAIL]]
    assert (jobs(), Notice.objects.count()) == (["succeeded"], 1)


def test_a_fact_that_is_told_again_after_its_letter_went_out_sends_no_second(box: Letterbox) -> None:
    fact = Fact.objects.get(subject=book().public_id)
    work()
    facts.tell("notices.letters", fact.pk)
    assert len(box.envelopes) == 1


def test_a_letter_whose_worker_died_is_sent_by_another(box: Letterbox) -> None:
    sweep = app.configure_task("plumbing.sweep", queueing_lock="plumbing.sweep", schedule_in={"hours": 1})
    sweep.defer(timestamp=0)
    appointment = book()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
    sweep.defer(timestamp=0)
    app.configure_task("plumbing.revive").defer(timestamp=0)
    work()
    work()
    assert (jobs(), len(box.envelopes)) == (["succeeded"], 1)
    assert Notice.objects.get().appointment == appointment


def test_logs_name_nobody_and_hold_no_token(
    port: int, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "mail.log")  # the server beside us, which is not ours
    caplog.set_level(logging.DEBUG, "procrastinate")  # more than an installation shows: tracebacks too
    appointment = book()
    work()
    with listening(port, unknown={EMAIL}):
        a_retry_is_due()
        work()
    with listening(port):
        a_retry_is_due()
        work()
    logged = caplog.text + capfd.readouterr().err
    for line in (
        "letter_sent",
        "recipient refused, 550",
        "no mail server: ConnectionRefusedError",
        "Traceback",
    ):
        assert line in logged
    secrets = (NAME, "Quirina", EMAIL, "quirina", appointment.token, "huone@")
    assert [secret for secret in secrets if secret in logged] == []
