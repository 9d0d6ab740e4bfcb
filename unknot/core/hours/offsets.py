"""The stretches of time over which a zone's clock keeps one distance from UTC."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
# Shorter than any zone kept one offset since 1999, so that no change hides between two probes: a test holds
# the time zone data to it (the shortest stay is an hour under seven days).
_PROBE_MIN: Final = 5 * 1440
_CHUNK_MIN: Final = 73 * _PROBE_MIN


class Offset(NamedTuple):
    """`[from_min, to_min)` in minutes since 1970-01-01T00:00Z, and what the clock adds to UTC, in minutes.

    Minutes and not ticks: a few zones used to change their clocks at 00:01 (America/St_Johns until 2011).
    """

    from_min: int
    to_min: int
    offset_min: int


def offsets(zone: str, from_min: int, to_min: int) -> tuple[Offset, ...]:
    """Return the stretches of constant offset that cover `[from_min, to_min)`, in order, touching.

    Neighbours may carry the same offset (the edges of the stored chunks). The stretches reach beyond both
    ends. Minutes since 1970-01-01T00:00Z. Raises zoneinfo.ZoneInfoNotFoundError for an unknown zone.

    >>> change = 1806195600 // 60  # 2027-03-28T01:00Z
    >>> [piece.offset_min for piece in offsets("Europe/Warsaw", change - 5, change + 5)]
    [60, 120]
    """
    first, last = from_min // _CHUNK_MIN, (to_min - 1) // _CHUNK_MIN
    return tuple(
        piece
        for chunk in range(first, last + 1)
        for piece in _chunk(zone, chunk)
        if piece.to_min > from_min and piece.from_min < to_min
    )


@lru_cache(maxsize=4096)
def _chunk(zone: str, chunk: int) -> tuple[Offset, ...]:
    """Return the stretches of one 365-day chunk of the zone's time."""
    clock = ZoneInfo(zone)
    pieces: list[Offset] = []
    since = chunk * _CHUNK_MIN
    offset = _offset_min(clock, since)
    for probe in range(since + _PROBE_MIN, since + _CHUNK_MIN + 1, _PROBE_MIN):
        if _offset_min(clock, probe) != offset:
            change = _change(clock, probe - _PROBE_MIN, probe)
            pieces.append(Offset(since, change, offset))
            since, offset = change, _offset_min(clock, change)
    end = (chunk + 1) * _CHUNK_MIN
    return (*pieces, Offset(since, end, offset)) if since < end else tuple(pieces)


def _change(clock: ZoneInfo, before: int, after: int) -> int:
    """Return the first minute after `before` whose offset differs from the one at `before`."""
    offset = _offset_min(clock, before)
    while after - before > 1:
        middle = (before + after) // 2
        if _offset_min(clock, middle) == offset:
            before = middle
        else:
            after = middle
    return after


def _offset_min(clock: ZoneInfo, minute: int) -> int:
    """Return what the clock adds to UTC at a minute since 1970-01-01T00:00Z."""
    offset = (_EPOCH + timedelta(minutes=minute)).astimezone(clock).utcoffset()
    assert offset is not None  # every ZoneInfo has one
    return offset // timedelta(minutes=1)
