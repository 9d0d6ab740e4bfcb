"""What a letter says, and which letter is sent when."""

import html as markup

import pytest
from django.test import override_settings

from tests import cast
from tests.apps.notices_cast import booked, cancelled, moved
from unknot.gateways.mail import FakeMail, Letter, MailNotSentError
from unknot.notices.actions import tell
from unknot.notices.letters import letter
from unknot.notices.models import Notice
from unknot.plumbing.links import visit_link
from unknot.salons.models import Salon

pytestmark = pytest.mark.django_db


def told(appointment: object, mail: FakeMail, *, times: int = 1) -> list[tuple[str, str | None]]:
    """The kinds of letter that are there after telling about the visit so often."""
    for _ in range(times):
        tell(appointment.public_id, clock=cast.clock_at(), mail=mail)  # type: ignore[attr-defined]
    return [
        (each.reference.split(".")[1], each.invitation.method if each.invitation else None)
        for each in mail.letters
    ]


def kinds(written: Letter) -> str:
    return written.text + markup.unescape(written.html)


def test_a_booked_letter_says_where_when_and_with_whom_and_carries_the_private_link() -> None:
    appointment = booked()
    written = letter(appointment, Notice.Kind.BOOKED, now=cast.NOW)
    who = appointment.parts.get().practitioner.name
    link = visit_link(appointment.public_id, appointment.token)
    assert link == f"http://testserver/v/{appointment.public_id}.{appointment.token}"
    assert written.text.splitlines() == [
        "Hello Outi Laine,",
        "",
        "Your visit at Hiljainen Huone is booked.",
        "",
        "When: Tuesday 2 March 2027, 12:00–13:00 (Europe/Helsinki, UTC+02:00)",
        "Where: Hiljainen Huone, Fleminginkatu 7, 00530 Helsinki",
        f"With: {who}",
        "",
        "See, move or cancel the visit:",
        link,
        "The link is yours alone: whoever has it can change the visit.",
    ]
    assert written.subject == "Booked: your visit at Hiljainen Huone, Tuesday 2 March 2027, 12:00–13:00"
    assert (written.to, written.name, written.reply_to) == (
        "outi@example.org",
        "Outi Laine",
        "huone@example.org",
    )
    assert f'<a href="{link}">' in written.html
    assert [word for word in ("src=", "url(", "<img", "<script") if word in written.html] == []


@pytest.mark.parametrize("kind", Notice.Kind)
@pytest.mark.parametrize("language", ["en", "fi"])
def test_no_letter_names_the_treatment(kind: Notice.Kind, language: str) -> None:
    client = cast.client()
    client.language = language
    written = letter(booked(client), kind, now=cast.NOW)
    everything = (written.subject + kinds(written)).lower()
    assert [word for word in ("massage", "hieronta", "back") if word in everything] == []


@override_settings(LANGUAGE_CODE="en")
def test_an_unknown_language_gets_the_sites_own() -> None:
    client = cast.client()
    client.language = "tlh"
    written = letter(booked(client), Notice.Kind.BOOKED, now=cast.NOW)
    assert written.text.startswith("Hello Outi Laine,")
    assert '<html lang="en" dir="ltr">' in written.html


def test_a_finnish_client_gets_finnish_days() -> None:
    client = cast.client()
    client.language = "fi"
    written = letter(booked(client), Notice.Kind.BOOKED, now=cast.NOW)
    assert "iistai" in written.text
    assert '<html lang="fi" dir="ltr">' in written.html


def test_names_are_escaped_in_html_and_whole_in_text() -> None:
    written = letter(booked(cast.client("<b>Bo</b> & Co")), Notice.Kind.BOOKED, now=cast.NOW)
    assert "Hello <b>Bo</b> & Co," in written.text
    assert "<b>Bo" not in written.html


def test_a_salon_that_wants_notice_says_until_when_a_visit_can_be_changed() -> None:
    appointment = booked()
    Salon.objects.update(change_notice_min=24 * 60)
    appointment.refresh_from_db()
    early = letter(appointment, Notice.Kind.BOOKED, now=cast.NOW)
    assert "You can move or cancel it yourself until Monday 1 March 2027, 12:00." in early.text
    late = letter(appointment, Notice.Kind.REMINDER, now=cast.wall(1, 12))
    assert "yourself until" not in kinds(late)


def test_a_cancelled_visit_has_no_link_any_more() -> None:
    appointment = cancelled(booked())
    written = letter(appointment, Notice.Kind.CANCELLED, now=cast.NOW)
    assert "/v/" not in kinds(written)
    assert "Your visit at Hiljainen Huone is cancelled." in written.text


def test_a_change_told_twice_is_one_letter() -> None:
    mail = FakeMail()
    assert told(booked(), mail, times=3) == [("booked", "REQUEST")]


def test_each_change_makes_one_letter_with_the_invitation_that_goes_with_it() -> None:
    mail = FakeMail()
    appointment = booked()
    assert told(appointment, mail) == [("booked", "REQUEST")]
    appointment = moved(appointment, cast.wall(3, 12))
    assert told(appointment, mail, times=2)[1:] == [("moved", "REQUEST")]
    assert told(cancelled(appointment), mail, times=2)[2:] == [("cancelled", "CANCEL")]


def test_a_booking_that_was_moved_before_it_was_told_is_told_once_as_it_stands() -> None:
    mail = FakeMail()
    appointment = moved(booked(), cast.wall(3, 14))
    assert told(appointment, mail, times=2) == [("moved", "REQUEST")]
    assert "Wednesday 3 March 2027, 14:00" in mail.letters[0].text


def test_a_booking_that_was_cancelled_before_it_was_told_is_told_once_as_cancelled() -> None:
    mail = FakeMail()
    assert told(cancelled(booked()), mail, times=2) == [("cancelled", "CANCEL")]


def test_a_letter_that_was_not_sent_leaves_no_trace_and_is_sent_the_next_time() -> None:
    mail = FakeMail(away=True)
    appointment = booked()
    with pytest.raises(MailNotSentError):
        told(appointment, mail)
    assert Notice.objects.count() == 0
    mail.away = False
    assert told(appointment, mail) == [("booked", "REQUEST")]


def test_nobody_is_told_of_a_visit_that_is_over_and_up_to_its_end_everybody_is() -> None:
    mail = FakeMail()
    appointment = booked()
    tell(appointment.public_id, clock=cast.clock_at(appointment.ends_at), mail=mail)
    assert mail.letters == []
    tell(appointment.public_id, clock=cast.clock_at(cast.wall(2, 12, 59)), mail=mail)
    assert len(mail.letters) == 1


def test_a_client_with_only_a_phone_gets_no_mail() -> None:
    mail = FakeMail()
    assert told(booked(cast.client(email="", phone="+358401234567")), mail) == []
    assert Notice.objects.count() == 0


def test_a_visit_that_is_gone_is_nobodys_business() -> None:
    mail = FakeMail()
    tell("nothing", clock=cast.clock_at(), mail=mail)
    assert mail.letters == []
