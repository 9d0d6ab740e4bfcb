"""Holds the journals of a storm against the database it left behind. Asks in SQL, not with our own code."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC

import psycopg

from tests.ground.storm.journal import LED, Attempt, Standing, Told

_APPOINTMENTS = """
SELECT a.public_id, c.name, a.sequence, a.starts_at, a.status,
  (SELECT count(*) FROM plumbing_fact f WHERE f.subject = a.public_id AND f.kind = 'appointment.booked'),
  (SELECT count(*) FROM plumbing_fact f WHERE f.subject = a.public_id
    AND f.kind IN ('appointment.moved', 'appointment.cancelled'))
FROM diary_appointment a JOIN people_client c ON c.id = a.client_id
"""
# Of what was kept together all was booked or nothing.
_TORN = """
SELECT f.public_id FROM diary_hold f JOIN diary_hold l ON l.id = f.lead_id
WHERE (f.appointment_id IS NULL) <> (l.appointment_id IS NULL)
"""
# Who was moved at once was moved without a word of any journal; who took a turn said so.
_MOVED_AT_ONCE = """
SELECT a.public_id, count(*) FROM diary_waiting w JOIN diary_appointment a ON a.id = w.appointment_id
WHERE w.at_once AND w.state = 'served' AND NOT EXISTS (
  SELECT FROM diary_turn t WHERE t.waiting_id = w.id AND t.state = 'taken')
GROUP BY a.public_id
"""
BOOKS = ("book", "confirm")


def faults(told: Told, database: str) -> Iterator[str]:
    """Where the two tell different stories, as sentences."""
    standing: dict[str, Standing] = {}
    moved: dict[str, int] = {}
    made: dict[str, list[str]] = defaultdict(list)
    with psycopg.connect(database) as connection:
        for public_id, name, sequence, starts_at, status, booked, changed in connection.execute(
            _APPOINTMENTS
        ):
            standing[public_id] = Standing.of(sequence, starts_at.astimezone(UTC), status)
            made[name].append(public_id)
            if (booked, changed) != (1, sequence):
                yield f"{public_id} at sequence {sequence} has {booked} facts of a booking, {changed} of changes"
        clients = {name for (name,) in connection.execute("SELECT name FROM people_client")}
        moved.update(connection.execute(_MOVED_AT_ONCE))
        yield from (f"hold {torn} was not booked with its lead" for (torn,) in connection.execute(_TORN))
    leads = {name for name in made if LED not in name}
    for name in [name for name in made if LED in name]:
        for public_id in made.pop(name):
            # What is done to a lead is done to it, and its journal says nothing of that.
            standing.pop(public_id)
            if name.partition(LED)[0] not in leads:
                yield f"{public_id} was booked without its lead"
    yield from _turns(told, made, clients)
    yield from _bookings(told, made, clients)
    yield from _changes(told, standing, moved)


def _turns(told: Told, made: dict[str, list[str]], clients: set[str]) -> Iterator[str]:
    """Who was put down without a visit has at most one, each that was acknowledged is there, and none unasked."""
    taken = {each.visit for each in told.attempts.values() if each.verb == "take_turn" and each.done}
    doubts = any(each.verb == "take_turn" and each.is_in_doubt for each in told.attempts.values())
    found = {visit for visits in made.values() for visit in visits}
    yield from (f"the turn that became {visit} is gone" for visit in sorted(taken - found))
    for name, attempt in [(name, each) for name, each in told.attempts.items() if each.verb == "wait"]:
        visits = made.pop(name, [])
        if len(visits) > 1 or (set(visits) - taken and not doubts):
            yield f"{attempt} was given {visits}"
        if attempt.refused and name in clients:
            yield f"{attempt} left a client behind"


def _bookings(told: Told, made: dict[str, list[str]], clients: set[str]) -> Iterator[str]:
    """Each acknowledged booking exists once, each refused one not at all, and no other but those in doubt."""
    books = {each.name: each for each in told.attempts.values() if each.verb in BOOKS}
    for name, attempt in books.items():
        wanted = [[], [attempt.visit]] if attempt.is_in_doubt else [[attempt.visit] if attempt.done else []]
        found = made.pop(name, [])
        if found not in wanted and not (attempt.is_in_doubt and len(found) == 1):
            yield f"{attempt} made {found}"
        if attempt.refused and name in clients:
            yield f"{attempt} left a client behind"
    for name, found in made.items():
        yield f"{found} was booked by {name}, whom nobody knows"


def _changes(told: Told, standing: dict[str, Standing], moved: dict[str, int]) -> Iterator[str]:
    """Every appointment stands as it was last acknowledged, or as an attempt in doubt would have it.

    `moved` says how often each was moved at once because it waited.
    """
    by_visit: dict[str, list[Attempt]] = defaultdict(list)
    for attempt in told.attempts.values():
        if attempt.visit:
            by_visit[attempt.visit].append(attempt)
    for visit, attempts in by_visit.items():
        if visit not in standing:
            continue
        acknowledged = {each.done for each in attempts if each.done is not None}
        in_doubt = [each for each in attempts if each.is_in_doubt]
        if len({each.sequence for each in acknowledged}) < len(acknowledged):
            yield f"{visit} was acknowledged twice at one sequence: {sorted(acknowledged)}"
        if not _is_explained(standing[visit], acknowledged, in_doubt, moved.get(visit, 0)):
            yield f"{visit} stands as {standing[visit]}, acknowledged {sorted(acknowledged)}, in doubt {in_doubt}"


def _is_explained(now: Standing, acknowledged: set[Standing], in_doubt: list[Attempt], moved: int) -> bool:
    last = max(acknowledged, default=None)
    if last is not None and now.sequence <= last.sequence:
        return now == last
    more = now.sequence - (last.sequence if last else 0)
    targets = {each.target for each in in_doubt}
    reached = {(now.starts_at, now.status), ("", now.status)}
    if moved and (last is None or now.status == last.status):
        return more <= len(in_doubt) + moved
    # A visit whose booking is in doubt itself may stand as it was booked.
    return more == 0 or (more <= len(in_doubt) + moved and bool(reached & targets))
