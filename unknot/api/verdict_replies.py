"""What goes out about a question to the rulebook."""

from typing import NotRequired

from typing_extensions import TypedDict


class SourceReply(TypedDict):
    """Where a rule comes from; the article of the classic list has no address."""

    id: str
    title: str
    url: str | None


class ReasonReply(TypedDict):
    """An item that bears on the treatment, in the salon's words to the client."""

    id: str
    text: str
    sources: list[SourceReply]


class MissingReply(TypedDict):
    """A follow-up that an answer still owes."""

    answer: str
    follow_up: str


class VerdictReply(TypedDict):
    """What the rulebook makes of a treatment at a start. `until` is local time, and null unless it is postponed."""

    verdict: str
    until: str | None
    avoid_regions: list[str]
    adaptations: list[str]
    urgency: NotRequired[str]
    reasons: list[ReasonReply]
    missing: list[MissingReply]
    alternatives: list[str]
    rulebook: str
