"""Search through PostgreSQL beside the same question over numpy bitmaps in memory.

A demo city; forty evenings asked from places around its centre: the nearest 20 salons that can start a 60-minute back
massage between 17 and 21, with the first three starts of each. Both sides must give equal answers first. The kernel
has every day row unpacked in memory and never opens the database.

    python -m benchmarks.search [--salons N] [--rounds N] [--json]

Prints milliseconds (medians over rounds), the multiple, and how many SQL statements a search makes at 1 and at 20
salons shown.
"""

import argparse
import json
import random
import statistics
from collections.abc import Callable
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from benchmarks import ground

Question = dict[str, Any]
Answer = list[tuple[str, list[datetime]]]

QUESTIONS = 40
RADIUS_M = 5_000.0
CENTRE = (60.1699, 24.9384)
M_A_DEG = 111_195


class Reach(NamedTuple):
    """From where and how far is asked: places within `spread_m` of the centre, a circle around each."""

    radius_m: float
    spread_m: float


NEAR = Reach(RADIUS_M, 3_300)


def questions(
    now: datetime, reach: Reach = NEAR, count: int = QUESTIONS, days: tuple[int, int] = (1, 14)
) -> list[Question]:
    """Evenings of the days to come, from places around the centre."""
    dice = random.Random(7)
    spread = reach.spread_m / M_A_DEG
    asked = []
    for _ in range(count):
        day = (now + timedelta(days=dice.randrange(*days))).astimezone(ZoneInfo("Europe/Helsinki"))
        evening = day.replace(hour=17, minute=0, second=0, microsecond=0)
        asked.append(
            {
                "lat": CENTRE[0] + dice.uniform(-spread, spread),
                "lon": CENTRE[1] + dice.uniform(-2 * spread, 2 * spread),
                "radius_m": reach.radius_m,
                "treatment": "back_massage",
                "duration_min": 60,
                "starts_from": evening,
                "starts_until": evening + timedelta(hours=4),
                "limit": 20,
                "now": now,
            }
        )
    return asked


def timed(work: Callable[[Question], Any], asked: list[Question]) -> float:
    """Milliseconds for one question, the median of them all."""
    taken = []
    for question in asked:
        began = perf_counter()
        work(question)
        taken.append((perf_counter() - began) * 1000)
    return statistics.median(taken)


def measure(rounds: int) -> dict[str, Any]:
    """Equal answers first, then interleaved rounds."""
    from benchmarks.search_kernel import Kernel, answer, statements, through_postgresql  # noqa: PLC0415 models load after setup
    from unknot.plumbing.clock import now  # noqa: PLC0415

    asked = questions(now())
    kernel = Kernel()
    for question in asked:
        wanted = answer(through_postgresql(question))
        if kernel.search(question) != wanted:
            raise SystemExit(f"benchmarks.search: answers differ for {question}")
    pairs = [(timed(through_postgresql, asked), timed(kernel.search, asked)) for _ in range(rounds)]
    return {
        "salons": kernel.salons,
        "shown": statistics.median(len(answer(through_postgresql(question))) for question in asked),
        "postgresql_ms": round(statistics.median(pg for pg, _ in pairs), 2),
        "numpy_ms": round(statistics.median(np for _, np in pairs), 2),
        "multiple": round(statistics.median(pg / np for pg, np in pairs), 1),
        "statements_at_1": statements({**asked[0], "limit": 1}),
        "statements_at_20": statements(asked[0]),
    }


def main() -> None:
    """Print a small table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--salons", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with ground.city(asked.salons):
        found = measure(asked.rounds)
    if asked.json:
        print(json.dumps(found))
        return
    print(
        f"{found['salons']} salons sell it, {found['shown']:.0f} shown, {QUESTIONS} evenings, {asked.rounds} rounds"
    )
    print(f"  through PostgreSQL   {found['postgresql_ms']:8.2f} ms")
    print(f"  numpy in memory      {found['numpy_ms']:8.2f} ms")
    print(f"  multiple             {found['multiple']:8.1f}")
    print(
        f"  statements           {found['statements_at_1']} at 1 salon shown, {found['statements_at_20']} at 20"
    )


if __name__ == "__main__":
    main()
