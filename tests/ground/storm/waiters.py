"""Those who wait in the storm: put down for a time that somebody has, served, asked, and moved with others."""

import random
from collections.abc import Callable
from datetime import timedelta

from tests import cast
from tests.ground.storm import world
from tests.ground.storm.journal import Journal, Standing
from unknot.diary import actions
from unknot.diary.actions import Wanted
from unknot.diary.models import Appointment, Part, Turn, Waiting
from unknot.diary.values import Refusal
from unknot.salons.models import Salon


class Waiters:
    """Chooses at random and writes down what came of it."""

    def __init__(self, journal: Journal, dice: random.Random) -> None:
        self.journal, self.dice = journal, dice
        self.verbs: dict[Callable[[], None], int] = {
            self.wait: 4,
            self.serve: 3,
            self.take_turn: 3,
            self.decline_turn: 2,
        }

    def wait(self) -> None:
        """Somebody new, or a visit, is put down for the time of another visit."""
        parts = Part.objects.filter(appointment__status="booked", starts_at__gt=world.clock())
        newest = list(parts.select_related("offer__salon", "appointment__salon").order_by("-pk")[:40])
        if not newest:
            return
        envied = self.dice.choice(newest)
        if self.dice.random() < 0.4:
            self._new(envied)
            return
        visits = [each.appointment for each in newest if each.offer.salon_id == envied.offer.salon_id]
        attempt = self.journal.begin("wait_visit")
        wanted = _time_of(envied)._replace(at_once=self.dice.random() < 0.7)
        visit = self.dice.choice(visits)
        self._answered(attempt, actions.put_down_visit(visit, wanted=wanted, clock=world.clock))

    def _new(self, envied: Part) -> None:
        attempt = self.journal.begin("wait")
        who = cast.client(attempt, email=f"{attempt}@example.org")
        made = actions.put_down(offer=envied.offer, client=who, wanted=_time_of(envied), clock=world.clock)
        self._answered(attempt, made)

    def serve(self) -> None:
        salon = self.dice.choice(list(Salon.objects.order_by("pk")))
        attempt = self.journal.begin("serve")
        self._answered(attempt, actions.serve(salon, clock=world.clock))

    def take_turn(self) -> None:
        if (turn := self._turn()) is None:
            return
        visit = turn.waiting.appointment
        attempt = self.journal.begin(
            "take_turn", visit.public_id if visit else "", turn.starts_at if visit else None, "booked"
        )
        self._answered(attempt, actions.take_turn(turn.waiting, clock=world.clock))

    def decline_turn(self) -> None:
        if (turn := self._turn()) is None:
            return
        attempt = self.journal.begin("decline_turn")
        self._answered(attempt, actions.decline_turn(turn.waiting, clock=world.clock))

    def _turn(self) -> Turn | None:
        """Some open turn; where there is none, what could make one is tried first."""
        rows = Turn.objects.filter(state=Turn.State.OPEN).order_by("-pk")
        related = rows.select_related("waiting__appointment", "waiting__salon", "waiting__client")
        if not related.exists():
            self.wait()
            self.serve()
        open_now = list(related[:20])
        return self.dice.choice(open_now) if open_now else None

    def _answered(self, attempt: str, answer: Appointment | Waiting | Refusal | int) -> None:
        if isinstance(answer, Refusal):
            self.journal.refused(attempt, answer.code)
        elif isinstance(answer, Appointment):
            standing = Standing.of(answer.sequence, answer.starts_at, answer.status)
            self.journal.done(attempt, answer.public_id, standing)
        else:
            self.journal.done(attempt)


def _time_of(envied: Part) -> Wanted:
    """The hours of the wall around somebody's visit."""
    from_ = envied.starts_at.astimezone(cast.HELSINKI)
    minute = from_.hour * 60 + from_.minute
    to = minute + round((envied.ends_at - envied.starts_at) / timedelta(minutes=1)) + 30
    return Wanted(from_.date(), from_.date(), from_min=minute, to_min=min(to, 24 * 60))
