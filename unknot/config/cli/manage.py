"""`unknot manage ...`: Django's commands on a home and its PostgreSQL."""

import argparse
import os
from typing import TYPE_CHECKING

from django.core.management import execute_from_command_line

from unknot.config.cli import options, rooms
from unknot.config.cluster.refusal import ClusterRefusal

if TYPE_CHECKING:
    from unknot.config.cli.options import Subparsers


def add_parser(subparsers: "Subparsers") -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser("manage", help="run one of Django's commands on a home")
    options.add_home(parser)
    parser.add_argument(
        "words", nargs=argparse.REMAINDER, metavar="...", help="the command and its arguments"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run the command; it exits by itself when it does not like its arguments."""
    try:
        with rooms.opened(options.home_of(arguments), os.environ):
            execute_from_command_line(["unknot manage", *arguments.words])
    except (ClusterRefusal, ValueError, rooms.Unusable) as refusal:
        return options.refuse("manage", refusal)
    return options.FINE
