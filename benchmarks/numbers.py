"""A month of a salon's numbers with 20 practitioners and three years behind it, one request as a browser sends it.

The page passes through every middleware and is compressed as for a browser. Beside it stands the smallest page behind
the same sign-in, so that the ratio is the numbers' own work; and the same month of a salon that began with it, so that
the second ratio is what three years of history cost.

    python -m benchmarks.numbers [--rounds N] [--json]
"""

import argparse
import gzip
import sys
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from benchmarks import ground, numbers_stock, rows
from benchmarks.clients import processor_ms, server_pid
from benchmarks.rows import Found

if TYPE_CHECKING:
    from django.test import Client

    from unknot.salons.models import Salon

PRACTITIONERS = 20
TURNS = 3
YEARS = timedelta(days=3 * 365)
MS_GOAL, STATEMENTS_GOAL, RATIO_GOAL, HISTORY_GOAL = "<= 300", "<= 16", "<= 100", "<= 2"
TREATMENTS = ("back_massage", "swedish", "deep_tissue", "sports", "hot_stone", "reflexology")


def staffed(name: str) -> "Salon":
    """A salon with 20 practitioners and as many rooms, open six days a week, six offers, its days open."""
    from unknot.diary import actions  # noqa: PLC0415 models load after setup
    from unknot.plumbing import clock  # noqa: PLC0415
    from unknot.salons.actions import add_lane, refit  # noqa: PLC0415
    from unknot.salons.models import Offer, Resource, Salon, Skill, WeeklyHours  # noqa: PLC0415

    where: dict[str, Any] = {"lat": 60.17, "lon": 24.94, "country": "FI", "currency": "EUR"}
    salon = Salon.objects.create(name=name, zone="Europe/Helsinki", change_notice_min=1440, **where)
    lanes = [None]
    for number in range(PRACTITIONERS):
        made = Resource.objects.create(kind="practitioner", name=f"Practitioner {number + 1}")
        lanes.append(add_lane(salon, made))
        for treatment in TREATMENTS:
            Skill.objects.create(practitioner=made, treatment=treatment)
        add_lane(salon, Resource.objects.create(kind="room", name=f"Room {number + 1}", features=["table"]))
    WeeklyHours.objects.bulk_create(
        WeeklyHours(salon=salon, lane=lane, weekday=weekday, from_min=9 * 60, to_min=18 * 60)
        for lane in lanes
        for weekday in range(6)
    )
    for n, treatment in enumerate(TREATMENTS):
        more = {"price_minor": 5000 + 500 * n, "room_feature": "table", "buffer_after_min": 10}
        Offer.objects.create(salon=salon, treatment=treatment, duration_min=45, **more)
    refit(salon)
    actions.open_days(salon, clock=clock.database_now)
    return salon


def signed_in(*salons: "Salon") -> "Client":
    """A browser of the owner of some salons."""
    from django.test import Client  # noqa: PLC0415 models load after setup

    from unknot.people.models import User  # noqa: PLC0415
    from unknot.salons.models import Membership  # noqa: PLC0415

    user = User.objects.create_user("owner@example.org", "Pia", None)
    for salon in salons:
        Membership.objects.create(user=user, salon=salon, role=Membership.Role.OWNER)
    browser = Client(SERVER_NAME="localhost", headers={"Accept-Encoding": "gzip"})
    browser.force_login(user)
    return browser


def stocked() -> "tuple[Salon, Salon, int, datetime]":
    """A salon with three years of visits, one with the last whole month alone, how many visits, and that month."""
    from django.db import connection  # noqa: PLC0415 models load after setup

    from unknot.plumbing import clock  # noqa: PLC0415

    old, new = staffed("Old House"), staffed("New House")
    last = clock.now().replace(day=1, hour=12) - timedelta(days=1)
    count = numbers_stock.fill(old, last - YEARS, last)
    numbers_stock.fill(new, last.replace(day=1), last)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return old, new, count, last


def measure(rounds: int) -> tuple[Found, str]:
    """The rows, and what was looked at."""
    from django.db import connection  # noqa: PLC0415 models load after setup
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    old, new, count, last = stocked()
    browser = signed_in(old, new)
    ours, short = (f"/desk/{each.public_id}/numbers/?month={last:%Y-%m}" for each in (old, new))
    small = f"/desk/{old.public_id}/waiting"
    browser.get(ours)
    with CaptureQueriesContext(connection) as sent:
        answer = browser.get(ours)
    statements = len(sent)
    if answer.status_code != 200:
        raise SystemExit(f"benchmarks.numbers: the page answers {answer.status_code}")
    calls = {
        "page": lambda: browser.get(ours),
        "short": lambda: browser.get(short),
        "small": lambda: browser.get(small),
    }
    rows.interleaved(calls, rounds=2)
    taken = rows.interleaved(calls, rounds=rounds, times=TURNS)
    # How long the machine lets it wait is not the page's: the quietest round counts.
    page_ms = min(each["page"] for each in taken) * 1000
    own_ms = processor_ms(lambda: browser.get(ours), server_pid())
    found = [
        rows.as_row(
            "a month of numbers, processor", MS_GOAL, own_ms, "ms of processor, ours and the database's"
        ),
        rows.as_row("a month of numbers, time", MS_GOAL, page_ms, "ms here, in the quietest round"),
        rows.as_row("a month of numbers", RATIO_GOAL, rows.ratio(taken, "page", "small"), "a small page"),
        rows.as_row(
            "three years behind it", HISTORY_GOAL, rows.ratio(taken, "page", "short"), "the same month alone"
        ),
        rows.as_row("a month of numbers, SQL statements", STATEMENTS_GOAL, statements, "statements"),
    ]
    return (
        Found(found),
        f"{count:,} visits in all; HTML before compression: {len(gzip.decompress(answer.content)) / 1000:.0f} kB",
    )


def main() -> int:
    """Print a table, or JSON; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=rows.ROUNDS)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with ground.cluster():
        found, told = measure(asked.rounds)
    print(found.as_json() if asked.json else f"{found.as_table()}\n{told}")
    return 0 if all(row.met for row in found.rows) else 1


if __name__ == "__main__":
    sys.exit(main())
