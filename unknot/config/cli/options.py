"""Options that several commands have, and what they have in common when they refuse."""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from unknot.config.home import DEFAULT_HOME, Home

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

FINE = 0
FINDINGS = 1
BAD_INPUT = 2


def add_home(parser: argparse.ArgumentParser, default: str = DEFAULT_HOME) -> None:
    """`--home DIR`, else $UNKNOT_HOME, else the default."""
    parser.add_argument(
        "--home",
        metavar="DIR",
        default=os.environ.get("UNKNOT_HOME") or default,
        help="where the data lives (default: $UNKNOT_HOME, else %(default)s)",
    )


def add_port(parser: argparse.ArgumentParser) -> None:
    """`--port N`, a TCP port."""
    parser.add_argument(
        "--port", type=_port, default=8000, metavar="N", help="port on 127.0.0.1 (default: 8000)"
    )


def home_of(arguments: argparse.Namespace) -> Home:
    """The home that was asked for, absolute; nothing is made."""
    return Home(Path(arguments.home).expanduser().absolute())


def refuse(command: str, reason: object) -> int:
    """Say on one line of standard error why not; the exit code for bad input."""
    print(f"unknot {command}: {reason}", file=sys.stderr)
    return BAD_INPUT


def whole_number(text: str, least: int, most: int) -> int:
    """The number in the text; argparse.ArgumentTypeError when it is none or beyond the limits."""
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise argparse.ArgumentTypeError(f"must be a whole number from {least} to {most}")
    return int(text)


def _port(text: str) -> int:
    return whole_number(text, 1, 65535)
