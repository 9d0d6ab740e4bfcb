"""The processes of the storm: `python -m tests.ground.storm.worker build`, or `... act JOURNALS COUNT UNTIL`.

Workers are forked from a process that has everything loaded, which puts another in the place of each that is killed.
"""

import importlib
import os
import random
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
import psycopg
from django.db import InterfaceError, OperationalError, connection

from tests.ground.storm.journal import Journal

SERVER_GOES = {"57P01", "57P02", "57P03"}
"""SQLSTATEs of a server that shuts down, has crashed, or is not up yet."""


def is_outage(error: Exception) -> bool:
    """Whether the database went away; anything else that is raised is a fault of ours."""
    cause = error.__cause__
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    return isinstance(cause, psycopg.Error) and (cause.sqlstate is None or cause.sqlstate in SERVER_GOES)


def act(worker: Any, journal: Journal, until_s: float) -> None:
    """Turn after turn until the time is over, whatever happens to the database."""
    while time.time() < until_s:
        try:
            worker.turn()
        except Exception as error:
            if not is_outage(error):
                journal.unexpected(traceback.format_exc())
            connection.close()
            time.sleep(0.05)


def keep_forked(count: int, until_s: float, work: Callable[[int], None]) -> None:
    """Have `count` processes at work, each with a number of its own, until the time is over."""
    numbers = {_forked(number, work): number for number in range(count)}
    while numbers:
        pid, _ = os.wait()
        number = numbers.pop(pid)
        if time.time() < until_s:
            numbers[_forked(number, work)] = number


def _forked(number: int, work: Callable[[int], None]) -> int:
    pid = os.fork()
    if not pid:
        work(number)
        os._exit(0)
    return pid


def main() -> None:
    """Nothing of ours can be imported before Django is set up."""
    django.setup()
    if sys.argv[1] == "build":
        importlib.import_module("tests.ground.storm.world").build()
        return
    journals, count, until_s = sys.argv[2:]
    verbs = importlib.import_module("tests.ground.storm.verbs")

    def work(number: int) -> None:
        journal = Journal(Path(journals) / f"worker{number}.journal")
        act(verbs.Worker(journal, random.Random(os.getpid())), journal, float(until_s))

    keep_forked(int(count), float(until_s), work)


if __name__ == "__main__":
    main()
