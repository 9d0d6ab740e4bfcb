"""Who waits at a salon, in fair order, and what suits each of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from unknot.core.suitability import BadQuestion, Verdict
from unknot.diary import decisions
from unknot.diary.actions.foresight import Foresight, foresee
from unknot.diary.actions.moving import parts_of
from unknot.diary.models import Appointment, Part, Turn, Waiting
from unknot.health.cipher import Unopened
from unknot.salons.models import Salon

Stretch = tuple[datetime, datetime]
SEEN_BEFORE = (Turn.State.DECLINED, Turn.State.LAPSED)


@dataclass(frozen=True, slots=True)
class Suits:
    """Somebody in the order. `passed` are times that she let go, `hers` is who treats her now.

    With `foresight` a start suits her as the rules judge her answers for it; who is moved at once must have accepted
    what they say there.
    """

    waiting: Waiting
    passed: Sequence[Stretch] = ()
    hers: int | None = None
    part: Part | None = None
    foresight: Foresight | None = None

    def suits(self, starts_at: datetime) -> bool:
        """Whether her answers about health allow a start, without another word when she is moved at once."""
        made = self._judged(starts_at)
        if made is None or self.part is None:
            return self.may(starts_at)
        return made.verdict in decisions.BOOKABLE and (
            not self.waiting.at_once or decisions.is_accepted(made, self.part.seen)
        )

    def may(self, starts_at: datetime) -> bool:
        """Whether her answers about health allow a start if she accepts what they change there."""
        if self.part is None or not self.part.is_answered:
            return True
        made = self._judged(starts_at)
        return made is not None and made.verdict in decisions.BOOKABLE

    def _judged(self, starts_at: datetime) -> Verdict | None:
        """What the rules make of her answers for a start; None where they have to be asked again, or there are none."""
        try:
            if self.foresight is None or self.foresight.owes(starts_at):
                return None
            return self.foresight.at(starts_at)
        except BadQuestion:
            return None


def in_order(salon: Salon, *, now: datetime) -> list[Suits]:
    """Who waits and has no turn now: first put down, first served, and each client once."""
    rows = Waiting.objects.filter(salon=salon, state=Waiting.State.WAITING)
    rows = rows.select_related("appointment__salon", "client", "offer", "practitioner")
    busy = set(
        Turn.objects.filter(
            waiting__salon=salon, waiting__state="waiting", state=Turn.State.OPEN, until__gt=now
        ).values_list("client_id", flat=True)
    )
    found = []
    for waiting in rows.order_by("created_at", "pk"):
        waiting.salon = waiting.offer.salon = salon
        if waiting.client_id in busy or not may_be_served(waiting, now):
            continue
        busy.add(waiting.client_id)
        found.append(_in_turn(waiting, now))
    return found


def may_be_served(waiting: Waiting, now: datetime) -> bool:
    """Whether she still may move what she has, or has nothing yet."""
    visit = waiting.appointment
    return visit is None or (visit.status == Appointment.Status.BOOKED and now < visit.change_until)


def at_first(waiting: Waiting, now: datetime) -> Suits:
    """Somebody who is about to wait: as in the order, but nothing has been offered to her."""
    if waiting.appointment is None:
        return Suits(waiting)
    (part,) = parts_of(waiting.appointment, with_party=False)
    part.offer.salon = waiting.salon
    waiting.offer = part.offer
    foresight = _foresight(waiting.appointment, part, now)
    return Suits(waiting, hers=part.practitioner_id, part=part, foresight=foresight)


def _in_turn(waiting: Waiting, now: datetime) -> Suits:
    passed = waiting.turns.filter(state__in=SEEN_BEFORE, ends_at__gt=now - timedelta(days=1))
    return replace(at_first(waiting, now), passed=list(passed.values_list("starts_at", "ends_at")))


def _foresight(appointment: Appointment, part: Part, now: datetime) -> Foresight | None:
    try:
        return foresee(appointment, part, now=now) if part.is_answered else None
    except Unopened:
        return None
