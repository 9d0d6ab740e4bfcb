"""What a worker of the storm does to the diary: any verb, on anything, as anybody."""

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from tests import cast
from tests.ground.storm import world
from tests.ground.storm.journal import LED, Journal, Standing
from tests.ground.storm.waiters import Waiters
from unknot.diary import actions, reads
from unknot.diary.models import Appointment, Block, Hold
from unknot.diary.values import Refusal
from unknot.plumbing.tokens import fingerprint
from unknot.salons.models import Lane, Offer, Resource, Salon
from unknot.salons.rota import OtherDays

REACH = timedelta(days=3)


class Worker:
    """Chooses at random and writes down what came of it."""

    def __init__(self, journal: Journal, dice: random.Random) -> None:
        self.journal, self.dice = journal, dice
        self._verbs: dict[Callable[[], None], int] = {
            self.book: 5,
            self.hold: 6,
            self.confirm: 5,
            self.release: 1,
            self.move: 5,
            self.cancel: 5,
            self.say: 2,
            self.block: 2,
            self.unblock: 2,
            self.change_hours: 1,
            self.open_days: 1,
            **Waiters(journal, dice).verbs,
        }

    def turn(self) -> None:
        verbs, weights = zip(*self._verbs.items(), strict=True)
        self.dice.choices(verbs, weights)[0]()

    def book(self) -> None:
        if (wish := self._wish()) is None:
            return
        attempt = self.journal.begin("book")
        made = actions.book(**wish, client=cast.client(attempt), by=self._by(), clock=world.clock)
        self._answered(attempt, made)

    def hold(self) -> None:
        if (wish := self._wish()) is None:
            return
        attempt = self.journal.begin("hold")
        visitor = fingerprint(str(self.dice.randrange(20)))
        company = self._company(wish["offer"]) if self.dice.random() < 0.3 else {}
        who: dict[str, Any] = {"visitor": visitor, "address": fingerprint("storm")}
        made = actions.hold(**wish, **company, **who, clock=world.clock)
        self._answered(attempt, made)

    def confirm(self) -> None:
        if (held := self._some(self._held())) is None:
            return
        attempt = self.journal.begin("confirm")
        led = held.followers.count()
        others = [actions.Coming(cast.client(f"{attempt}{LED}{number}")) for number in range(led)]
        made = actions.confirm(
            held, client=cast.client(attempt), others=others, by="client", clock=world.clock
        )
        self._answered(attempt, made)

    def release(self) -> None:
        if (held := self._some(self._held())) is None:
            return
        attempt = self.journal.begin("release")
        let_go = self.dice.choice([actions.release, actions.end])
        self._answered(attempt, let_go(held, clock=world.clock))

    def move(self) -> None:
        visit = self._some(Appointment.objects.exclude(status="cancelled"))
        if visit is None or (wish := self._wish(visit.salon)) is None:
            return
        to: datetime = wish["starts_at"]
        attempt = self.journal.begin("move", visit.public_id, to, "booked")
        self._answered(attempt, actions.move(visit, starts_at=to, by=self._by(), clock=world.clock))

    def cancel(self) -> None:
        if (visit := self._some(Appointment.objects.exclude(status="cancelled"))) is None:
            return
        attempt = self.journal.begin("cancel", visit.public_id, None, "cancelled")
        self._answered(attempt, actions.cancel(visit, by=self._by(), clock=world.clock))

    def say(self) -> None:
        """A client can't come as she is, or is as well as before."""
        if (visit := self._some(Appointment.objects.exclude(status="cancelled"))) is None:
            return
        attempt = self.journal.begin("say")
        said = self.dice.choice([actions.excuse, actions.reaffirm])
        self._answered(attempt, said(visit, by="client", clock=world.clock))

    def block(self) -> None:
        resource = self.dice.choice(list(Resource.objects.order_by("pk")))
        starts_at = world.clock() + self.dice.random() * REACH
        ends_at = starts_at + timedelta(minutes=self.dice.randrange(1, 90))
        attempt = self.journal.begin("block")
        made = actions.block(
            resource=resource, starts_at=starts_at, ends_at=ends_at, by="desk:1", clock=world.clock
        )
        self._answered(attempt, made)

    def unblock(self) -> None:
        if (made := self._some(Block.objects.all())) is None:
            return
        attempt = self.journal.begin("unblock")
        self._answered(attempt, actions.unblock(made, by="desk:1", clock=world.clock))

    def change_hours(self) -> None:
        """A practitioner's day off, or a room out of use, comes or goes; refused where more is touched than seen."""
        lanes = Lane.objects.filter(resource__kind__in=["practitioner", "room"])
        lane = self.dice.choice(list(lanes.select_related("salon").order_by("pk")))
        on_date: date = world.clock().date() + timedelta(days=self.dice.randrange(3))
        asked = OtherDays(lane.number, on_date, on_date, self.dice.choice([(), None]))
        seen = reads.touched(lane.salon, asked, now=world.clock()).ids
        attempt = self.journal.begin("change_hours")
        changed = actions.change_hours(lane.salon, asked, seen=seen, by="desk:1", clock=world.clock)
        self._answered(attempt, changed)

    def open_days(self) -> None:
        attempt = self.journal.begin("open_days")
        world.open_days()
        self.journal.done(attempt)

    def _answered(self, attempt: str, answer: object) -> None:
        if isinstance(answer, Refusal):
            self.journal.refused(attempt, answer.code)
        elif isinstance(answer, Appointment):
            standing = Standing.of(answer.sequence, answer.starts_at, answer.status)
            self.journal.done(attempt, answer.public_id, standing)
        else:
            self.journal.done(attempt)

    def _wish(self, salon: Salon | None = None) -> dict[str, Any] | None:
        """A start that is free now, of some offer; now and then one that may not be."""
        offers = Offer.objects.filter(salon=salon) if salon else Offer.objects.all()
        offer = self.dice.choice(list(offers.select_related("salon").order_by("pk")))
        now = world.clock()
        from_ = now + self.dice.random() * REACH
        free = reads.slots(offer, starts_from=from_, starts_until=from_ + timedelta(hours=12), now=now)
        if not free or self.dice.random() < 0.1:
            return {"offer": offer, "starts_at": from_.replace(minute=0, second=0, microsecond=0)}
        return {"offer": offer, "starts_at": self.dice.choice(free[:6]).starts_at}

    def _company(self, offer: Offer) -> dict[str, Any]:
        """One or two more of the salon's offers, at once or in a row."""
        others = list(Offer.objects.filter(salon=offer.salon).select_related("salon").order_by("pk"))
        also = [self.dice.choice(others) for _ in range(self.dice.choice((1, 1, 2)))]
        return {"also": also, "in_a_row": self.dice.random() < 0.7}

    def _by(self) -> str:
        return self.dice.choice(["client", "desk:1"])

    def _held(self) -> Any:
        """What is held and not kept for somebody's turn: that is hers alone to take or to let go."""
        return Hold.objects.filter(appointment=None, lead=None, turn=None)

    def _some(self, rows: Any) -> Any:
        related = {Hold: ("offer__salon", "practitioner"), Appointment: ("salon",), Block: ("resource",)}
        newest = list(rows.select_related(*related[rows.model]).order_by("-pk")[:40])
        return self.dice.choice(newest) if newest else None
