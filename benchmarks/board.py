"""The desk's board of a full day: 20 practitioners, 160 visits, one request as a browser sends it.

A salon of its own, filled through the diary's own bookings. The page passes through every middleware and is compressed
as for a browser. Beside it stands the smallest page behind the same sign-in, so that the ratio is the board's own work.

    python -m benchmarks.board [--rounds N] [--json]
"""

import argparse
import gzip
from datetime import datetime, timedelta
from time import process_time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from benchmarks import ground, rows
from benchmarks.rows import Found

if TYPE_CHECKING:
    from django.test import Client

    from unknot.salons.models import Offer, Resource, Salon

PRACTITIONERS, VISITS_EACH = 20, 8
TURNS = 5
MS_GOAL, STATEMENTS_GOAL, BYTES_GOAL, RATIO_GOAL = "<= 150", "<= 20", "<= 80", "<= 40"


def full_day() -> "tuple[Salon, datetime]":
    """A salon with 20 practitioners, as many rooms, and eight visits of 45 minutes each on one day."""
    from unknot.diary import actions  # noqa: PLC0415 models load after setup
    from unknot.plumbing import clock  # noqa: PLC0415
    from unknot.salons.actions import add_lane, refit  # noqa: PLC0415
    from unknot.salons.models import Offer, Resource, Salon, Skill, WeeklyHours  # noqa: PLC0415

    where: dict[str, Any] = {"lat": 60.17, "lon": 24.94, "country": "FI", "currency": "EUR"}
    salon = Salon.objects.create(name="Full House", zone="Europe/Helsinki", **where)
    hours = {"from_min": 9 * 60, "to_min": 18 * 60}
    for weekday in range(7):
        WeeklyHours.objects.create(salon=salon, weekday=weekday, **hours)
    people = []
    for number in range(PRACTITIONERS):
        made = Resource.objects.create(kind="practitioner", name=f"Practitioner {number + 1}")
        lane = add_lane(salon, made)
        for weekday in range(7):
            WeeklyHours.objects.create(salon=salon, lane=lane, weekday=weekday, **hours)
        Skill.objects.create(practitioner=made, treatment="back_massage")
        room = Resource.objects.create(kind="room", name=f"Room {number + 1}", features=["table"])
        add_lane(salon, room)
        people.append(made)
    more = {"price_minor": 6000, "room_feature": "table", "buffer_before_min": 5, "buffer_after_min": 10}
    offer = Offer.objects.create(salon=salon, treatment="back_massage", duration_min=45, **more)
    refit(salon)
    offer.refresh_from_db()
    offer.salon = salon
    actions.open_days(salon, clock=clock.database_now)
    return salon, _filled(offer, people)


def _filled(offer: "Offer", people: "list[Resource]") -> datetime:
    """Book eight visits with each of them tomorrow; the first begins at 9:15."""
    from unknot.diary import actions  # noqa: PLC0415 models load after setup
    from unknot.people.models import Client  # noqa: PLC0415
    from unknot.plumbing import clock  # noqa: PLC0415

    tomorrow = clock.now().astimezone(ZoneInfo(offer.salon.zone)) + timedelta(days=1)
    nine = tomorrow.replace(hour=9, minute=15, second=0, microsecond=0)
    for number, practitioner in enumerate(people):
        for visit in range(VISITS_EACH):
            actions.book(
                offer=offer,
                starts_at=nine + timedelta(hours=visit),
                client=Client(name=f"Client {number + 1}.{visit + 1}", email="c@example.org"),
                practitioner=practitioner,
                by="desk:1",
                clock=clock.database_now,
            )
    return nine


def signed_in(salon: "Salon") -> "Client":
    """A browser at the salon's desk."""
    from django.test import Client  # noqa: PLC0415 models load after setup

    from unknot.people.models import User  # noqa: PLC0415
    from unknot.salons.models import Membership  # noqa: PLC0415

    user = User.objects.create_user(f"desk-{salon.pk}@example.org", "Pia", None)
    Membership.objects.create(user=user, salon=salon, role=Membership.Role.RECEPTION)
    browser = Client(SERVER_NAME="localhost", headers={"Accept-Encoding": "gzip"})
    browser.force_login(user)
    return browser


def measure(rounds: int) -> tuple[Found, dict[str, float]]:
    """The rows, and figures beside them."""
    from django.db import connection  # noqa: PLC0415 models load after setup
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    salon, nine = full_day()
    browser = signed_in(salon)
    page = f"/desk/{salon.public_id}/days/{nine.date().isoformat()}/"
    small = f"/desk/{salon.public_id}/waiting"
    browser.get(page)
    with CaptureQueriesContext(connection) as sent:
        answer = browser.get(page)
    statements = len(sent)
    whole = gzip.decompress(answer.content)
    drawn = whole.count(b'class="entry booked"')
    if drawn != PRACTITIONERS * VISITS_EACH:
        raise SystemExit(f"benchmarks.board: {drawn} visits are drawn")
    calls = {"board": lambda: browser.get(page), "small": lambda: browser.get(small)}
    rows.interleaved(calls, rounds=2)
    taken = rows.interleaved(calls, rounds=rounds, times=TURNS)
    # How long the machine lets it wait is not the board's: the quietest round counts.
    board_ms = min(each["board"] for each in taken) * 1000
    found = Found(
        [
            rows.as_row(
                "board of 160 visits", RATIO_GOAL, rows.ratio(taken, "board", "small"), "a small page"
            ),
            rows.as_row("board of 160 visits, time", MS_GOAL, board_ms, "ms here, in the quietest round"),
            rows.as_row("board of 160 visits, SQL statements", STATEMENTS_GOAL, statements, "statements"),
            rows.as_row("board of 160 visits, transferred", BYTES_GOAL, len(answer.content) / 1000, "kB"),
        ]
    )
    began = process_time()
    for _ in range(TURNS):
        browser.get(page)
    return found, {"html_kb": len(whole) / 1000, "own_ms": (process_time() - began) * 1000 / TURNS}


def main() -> None:
    """Print a table, or JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with ground.cluster():
        found, beside = measure(asked.rounds)
    if asked.json:
        print(found.as_json())
        return
    print(found.as_table())
    print(f"HTML before compression: {beside['html_kb']:.0f} kB; own time: {beside['own_ms']:.0f} ms")


if __name__ == "__main__":
    main()
