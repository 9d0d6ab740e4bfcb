"""A time zone's rules around one visit, as a VTIMEZONE (RFC 5545, 3.6.5)."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from unknot.core.hours import Offset, offsets

_AROUND = timedelta(days=366)


def vtimezone(zone: str, starts_at: datetime, ends_at: datetime) -> Timezone:
    """The clock changes of an IANA zone from a year before the visit to a year after it.

    An onset is wall time under the offset it ends; icalendar's own generator writes it under the one it begins,
    an hour late in spring.
    """
    pieces = _pieces(zone, starts_at - _AROUND, ends_at + _AROUND)
    told = Timezone()
    told.add("tzid", zone)
    told.add_component(_observance(pieces[0], pieces[0].offset_min, pieces))
    for before, piece in pairwise(pieces):
        told.add_component(_observance(piece, before.offset_min, pieces))
    return told


def _pieces(zone: str, since: datetime, until: datetime) -> list[Offset]:
    """The stretches of constant offset, neighbours with the same offset joined."""
    joined: list[Offset] = []
    for piece in offsets(zone, int(since.timestamp()) // 60, int(until.timestamp()) // 60):
        if joined and joined[-1].offset_min == piece.offset_min:
            joined[-1] = joined[-1]._replace(to_min=piece.to_min)
        else:
            joined.append(piece)
    return joined


def _observance(piece: Offset, before_min: int, pieces: list[Offset]) -> TimezoneStandard | TimezoneDaylight:
    usual_min = min(each.offset_min for each in pieces)
    told = TimezoneDaylight() if piece.offset_min > usual_min else TimezoneStandard()
    onset = datetime.fromtimestamp(piece.from_min * 60, UTC) + timedelta(minutes=before_min)
    told.add("dtstart", onset.replace(tzinfo=None))
    told.add("tzoffsetfrom", timedelta(minutes=before_min))
    told.add("tzoffsetto", timedelta(minutes=piece.offset_min))
    return told
