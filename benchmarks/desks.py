"""What open desks cost: bookings a second with none and with 200 boards open, and with 200 that hold a stream instead.

A demo city behind granian, 2 workers with 4 threads each. Eight connections book free starts through the JSON door, as
in `benchmarks.booking`. Every open desk asks for its stamp as the page does (`desk/live.py`), each at its own moment,
and for what has changed when the stamp is another one. Slices with and without them alternate.

    python -m benchmarks.desks [--salons N] [--desks N] [--rounds N] [--seconds S] [--json]

A stream is not measured beside it but counted: a response that stays open keeps one of the server's blocking threads,
so that as many open desks as there are threads answer nobody else (`--streams` shows it).
"""

import argparse
import statistics
import threading
from datetime import timedelta
from http.client import HTTPConnection
from threading import Event, Thread
from time import monotonic, sleep
from typing import Any

from benchmarks import booking, ground, rows
from benchmarks.rows import Found

GOAL, SEEN_GOAL = ">= 0.8", "<= 2"
MOST_STREAMS = 40
ASKERS = 10
"""So many threads play all the desks: a desk sleeps most of the time."""


class Desks:
    """So many open boards, spread over the first salons."""

    def __init__(self, port: int, addresses: list[str], every_s: float) -> None:
        self._port, self._addresses, self._every_s = port, addresses, every_s
        self._end = Event()
        self.asked = 0
        self._threads = [Thread(target=self._play, args=(number,)) for number in range(ASKERS)]

    def __enter__(self) -> "Desks":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        for thread in self._threads:
            thread.join()

    def _play(self, number: int) -> None:
        mine = self._addresses[number::ASKERS]
        connection = HTTPConnection("127.0.0.1", self._port, timeout=30)
        gap = self._every_s / len(mine)
        seen: dict[int, str] = {}
        due = monotonic() + gap * number / ASKERS
        while not self._end.is_set():
            for at, address in enumerate(mine):
                sleep(max(0.0, due - monotonic()))
                due = max(due + gap, monotonic() - self._every_s)
                connection.request("GET", f"{address}?seen={seen.get(at, '')}")
                answer = connection.getresponse()
                said = answer.read().decode()
                if answer.status == 200:
                    seen[at] = said
                elif answer.status != 204:
                    raise SystemExit(f"benchmarks.desks: {answer.status}")
                self.asked += 1
                if self._end.is_set():
                    break


def addresses(desks: int, salons: int) -> list[str]:
    """Where each desk asks for the stamp of tomorrow's board."""
    from unknot.desk.live import Live  # noqa: PLC0415 models load after setup
    from unknot.plumbing import clock  # noqa: PLC0415
    from unknot.salons.models import Salon  # noqa: PLC0415

    shown = (clock.now() + timedelta(days=1)).date()
    mine = list(Salon.objects.order_by("pk")[: min(salons, desks)])
    found = [
        f"/desk/{each.public_id}/days/{shown}/stamp/{Live.of(each, shown, clock.now()).key}" for each in mine
    ]
    return [found[number % len(found)] for number in range(desks)]


def measure(asked: argparse.Namespace) -> tuple[Found, dict[str, Any]]:
    """The rows, and absolute figures beside them."""
    with ground.city(asked.salons), ground.web() as port:
        from benchmarks import booking_stock  # noqa: PLC0415 models load after setup
        from unknot.desk.live import POLLED_MS  # noqa: PLC0415

        stock = booking_stock.starts(booking.CONNECTIONS, asked.salons)
        where = addresses(asked.desks, asked.salons)
        booking.book(port, stock, 1.0)
        shares, alone, among, asks = [], [], [], []
        for _ in range(asked.rounds):
            rate, _times = booking.book(port, stock, asked.seconds)
            with Desks(port, where, POLLED_MS / 1000) as desks:
                sleep(POLLED_MS / 1000)
                began, before = monotonic(), desks.asked
                busy, _times = booking.book(port, stock, asked.seconds)
                asks.append((desks.asked - before) / (monotonic() - began))
            alone.append(rate)
            among.append(busy)
            shares.append(busy / rate)
        beside = {
            "alone_per_s": round(statistics.median(alone), 1),
            "among_desks_per_s": round(statistics.median(among), 1),
            "stamps_per_s": round(statistics.median(asks), 1),
            "shares": [round(each, 2) for each in sorted(shares)],
        }
        if asked.streams:
            beside["streams"] = streams()
    share = rows.as_row(
        f"booking among {asked.desks} open desks", GOAL, statistics.median(shares), "the rate without any"
    )
    return Found([share]), beside


def streams() -> str:
    """How many desks may hold a stream until nobody else is answered; workers and threads as in real life."""
    with ground.served(application="benchmarks.desks_stream:application", readiness="/livez") as (port, _):
        kept: list[HTTPConnection] = []
        while len(kept) < MOST_STREAMS and _is_answered(port):
            stream = HTTPConnection("127.0.0.1", port, timeout=5)
            stream.request("GET", "/stream")
            kept.append(stream)
            sleep(0.1)
        for stream in kept:
            stream.close()
    return f"{len(kept)} open, then nobody else is answered" if len(kept) < MOST_STREAMS else "never"


def _is_answered(port: int) -> bool:
    """Whether each of some requests is answered within two seconds."""
    for _ in range(6):
        other = HTTPConnection("127.0.0.1", port, timeout=2)
        try:
            other.request("GET", "/livez")
            other.getresponse().read()
        except OSError:
            return False
        finally:
            other.close()
    return True


def main() -> None:
    """Print a table, or JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--salons", type=int, default=118)
    parser.add_argument("--desks", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--streams", action="store_true")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    threading.excepthook = lambda trouble: print(f"benchmarks.desks: {trouble.exc_value}")
    found, beside = measure(asked)
    print(found.as_json() if asked.json else found.as_table())
    print("\n".join(f"  {name:20} {value}" for name, value in beside.items()))


if __name__ == "__main__":
    main()
