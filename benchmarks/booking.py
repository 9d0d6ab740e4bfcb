"""Bookings a second through HTTP beside pgbench running the same statements on the same cluster.

A demo city behind granian, 2 workers with 4 threads each, 8 connections that each book free starts of their own salons:
rules, claims, day rows, facts and jobs included. pgbench runs what one such booking sends to PostgreSQL,
prepared alike (benchmarks/booking_script.py makes its script from a real booking), 8 clients. Slices of both alternate.

    python -m benchmarks.booking [--salons N] [--rounds N] [--seconds S] [--json]

Needs pgbench.
"""

import argparse
import json
import shutil
import statistics
import subprocess
from http.client import HTTPConnection
from pathlib import Path
from threading import Barrier, Thread
from time import monotonic
from typing import TYPE_CHECKING, Any

from benchmarks import ground, rows
from benchmarks.rows import Found

if TYPE_CHECKING:
    from benchmarks.booking_script import Script

CONNECTIONS = 8
GOAL = ">= 0.5"
MISSING = "pgbench is missing: apt install postgresql-contrib"
CLIENT = {"name": "Outi Laine", "email": "outi@example.org"}
Start = tuple[str, str, str]


def pgbench_here() -> str | None:
    """pgbench, from the path or beside Debian's server programs."""
    beside = sorted(Path("/usr/lib/postgresql").glob("*/bin/pgbench"))
    return shutil.which("pgbench") or (str(beside[-1]) if beside else None)


def pgbench() -> str:
    """The program. Raises SystemExit where there is none."""
    found = pgbench_here()
    if found is None:
        raise SystemExit(f"benchmarks.booking: {MISSING}")
    return found


def book(port: int, stock: list[list[Start]], seconds: float) -> tuple[float, list[float]]:
    """Bookings a second, and each one's milliseconds. Every connection has starts that nobody else wants."""
    gate = Barrier(CONNECTIONS)
    taken: list[list[float]] = [[] for _ in range(CONNECTIONS)]
    trouble: list[str] = []

    def one(number: int) -> None:
        connection = HTTPConnection("127.0.0.1", port)
        gate.wait()
        until = monotonic() + seconds
        while monotonic() < until and not trouble:
            if not stock[number]:
                trouble.append("no start is left to book: take more salons")
                return
            offer, starts_at, practitioner = stock[number].pop()
            wish = {"offer": offer, "starts_at": starts_at, "practitioner": practitioner}
            body = json.dumps({**wish, "client": CLIENT})
            began = monotonic()
            connection.request("POST", "/api/v1/appointments", body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            said = answer.read()
            if answer.status != 201:
                trouble.append(f"{answer.status} {said[:200]!r}")
                return
            taken[number].append((monotonic() - began) * 1000)

    crowd = [Thread(target=one, args=(number,)) for number in range(CONNECTIONS)]
    for thread in crowd:
        thread.start()
    for thread in crowd:
        thread.join()
    if trouble:
        raise SystemExit(f"benchmarks.booking: {trouble[0]}")
    times = [each for mine in taken for each in mine]
    return len(times) / seconds, times


def bench(program: str, url: str, script: "Script", seconds: float) -> float:
    """Transactions a second of the script."""
    variables = [f"-D{name}={value}" for name, value in script.fresh().items()]
    command = [
        program,
        "-n",
        "-M",
        "prepared",
        "-c",
        str(CONNECTIONS),
        "-j",
        "2",
        "-T",
        str(max(1, round(seconds))),
        "-f",
        str(script.path),
    ]
    ran = subprocess.run([*command, *variables, url], capture_output=True, text=True, check=False)
    if ran.returncode or "aborted" in ran.stderr:
        raise SystemExit(f"benchmarks.booking: pgbench: {ran.stderr[-600:]}")
    said = ran.stdout
    line = next(line for line in said.splitlines() if line.startswith("tps = "))
    return float(line.split()[2])


def measure(asked: argparse.Namespace) -> dict[str, Any]:
    """Alternating slices of both in a demo city, and an audit afterwards."""
    with ground.city(asked.salons) as server:
        from benchmarks import booking_stock  # noqa: PLC0415 models load after setup

        with ground.web() as port:
            found = shared(server.url, port, asked.salons, asked.rounds, asked.seconds)
        audit = booking_stock.findings()
    if audit:
        raise SystemExit(f"benchmarks.booking: the diary is crooked afterwards: {audit[:3]}")
    return found


def found(url: str, port: int, salons: int, rounds: int, seconds: float) -> Found:
    """The row of this benchmark, from the first salons of the database in use."""
    if pgbench_here() is None:
        return Found([], [f"booking through HTTP: {MISSING}"])
    measured = shared(url, port, salons, rounds, seconds)
    share = rows.as_row("booking through HTTP, 8 connections", GOAL, measured["share"], "pgbench's rate")
    return Found([share])


def shared(url: str, port: int, salons: int, rounds: int, seconds: float) -> dict[str, Any]:
    """Alternating slices of both on the database in use; `url` is its address, the web answers at `port`."""
    from benchmarks import booking_stock  # noqa: PLC0415 models load after setup

    program = pgbench()
    script = booking_stock.script(salons)
    stock = booking_stock.starts(CONNECTIONS, salons)
    rates, shares, times = [], [], []
    book(port, stock, 1.0)
    for _ in range(rounds):
        rate, taken = book(port, stock, seconds)
        plain = bench(program, url, script, seconds)
        rates.append((rate, plain))
        shares.append(rate / plain)
        times += taken
    return {
        "salons": salons,
        "http_per_s": round(statistics.median(rate for rate, _ in rates)),
        "pgbench_per_s": round(statistics.median(plain for _, plain in rates)),
        "share": round(statistics.median(shares), 2),
        "shares": [round(share, 2) for share in sorted(shares)],
        "p50_ms": round(statistics.median(times), 1),
        "p99_ms": round(sorted(times)[int(len(times) * 0.99)], 1),
        "statements": script.sent,
        "statements_in_pgbench": script.scripted,
    }


def main() -> None:
    """Print a small table, or JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--salons", type=int, default=118)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    found = measure(asked)
    if asked.json:
        print(json.dumps(found))
        return
    print(f"{found['salons']} salons, {CONNECTIONS} connections, {asked.rounds} rounds")
    print(
        f"  through HTTP    {found['http_per_s']:6} a second   (p50 {found['p50_ms']} ms, p99 {found['p99_ms']} ms)"
    )
    print(f"  pgbench         {found['pgbench_per_s']:6} a second")
    print(
        f"  share           {found['share']:6.2f}            ({found['shares'][0]:.2f} to {found['shares'][-1]:.2f})"
    )
    print(
        f"  statements      {found['statements']:6} a booking    ({found['statements_in_pgbench']} in the script)"
    )


if __name__ == "__main__":
    main()
