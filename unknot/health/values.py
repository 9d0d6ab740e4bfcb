"""What the locked room answers with: opened things, which show nothing of themselves when printed, and refusals."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from unknot.health.models import Reading
from unknot.salons.models import Resource

NOT_GRANTED = "not_granted"
NOT_YET = "not_yet"
OVER = "over"
NO_ANSWERS = "no_answers"
NO_CONSENT = "no_consent"
TOO_LARGE = "too_large"
WRONG_KIND = "wrong_kind"
TOO_MANY_NOTES = "too_many_notes"
NO_NOTE = "no_note"
DECIDED = "decided"
NO_REPORT = "no_report"
SIGNED = "signed"

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing was done or opened: one of this module's codes, and never a reason from what is sealed."""

    code: str


@dataclass(frozen=True, slots=True)
class Reader:
    """As what somebody opens; `practitioner` says who, when it is one."""

    role: Reading.Role
    practitioner: Resource | None = None


THE_CLIENT = Reader(Reading.Role.CLIENT)
THE_RULES = Reader(Reading.Role.RULES)


@dataclass(frozen=True, slots=True)
class Opened:
    """Answers that were opened: documents `{"id", ...follow-ups}`, with the version of the rules that asked."""

    answers: Sequence[Document] = field(repr=False)
    rulebook: str
    given_at: datetime


@dataclass(frozen=True, slots=True)
class OpenedNote:
    """A note of clearance that was opened; `items` are ids of the rulebook, `kind` is the file's media type."""

    id: str
    from_whom: str = field(repr=False)
    items: Sequence[str] = field(repr=False)
    file: bytes = field(repr=False)
    kind: str
    treatment: str
    holds_until: date
    state: str


@dataclass(frozen=True, slots=True)
class Written:
    """What a report says: what the client says, what is found, what is thought of it, what comes next (SOAP).

    `where` holds ids of regions or of their sides.
    """

    subjective: str = field(default="", repr=False)
    objective: str = field(default="", repr=False)
    assessment: str = field(default="", repr=False)
    plan: str = field(default="", repr=False)
    where: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class OpenedReport:
    """A report that was opened; a draft while `signed_at` is None. `amends` is the id of the one that it corrects."""

    id: str
    visit: str
    author: Resource
    amends: str
    written_at: datetime
    signed_at: datetime | None
    written: Written = field(repr=False)


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked `times` times between two moments, never more than ten minutes apart."""

    role: str
    thing: str
    practitioner: str
    visit: str
    first_at: datetime
    last_at: datetime
    times: int
