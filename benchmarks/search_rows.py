"""Rows about search: beside numpy in memory, beside SQL over claims, and as the market grows."""

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from benchmarks import rows
from benchmarks.ground import Database
from benchmarks.market import SALONS_A_KM2
from benchmarks.rows import Found, Row
from benchmarks.search import NEAR, Reach, questions, timed
from benchmarks.search_claims import through_claims
from benchmarks.search_kernel import Kernel, Question, answer, through_postgresql
from unknot.core.hours import local_day, tick_floor
from unknot.plumbing.clock import now

FEW = 4
"""Questions that SQL over claims is asked in a round; the others are asked all."""
WITHIN_DAYS = (1, 6)
KERNEL_GOAL, CLAIMS_GOAL, CITY_GOAL = "<= 3", ">= 50", ">= 1000"
GROWTH_GOAL, DAYS_GOAL = "<= 0.1", "<= 0.05"
BY_CLAIMS = "times as fast as SQL NOT EXISTS"


def whole_city(salons: int) -> Reach:
    """So wide a circle that a market of so many salons lies in it."""
    side_m = math.sqrt(salons / SALONS_A_KM2) * 1000
    return Reach(side_m, min(NEAR.spread_m, side_m / 4))


def beside_others(salons: int, rounds: int, count: int) -> Found:
    """Search of the database in use beside the kernel and beside SQL; 5 km and the whole city."""
    moment = now()
    today = local_day("Europe/Helsinki", tick_floor(moment))
    kernel = Kernel(today - timedelta(days=1), today + timedelta(days=WITHIN_DAYS[1] + 2))
    near = questions(moment, count=count, days=WITHIN_DAYS)
    city = questions(moment, whole_city(salons), FEW, days=WITHIN_DAYS)
    _same(kernel.search, [*near, *city])
    _same(through_claims, [*near[:FEW], *city[:1]])
    ways = {
        "ours": lambda: timed(through_postgresql, near),
        "kernel": lambda: timed(kernel.search, near),
        "claims": lambda: timed(through_claims, near[:FEW]),
        "city": lambda: timed(through_postgresql, city),
        "city by claims": lambda: timed(through_claims, city[:1]),
    }
    taken = [{name: ask() for name, ask in ways.items()} for _ in range(rounds)]
    return Found([*_near_rows(salons, taken), _city_row(salons, taken)])


def _same(other: Callable[[Question], object], asked: Sequence[Question]) -> None:
    for question in asked:
        if other(question) != answer(through_postgresql(question)):
            raise SystemExit(f"benchmarks.search: answers differ for {question}")


def _near_rows(salons: int, taken: Sequence[Mapping[str, float]]) -> list[Row]:
    what = f"search 5 km, {salons} salons"
    return [
        rows.as_row(
            f"{what}, beside memory", KERNEL_GOAL, rows.ratio(taken, "ours", "kernel"), "numpy in memory"
        ),
        rows.as_row(f"{what}, beside SQL", CLAIMS_GOAL, rows.ratio(taken, "claims", "ours"), BY_CLAIMS),
    ]


def _city_row(salons: int, taken: Sequence[Mapping[str, float]]) -> Row:
    what = f"search the whole city, {salons} salons, beside SQL"
    return rows.as_row(what, CITY_GOAL, rows.ratio(taken, "city by claims", "city"), BY_CLAIMS)


def growth(
    name: str, goal: str, small: tuple[Database, int], large: tuple[Database, int], rounds: int
) -> Found:
    """The exponent with which the time of a search grows: 0 is not at all, 1 is as fast as the market."""
    asked = questions(now(), days=WITHIN_DAYS)

    def ask(database: Database) -> float:
        database.use()
        return timed(through_postgresql, asked)

    for database, _ in (small, large):
        ask(database)
    taken = [{"small": ask(small[0]), "large": ask(large[0])} for _ in range(rounds)]
    times = rows.ratio(taken, "large", "small")
    exponent = math.log(times) / math.log(large[1] / small[1])
    unit = f"exponent ({times:.2f} times the time from {small[1]} to {large[1]})"
    return Found([rows.as_row(name, goal, exponent, unit)])
