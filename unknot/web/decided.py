"""What is decided about a visit's treatment, as its own page shows it: never why, and nothing that is locked away."""

from dataclasses import dataclass

from unknot.core.suitability import Outcome
from unknot.design.figure.words import within_a_sentence
from unknot.diary.models import Appointment, Part
from unknot.knowledge.spoken_words import whom_to_call
from unknot.web.described import PRESSURES

IN_PERSON, ANSWER, UNSUITABLE, CARE = "in_person", "answer", "unsuitable", "care"
NOTE, ADAPTED, AS_BOOKED = "note", "adapted", "as_booked"
BY_VERDICT = {
    Outcome.ALLOWED: AS_BOOKED,
    Outcome.ADAPT: ADAPTED,
    Outcome.CLEARANCE: NOTE,
    Outcome.EMERGENCY: CARE,
}


@dataclass(frozen=True, slots=True)
class Decided:
    """`state` is one of this module's names. `avoided` and `pressure` are words; `called` says whom to call."""

    state: str
    avoided: str = ""
    pressure: str = ""
    called: str = ""


def decided(appointment: Appointment, part: Part) -> Decided:
    """What the salon knows too. Sentences of the rules are left out: some of them name what they are for."""
    if not part.is_answered:
        return Decided(IN_PERSON)
    if part.is_to_answer:
        return Decided(ANSWER)
    pressure = str(PRESSURES[part.pressure_max]) if part.pressure_max else ""
    called = whom_to_call(appointment.salon.country)["emergency"]
    state = BY_VERDICT.get(Outcome(part.verdict), UNSUITABLE)
    return Decided(state, within_a_sentence(part.avoid), pressure, called)
