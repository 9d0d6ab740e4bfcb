"""The command line: `unknot COMMAND [--home DIR] ...`. Exit codes: 0 fine, 1 findings, 2 usage or bad input."""

import argparse
import importlib
import sys
from collections.abc import Sequence
from types import ModuleType

COMMANDS = ("up", "demo", "check", "rekey", "import", "manage", "bench", "slots", "suitability")
MODULES = {"import": "importing"}
"""What a command's module is called where the language keeps its name for itself."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser(prog="unknot", description="From an aching back to a confirmed massage.")
    subparsers = parser.add_subparsers(metavar="COMMAND", required=True)
    named = words[0] if words else ""
    for command in (named,) if named in COMMANDS else COMMANDS:
        _command(command).add_parser(subparsers)
    arguments = parser.parse_args(words)
    return int(arguments.run(arguments))


def _command(name: str) -> ModuleType:
    # Loaded by name, so that `slots` and `suitability`, which answer in milliseconds, never wait for Django.
    return importlib.import_module(f"unknot.config.cli.{MODULES.get(name, name)}")
