"""What one booking sends to PostgreSQL, as a script for pgbench: made from a real one, so that it can't fall behind.

A booking is made through the product's own view and each statement is taken down as it is sent, with its values. The
script has the same texts, in the same order and prepared alike. Only what must differ from one booking to the next is
asked for instead: a salon by chance with its offer, public ids, claims that nobody else takes, and the day's bits as
they were read.
"""

import json
import os
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from psycopg import ClientCursor

Values = Sequence[Any]
Sent = list[tuple[str, Values]]

START = "timestamptz '2100-01-01' + (:slice + :turn * 8 + :client_id) * interval '1 hour'"
END = START.replace("(:slice", "(1 + :slice")
NEW_ID = "md5(random()::text)"
SALONS = "ARRAY[:salon]"
OFFER = "(SELECT public_id FROM salons_offer WHERE salon_id = :salon AND is_active ORDER BY id LIMIT 1)"
PEOPLE = "(:ids::bigint[])"
CLAIMS = {33: f"{PEOPLE}[1:2]", 34: f"ARRAY[{START}, {START}]", 35: f"ARRAY[{END}, {END}]"}
DAYS = {37: SALONS, 38: "ARRAY[:lanes]", 39: "ARRAY[:shifts]", 40: "ARRAY[:holds]"}


class Step(NamedTuple):
    """A statement of a booking: what its text begins with, how many values it takes, and which of them differ."""

    begins: str
    values: int
    differing: dict[int, str]
    kept: bool = False


LOOK = Step("SELECT s.id, ", 1, {0: OFFER}, kept=True)
FREE = Step("SELECT salon_id, base", 4, {0: SALONS}, kept=True)
LOCK = Step("SELECT set_config", 3, {2: ":salon"})
ROWS = Step("SELECT on_date, salon_id", 4, {0: SALONS})
CLOCK = Step("SELECT clock_timestamp()", 0, {})
WRITE = Step(
    "WITH client AS",
    50,
    {0: NEW_ID, 6: NEW_ID, 7: ":salon", 11: ":id", 12: f"{PEOPLE}[1]", 43: NEW_ID, **CLAIMS, **DAYS},
)
STEPS = {"look": LOOK, "free": FREE, "lock": LOCK, "rows": ROWS, "clock": CLOCK, "write": WRITE}
# What travels together there travels together here.
BEFORE = {"lock": ["\\startpipeline", "BEGIN;"], "write": ["\\startpipeline"]}
AFTER = {"clock": ["\\endpipeline"], "write": ["COMMIT;", "\\endpipeline"]}
TRANSACTION = 2
_slices = count()


class Script(NamedTuple):
    """The script with its variables; statements a real booking sends, and those in the script."""

    path: Path
    variables: dict[str, int]
    sent: int
    scripted: int

    def fresh(self) -> dict[str, int]:
        """The variables for another slice, whose claims meet nobody's."""
        return {**self.variables, "slice": next(_slices) * 1_000_000, "turn": 0}


def script(wish: dict[str, Any], salons: int) -> Script:
    """The script for the first salons of this database. Books once."""
    sent, statements = _booked(wish)
    if len(sent) != len(STEPS):
        raise SystemExit(f"benchmarks.booking: a booking sends {len(sent)} statements, not {len(STEPS)}")
    lines = ["\\set salon random(:least, :most)", "\\set turn :turn + 1"]
    for (name, step), (text, values) in zip(STEPS.items(), sent, strict=True):
        lines += [*BEFORE.get(name, ()), _line(step, text, values), *AFTER.get(name, ())]
    path = Path(os.environ["UNKNOT_HOME"]) / "booking.sql"
    path.write_text("\n".join(lines) + "\n")
    with connection.cursor() as cursor:
        first = "SELECT min(id), max(id) FROM (SELECT id FROM salons_salon ORDER BY id LIMIT %s) s"
        cursor.execute(first, [salons])
        least, most = cursor.fetchone()
    return Script(path, {"least": least, "most": most}, statements, len(STEPS) + TRANSACTION)


def _booked(wish: dict[str, Any]) -> tuple[Sent, int]:
    """What a real booking sends; BEGIN and COMMIT are only counted."""
    sent: Sent = []

    def note(execute: Callable[..., Any], sql: str, params: Values | None, many: bool, context: Any) -> Any:
        sent.append((sql, params or ()))
        return execute(sql, params, many, context)

    with CaptureQueriesContext(connection) as seen, connection.execute_wrapper(note):
        answer = Client(SERVER_NAME="localhost").post(
            "/api/v1/appointments", json.dumps(wish), content_type="application/json"
        )
    if answer.status_code != 201:
        raise SystemExit(f"benchmarks.booking: {answer.status_code} {answer.content[:200]!r}")
    return sent, len(seen)


def _line(step: Step, text: str, values: Values) -> str:
    """The statement with its values, on one line."""
    flat = " ".join(text.split())
    if not flat.startswith(step.begins) or len(values) != step.values:
        raise SystemExit(f"benchmarks.booking: {len(values)} values in an unforeseen statement: {flat[:200]}")
    written = [step.differing.get(at, _literal(value)) for at, value in enumerate(values)]
    pieces = flat.split("%s")
    filled = "".join(piece + value for piece, value in zip(pieces, [*written, ""], strict=True))
    return f"{filled} \\gset" if step.kept else f"{filled};"


def _literal(value: Any) -> str:
    connection.ensure_connection()
    return ClientCursor(connection.connection).mogrify("%s", [value])
