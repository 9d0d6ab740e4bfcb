"""`unknot bench`: how fast it is, goal and measured side by side. Runs the `benchmarks` of a checkout."""

import argparse
import importlib
import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import unknot
from unknot.config.cli import options
from unknot.config.cluster.refusal import ClusterRefusal

if TYPE_CHECKING:
    from unknot.config.cli.options import Subparsers

LEAST_SALONS, MOST_SALONS = 100, 100_000
MOST_SALONS_QUICK = 2_000
CHECKOUT = Path(unknot.__file__).parents[1]
NEEDED = ("numpy",)
"""What only a checkout's test environment has."""


def add_parser(subparsers: "Subparsers") -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser("bench", help="measure this machine against the goals, as ratios")
    parser.add_argument(
        "--salons",
        type=_salons,
        metavar="N",
        help="how many salons the market has (default: 10000; quick: 200)",
    )
    parser.add_argument("--quick", action="store_true", help="under a minute; says what it leaves out")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--home", metavar="DIR", help="accepted by every command; this one makes its own")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Measure and print: 0 when every goal is met, 1 when one is missed or breaks off, 2 when it can't be measured."""
    if arguments.quick and (arguments.salons or 0) > MOST_SALONS_QUICK:
        return options.refuse("bench", f"--quick: takes at most --salons {MOST_SALONS_QUICK}")
    if reason := missing():
        return options.refuse("bench", reason)
    runner = importlib.import_module("benchmarks.runner")
    try:
        found = runner.measure(runner.plan(salons=arguments.salons, is_quick=arguments.quick))
    except (ClusterRefusal, ValueError) as refusal:
        return options.refuse("bench", refusal)
    print(found.as_json() if arguments.json else found.as_table())
    return options.FINE if found.is_fine else options.FINDINGS


def missing(checkout: Path = CHECKOUT) -> str:
    """Why it cannot be measured here, or ''."""
    if not (checkout / "benchmarks" / "runner.py").is_file():
        return f"needs a checkout of Unknot: there is no benchmarks/ beside {checkout / 'unknot'}"
    for name in NEEDED:
        if importlib.util.find_spec(name) is None:
            return f"needs {name}, which bin/test installs"
    if str(checkout) not in sys.path:
        sys.path.insert(0, str(checkout))
    return ""


def _salons(text: str) -> int:
    return options.whole_number(text, LEAST_SALONS, MOST_SALONS)
