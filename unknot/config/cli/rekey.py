"""`unknot rekey`: another master key for what clients say about their health."""

import argparse
import os
import sys
from typing import TYPE_CHECKING

from unknot.config import health_keys
from unknot.config.cli import options, rooms
from unknot.config.cluster.refusal import ClusterRefusal
from unknot.config.home import Home
from unknot.config.progress import Progress

if TYPE_CHECKING:
    from unknot.config.cli.options import Subparsers

_THEIRS = f"the keys are in {health_keys.VARIABLE}: take the older ones out of it yourself"


def add_parser(subparsers: "Subparsers") -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser("rekey", help="wrap the keys of health answers under a new master key")
    options.add_home(parser)
    parser.add_argument(
        "--drop-old",
        action="store_true",
        help="throw the older master keys of the home away: backups made before open no more",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make a master key in the home, or take the newest of the environment, and wrap every key under it."""
    home = options.home_of(arguments)
    in_environment = bool(os.environ.get(health_keys.VARIABLE))
    if in_environment and arguments.drop_old:
        return options.refuse("rekey", f"--drop-old: {_THEIRS}")
    try:
        with rooms.opened(home, os.environ):
            _refuse_what_is_broken()
            if not in_environment:
                _in_home(home)
            print(_rewrapped())
            if arguments.drop_old:
                rooms.load("unknot.health.actions").retire(lambda: health_keys.keep_newest_in_home(home))
                print("The older master keys are gone.")
    except (ClusterRefusal, ValueError, rooms.Unusable) as refusal:
        return options.refuse("rekey", refusal)
    return options.FINE


def _refuse_what_is_broken() -> None:
    """Before anything is made: a key that does not open now would not open afterwards."""
    for finding in rooms.load("unknot.health.audit").findings():
        raise ValueError(finding)


def _in_home(home: Home) -> None:
    if not home.is_ours():
        raise ValueError(f"--home: name the home whose master keys these are, or set {health_keys.VARIABLE}")
    health_keys.add_in_home(home)


def _rewrapped() -> str:
    shown = Progress(sys.stderr)
    count = rooms.load("unknot.health.actions").rewrap(progress=lambda done, of: shown.show("keys", done, of))
    shown.clear()
    return f"Keys wrapped anew: {count}. All are under the newest master key."
