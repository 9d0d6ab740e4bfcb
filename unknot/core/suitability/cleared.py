"""What remains of a verdict once a note from whoever treats the client has come."""

from dataclasses import replace

from unknot.core.suitability.values import Outcome
from unknot.core.suitability.verdicts import Verdict


def cleared(whole: Verdict, without: Verdict) -> Verdict:
    """A verdict as a confirmed note leaves it: what the note clears holds nothing up, but still changes the treatment.

    `whole` is the verdict on all answers, `without` the one on those that no note clears. What is avoided and adapted
    for a cleared item stays: the note says that the treatment may be had, not that it may be had as it is.
    """
    if without.verdict is not Outcome.ALLOWED and without.verdict is not Outcome.ADAPT:
        return without
    changes = bool(whole.adaptations or whole.avoid_regions)
    outcome = Outcome.ADAPT if changes else without.verdict
    return replace(whole, verdict=outcome, until=None, urgency=None, alternatives=())
