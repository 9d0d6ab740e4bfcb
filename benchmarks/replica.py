"""What a streaming replica costs and how far behind it is: search beside a search without one, and a booking's way.

Both web groups and both servers share this machine's cores, so nothing is said here about how much more two machines
serve: only what a request pays for asking the replica first, and how soon a booking has arrived there.
"""

import json
import statistics
import time
from collections.abc import Callable
from http.client import HTTPConnection
from threading import Thread
from urllib.parse import urlencode

import psycopg

from benchmarks import booking_stock, ground, rows
from benchmarks.booking_stock import Start
from benchmarks.rows import Found
from benchmarks.search import CENTRE
from benchmarks.standby import standby
from unknot.config.cluster.server import Server, url_of
from unknot.design.searching import HEADER

BOOKING = 4
"""So many clients book at once while it is watched how soon their bookings arrive."""
ANYBODY_GOAL, WRITER_GOAL, ARRIVAL_GOAL, LOST_GOAL = "<= 1.1", "<= 1.25", "<= 1", "= 0"
QUERY = {
    "near": f"{CENTRE[0]},{CENTRE[1]}",
    "treatment": "back_massage",
    "duration_min": "60",
    "radius_km": "5",
}
ADDRESS = f"/api/v1/search?{urlencode(QUERY)}"
CLIENT = {"name": "Outi Laine", "email": "outi@example.org"}
GIVEN_UP_S = 10.0


def found(server: Server, url: str, plain: int, rounds: int, times: int, slice_s: float) -> Found:
    """The rows, for one of the cluster's databases; a web without a replica answers at the port `plain`."""
    name = url.partition("?")[0].rpartition("/")[2]
    stock = booking_stock.starts(BOOKING)
    with standby(server) as beside:
        replica_url = url_of(beside.places.sockets, name)
        with ground.served(url, replica=replica_url) as (near, _):
            taken, fell_back = _searches(plain, near, rounds, times)
            booked, arrived, lost = _arrivals(near, replica_url, stock, slice_s)
    of = "a search without a replica"
    return Found(
        [
            rows.as_row(
                "search through the replica", ANYBODY_GOAL, rows.ratio(taken, "anybody", "plain"), of
            ),
            rows.as_row(
                "search by who has just written", WRITER_GOAL, rows.ratio(taken, "writer", "plain"), of
            ),
            rows.as_row(
                "a booking's way to the replica",
                ARRIVAL_GOAL,
                statistics.median(arrived) / statistics.median(booked),
                "the time it takes to book",
            ),
            rows.as_row(
                "replica too far behind",
                LOST_GOAL,
                lost + fell_back,
                f"times while {len(booked)} were booked",
            ),
        ]
    )


def _searches(plain: int, near: int, rounds: int, times: int) -> tuple[list[dict[str, float]], int]:
    """The three searches, timed in turns, and whether the replica was out of use when they were over."""
    one, other = HTTPConnection("127.0.0.1", plain), HTTPConnection("127.0.0.1", near)
    calls: dict[str, Callable[[], object]] = {
        "plain": lambda: _get(one, ADDRESS),
        "anybody": lambda: _get(other, ADDRESS),
        "writer": lambda: _get(other, ADDRESS, {HEADER: "1"}),
    }
    rows.interleaved(calls, rounds=2, times=times)
    taken = rows.interleaved(calls, rounds=rounds, times=times)
    used = json.loads(_get(other, "/readyz"))["replica"]["used"]
    one.close()
    other.close()
    return taken, int(not used)


def _arrivals(
    port: int, replica_url: str, stock: list[list[Start]], slice_s: float
) -> tuple[list[float], list[float], int]:
    """Seconds of each booking, seconds from its answer until the replica had it, and how many never came."""
    booked: list[float] = []
    arrived: list[float] = []
    threads = [
        Thread(target=_book_and_wait, args=(port, replica_url, mine, slice_s, booked, arrived))
        for mine in stock
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if not arrived:
        raise SystemExit("benchmarks.replica: nothing was booked")
    return booked, arrived, sum(each >= GIVEN_UP_S for each in arrived)


def _book_and_wait(
    port: int,
    replica_url: str,
    starts: list[Start],
    slice_s: float,
    booked: list[float],
    arrived: list[float],
) -> None:
    asked, until = HTTPConnection("127.0.0.1", port), time.monotonic() + slice_s
    with psycopg.connect(replica_url, autocommit=True) as replica:
        while starts and time.monotonic() < until:
            began = time.monotonic()
            mark = _book(asked, starts.pop())
            answered = time.monotonic()
            if mark:
                booked.append(answered - began)
                arrived.append(_wait(replica, mark, answered))
    asked.close()


def _wait(replica: psycopg.Connection[tuple[int]], mark: int, since: float) -> float:
    """Seconds until the replica has replayed what stands before the mark."""
    while time.monotonic() - since < GIVEN_UP_S:
        row = replica.execute("SELECT pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::bigint").fetchone()
        if row and row[0] >= mark:
            break
        time.sleep(0.0005)
    return time.monotonic() - since


def _book(asked: HTTPConnection, start: Start) -> int:
    """The mark that the answer brings; 0 when the start was taken."""
    offer, starts_at, practitioner = start
    wish = {"offer": offer, "starts_at": starts_at, "practitioner": practitioner, "client": CLIENT}
    asked.request("POST", "/api/v1/appointments", json.dumps(wish), {"Content-Type": "application/json"})
    answer = asked.getresponse()
    answer.read()
    return int(answer.headers[HEADER]) if answer.status == 201 else 0


def _get(asked: HTTPConnection, address: str, headers: dict[str, str] | None = None) -> bytes:
    asked.request("GET", address, headers=headers or {})
    answer = asked.getresponse()
    said = answer.read()
    if answer.status != 200:
        raise SystemExit(f"benchmarks.replica: {answer.status} {said[:200]!r}")
    return said
