"""A verdict as programs read it: the same members on every door."""

from collections.abc import Callable
from typing import Any

from unknot.core.suitability.sentences import Sentence
from unknot.core.suitability.verdicts import Reason, Verdict

Say = Callable[[Sentence], str]


def told(found: Verdict, say: Say) -> dict[str, Any]:
    """A verdict as JSON has it; `say` makes the sentences. `urgency` is there only in an emergency."""
    reply = {
        "verdict": found.verdict.value,
        "until": found.until.isoformat(timespec="seconds") if found.until else None,
        "avoid_regions": list(found.avoid_regions),
        "adaptations": list(found.adaptations),
        "reasons": [_reason(each, say) for each in found.reasons],
        "missing": [each._asdict() for each in found.missing],
        "alternatives": list(found.alternatives),
        "rulebook": found.rulebook,
    }
    return reply | {"urgency": found.urgency.value} if found.urgency else reply


def _reason(found: Reason, say: Say) -> dict[str, Any]:
    sources = [{"id": each.id, "title": each.title, "url": each.url} for each in found.sources]
    return {"id": found.id, "text": say(found.text), "sources": sources}
