"""Free time on the board: cells of an hour at most, each one tap from the form that books it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from unknot.core.availability.free import Stretch, free_stretches
from unknot.core.hours import TICK_MIN, Shift, instant, tick_floor
from unknot.design.words import on_wall, wall_time
from unknot.salons.models import Resource, Salon

HOUR = 60 // TICK_MIN


@dataclass(frozen=True)
class Free:
    """A cell of free time. A narrow screen shows only the first of a stretch, for all of it until `ends`.

    `place` is where it lies, in classes; `query` leads to the booking form.
    """

    place: str
    query: str
    starts: str
    ends: str
    is_first: bool


def free_cells(
    salon: Salon,
    practitioner: Resource,
    shifts: Iterable[Shift],
    taken: Iterable[Stretch],
    *,
    now: datetime,
    place: Callable[[int, int], str],
) -> list[Free]:
    """The free time of a practitioner's column, in order. `taken` are ticks; `place` makes classes of two of them."""
    step = (practitioner.step_min or salon.step_min) // TICK_MIN
    found = []
    for starts, ends in free_stretches(shifts, taken, step=step, since=tick_floor(now)):
        for from_, to in _cells(starts, ends, step):
            begins = instant(from_)
            found.append(
                Free(
                    place=place(from_, to),
                    query=start_query(practitioner, begins, salon.zone),
                    starts=wall_time(begins, salon.zone),
                    ends=wall_time(instant(ends), salon.zone),
                    is_first=from_ == starts,
                )
            )
    return found


def start_query(practitioner: Resource, starts_at: datetime, zone: str, **more: str) -> str:
    """The address of a start by the salon's wall, from the question mark on."""
    wall = on_wall(starts_at, zone)
    on, at = wall.date().isoformat(), f"{wall:%H:%M}"
    return urlencode({"on": on, "at": at, "with": practitioner.public_id, **more})


def _cells(starts: int, ends: int, step: int) -> Iterator[Stretch]:
    """The stretch cut at starts of its grid, an hour apart or the next start after it."""
    long = -(-HOUR // step) * step
    for from_ in range(starts, ends, long):
        yield from_, min(from_ + long, ends)
