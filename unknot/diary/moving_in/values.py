"""What a file's rows come to, as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from unknot.plumbing.tokens import fingerprint


class Why(StrEnum):
    """Why a row is not taken."""

    NO_NAME = "no_name"
    NO_CONTACT = "no_contact"
    BAD_EMAIL = "bad_email"
    BAD_PHONE = "bad_phone"
    BAD_DAY = "bad_day"
    NO_SUCH_DAY = "no_such_day"
    BAD_TIME = "bad_time"
    SKIPPED_TIME = "skipped_time"
    OVER = "over"
    TOO_FAR = "too_far"
    CANCELLED = "cancelled"
    BAD_DURATION = "bad_duration"
    NO_TREATMENT = "no_treatment"
    NO_OFFER = "no_offer"
    NO_PRACTITIONER = "no_practitioner"
    CANNOT_GIVE = "cannot_give"
    TWICE = "twice"
    BROUGHT_BEFORE = "brought_before"
    TAKEN = "taken"
    NO_ROOM = "no_room"
    TOO_MANY = "too_many"
    ENDLESS = "endless"
    FREE = "free"


class Left(NamedTuple):
    """A row that is not taken. `what` is the cell that is to blame, `other` the line of the row that it meets."""

    line: int
    why: Why
    what: str = ""
    other: int = 0


@dataclass(frozen=True)
class Person:
    """A client as a row has her. `email` and `phone` are cleaned; one of them is given."""

    line: int
    name: str
    email: str
    phone: str
    language: str

    @cached_property
    def key(self) -> str:
        """What makes her one of a kind in a salon's files."""
        return fingerprint(f"brought client:{self.name.casefold()}\n{self.email}\n{self.phone}")


@dataclass(frozen=True)
class Visit:
    """A visit as a row has it: whose, when, which offer, with which practitioner's resource."""

    line: int
    person: Person
    starts_at: datetime
    ends_at: datetime
    offer_id: int
    practitioner_id: int

    @cached_property
    def key(self) -> str:
        """What makes it one of a kind in a salon's files."""
        return fingerprint(f"brought visit:{self.person.key}\n{self.starts_at.isoformat()}")


@dataclass(frozen=True)
class Busy:
    """Time that is taken out of the diary: a private entry of a calendar. `uid` is what its calendar calls it."""

    line: int
    uid: str
    starts_at: datetime
    ends_at: datetime
    practitioner_id: int

    @cached_property
    def key(self) -> str:
        """What makes it one of a kind in a salon's files."""
        return fingerprint(f"brought block:{self.uid}\n{self.starts_at.isoformat()}\n{self.practitioner_id}")


@dataclass(frozen=True)
class Reading:
    """What a file says, before the diary is asked."""

    people: Sequence[Person] = ()
    visits: Sequence[Visit] = ()
    blocks: Sequence[Busy] = ()
    left: Sequence[Left] = ()


@dataclass(frozen=True)
class Placed:
    """A visit with the resources that it will occupy, the practitioner first."""

    visit: Visit
    resource_ids: tuple[int, ...]


@dataclass(frozen=True)
class Plan:
    """What would be taken and what not, row by row. `before` counts rows that an earlier file has brought."""

    people: Sequence[Person] = ()
    visits: Sequence[Placed] = ()
    blocks: Sequence[Busy] = ()
    left: Sequence[Left] = ()
    before: int = 0
    known: dict[str, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether it would change nothing."""
        return not (self.people or self.visits or self.blocks)
