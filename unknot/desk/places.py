"""Where something lies on a board: hours and five-minute ticks from its top, as CSS classes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from unknot.core.hours import TICK_MIN, Shift, day_start, instant, tick_ceil, tick_floor
from unknot.design.words import wall_time
from unknot.diary.models import Claim
from unknot.salons.rota import Rota

TICKS_AN_HOUR = 60 // TICK_MIN
USUAL_DAY = (9, 17)
LONGEST_H = 32
# A shift ends at most six hours after the midnight that follows its day.
NIGHT_TICKS = 6 * TICKS_AN_HOUR


@dataclass(frozen=True)
class Place:
    """Where something lies on the board: hours and ticks from its top, and how long, as CSS classes."""

    classes: str


@dataclass(frozen=True)
class Frame:
    """The first tick shown, and how many hours from there."""

    top: int
    hours: int

    def place(self, starts: int, ends: int) -> Place:
        """Where the ticks `[starts, ends)` lie; what begins above the top or ends below the frame is cut there."""
        bottom = self.top + self.hours * TICKS_AN_HOUR
        from_h, from_t = divmod(max(starts - self.top, 0), TICKS_AN_HOUR)
        for_h, for_t = divmod(max(min(ends, bottom) - max(starts, self.top), 0), TICKS_AN_HOUR)
        return Place(f"h{from_h} t{from_t} dh{for_h} dt{for_t}")

    def whole(self) -> Place:
        """From top to bottom."""
        return Place(f"h0 t0 dh{self.hours} dt0")

    def here(self, now: datetime) -> Place | None:
        """Where the clock stands, if it stands in this frame."""
        tick = tick_floor(now)
        ends = self.top + self.hours * TICKS_AN_HOUR
        return self.place(tick, tick + 1) if self.top <= tick < ends else None

    def labels(self, zone: str) -> list[str]:
        """The hours from the top, as the salon's wall shows them."""
        return [wall_time(instant(self.top + hour * TICKS_AN_HOUR), zone) for hour in range(self.hours)]


@dataclass(frozen=True)
class Day:
    """The stretch `[starts, ends)` of ticks that belongs to a day, its shifts, and the lanes out of use."""

    on_date: date
    midnight: int
    starts: int
    ends: int
    shifts: dict[int, list[Shift]]
    out_of_use: frozenset[int]

    @classmethod
    def of(cls, rota: Rota, on_date: date) -> "Day":
        """A day begins at midnight or when the night before is over, and lasts until its own night is."""
        before, after = on_date - timedelta(days=1), on_date + timedelta(days=1)
        midnight, next_midnight = (day_start(rota.zone, day) for day in (on_date, after))
        by_lane = rota.shifts(before, after)
        starts, ends = midnight, next_midnight
        mine: dict[int, list[Shift]] = {}
        for lane, shifts in by_lane.items():
            for shift in shifts:
                if shift.starts < midnight:
                    starts = max(starts, min(shift.ends, midnight + NIGHT_TICKS))
                elif shift.starts < next_midnight:
                    ends = max(ends, min(shift.ends, next_midnight + NIGHT_TICKS))
                    mine.setdefault(lane, []).append(shift)
        shut = frozenset(rota.out_of_use(on_date, on_date))
        return cls(on_date, midnight, starts, ends, mine, shut)

    def has(self, claim: Claim) -> bool:
        """Whether a claim is on this day: it begins on it."""
        return self.starts <= tick_floor(claim.span.lower) < self.ends

    def of_these(self, claims: Iterable[Claim]) -> list[Claim]:
        """Those claims that are on this day."""
        return [claim for claim in claims if self.has(claim)]

    def hours(self, claims: Iterable[Claim], shifts: Iterable[Shift]) -> tuple[int, int]:
        """The first hour after midnight and the hour after the last that these need; a usual day's where none do.

        A block of working time needs no more than that: who is away for the rest of the day stretches no board.
        """
        shifts = list(shifts)
        claims = [claim for claim in claims if not _blocks(claim, shifts)]
        begins = [shift.starts for shift in shifts] + [tick_floor(claim.span.lower) for claim in claims]
        ends = [shift.ends for shift in shifts] + [tick_ceil(claim.span.upper) for claim in claims]
        usual = [self.midnight + hour * TICKS_AN_HOUR for hour in USUAL_DAY]
        first_h = (min(begins or usual[:1]) - self.midnight) // TICKS_AN_HOUR
        last_h = -((self.midnight - max(ends or usual[1:])) // TICKS_AN_HOUR)
        return first_h, last_h

    def frame(self, first_h: int, last_h: int) -> Frame:
        """The frame of these hours on this day."""
        return Frame(self.midnight + first_h * TICKS_AN_HOUR, min(last_h - first_h, LONGEST_H))


def _blocks(claim: Claim, shifts: Iterable[Shift]) -> bool:
    """Whether a claim takes some of this working time out of the diary."""
    starts, ends = tick_floor(claim.span.lower), tick_ceil(claim.span.upper)
    return claim.block_id is not None and any(each.starts < ends and starts < each.ends for each in shifts)
