"""`unknot slots FILE.json|-`: the starts that are possible, computed from the question alone.

For support and for checking: it reads no home, settings or database, and does not load Django.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from time import perf_counter_ns
from typing import TYPE_CHECKING, Any, Final

from unknot.config.cli.questions import BadInput, Question, question
from unknot.config.cli.reading import cases_of
from unknot.core.availability.slots import slots
from unknot.core.hours import DAY_TICKS, TICK_MIN, instant

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

FINE: Final = 0
BAD_INPUT: Final = 2

_CLOCK: Final = tuple(f"T{minute // 60:02d}:{minute % 60:02d}:00Z" for minute in range(0, 1440, TICK_MIN))


def add_parser(subparsers: "Subparsers") -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser("slots", help="compute the possible starts of a question in JSON")
    parser.add_argument("file", metavar="FILE.json|-", help="one question or a list of them; - reads stdin")
    parser.add_argument(
        "--time", action="store_true", help="add the microseconds each answer took to compute"
    )
    parser.add_argument("--home", metavar="DIR", help="accepted by every command; this one reads no home")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Answer the questions of `args.file` on stdout, or say on stderr which field is wrong."""
    try:
        cases, several = cases_of(args.file)
        questions = [question(case, f"cases[{n}]" if several else "") for n, case in enumerate(cases)]
    except BadInput as wrong:
        print(f"unknot slots: {wrong}", file=sys.stderr)
        return BAD_INPUT
    for part in _written(questions, several=several, timed=args.time):
        sys.stdout.write(part)
    return FINE


def _written(questions: Iterable[Question], *, several: bool, timed: bool) -> Iterator[str]:
    """Yield the answers as JSON, each as soon as it is computed."""
    between = "[" if several else ""
    for asked in questions:
        before = perf_counter_ns()
        found = slots(**asked._asdict())
        spent = perf_counter_ns() - before
        answer: dict[str, Any] = {"starts": list(_shown(found))}
        if timed:
            answer["microseconds"] = spent / 1000
        yield between + json.dumps(answer)
        between = ",\n "
    if several and between == "[":
        yield between
    yield "]\n" if several else "\n"


def _shown(ticks: Iterable[int]) -> Iterator[str]:
    """Yield the ticks as UTC instants, with one date made for each day and not for each start."""
    shown_day, shown = -1, ""
    for tick in ticks:
        day, place = divmod(tick, DAY_TICKS)
        if day != shown_day:
            shown_day, shown = day, instant(day * DAY_TICKS).date().isoformat()
        yield shown + _CLOCK[place]
