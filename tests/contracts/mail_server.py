"""A real SMTP server on this machine, that keeps what it is given."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Letterbox:
    """What arrived; addresses in `unknown` are answered with 550, those in `busy` with 450."""

    port: int
    envelopes: list[Envelope] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)
    busy: set[str] = field(default_factory=set)
    spam: bool = False

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.unknown:
            return f"550 5.1.1 <{address}>: no such mailbox"
        if address in self.busy:
            return f"450 4.2.1 <{address}>: come again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.spam:
            return "554 5.7.1 looks like spam"
        self.envelopes.append(envelope)
        return "250 OK"

    @property
    def mails(self) -> list[EmailMessage]:
        """The letters, read with the standard library's parser."""
        return [read(raw(envelope)) for envelope in self.envelopes]


def raw(envelope: Envelope) -> bytes:
    """A mail as it came over the wire."""
    assert isinstance(envelope.content, bytes)
    return envelope.content


def read(content: bytes) -> EmailMessage:
    """A mail from its bytes."""
    return message_from_bytes(content, policy=policy.default)


def free_port() -> int:
    """A port on which nobody listens at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def listening(port: int = 0, **more: Any) -> Iterator[Letterbox]:
    """A server that runs while the block does."""
    box = Letterbox(port or free_port(), **more)
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


def smtp_settings(port: int) -> dict[str, Any]:
    """Django's settings for that server."""
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": "",
        "EMAIL_USE_TLS": False,
        "EMAIL_USE_SSL": False,
        "EMAIL_TIMEOUT": 5,
    }
