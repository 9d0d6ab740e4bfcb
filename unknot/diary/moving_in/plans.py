"""What of a reading can be taken: not what was brought before, and nothing that meets what stands in the diary."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from unknot.core.hours import TICK_MIN, tick_ceil, tick_floor
from unknot.diary import bridge
from unknot.diary.models import Brought
from unknot.diary.moving_in.sold import Menu
from unknot.diary.moving_in.values import Busy, Left, Placed, Plan, Reading, Visit, Why
from unknot.salons.models import Offer, Salon

_LONGEST_TICKS = 500


class _Taken(NamedTuple):
    """A stretch of ticks that something occupies; `line` is the row it comes from, 0 when it stood before."""

    starts: int
    ends: int
    line: int


class _Calendar:
    """What occupies each resource, in order of time."""

    def __init__(self) -> None:
        self._taken: dict[int, list[_Taken]] = defaultdict(list)

    def meets(self, resource: int, starts: int, ends: int) -> _Taken | None:
        """What stands in the way of `[starts, ends)`."""
        mine = self._taken[resource]
        place = bisect_left(mine, (ends,))
        # They never overlap, so only the last that begins before can reach in.
        last = mine[place - 1] if place else None
        return last if last and last.ends > starts else None

    def take(self, resource: int, taken: _Taken) -> None:
        insort(self._taken[resource], taken)


def plan(salon: Salon, reading: Reading, menu: Menu, *, now: datetime) -> Plan:
    """What would be taken of it now. Called without a lock for a look, and again under the lock to do it."""
    known = dict(Brought.objects.filter(salon=salon).values_list("key", "client_id"))
    people = [each for each in reading.people if each.key not in known]
    fresh_visits = [each for each in reading.visits if each.key not in known]
    fresh_blocks = [each for each in reading.blocks if each.key not in known]
    before = len(reading.people) + len(reading.visits) + len(reading.blocks)
    before -= len(people) + len(fresh_visits) + len(fresh_blocks)
    calendar = _standing(menu, fresh_visits, fresh_blocks, now)
    offers = {each.pk: each for each in menu.offers}
    left: list[Left] = list(reading.left)
    visits: list[Placed] = []
    blocks: list[Busy] = []
    for visit in sorted(fresh_visits, key=lambda each: each.line):
        if known.get(visit.person.key, 0) is None:
            left.append(Left(visit.line, Why.BROUGHT_BEFORE))
            continue
        placed = _placed(visit, offers[visit.offer_id], menu, calendar)
        if isinstance(placed, Left):
            left.append(placed)
        else:
            visits.append(placed)
    for block in sorted(fresh_blocks, key=lambda each: each.line):
        refused = _blocked(block, calendar)
        if refused:
            left.append(refused)
        else:
            blocks.append(block)
    if reading.visits:
        coming = {each.visit.person.key for each in visits}
        people = [each for each in people if each.key in coming]
    clients = {key: client for key, client in known.items() if client is not None}
    return Plan(people, visits, blocks, sorted(left), before, clients)


def claimed(visit: Visit, offer: Offer) -> tuple[int, int]:
    """The ticks that a visit occupies, with its buffers."""
    before, after = offer.buffer_before_min // TICK_MIN, offer.buffer_after_min // TICK_MIN
    return tick_floor(visit.starts_at) - before, tick_ceil(visit.ends_at) + after


def _placed(visit: Visit, offer: Offer, menu: Menu, calendar: _Calendar) -> Placed | Left:
    """The visit with a free room and equipment, or what stands in its way."""
    starts, ends = claimed(visit, offer)
    standing = calendar.meets(visit.practitioner_id, starts, ends)
    if standing:
        return Left(visit.line, Why.TAKEN, other=standing.line)
    resources = [visit.practitioner_id]
    for mask in ([offer.rooms] if offer.room_feature else []) + list(offer.equipment):
        able = (each for each in menu.lanes_of(mask) if each not in resources)
        free = next((each for each in able if not calendar.meets(each, starts, ends)), None)
        if free is None:
            return Left(visit.line, Why.NO_ROOM)
        resources.append(free)
    for resource in resources:
        calendar.take(resource, _Taken(starts, ends, visit.line))
    return Placed(visit, tuple(resources))


def _blocked(block: Busy, calendar: _Calendar) -> Left | None:
    starts, ends = tick_floor(block.starts_at), tick_ceil(block.ends_at)
    standing = calendar.meets(block.practitioner_id, starts, ends)
    if standing:
        return Left(block.line, Why.TAKEN, other=standing.line)
    calendar.take(block.practitioner_id, _Taken(starts, ends, block.line))
    return None


def _standing(menu: Menu, visits: Sequence[Visit], blocks: Sequence[Busy], now: datetime) -> _Calendar:
    """What is claimed already around all that is to come."""
    calendar = _Calendar()
    spans = [(each.starts_at, each.ends_at) for each in visits]
    spans += [(each.starts_at, each.ends_at) for each in blocks]
    if not spans:
        return calendar
    first = tick_floor(min(starts for starts, _ in spans)) - _LONGEST_TICKS
    last = tick_ceil(max(ends for _, ends in spans)) + _LONGEST_TICKS
    for claim in bridge.read_claims(list(menu.lanes.values()), first, last, now):
        calendar.take(claim.resource_id, _Taken(claim.starts, claim.ends, 0))
    return calendar
