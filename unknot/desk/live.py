"""What keeps an open board true: a stamp that is asked for every second or so, and what has changed since.

The stamp's address is opened by a token and not by who is signed in, so that an open desk costs no look at a session;
it tells nothing but that something has changed. Each process remembers the stamps it has read for a moment, so that
many desks of one salon are one question.
"""

from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from time import monotonic
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from unknot.diary import reads
from unknot.plumbing import clock
from unknot.plumbing.tokens import opens, token
from unknot.salons.models import Salon

Key = TypeVar("Key")
Kept = TypeVar("Kept")

POLLED_MS = 1400
"""How often an open board asks."""
REMEMBERED_S = 0.3
"""How long a process believes a stamp that it has read."""
SALON_REMEMBERED_S = 60
"""How long it believes what it has read of a salon: its key and its zone."""
MOST_REMEMBERED = 2000
NOTHING_NEW = 204


@dataclass(frozen=True)
class Live:
    """What an open board needs to stay true."""

    stamp: str
    key: str
    now_ms: int
    every_ms: int = POLLED_MS

    @classmethod
    def of(cls, salon: Salon, shown: date, now: datetime) -> "Live":
        """The stamp of a day as it is now."""
        made = reads.stamp(salon, shown, shown, now=now)
        return cls(made, token("board", salon.public_id, 1), int(now.timestamp() * 1000))


@require_GET
@never_cache
def stamp(request: HttpRequest, salon_id: str, on_date: str, key: str) -> HttpResponse:
    """The day's stamp; nothing where it is the one that was `seen`."""
    if not opens(key, "board", salon_id, 1):
        raise Http404
    made = stamps.of(salon_id, on_date)
    if made == request.GET.get("seen"):
        return HttpResponse(status=NOTHING_NEW)
    return HttpResponse(made, content_type="text/plain")


class _Stamps:
    """The stamps that this process has read lately."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, str], tuple[float, str]] = {}
        self._salons: dict[str, tuple[float, Salon]] = {}
        self._lock = Lock()

    def of(self, salon_id: str, on_date: str) -> str:
        """A stamp that is at most REMEMBERED_S old. Raises Http404."""
        known = self._read.get((salon_id, on_date))
        began = monotonic()
        if known and began - known[0] < REMEMBERED_S:
            return known[1]
        made = self._ask(salon_id, on_date)
        self._keep(self._read, (salon_id, on_date), (began, made))
        return made

    def forget(self) -> None:
        """Remember nothing."""
        with self._lock:
            self._read.clear()
            self._salons.clear()

    def _ask(self, salon_id: str, on_date: str) -> str:
        salon = self._salon(salon_id)
        try:
            shown = date.fromisoformat(on_date)
        except ValueError:
            raise Http404 from None
        if not 2000 <= shown.year < 2200:
            raise Http404
        return reads.stamp(salon, shown, shown, now=clock.now())

    def _salon(self, salon_id: str) -> Salon:
        known = self._salons.get(salon_id)
        if known and monotonic() - known[0] < SALON_REMEMBERED_S:
            return known[1]
        found = Salon.objects.only("zone").filter(public_id=salon_id).first()
        if found is None:
            raise Http404
        self._keep(self._salons, salon_id, (monotonic(), found))
        return found

    def _keep(self, where: dict[Key, Kept], key: Key, value: Kept) -> None:
        with self._lock:
            if len(where) >= MOST_REMEMBERED:
                where.clear()
            where[key] = value


stamps = _Stamps()
