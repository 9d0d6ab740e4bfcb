"""What holding, booking and moving share: look without a lock, lock, look again, take."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import wraps
from typing import Any, NamedTuple, ParamSpec, TypeVar

import structlog
from django.db import IntegrityError, transaction
from psycopg.errors import ExclusionViolation

from unknot.core.availability.visits import glue
from unknot.core.hours import TICK_MIN, instant
from unknot.core.money.benefit import Benefit
from unknot.diary import bridge, choice, reads, ruling, together
from unknot.diary.choice import Wish
from unknot.diary.models import Agreement
from unknot.diary.pages import Lanes, Pages, TickSpan
from unknot.diary.values import SLOT_TAKEN, Refusal, Refused
from unknot.plumbing.ids import new_number
from unknot.salons.models import Lane

P = ParamSpec("P")
T = TypeVar("T")

log = structlog.get_logger(__name__)


def never_twice(action: Callable[P, T]) -> Callable[P, T | Refusal]:
    """Answer `slot_taken` where the database says that a resource would be claimed twice."""

    @wraps(action)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> T | Refusal:
        try:
            return action(*args, **kwargs)
        except IntegrityError as error:
            if not isinstance(error.__cause__, ExclusionViolation):
                raise
            # Under the lock the constraint never fires: if it does, a row and the claims have come apart.
            log.error("claims_constraint_fired", action=action.__name__)
            return Refusal(SLOT_TAKEN)

    return guarded


def all_or_nothing(action: Callable[P, T]) -> Callable[P, T | Refusal]:
    """Run an action in one transaction; a Refused inside undoes it and becomes its answer."""

    @never_twice
    @wraps(action)
    def whole(*args: P.args, **kwargs: P.kwargs) -> T | Refusal:
        try:
            with transaction.atomic():
                return action(*args, **kwargs)
        except Refused as refused:
            return refused.refusal

    return whole


class JustRead(NamedTuple):
    """What a door has just read anyway: when, and the lanes of the salon and of all that share a resource with it."""

    at: datetime
    lanes: Lanes


def glance(wish: Wish, *, now: datetime, lanes: dict[int, int] | None = None) -> Refusal | None:
    """Whether the wish is hopeless already, seen without a lock: most losers of a race are told here.

    `lanes` are the salon's, where they are known.
    """
    salon_id = wish.offer.salon_id
    days = bridge.read_days_meeting([salon_id], *wish.reach).get(salon_id, [])
    if lanes is None:
        lanes = dict(Lane.objects.filter(salon_id=salon_id).values_list("number", "resource_id"))
    timeline = ruling.ruled(glue(days, now_s=now.timestamp()), wish.offer.salon, now)
    judged = together.judge(wish, timeline, lanes, now)
    return judged if isinstance(judged, Refusal) else None


class Claimed(NamedTuple):
    """One claim to be written. `pair` and `place` are those of a shared room, see `diary.models.Claim`."""

    resource: int
    span: TickSpan
    pair: int | None
    place: int | None

    @classmethod
    def columns(cls, claims: "Sequence[Claimed]") -> list[list[Any]]:
        """Some claims as SQL takes them: resources, first and last instants, pairs, places."""
        return [
            [each.resource for each in claims],
            [instant(each.span[0]) for each in claims],
            [instant(each.span[1]) for each in claims],
            [each.pair for each in claims],
            [each.place for each in claims],
        ]


class Chosen(NamedTuple):
    """What will serve a wish for one treatment, the practitioner first, and on which terms.

    `shared` has the pair and the place by resource, where a room is shared.
    """

    wish: Wish
    resources: list[int]
    agreement: Agreement
    shared: Mapping[int, tuple[int, int]] = {}

    @property
    def spans(self) -> list[TickSpan]:
        """What each resource is claimed for: the treatment, its buffers, and the resource's own turnover."""
        starts, ends = self.wish.span
        turnover = self.agreement.turnover or {}
        own = [turnover.get(str(each), (0, 0)) for each in self.resources]
        return [(starts - before // TICK_MIN, ends + after // TICK_MIN) for before, after in own]

    def giving(self, benefit: Benefit) -> "Chosen":
        """The same with another gap benefit than was found."""
        return self._replace(agreement=self.agreement.giving(benefit))

    @property
    def claims(self) -> list[Claimed]:
        """One for each resource."""
        return [
            Claimed(resource, span, *self.shared.get(resource, (None, None)))
            for resource, span in zip(self.resources, self.spans, strict=True)
        ]

    def occupy(self, pages: Pages, *, until_s: int | None = None) -> None:
        """Take its time from the pages; held if `until_s` is given."""
        spans = self.spans
        for span in dict.fromkeys(spans):
            mine = [each for each, own in zip(self.resources, spans, strict=True) if own == span]
            pages.occupy(mine, span, until_s=until_s)


def choose(wish: Wish, pages: Pages) -> list[Chosen]:
    """The resources that will serve each treatment of the wish, judged on locked pages. Raises Refused."""
    salon_id = wish.offer.salon_id
    timeline = ruling.ruled(pages.timeline(salon_id), wish.offer.salon, pages.now)
    lanes = pages.lanes.get(salon_id, {})
    judged = together.judge(wish, timeline, lanes, pages.now)
    if isinstance(judged, Refusal):
        raise Refused(judged)
    alone = not wish.also
    chosen = [
        Chosen(
            each.wish,
            pages.resources(salon_id, each.served.lanes),
            choice.agreement(each.wish, each.served, timeline, lanes, pages.now, is_alone=alone),
        )
        for each in judged
    ]
    return chosen if wish.in_a_row else _sharing(chosen)


def _sharing(chosen: Sequence[Chosen]) -> list[Chosen]:
    """The same, where a room serves two of them with a place in it for each."""
    users: dict[int, list[int]] = defaultdict(list)
    for number, each in enumerate(chosen):
        for resource in each.resources:
            users[resource].append(number)
    shared: dict[int, dict[int, tuple[int, int]]] = defaultdict(dict)
    for resource, numbers in users.items():
        if len(numbers) > 1:
            pair = new_number()
            for place, number in enumerate(numbers, start=1):
                shared[number][resource] = (pair, place)
    return [each._replace(shared=shared[number]) for number, each in enumerate(chosen)]


def with_alternatives(refusal: Refusal, wish: Wish, *, now: datetime) -> Refusal:
    """The refusal, with the nearest other starts when the time was taken."""
    if refusal.code != SLOT_TAKEN:
        return refusal
    return Refusal(refusal.code, refusal.reason, reads.instead(wish, now=now))
