"""What the rules would make of a visit's answers at any start: opened once, to the rules alone."""

from dataclasses import dataclass, field
from datetime import date, datetime

from unknot.core.hours import local_day, tick_floor
from unknot.core.suitability import BadQuestion, Verdict
from unknot.diary import decisions
from unknot.diary.decisions import Answered
from unknot.diary.models import Appointment, Part
from unknot.health import actions as locked
from unknot.health.values import Opened
from unknot.salons.models import Offer


@dataclass(frozen=True)
class Foresight:
    """A visit's answers in the hands of the rules. It shows nothing of them when printed.

    What it says of a start may raise BadQuestion: the answers are of rules that ask otherwise by now.
    """

    appointment: Appointment
    part: Part
    now: datetime
    _answers: Answered = field(repr=False)
    _by_note: dict[tuple[str, date], frozenset[str]] = field(default_factory=dict, repr=False)

    def at(self, starts_at: datetime, offer: Offer | None = None) -> Verdict:
        """The verdict at a start, for the visit's offer or for another one of its salon; notes that hold then count."""
        chosen = self._offer(offer)
        by_note = self._cleared(chosen, starts_at)
        return decisions.judged(chosen, starts_at, self._answers, by_note=by_note)

    def owes(self, starts_at: datetime) -> bool:
        """Whether something that could decide at a start has not been answered."""
        return decisions.owed(self._offer(None), starts_at, self._answers)

    def fits(self, starts_at: datetime, offer: Offer | None = None) -> bool:
        """Whether the visit could be booked at a start."""
        try:
            return self.at(starts_at, offer).verdict in decisions.BOOKABLE
        except BadQuestion:
            return False

    def needing_note(self) -> list[str]:
        """The items of the rulebook for which the visit waits for a note."""
        return decisions.needing_note(self._offer(None), self.part.starts_at, self._answers)

    def _offer(self, offer: Offer | None) -> Offer:
        if offer is None:
            return self.part.offer
        offer.salon = self.part.offer.salon
        return offer

    def _cleared(self, offer: Offer, starts_at: datetime) -> frozenset[str]:
        on_date = local_day(offer.salon.zone, tick_floor(starts_at))
        key = (offer.treatment, on_date)
        if key not in self._by_note:
            self._by_note[key] = locked.cleared_items(
                client=self.appointment.client, treatment=offer.treatment, on_date=on_date, now=self.now
            )
        return self._by_note[key]


def foresee(appointment: Appointment, part: Part, *, now: datetime) -> Foresight | None:
    """A visit's answers for the rules; None where there are none."""
    opened = locked.for_rules(visit=appointment.public_id, now=now)
    return Foresight(appointment, part, now, opened.answers) if isinstance(opened, Opened) else None
