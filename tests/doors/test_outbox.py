"""The demo's outbox page reads what Django's file backend wrote."""

from pathlib import Path

from django.core.mail import EmailMessage, get_connection

from unknot.web.outbox import letters


def test_letters_come_newest_first_as_they_were_sent(tmp_path: Path) -> None:
    backend = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=str(tmp_path))
    first = EmailMessage("Käynti", "Hei Outi\n", "salon@example.org", ["outi@example.org"])
    second = EmailMessage("Muutos", "Hei taas\n", "salon@example.org", ["outi@example.org"])
    second.attach("invite.ics", "BEGIN:VCALENDAR", "text/calendar")
    backend.send_messages([first, second])
    read = [(each.subject, each.to, each.text, each.files) for each in letters(tmp_path)]
    assert read == [
        ("Muutos", "outi@example.org", "Hei taas", ["invite.ics"]),
        ("Käynti", "outi@example.org", "Hei Outi", []),
    ]


def test_without_an_outbox_there_are_no_letters(tmp_path: Path) -> None:
    assert letters(None) == letters(tmp_path / "nowhere") == []
