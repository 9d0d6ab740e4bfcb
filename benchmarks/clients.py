"""A keystroke in the desk's search among 50,000 clients of one salon, beside a plain ILIKE over the same rows.

Another 50,000 are known to a second salon, whom nobody may find. Every beginning of each question is asked, as one
types it. The ILIKE looks for the typed letters in name, number and mail, the latest clients first.

    python -m benchmarks.clients [--clients N] [--rounds N] [--json]

The milliseconds are processor time of the asking process and of its database server together, of this machine.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import rows
from benchmarks.ground import cluster
from benchmarks.rows import Found

if TYPE_CHECKING:
    from unknot.salons.models import Salon

CLIENTS = 50_000
SHOWN = 8
CALLS = 20
GOAL_MS = 30
GOAL_TIMES = 3
QUESTIONS = ("outi laine 123", "040123", "+358 40 55", "liisa@", "x", "anna virtanen")
SURE = "liisa499"
"""Both sides find the same few by this, in the same order."""
FIRST_NAMES = ("Outi", "Anna", "Mauri", "Leena", "Päivi", "Jussi", "Anna-Liisa", "Sören", "Aino", "Ville")
LAST_NAMES = (
    "Laine",
    "Virtanen",
    "Korhonen",
    "Mäkelä",
    "Niemi",
    "Lähteenmäki",
    "Salo",
    "Ek",
    "Åberg",
    "Nurmi",
)
_FILL = """
WITH made AS (
  INSERT INTO people_client (public_id, name, email, phone, language)
  SELECT %s || n, (%s::text[])[1 + n %% 10] || ' ' || (%s::text[])[1 + n / 10 %% 10] || ' ' || n,
    'liisa' || n || '@example.org', '+35840' || lpad((n * 7919 %% 10000000)::text, 7, '0'), 'fi'
  FROM generate_series(1, %s) n RETURNING id)
INSERT INTO salons_acquaintance (salon_id, client_id, seen_at)
SELECT %s, id, now() - make_interval(hours => (id %% 9000)::int) FROM made
"""
_PLAIN = """
SELECT c.public_id, c.name, c.phone, c.email, a.seen_at
FROM salons_acquaintance a JOIN people_client c ON c.id = a.client_id
WHERE a.salon_id = %s AND (c.name ILIKE %s OR c.phone ILIKE %s OR c.email ILIKE %s)
ORDER BY a.seen_at DESC, a.id DESC LIMIT 40
"""


def found(clients: int, rounds: int) -> Found:
    """The rows: the slowest keystroke in milliseconds, and all keystrokes beside ILIKE."""
    from django.db import connection  # noqa: PLC0415 models load after setup

    from unknot.salons.clients import clients_like  # noqa: PLC0415

    salon, _ = (_salon(connection, clients, name) for name in ("mine", "other"))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE people_client, salons_acquaintance")

    def plain(typed: str) -> list[tuple[object, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(_PLAIN, [salon.pk, *[f"%{typed}%"] * 3])
            return list(cursor.fetchall())

    if [each.public_id for each in clients_like(salon, SURE, most=40)] != [row[0] for row in plain(SURE)]:
        raise SystemExit("benchmarks.clients: the answers differ: nothing to compare")
    return Found(list(_rows(salon, plain, rounds)))


def _rows(salon: "Salon", plain: Callable[[str], object], rounds: int) -> Iterator[rows.Row]:
    from unknot.salons.clients import clients_like  # noqa: PLC0415 models load after setup

    typed = keystrokes()
    taken = rows.interleaved(
        {
            "ours": lambda: [clients_like(salon, each, most=SHOWN) for each in typed],
            "plain": lambda: [plain(each) for each in typed],
        },
        rounds=rounds,
    )
    which = f"{len(typed)} keystrokes, one after the other"
    yield rows.as_row(which, f">= {GOAL_TIMES}", rows.ratio(taken, "plain", "ours"), "times as fast as ILIKE")
    server = server_pid()
    cost_ms = {
        each: processor_ms(lambda each=each: clients_like(salon, each, most=SHOWN), server) for each in typed
    }
    slowest, middle = max(typed, key=cost_ms.__getitem__), sorted(cost_ms.values())[len(typed) // 2]
    yield rows.as_row(
        f"the dearest of them ({slowest!r})", f"<= {GOAL_MS}", cost_ms[slowest], "ms of processor"
    )
    yield rows.as_row("the middle one", f"<= {GOAL_MS}", middle, "ms of processor")


def processor_ms(call: Callable[[], object], server: int) -> float:
    """What a call costs on both sides, ours and the database's: a machine that others share adds nothing to it."""
    before = time.process_time() + _used_s(server)
    for _ in range(CALLS):
        call()
    return (time.process_time() + _used_s(server) - before) / CALLS * 1000


def _used_s(pid: int) -> float:
    """Processor time of a process, from Linux."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def server_pid() -> int:
    from django.db import connection  # noqa: PLC0415 models load after setup

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def keystrokes() -> list[str]:
    """Every beginning of every question, once."""
    return sorted({text[: end + 1].strip() for text in QUESTIONS for end in range(len(text))})


def _salon(connection: object, clients: int, name: str) -> "Salon":
    from unknot.salons.models import Salon  # noqa: PLC0415 models load after setup

    salon = Salon.objects.create(
        name=name, lat=60, lon=25, zone="Europe/Helsinki", country="FI", currency="EUR"
    )
    with connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(_FILL, [name, list(FIRST_NAMES), list(LAST_NAMES), clients, salon.pk])
    return salon


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the rows; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--clients", type=int, default=CLIENTS)
    parser.add_argument("--rounds", type=int, default=rows.ROUNDS)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(arguments)
    with cluster():
        measured = found(asked.clients, asked.rounds)
    print(measured.as_json() if asked.json else measured.as_table())
    return 0 if all(row.met for row in measured.rows) else 1


if __name__ == "__main__":
    sys.exit(main())
