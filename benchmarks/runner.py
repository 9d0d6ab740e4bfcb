"""All rows of `unknot bench`: which markets they need, in which order they are measured, what is left out.

Each source is a function that gives `Found`. Everything that is measured is a ratio of two things timed in turns.
"""

import os
from collections.abc import Callable, Iterator
from typing import NamedTuple

from benchmarks import booking, results, rows, several, slots
from benchmarks.bar import Bar
from benchmarks.ground import Database, cluster, web
from benchmarks.rows import ROUNDS, Found
from unknot.config.cluster.server import Server

STARTS_DAYS = 32
"""So many days that a month of starts lies in them."""
MOST_WITH_ALL_DAYS = MOST_BESIDE_OTHERS = 10_000
MOST_COPIED = 10_000
SHORT_DAYS, LONG_DAYS = 7, 90
FEW = 1_000
PEOPLE, ROOMS = 20, 20

QUICK = (
    "growth from 1,000 to 100,000 salons: --quick has no market that large",
    f"growth from {SHORT_DAYS} to {LONG_DAYS} days stored: --quick stores {STARTS_DAYS}",
    "memory with 100,000 salons: --quick has no market that large",
    "the goals for search are stated for 10,000 salons: --quick asks fewer",
    "a hot salon for 60 s: --quick quarrels for 4 s",
)
MANY = f"search beside memory and beside SQL: their goals are stated for {MOST_BESIDE_OTHERS} salons"
COPY = f"the replica: a copy of more than {MOST_COPIED} salons fills the disk"
MOST_SALONS = 100_000
FEWER = f"growth and memory up to {MOST_SALONS} salons: this market has fewer (--salons {MOST_SALONS})"
TOO_FEW = f"growth of search with salons: takes at least {2 * FEW}, or the market's edge counts"


class Plan(NamedTuple):
    """How large the market is and how long is measured; `few` salons are in the small market beside it, if any.

    `turns` is how often something is asked in a round, `stocked` how many salons' starts are gathered to be booked.
    """

    salons: int
    days: int
    few: int
    is_quick: bool
    hot_s: float
    slice_s: float
    turns: int
    stocked: int
    rounds: int = ROUNDS


def plan(*, salons: int | None, is_quick: bool) -> Plan:
    """The plan for so many salons; where there are very many, fewer days are stored, for the disk's sake."""
    if is_quick:
        return Plan(salons or 200, STARTS_DAYS, 0, is_quick, hot_s=4, slice_s=1, turns=1, stocked=160)
    wanted = salons or 10_000
    days = STARTS_DAYS if wanted <= MOST_WITH_ALL_DAYS else SHORT_DAYS
    return Plan(wanted, days, min(FEW, wanted // 2), is_quick, hot_s=60, slice_s=3, turns=5, stocked=400)


def measure(asked: Plan) -> Found:
    """Every row, one source after the other."""
    os.environ["DJANGO_SETTINGS_MODULE"] = results.SETTINGS
    with cluster() as server:
        return rows.together(
            [
                slots.found(asked.rounds),
                several.found(asked.rounds),
                *_on_markets(asked, server),
                Found([], left_out(asked)),
            ]
        )


def left_out(asked: Plan) -> list[str]:
    """What is not measured with this plan, each with its reason."""
    reasons = {
        TOO_FEW: not asked.is_quick and asked.few < FEW,
        FEWER: not asked.is_quick and asked.salons < MOST_SALONS,
        MANY: asked.salons > MOST_BESIDE_OTHERS,
        COPY: asked.salons > MOST_COPIED,
    }
    return [said for said, is_so in reasons.items() if is_so] + [*QUICK] * asked.is_quick


def _on_markets(asked: Plan, server: Server) -> Iterator[Found]:
    from benchmarks import crowd, memory, month, replica, salon, search_rows  # noqa: PLC0415 models load after setup

    rounds, few = asked.rounds, asked.few or asked.salons
    large = _market(server, "large", asked.salons, asked.days)
    if asked.salons <= MOST_BESIDE_OTHERS:
        yield _timed("search", lambda: search_rows.beside_others(asked.salons, rounds, asked.turns * 8))
    doors = large if asked.is_quick else _market(server, "few", few, STARTS_DAYS)
    if not asked.is_quick:
        yield from _growth(asked, server, large, doors)
        yield _timed("memory", lambda: memory.found((doors, few), (large, asked.salons), rounds))
    doors.use()
    yield _timed("results page", lambda: results.found(rounds, asked.turns))
    yield _timed("salon page", lambda: salon.found(rounds, asked.turns * 4))
    with web(doors.url) as port:
        yield _timed("a month of starts", lambda: month.found(port, rounds, asked.turns * 4))
        yield _timed("crowds", lambda: crowd.found(port, asked.hot_s))
        yield _timed("booking", lambda: booking.found(doors.url, port, asked.stocked, rounds, asked.slice_s))
        if asked.salons <= MOST_COPIED:
            wanted = (rounds, asked.turns * 8, asked.slice_s)
            yield _timed("replica", lambda: replica.found(server, doors.url, port, *wanted))


def _growth(asked: Plan, server: Server, large: Database, few: Database) -> Iterator[Found]:
    from benchmarks import search_rows  # noqa: PLC0415 models load after setup

    brief = _market(server, "brief", asked.few, SHORT_DAYS)
    lasting = _market(server, "lasting", asked.few, LONG_DAYS)
    alike = few if asked.days == STARTS_DAYS else brief
    if asked.few == FEW:
        yield _timed(
            "growth with salons",
            lambda: search_rows.growth(
                "growth of search with salons",
                search_rows.GROWTH_GOAL,
                (alike, asked.few),
                (large, asked.salons),
                asked.rounds,
            ),
        )
    yield _timed(
        "growth with days",
        lambda: search_rows.growth(
            "growth of search with days stored",
            search_rows.DAYS_GOAL,
            (brief, SHORT_DAYS),
            (lasting, LONG_DAYS),
            asked.rounds,
        ),
    )


def _timed(step: str, source: Callable[[], Found]) -> Found:
    """What a source finds, with a word to who waits. One that breaks off does not take the others with it."""
    bar = Bar()
    bar.show(step, 0, 1)
    try:
        found = source()
    except SystemExit as broke_off:
        found = Found([], broken=[f"{step}: {broke_off}"])
    bar.show(step, 1, 1)
    return found


def _market(server: Server, name: str, salons: int, days: int) -> Database:
    """A market in a database of its own, which is in use afterwards. Its first salon has twenty practitioners."""
    from benchmarks import market  # noqa: PLC0415 models load after setup
    from unknot.plumbing.clock import now  # noqa: PLC0415

    database = Database(server, name)
    database.use()
    big = [market.Big(PEOPLE, ROOMS)]
    market.write(salons, days=days, now=now(), progress=Bar().show, big=big)
    return database
