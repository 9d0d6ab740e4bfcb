"""Somebody written down by name alone: booked, moved, reminded and waiting, she copes with having no address."""

import pytest
from django.test import Client as Browser

from tests import cast
from tests.apps.notices_cast import booked, cancelled, moved
from tests.apps.waiting_cast import ON_TUESDAY
from unknot.diary import actions, audit
from unknot.diary.models import Appointment
from unknot.diary.values import CANT_WAIT, Refusal
from unknot.gateways.mail import FakeMail
from unknot.notices.actions import ask, remind, tell
from unknot.notices.calendar import calendar
from unknot.notices.models import Notice
from unknot.notices.reads import due
from unknot.people.models import Client
from unknot.plumbing.links import visit_link
from unknot.web.device import masked

pytestmark = pytest.mark.django_db


def by_name_alone(day: int = 4) -> Appointment:
    return booked(Client(name="Outi Laine", written_down_by="desk:1"), starts_at=cast.wall(day, 12))


def test_no_letter_goes_to_who_has_no_address_and_none_is_noted_as_sent() -> None:
    appointment, mail = by_name_alone(), FakeMail()
    changes = [appointment, moved(appointment, cast.wall(4, 13)), cancelled(appointment)]
    for number, each in enumerate(changes):
        tell(each.public_id, clock=cast.clock_at(), mail=mail)
        ask(each.public_id, fact_id=number, clock=cast.clock_at(), mail=mail)
    assert (mail.letters, Notice.objects.count()) == ([], 0)


def test_nobody_is_reminded_who_has_no_address() -> None:
    by_name_alone()
    noon, mail = cast.wall(3, 12), FakeMail()
    assert (list(due(noon)), remind(clock=cast.clock_at(noon), mail=mail), mail.letters) == ([], 0, [])


def test_who_cannot_be_told_cannot_wait() -> None:
    appointment = by_name_alone(2)
    offer = appointment.parts.get().offer
    somebody = Client(name="Mauri", written_down_by="desk:1")
    clock = cast.clock_at()
    answers = [
        actions.put_down_visit(appointment, wanted=ON_TUESDAY, clock=clock),
        actions.put_down(offer=offer, client=somebody, wanted=ON_TUESDAY, clock=clock),
    ]
    assert [each.code for each in answers if isinstance(each, Refusal)] == [CANT_WAIT] * 2
    assert not Client.objects.filter(name="Mauri").exists()


def test_her_visit_page_and_calendar_open_all_the_same() -> None:
    appointment = by_name_alone()
    browser = Browser()
    path = visit_link(appointment.public_id, appointment.token).removeprefix("http://testserver")
    page = browser.get(path, follow=True)
    assert (page.status_code, "Keep the private link below" in page.content.decode()) == (200, True)
    assert b"ATTENDEE" not in calendar(appointment, method="PUBLISH", now=cast.NOW)
    assert masked(appointment.client) == ""


def test_the_audit_finds_nothing_wrong_with_her() -> None:
    by_name_alone()
    assert list(audit.findings()) == []
