"""Many clients who want the same: two hundred one slot, and sixteen one salon for a while."""

import json
import random
import statistics
from collections import Counter
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from threading import Barrier, Thread
from time import monotonic

from django.db import connection

from benchmarks import booking_stock, rows
from benchmarks.booking_stock import Start
from benchmarks.rows import Found

CROWD, HOT = 200, 16
WINNERS_GOAL, BROKEN_GOAL, SLOWEST_GOAL = "= 1", "= 0", "<= 10"
NO_ANSWER = 0
CLIENT = {"name": "Outi Laine", "email": "outi@example.org"}
JSON = {"Content-Type": "application/json"}

Said = tuple[int, dict[str, str]]


def found(port: int, hot_s: float) -> Found:
    """The rows of both quarrels, fought in the first salon of the database in use; the web answers at `port`."""
    salon_starts = booking_stock.starts(1, 1)[0]
    before = _deadlocks()
    crowd = _crowd(port, salon_starts.pop())
    hot, times = _hot(port, salon_starts, hot_s)
    broken = sum(count for status, count in (crowd + hot).items() if status == NO_ANSWER or status >= 500)
    return Found(
        [
            rows.as_row(f"{CROWD} clients on one slot, winners", WINNERS_GOAL, crowd[201], "winner"),
            rows.as_row(
                "crowds: deadlocks, answers of 500 and none",
                BROKEN_GOAL,
                broken + _deadlocks() - before,
                f"of {sum(crowd.values()) + sum(hot.values())} answers",
            ),
            rows.as_row(
                f"hot salon, {HOT} clients for {hot_s:.0f} s, slowest",
                SLOWEST_GOAL,
                max(times) / statistics.median(times),
                "the median",
            ),
        ]
    )


def _crowd(port: int, start: Start) -> Counter[int]:
    """How often each status was answered when everybody asks for the same start at once."""
    said: list[int] = []

    def one(gate: Barrier, number: int) -> None:
        asked = HTTPConnection("127.0.0.1", port, timeout=60)
        gate.wait()
        said.append(_book(asked, start)[0])
        asked.close()

    _all_at_once(CROWD, one)
    return Counter(said)


def _hot(port: int, starts: list[Start], hot_s: float) -> tuple[Counter[int], list[float]]:
    """Statuses, and each booking's seconds: everybody books any start of the salon and cancels what he got."""
    said: list[int] = []
    times: list[float] = []

    def one(gate: Barrier, number: int) -> None:
        asked, throw = HTTPConnection("127.0.0.1", port, timeout=60), random.Random(number)
        gate.wait()
        until = monotonic() + hot_s
        while (began := monotonic()) < until:
            status, body = _book(asked, throw.choice(starts))
            times.append(monotonic() - began)
            said.append(status)
            if status == 201:
                said.append(_cancel(asked, body))
        asked.close()

    _all_at_once(HOT, one)
    return Counter(said), times


def _all_at_once(count: int, work: Callable[[Barrier, int], None]) -> None:
    gate = Barrier(count)
    threads = [Thread(target=work, args=(gate, number)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _book(asked: HTTPConnection, start: Start) -> Said:
    offer, starts_at, practitioner = start
    wish = {"offer": offer, "starts_at": starts_at, "practitioner": practitioner, "client": CLIENT}
    status, body = _post(asked, "/api/v1/appointments", json.dumps(wish), JSON)
    return status, json.loads(body) if status == 201 else {}


def _cancel(asked: HTTPConnection, visit: dict[str, str]) -> int:
    bearer = {"Authorization": f"Bearer {visit['token']}"}
    return _post(asked, f"/api/v1/appointments/{visit['id']}/cancellation", None, bearer)[0]


def _post(
    asked: HTTPConnection, address: str, body: str | None, headers: dict[str, str]
) -> tuple[int, bytes]:
    """Status and body; NO_ANSWER when the connection breaks, for a thread's own error would be seen by nobody."""
    try:
        asked.request("POST", address, body, headers)
        answer = asked.getresponse()
        return answer.status, answer.read()
    except (OSError, HTTPException):
        asked.close()
        return NO_ANSWER, b""


def _deadlocks() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])
