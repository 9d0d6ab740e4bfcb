"""Can several offers be had together then, and who and what would serve each: `choice` for more than one treatment."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple, Protocol

from unknot.core.availability.parts import Several
from unknot.core.availability.several import placed_at
from unknot.core.availability.turns import fair_order
from unknot.core.availability.visits import Need, Timeline, Why, lanes_of
from unknot.core.hours import instant, tick_floor
from unknot.diary import choice
from unknot.diary.choice import Served, Wish
from unknot.diary.values import NOT_BOOKABLE, SLOT_TAKEN, Refusal
from unknot.salons.bridge import Rules


class Taken(Protocol):
    """A hold, an appointment or a part: something that has a time."""

    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...


def are_in_a_row(lead: Taken, others: Iterable[Taken]) -> bool:
    """Whether what was taken together comes after its lead; else it begins with it."""
    return any(each.starts_at >= lead.ends_at for each in others)


class Placing(NamedTuple):
    """One treatment of a wish, as a wish of its own, and who and what would serve it."""

    wish: Wish
    served: Served


def judge(wish: Wish, timeline: Timeline, lanes: dict[int, int], now: datetime) -> list[Placing] | Refusal:
    """Who would serve each treatment of the wish on this timeline, or why nobody can. See `choice.judge`.

    They come in order of time. Treatments in a row follow each other as soon as they can, in the order asked for unless
    only another one is possible and will do. Whose turn it is decides who gives them.
    """
    if not wish.also:
        served = choice.judge(wish, timeline, lanes, now)
        return served if isinstance(served, Refusal) else [Placing(wish, served)]
    wanted, tick = several(wish, lanes, timeline, now), tick_floor(wish.starts_at)
    reason = never(wish, wanted, timeline, tick, now)
    if reason is not None:
        return Refusal(NOT_BOOKABLE, reason)
    liked = [
        lane
        for lane, resource in lanes.items()
        if wish.preferred is not None and resource == wish.preferred.pk
    ]
    order = [*liked, *_turns(timeline, wanted.parts, tick)]
    placed = placed_at(timeline, wanted, tick, order=list(dict.fromkeys(order)))
    if placed is None:
        return Refusal(SLOT_TAKEN)
    offers = (wish.offer, *wish.also)
    return [
        Placing(
            # Notice and horizon bind the first start alone.
            Wish(offers[each.part], instant(each.tick), any_time=wish.any_time or each.tick != tick),
            Served(each.lanes[0], each.lanes[1:]),
        )
        for each in placed
    ]


def several(wish: Wish, lanes: dict[int, int], timeline: Timeline, now: datetime) -> Several:
    """What all treatments of the wish ask of the lanes; the practitioner asked for gives the first."""
    others = (choice.asked_for(Wish(offer, wish.starts_at), lanes, timeline, now) for offer in wish.also)
    parts = (choice.asked_for(wish, lanes, timeline, now), *others)
    return Several(parts, in_a_row=wish.in_a_row, any_order=wish.any_order)


def opening(wanted: Several, rules: Rules, now: datetime) -> tuple[datetime, datetime]:
    """From when (included) until when (excluded) a client may start with a part that may come first."""
    each = [choice.opening(need, rules, now) for need in _firsts(wanted)]
    return min(opens for opens, _ in each), max(closes for _, closes in each)


def _firsts(wanted: Several) -> tuple[Need, ...]:
    """The parts of which one comes first."""
    return wanted.parts if wanted.any_order else wanted.parts[:1]


def never(wish: Wish, wanted: Several, timeline: Timeline, tick: int, now: datetime) -> Why | None:
    """Why the wish could not be had in an empty diary either; None where it could."""
    alone = [replace(wish, offer=offer, also=()) for offer in (wish.offer, *wish.also)]
    each = [
        choice.never(one, need, timeline, tick, now)
        for one, need in zip(alone, _firsts(wanted), strict=False)
    ]
    if all(each):
        return each[0]
    return None if placed_at(timeline.emptied(), wanted, tick) else Why.NOT_TOGETHER


def _turns(timeline: Timeline, needs: Iterable[Need], tick: int) -> list[int]:
    """Who comes first on that day, of all who could give any of the treatments."""
    able = {lane for need in needs for lane in lanes_of(need.who)}
    return fair_order(timeline.day_at(tick), able)
