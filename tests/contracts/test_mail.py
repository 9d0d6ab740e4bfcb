"""The same assertions over the fake mail gateway and over the real one with a real SMTP server."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from pathlib import Path

import pytest
from django.test import override_settings

from tests.contracts.mail_server import Letterbox, free_port, listening, raw, read, smtp_settings
from unknot.gateways.mail import DjangoMail, FakeMail, Invitation, Letter, Mail, MailNotSentError

ICS = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:K\xc3\xa4ynti\r\nEND:VCALENDAR\r\n"
PLAIN = Letter(
    to="outi@example.org", name="Outi Laine", subject="Booked", text="Hello\n", reference="a1.booked.0"
)


@dataclass
class Post:
    """A gateway and what came through it."""

    mail: Mail
    arrived: Callable[[], list[Letter]]
    refuse: Callable[[str], None]


@pytest.fixture(params=["fake", "real"])
def post(request: pytest.FixtureRequest) -> Iterator[Post]:
    if request.param == "fake":
        fake = FakeMail()

        def refuse(address: str) -> None:
            fake.refusing = {address}

        yield Post(fake, lambda: fake.letters, refuse)
        return
    with listening() as box, override_settings(**smtp_settings(box.port)):
        yield Post(DjangoMail(), lambda: _letters(box), box.unknown.add)


def _letters(box: Letterbox) -> list[Letter]:
    """What arrived, as the letters that they were."""
    letters = []
    for envelope, mail in zip(box.envelopes, box.mails, strict=True):
        parts = {part.get_content_type(): part for part in mail.walk() if not part.is_multipart()}
        reply_name, reply_to = parseaddr(str(mail["Reply-To"] or ""))
        name, to = _mailbox(raw(envelope))
        assert envelope.rcpt_tos == [to]
        letters.append(
            Letter(
                to=to,
                name=name,
                subject=mail["Subject"],
                text=_unix(parts["text/plain"].get_content()),
                reference=mail["Message-ID"].strip("<>").split("@")[0],
                html=_unix(parts["text/html"].get_content()) if "text/html" in parts else "",
                invitation=_invitation(parts.get("text/calendar")),
                reply_to=reply_to,
                reply_name=reply_name,
            )
        )
    return letters


def _invitation(part: Message | None) -> Invitation | None:
    if part is None:
        return None
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return Invitation(content, str(part.get_param("method")))


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n")


def _mailbox(content: bytes) -> tuple[str, str]:
    """To whom, read by the older parser: the newer one splits long names at the seams of their encoding."""
    name, address = parseaddr(message_from_bytes(content)["To"].replace("\r\n", ""))
    return str(make_header(decode_header(name))), address


def test_a_plain_letter_arrives_once_as_it_was(post: Post) -> None:
    post.mail.send(PLAIN)
    assert post.arrived() == [PLAIN]


def test_every_part_of_a_letter_arrives(post: Post) -> None:
    letter = replace(
        PLAIN,
        html="<p>Hei</p>\n",
        invitation=Invitation(ICS, "REQUEST"),
        reply_to="salon@example.org",
        reply_name="Hiljainen Huone",
    )
    post.mail.send(letter)
    assert post.arrived() == [letter]


@pytest.mark.parametrize(
    "name",
    [
        "Äijä Öhman-Åkerlund",
        "王小明",
        'O\'Brien, Dr. "Bob" <b@example.org>',
        "ليلى " * 40 + "x",
        "Maximiliana-Theodora " * 9 + "Huber",
    ],
)
def test_names_and_subjects_of_any_script_arrive_whole(post: Post, name: str) -> None:
    letter = replace(PLAIN, name=name, subject=f"Varattu: {name}")
    post.mail.send(letter)
    assert [(each.name, each.subject) for each in post.arrived()] == [
        (letter.name, f"Varattu: {letter.name}")
    ]


@pytest.mark.parametrize("breaker", ["\r\n", "\n", "\r", "\u2028", "\x00", "\x0b", "\x85"])
def test_a_newline_in_a_name_or_subject_begins_no_header(post: Post, breaker: str) -> None:
    evil = f"Outi{breaker}Bcc: all@example.org"
    post.mail.send(replace(PLAIN, name=evil, subject=evil, reply_to="s@example.org", reply_name=evil))
    tame = "Outi Bcc: all@example.org"
    assert [(each.to, each.name, each.subject, each.reply_name) for each in post.arrived()] == [
        (PLAIN.to, tame, tame, tame)
    ]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "outi",
        "outi@",
        "@example.org",
        "a@b@example.org",
        "outi@example.org, all@example.org",
        "Outi <outi@example.org>",
        "outi@example.org\nBcc: all@example.org",
        "öuti@example.org",
    ],
)
def test_what_is_not_one_plain_address_makes_no_letter(address: str) -> None:
    with pytest.raises(ValueError, match=r"^not one plain mail address$"):
        replace(PLAIN, to=address)


def test_a_refused_recipient_is_a_refusal_without_the_address(post: Post) -> None:
    post.refuse("outi@example.org")
    with pytest.raises(MailNotSentError) as caught:
        post.mail.send(PLAIN)
    assert (caught.value.refused, caught.value.away) == (True, False)
    assert str(caught.value) == "recipient refused, 550"
    assert caught.value.__suppress_context__ is (not isinstance(post.mail, FakeMail))
    post.mail.send(replace(PLAIN, to="aino@example.org"))
    assert [letter.to for letter in post.arrived()] == ["aino@example.org"]


def test_a_server_that_wants_to_be_asked_later_refuses_nothing() -> None:
    with listening(busy={"outi@example.org"}) as box, override_settings(**smtp_settings(box.port)):
        with pytest.raises(MailNotSentError, match=r"^recipient refused, 450$") as caught:
            DjangoMail().send(PLAIN)
        assert (caught.value.refused, caught.value.away, box.envelopes) == (False, False, [])


def test_a_letter_taken_for_spam_is_refused() -> None:
    with listening(spam=True) as box, override_settings(**smtp_settings(box.port)):
        with pytest.raises(MailNotSentError, match=r"^letter refused, 554$") as caught:
            DjangoMail().send(PLAIN)
        assert (caught.value.refused, caught.value.away) == (True, False)


def test_a_server_that_does_not_answer_is_away() -> None:
    with (
        override_settings(**smtp_settings(free_port())),
        pytest.raises(MailNotSentError, match=r"^no mail server: ConnectionRefusedError$") as real,
    ):
        DjangoMail().send(PLAIN)
    with pytest.raises(MailNotSentError) as fake:
        FakeMail(away=True).send(PLAIN)
    assert [(each.value.refused, each.value.away) for each in (real, fake)] == [(False, True)] * 2


def test_the_real_letter_carries_the_headers_of_a_machine_and_an_invitation_twice() -> None:
    with listening() as box, override_settings(**smtp_settings(box.port), SITE_URL="https://unknot.example"):
        DjangoMail().send(replace(PLAIN, html="<p>Hei</p>", invitation=Invitation(ICS, "CANCEL")))
        mail = box.mails[0]
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"] == "<a1.booked.0@unknot.example>"
    assert mail["Date"].datetime is not None
    assert mail.defects == []
    kinds = [part.get_content_type() for part in mail.walk()]
    assert kinds == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]
    alternative, attachment = list(mail.walk())[-2:]
    assert dict(alternative["Content-Type"].params) == {"method": "CANCEL", "charset": "utf-8"}
    assert (attachment.get_filename(), attachment.get_content()) == ("invite.ics", ICS)


def test_an_international_domain_is_written_in_ascii() -> None:
    with listening() as box, override_settings(**smtp_settings(box.port)):
        DjangoMail().send(replace(PLAIN, to="outi@äijä.example"))
        assert box.envelopes[0].rcpt_tos == ["outi@xn--ij-uiac.example"]


def test_no_line_of_a_header_is_longer_than_mail_allows() -> None:
    with listening() as box, override_settings(**smtp_settings(box.port)):
        DjangoMail().send(replace(PLAIN, name="Ä" * 200, subject="Ö" * 400))
        head = raw(box.envelopes[0]).split(b"\r\n\r\n")[0]
    assert max(len(line) for line in head.split(b"\r\n")) <= 78


def test_without_a_mail_server_letters_are_files_that_hold_the_same(tmp_path: Path) -> None:
    files = {
        "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "EMAIL_FILE_PATH": str(tmp_path),
    }
    with override_settings(**files):
        DjangoMail().send(replace(PLAIN, name="Äijä", invitation=Invitation(ICS, "REQUEST")))
    (written,) = tmp_path.iterdir()
    mail = read(written.read_bytes())
    assert mail["To"] == "Äijä <outi@example.org>"
    attachment = list(mail.walk())[-1]
    assert attachment.get_payload(decode=True) == ICS
