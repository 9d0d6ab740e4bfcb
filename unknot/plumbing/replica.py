"""How far the streaming replica is: used only while that is known, and little.

Two figures tell it. A *mark* is a place in the write-ahead log, in bytes since the cluster was made: what was written
before the mark is on the replica once the replica has replayed as far. And of what it has not replayed it is known
that it was committed after the last transaction it did replay, by the primary's own clock.
"""

import time
from dataclasses import dataclass, field
from datetime import datetime
from math import inf
from threading import Lock

import structlog
from django.conf import settings
from django.db import Error, connections

from unknot.plumbing.reading import PRIMARY, REPLICA

LOOK_EVERY_S = 1.0
UNREACHABLE_FOR_S = 5.0
"""So long a replica that did not answer is not asked again: each asking may cost somebody a timeout."""
CATCHING_UP = (0.005, 0.02, 0.04)
"""After a quiet hour its last transaction is an hour old, and the next is on its way: it gets these seconds."""
_OF_PRIMARY = "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint, clock_timestamp()"
_OF_REPLICA = (
    "SELECT pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::bigint, pg_last_xact_replay_timestamp(),"
    " pg_is_in_recovery()"
)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen of the replica: `behind_s` is at most how far it was behind, `at_s` when, on this process's clock.

    `trouble` is "", "behind", "unreachable", "no_standby" or "not_looked".
    """

    trouble: str
    behind_s: float = inf
    at_s: float = -inf

    def usable(self, now_s: float) -> bool:
        """Whether it is known now to be within the bound."""
        return not self.trouble and self.behind_s + now_s - self.at_s <= settings.REPLICA_BEHIND_S


@dataclass(slots=True)
class Watch:
    """This process's view of the replica. One thread looks while the others go by the last look."""

    seen: Look = Look("not_looked")
    _due_s: float = -inf
    _looking: Lock = field(default_factory=Lock)

    def look(self) -> Look:
        """The last look; a new one when that is a second old."""
        if time.monotonic() >= self._due_s and self._looking.acquire(blocking=False):
            try:
                self._renew()
            finally:
                self._looking.release()
        return self.seen

    def doubt(self) -> None:
        """It has just failed somebody: look again before it is used again."""
        connections[REPLICA].close()
        self.seen, self._due_s = Look("not_looked"), -inf

    def _renew(self) -> None:
        before, began_s = self.seen, time.monotonic()
        waits = CATCHING_UP if before.trouble in ("", "not_looked") else ()
        self.seen = _looked(began_s, waits)
        self._due_s = began_s + (UNREACHABLE_FOR_S if self.seen.trouble == "unreachable" else LOOK_EVERY_S)
        if self.seen.trouble != before.trouble:
            _tell(self.seen)


watch = Watch()


def is_there() -> bool:
    """Whether this installation has a replica at all."""
    return REPLICA in connections.databases


def mark() -> int:
    """A mark behind everything that the primary has committed so far."""
    with connections[PRIMARY].cursor() as cursor:
        cursor.execute(_OF_PRIMARY)
        return int(cursor.fetchone()[0])


def can_serve(since: int) -> bool:
    """Whether the replica may answer somebody who has written up to the mark `since`, or 0."""
    if not is_there() or not watch.look().usable(time.monotonic()):
        return False
    try:
        return since == 0 or _replica()[0] >= since
    except Error:
        watch.doubt()
        return False


def _looked(began_s: float, waits: tuple[float, ...]) -> Look:
    """How it stands with the replica; it is given `waits` to come within the bound."""
    try:
        written, at = _primary()
        for wait_s in (*waits, 0.0):
            replayed, committed_at, is_standby = _replica()
            if not is_standby:
                return Look("no_standby")
            behind_s = _behind_s(written - replayed, committed_at, at)
            if behind_s <= settings.REPLICA_BEHIND_S:
                return Look("", behind_s, began_s)
            time.sleep(wait_s)
    except Error:
        connections[REPLICA].close()
        return Look("unreachable")
    return Look("behind", behind_s, began_s)


def _behind_s(missing: int, committed_at: datetime | None, at: datetime) -> float:
    """At most so far behind `at`, on the primary's clock; without a bound when it has replayed no transaction yet."""
    if missing <= 0:
        return 0.0
    return max(0.0, (at - committed_at).total_seconds()) if committed_at else inf


def _primary() -> tuple[int, datetime]:
    with connections[PRIMARY].cursor() as cursor:
        cursor.execute(_OF_PRIMARY)
        written, at = cursor.fetchone()
    return written, at


def _replica() -> tuple[int, datetime | None, bool]:
    with connections[REPLICA].cursor() as cursor:
        cursor.execute(_OF_REPLICA)
        replayed, committed_at, is_standby = cursor.fetchone()
    return replayed or 0, committed_at, is_standby


def _tell(seen: Look) -> None:
    behind_s = None if seen.behind_s == inf else round(seen.behind_s, 3)
    if seen.trouble:
        log.warning(
            "replica_left_out", trouble=seen.trouble, behind_s=behind_s, most_s=settings.REPLICA_BEHIND_S
        )
    else:
        log.info("replica_in_use", behind_s=behind_s, most_s=settings.REPLICA_BEHIND_S)
