"""What must be complete before anybody asks: migrations, static files, and in the demo the city.

Run as a process of its own, so that a signal can end it at any moment. It tells its progress and at last its answer
on standard output, one JSON object a line: {"step", "done", "of"} and {"told": ...}.
"""

import argparse
import importlib
import json
import time
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

_MIGRATING_LOCK = 5
_POLL_S = 0.2


def main() -> None:
    """Do it all; each step finds what it has done before."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--demo", action="store_true")
    parser.add_argument("--salons", type=int)
    asked = parser.parse_args()
    django.setup()
    _tell_progress("database", 0, 1)
    _migrate()
    _tell_progress("database", 1, 1)
    call_command("collectstatic", interactive=False, verbosity=0)
    told: dict[str, Any] = {}
    if not asked.demo:
        told["beginning"] = _beginning()
    if asked.demo:
        # The city's modules load models, which are there only after setup().
        seed = importlib.import_module("unknot.config.demo.seed")
        city = seed.open_city(salons=asked.salons, progress=_tell_progress)
        told["unknown_hours"] = [[each.salon, each.stated] for each in city.unknown_hours]
        told["accounts"] = [list(account) for account in seed.who_to_sign_in_as()]
    _tell({"told": told})


def _beginning() -> str:
    """Where the first account is made; '' once there is one. Asked after the migrations, with the models there."""
    token = importlib.import_module("unknot.people.first").first_token()
    return token and f"{settings.SITE_URL}{reverse('desk_first', args=[token])}"


def _migrate() -> None:
    """Bring the database up to date, one machine after the other when several start at once.

    Asked again and again, not waited for: a statement that waits would hold up an index that is built CONCURRENTLY.
    """
    with connection.cursor() as cursor:
        while not cursor.execute("SELECT pg_try_advisory_lock(%s::int, 0)", [_MIGRATING_LOCK]).fetchone()[0]:
            time.sleep(_POLL_S)
        try:
            call_command("migrate", interactive=False, verbosity=0)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s::int, 0)", [_MIGRATING_LOCK])


def _tell_progress(step: str, done: int, of: int) -> None:
    _tell({"step": step, "done": done, "of": of})


def _tell(line: dict[str, Any]) -> None:
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
