"""Short ways to ask the rulebook: a back massage in Helsinki on Saturday 5 June 2027 at ten."""

from typing import Any

from unknot.core.suitability import Verdict, verdict
from unknot.knowledge import screening

ZONE = "Europe/Helsinki"
SATURDAY = "2027-06-05T10:00"


def judged(*answers: dict[str, Any], **other: Any) -> Verdict:
    """A verdict on these answers; `other` are arguments of `verdict`."""
    asked: dict[str, Any] = {
        "treatment": "back_massage",
        "duration_min": 60,
        "starts_at": SATURDAY,
        "zone": ZONE,
        "policy": "modern",
        "rulebook": screening.rulebook(),
    }
    return verdict(answers=list(answers), **(asked | other))


def said(item: str, **follow_ups: Any) -> dict[str, Any]:
    """An answer: the item, and its follow-ups; `on_` is `on`."""
    return {"id": item} | {name.rstrip("_"): value for name, value in follow_ups.items()}


def outcome(*answers: dict[str, Any], **other: Any) -> str:
    return judged(*answers, **other).verdict.value


def until(*answers: dict[str, Any], **other: Any) -> str | None:
    """The date of a postponed visit; `open` when nobody can say yet, None when it is not postponed."""
    found = judged(*answers, **other)
    if found.verdict != "postpone":
        return None
    return found.until.isoformat(timespec="minutes") if found.until else "open"


def reasons(*answers: dict[str, Any], **other: Any) -> list[str]:
    return [each.id for each in judged(*answers, **other).reasons]
