"""Letters by mail: the real gateway speaks through Django's mail connection, the fake keeps what it was given.

`settings.MAIL_GATEWAY` chooses another gateway than the real one; `settings.EMAIL_BACKEND` says whether the real one
talks SMTP or writes files.
"""

import smtplib
import unicodedata
from collections.abc import Set
from dataclasses import dataclass, field
from email.encoders import encode_base64
from email.header import Header
from email.mime.base import MIMEBase
from email.utils import formataddr
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import sanitize_address

_FIRST_PERMANENT = 500
_BREAKS_A_LINE = frozenset({"Cc", "Zl", "Zp", "Cs"})
_NOT_IN_AN_ADDRESS = frozenset(' <>,;:"()[]\\')


class MailNotSentError(Exception):
    """The letter was not handed over. The text names nobody: it ends up in logs.

    `refused` is true when the server said that it will never take this letter, `away` when there was no speaking
    with the server at all; otherwise it wants to be asked again later.
    """

    def __init__(self, reason: str, *, refused: bool = False, away: bool = False) -> None:
        super().__init__(reason)
        self.refused = refused
        self.away = away


@dataclass(frozen=True, slots=True, repr=False)
class Invitation:
    """A calendar file that calendar programs act on. `method` is iTIP's: REQUEST or CANCEL."""

    content: bytes
    method: str


@dataclass(frozen=True, slots=True, repr=False)
class Letter:
    """A mail to one person.

    `reference` becomes the Message-ID, so that the same letter sent twice is known for one. `name`, `subject` and
    `reply_name` may be any text: what would break a header's line becomes a space. Raises ValueError when `to` or
    `reply_to` is not one plain address.
    """

    to: str
    name: str
    subject: str
    text: str
    reference: str
    html: str = ""
    invitation: Invitation | None = None
    reply_to: str = ""
    reply_name: str = ""

    def __post_init__(self) -> None:
        for address in (self.to, self.reply_to or self.to):
            if not is_plain(address):
                raise ValueError("not one plain mail address")
        for one in ("name", "subject", "reply_name"):
            object.__setattr__(self, one, one_line(getattr(self, one)))


class Mail(Protocol):
    """Takes letters to where they are sent from."""

    def send(self, letter: Letter) -> None:
        """Hand the letter over. Raises MailNotSentError."""


class DjangoMail:
    """The real one: SMTP, or files in a home that has no mail server."""

    def send(self, letter: Letter) -> None:
        """Hand the letter over. Raises MailNotSentError."""
        try:
            _message(letter).send()
        except smtplib.SMTPRecipientsRefused as refusal:
            code = next(iter(refusal.recipients.values()))[0]
            # `from None` here and below: the server's words repeat the address.
            raise MailNotSentError(f"recipient refused, {code}", refused=code >= _FIRST_PERMANENT) from None
        except smtplib.SMTPDataError as refusal:
            code = refusal.smtp_code
            raise MailNotSentError(f"letter refused, {code}", refused=code >= _FIRST_PERMANENT) from None
        except (smtplib.SMTPException, OSError) as trouble:
            raise MailNotSentError(f"no mail server: {type(trouble).__name__}", away=True) from None


@dataclass(slots=True)
class FakeMail:
    """Keeps letters in a list; refuses the addresses in `refusing`, and everything while it is `away`."""

    letters: list[Letter] = field(default_factory=list)
    refusing: Set[str] = frozenset()
    away: bool = False

    def send(self, letter: Letter) -> None:
        """Keep the letter. Raises MailNotSentError when told to refuse."""
        if self.away:
            raise MailNotSentError("no mail server: told to be away", away=True)
        if letter.to in self.refusing:
            raise MailNotSentError("recipient refused, 550", refused=True)
        self.letters.append(letter)


def gateway() -> Mail:
    """The gateway of this installation."""
    chosen: Mail | None = getattr(settings, "MAIL_GATEWAY", None)
    return chosen or DjangoMail()


def one_line(text: str) -> str:
    """The text without anything that could begin a new header line; blanks joined."""
    return " ".join(
        "".join(" " if unicodedata.category(sign) in _BREAKS_A_LINE else sign for sign in text).split()
    )


def is_plain(address: str) -> bool:
    """Whether this is one address with nothing around it."""
    local, _, domain = address.rpartition("@")
    if not local or not domain or not local.isascii() or one_line(address) != address:
        return False
    return not _NOT_IN_AN_ADDRESS & set(address) and "@" not in local


def _message(letter: Letter) -> EmailMultiAlternatives:
    headers = {
        "To": _mailbox(letter.name, letter.to),
        "Message-ID": f"<{letter.reference}@{urlsplit(settings.SITE_URL).hostname}>",
        "Auto-Submitted": "auto-generated",
    }
    if letter.reply_to:
        headers["Reply-To"] = _mailbox(letter.reply_name, letter.reply_to)
    message = EmailMultiAlternatives(letter.subject, letter.text, to=[letter.to], headers=headers)
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    if letter.invitation:
        # Calendar programs act on the alternative; readers that know none offer the file.
        method = letter.invitation.method
        message.attach_alternative(letter.invitation.content.decode(), f"text/calendar; method={method}")
        message.attach(_file("invite.ics", letter.invitation.content))
    return message


def _file(name: str, content: bytes) -> MIMEBase:
    part = MIMEBase("application", "ics", name=name)
    part.set_payload(content)
    encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=name)
    return part


def _mailbox(name: str, address: str) -> str:
    """`name <address>` as a header wants it, on one line; the generator folds it."""
    plain = sanitize_address(("", address), "utf-8")
    if name.isascii():
        return formataddr((name, plain))
    return f"{Header(name, 'utf-8').encode(linesep='')} <{plain}>"
