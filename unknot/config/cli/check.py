"""`unknot check`: are the invariants of a home true? Prints each finding on a line."""

import argparse
import os
import sys
from typing import TYPE_CHECKING

from unknot.config.cli import options, rooms
from unknot.config.cluster.refusal import ClusterRefusal
from unknot.config.progress import Progress

if TYPE_CHECKING:
    from unknot.config.cli.options import Subparsers


def add_parser(subparsers: "Subparsers") -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser("check", help="look for broken invariants in the data")
    options.add_home(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print what is wrong with the data: nothing and 0, or findings and 1."""
    found = 0
    shown = Progress(sys.stderr)
    try:
        with rooms.opened(options.home_of(arguments), os.environ):
            audit = rooms.load("unknot.diary.audit")
            for finding in audit.findings(progress=shown.show):
                shown.clear()
                print(finding)
                found += 1
            shown.clear()
            for finding in rooms.load("unknot.health.audit").findings():
                print(finding)
                found += 1
    except (ClusterRefusal, ValueError, rooms.Unusable) as refusal:
        return options.refuse("check", refusal)
    return options.FINDINGS if found else options.FINE
