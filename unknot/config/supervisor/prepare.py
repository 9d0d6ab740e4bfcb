"""What must be complete before anybody asks: migrations, static files, and in the demo the city.

Run as a process of its own, so that a signal can end it at any moment. It tells its progress and at last its answer
on standard output, one JSON object a line: {"step", "done", "of"} and {"told": ...}.
"""

import argparse
import importlib
import json
from typing import Any

import django
from django.core.management import call_command


def main() -> None:
    """Do it all; each step finds what it has done before."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--demo", action="store_true")
    parser.add_argument("--salons", type=int)
    asked = parser.parse_args()
    django.setup()
    _tell_progress("database", 0, 1)
    call_command("migrate", interactive=False, verbosity=0)
    _tell_progress("database", 1, 1)
    call_command("collectstatic", interactive=False, verbosity=0)
    told: dict[str, Any] = {}
    if asked.demo:
        # The city's modules load models, which are there only after setup().
        seed = importlib.import_module("unknot.config.demo.seed")
        city = seed.open_city(salons=asked.salons, progress=_tell_progress)
        told["unknown_hours"] = [[each.salon, each.stated] for each in city.unknown_hours]
        told["accounts"] = [list(account) for account in seed.who_to_sign_in_as()]
    _tell({"told": told})


def _tell_progress(step: str, done: int, of: int) -> None:
    _tell({"step": step, "done": done, "of": of})


def _tell(line: dict[str, Any]) -> None:
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
