"""`unknot up`: one machine, for real. Secrets, PostgreSQL, worker and web under one supervisor."""

import argparse
import os
from typing import TYPE_CHECKING, Any

from unknot.config.cli import options
from unknot.config.cluster.refusal import ClusterRefusal
from unknot.config.supervisor import stack
from unknot.config.supervisor.refusal import StackRefusal

if TYPE_CHECKING:
    from unknot.config.cli.options import Subparsers


def add_parser(subparsers: "Subparsers") -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser("up", help="run Unknot on this machine until Ctrl-C")
    options.add_home(parser)
    options.add_port(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run the stack until a signal comes."""
    plan = stack.Plan(options.home_of(arguments), arguments.port)
    try:
        stack.run(plan, os.environ, _announce)
    except (ClusterRefusal, StackRefusal, ValueError) as refusal:
        return options.refuse("up", refusal)
    return options.FINE


def _announce(plan: stack.Plan, told: dict[str, Any]) -> None:
    print(
        f"Unknot answers at {plan.site_url}/  (data and logs in {plan.home.path}; Ctrl-C stops)", flush=True
    )
    if told.get("beginning"):
        print(f"Nobody has an account yet. Begin here, once: {told['beginning']}", flush=True)
