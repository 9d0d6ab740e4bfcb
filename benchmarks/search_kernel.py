"""The same search over numpy arrays in memory, and the product's own, brought to one form of answer."""

from datetime import date, datetime
from typing import Any

import numpy as np
from django.db import connection
from django.test.utils import CaptureQueriesContext

from unknot.core.availability.days import Day
from unknot.core.availability.visits import glue, lanes_of
from unknot.core.hours import instant, tick_ceil
from unknot.diary import bridge, reads
from unknot.diary import questions as diary_questions
from unknot.diary.choice import window
from unknot.salons.bridge import Rules, need
from unknot.salons.models import Offer

Question = dict[str, Any]
Answer = list[tuple[str, list[datetime]]]


def through_postgresql(question: Question) -> list[reads.Hit]:
    """The product's own search."""
    asked = {key: question[key] for key in ("lat", "lon", "radius_m", "duration_min")}
    window = (question["starts_from"], question["starts_until"])
    wanted = diary_questions.Question(**asked, treatments=(question["treatment"],), windows=(window,))
    return reads.search(wanted, limit=question["limit"], now=question["now"])


def answer(found: list[reads.Hit]) -> Answer:
    """Salons and their starts."""
    return [(hit.offer.salon.public_id, hit.starts_at) for hit in found]


def statements(question: Question) -> int:
    """How many SQL statements one search makes."""
    with CaptureQueriesContext(connection) as asked:
        through_postgresql(question)
    return len(asked)


class Kernel:
    """Day rows of the salons that sell a 60-minute back massage, as bool arrays along real time.

    All rows, or those from `first` to `last`: a question must lie between.
    """

    def __init__(self, first: date = date.min, last: date = date.max) -> None:
        rows = Offer.objects.filter(treatment="back_massage", duration_min=60, is_active=True)
        by_salon: dict[int, list[Offer]] = {}
        for offer in rows.select_related("salon").order_by("salon_id", "price_minor", "pk"):
            if offer.salon.hours_source != "unknown":
                by_salon.setdefault(offer.salon_id, []).append(offer)
        self.offers = list(by_salon.values())
        self.salons = len(self.offers)
        self.lat = np.array([choices[0].salon.lat for choices in self.offers])
        self.lon = np.array([choices[0].salon.lon for choices in self.offers])
        days = bridge.read_days(list(by_salon), first, last)
        self.base = min(day.base for mine in days.values() for day in mine)
        self.arrays = {
            offer.pk: self._unpacked(days[offer.salon_id], offer)
            for choices in self.offers
            for offer in choices
        }

    def _unpacked(self, days: list[Day], offer: Offer) -> tuple[Any, Any, Any, Any]:
        """Work, grid and clear of the practitioners who give it, and clear of the rooms: (lanes, ticks) each."""
        timeline = glue(days, now_s=0)
        off, wanted = timeline.base - self.base, need(offer, offer.salon.step_min)
        who, rooms = lanes_of(wanted.who), lanes_of(wanted.rooms)

        def bits(masks: list[int]) -> Any:
            size = (off + timeline.length + 7) // 8 + 40
            raw = b"".join((mask << off).to_bytes(size, "little") for mask in masks)
            packed = np.frombuffer(raw, np.uint8).reshape(len(masks), size)
            return np.unpackbits(packed, axis=1, bitorder="little").view(bool)

        return (
            bits([timeline.work(lane) for lane in who]),
            bits([timeline.grid(lane, wanted.step) for lane in who]),
            bits([timeline.clear[lane] for lane in who]),
            bits([timeline.clear[lane] for lane in rooms]) if wanted.needs_room else None,
        )

    def search(self, question: Question) -> Answer:
        """Distances to all, then the nearest salons one after the other until the limit is reached."""
        away = self._distances(question["lat"], question["lon"])
        order = np.argsort(away, kind="stable")
        found: Answer = []
        for at in order:
            if away[at] > question["radius_m"] or len(found) == question["limit"]:
                break
            hits = (self._starts(offer, question) for offer in self.offers[at])
            starts = next((hit for hit in hits if hit), None)
            if starts:
                found.append((self.offers[at][0].salon.public_id, starts))
        return found

    def _distances(self, lat: float, lon: float) -> Any:
        rise = np.sin(np.radians(self.lat - lat) / 2) ** 2
        run = np.sin(np.radians(self.lon - lon) / 2) ** 2
        whole = rise + np.cos(np.radians(lat)) * np.cos(np.radians(self.lat)) * run
        return np.round(2 * 6_371_008.8 * np.arcsin(np.sqrt(np.minimum(1.0, whole))))

    def _starts(self, offer: Offer, question: Question) -> list[datetime]:
        wanted = need(offer, offer.salon.step_min)
        earliest, furthest = window(Rules.of(offer.salon), question["now"])
        first = tick_ceil(max(question["starts_from"], earliest)) - self.base
        last = tick_ceil(min(question["starts_until"], furthest)) - self.base
        if first >= last:
            return []
        work, grid, clear, rooms = self.arrays[offer.pk]
        low, high = first - wanted.before, last + wanted.duration + wanted.after
        can = _runs(work[:, first:high], wanted.duration)[:, : last - first]
        can &= grid[:, first:last]
        can &= _runs(clear[:, low:high], wanted.whole)[:, : last - first]
        some = can.any(axis=0)
        if rooms is not None:
            some &= _runs(rooms[:, low:high], wanted.whole)[:, : last - first].any(axis=0)
        return [instant(self.base + first + int(place)) for place in np.flatnonzero(some)[:3]]


def _runs(free: Any, n: int) -> Any:
    """Where n true values in a row begin, by doubling."""
    free = free.copy()
    length = 1
    while length < n:
        step = min(length, n - length)
        free[:, :-step] &= free[:, step:]
        free[:, -step:] = False
        length += step
    return free
