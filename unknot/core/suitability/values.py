"""The words of a verdict: outcomes from mild to severe, classes of rules, urgency, and values of answers."""

from collections.abc import Mapping
from enum import Enum, StrEnum

from unknot.core.suitability.moments import When


class Outcome(StrEnum):
    """What the rules make of one treatment at one start, from mild to severe."""

    ALLOWED = "allowed"
    ADAPT = "adapt"
    POSTPONE = "postpone"
    CLEARANCE = "clearance"
    NOT_SUITABLE = "not_suitable"
    EMERGENCY = "emergency"


SEVERITY: Mapping[Outcome, int] = {outcome: place for place, outcome in enumerate(Outcome)}
"""0 for allowed; the highest wins."""


class RuleClass(StrEnum):
    """What a rule does; see docs/hard/suitability.md."""

    EMERGENCY = "emergency"
    NOT_SUITABLE = "not_suitable"
    CLEARANCE = "clearance"
    POSTPONE = "postpone"
    LOCAL = "local"
    ADAPT = "adapt"
    NONE = "none"

    @property
    def outcome(self) -> Outcome:
        """What the class leads to: a local rule adapts, none allows.

        >>> RuleClass.LOCAL.outcome, RuleClass.NONE.outcome
        (<Outcome.ADAPT: 'adapt'>, <Outcome.ALLOWED: 'allowed'>)
        """
        return _LEADS_TO.get(self) or Outcome(self.value)


_LEADS_TO = {RuleClass.LOCAL: Outcome.ADAPT, RuleClass.NONE: Outcome.ALLOWED}


class Urgency(StrEnum):
    """How soon to seek care, the sooner first."""

    NOW = "now"
    URGENT = "urgent"


class FollowUpKind(StrEnum):
    """How a follow-up is answered. `date` and `datetime` both take a date, with its time where it is known."""

    BOOL = "bool"
    SINGLE = "single"
    MULTI = "multi"
    DATE = "date"
    DATETIME = "datetime"
    BODY_MAP = "body_map"


class NotSure(Enum):
    """The client's "I don't know": the cautious answer to any follow-up."""

    UNKNOWN = "unknown"


UNKNOWN = NotSure.UNKNOWN

Value = bool | str | frozenset[str] | When | NotSure
"""A follow-up's answer: a truth, an option, options or sides of the body, a date, or UNKNOWN."""
