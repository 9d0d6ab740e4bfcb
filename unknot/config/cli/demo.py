"""`unknot demo`: a running demo city; what bin/demo starts."""

import argparse
import os
from typing import TYPE_CHECKING, Any

from unknot.config.cli import options
from unknot.config.cluster.refusal import ClusterRefusal
from unknot.config.home import Home
from unknot.config.supervisor import fresh, stack
from unknot.config.supervisor.refusal import StackRefusal

if TYPE_CHECKING:
    from unknot.config.cli.options import Subparsers

MOST_SALONS = 100_000


def add_parser(subparsers: "Subparsers") -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser("demo", help="run a demo city on this machine until Ctrl-C")
    options.add_home(parser, default=".demo")
    options.add_port(parser)
    parser.add_argument(
        "--salons", type=_salons, metavar="N", help="how many salons (default: the built-in city)"
    )
    parser.add_argument("--fresh", action="store_true", help="throw the home's data away and begin anew")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run the city until a signal comes."""
    home = options.home_of(arguments)
    try:
        if arguments.fresh:
            fresh.empty(home)
        stack.run(stack.Plan(home, arguments.port, demo=True, salons=arguments.salons), os.environ, _announce)
    except (ClusterRefusal, StackRefusal, ValueError) as refusal:
        return options.refuse("demo", refusal)
    return options.FINE


def _announce(plan: stack.Plan, told: dict[str, Any]) -> None:
    lines = [
        ("The site", f"{plan.site_url}/"),
        ("A salon's desk", f"{plan.site_url}/desk/"),
        ("The outbox", f"{plan.site_url}/outbox/"),
        ("The API", f"{plan.site_url}/api/v1/openapi.json"),
        *(
            (f"Sign in as {role}", f"{email}  {password}")
            for role, email, password in told.get("accounts", ())
        ),
        *(
            ("Hours unknown", f"{salon}, which states {stated}, can't be booked")
            for salon, stated in told.get("unknown_hours", ())
        ),
        ("Data and logs", _shown(plan.home)),
    ]
    width = max(len(label) for label, _ in lines) + 2
    print("\n".join(f"{label + ':':{width}}{value}" for label, value in lines))
    print("Ctrl-C stops it.", flush=True)


def _shown(home: Home) -> str:
    return str(home.path)


def _salons(text: str) -> int:
    return options.whole_number(text, 1, MOST_SALONS)
