"""The demo's outbox: letters that were written to files because no mail server is set, read back for people."""

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

SEPARATOR = b"-" * 79 + b"\n"
MOST_FILES = 40


@dataclass(frozen=True)
class Letter:
    """One mail as it was sent. `text` is its plain part."""

    to: str
    subject: str
    sent: str
    text: str
    files: list[str]


def letters(outbox: Path | None) -> list[Letter]:
    """The letters of the newest files, newest first; none where there is no outbox."""
    if outbox is None or not outbox.is_dir():
        return []
    files = sorted(outbox.glob("*.log"), key=lambda file: file.stat().st_mtime, reverse=True)
    return [letter for file in files[:MOST_FILES] for letter in reversed(_read(file))]


def _read(file: Path) -> list[Letter]:
    raw = file.read_bytes().replace(b"\r\n", b"\n").split(SEPARATOR)
    parsed = (message_from_bytes(each, policy=policy.default) for each in raw if each.strip())
    return [_letter(message) for message in parsed]


def _letter(message: EmailMessage) -> Letter:
    body = message.get_body(("plain",))
    return Letter(
        to=str(message["To"]),
        subject=str(message["Subject"]),
        sent=str(message["Date"]),
        text=body.get_content().strip() if body else "",
        files=[name for part in message.walk() if (name := part.get_filename())],
    )
