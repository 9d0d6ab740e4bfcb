"""A calendar's export into visits and blocks: a client with a treatment is a visit, all else only takes time."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil.rrule import rruleset, rrulestr  # type: ignore[import-untyped]
from icalendar import Calendar

from unknot.core.tables import Unreadable
from unknot.diary.moving_in.sold import Menu, minutes_in
from unknot.diary.moving_in.values import Busy, Left, Person, Reading, Visit, Why
from unknot.people.contacts import clean_email, clean_phone
from unknot.salons.models import Salon

AHEAD: Final = timedelta(days=365)
MOST_TIMES: Final = 1000
"""Of one entry that comes again and again, within a year."""
MOST_ENTRIES: Final = 20_000
HIDDEN: Final = frozenset({"PRIVATE", "CONFIDENTIAL"})
TOO_OFTEN: Final = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
LONGEST_BLOCK: Final = timedelta(days=62)
_EMAIL = re.compile(r"[^\s<>\"',;:]+@[^\s<>\"',;:]+\.[a-z]{2,}", re.IGNORECASE)
_PHONE = re.compile(r"\+?\d[\d ()/-]{6,20}\d")


class _Entry(NamedTuple):
    """One time of an entry, with the number of the entry in the file."""

    number: int
    event: Any
    uid: str
    starts_at: datetime
    ends_at: datetime


def read_calendar(raw: bytes, salon: Salon, menu: Menu, practitioner_id: int, *, now: datetime) -> Reading:
    """What a calendar holds from now on, for a year; it is one practitioner's. `line` counts its entries from 1.

    Raises Unreadable when it is no calendar.
    """
    try:
        calendar = Calendar.from_ical(raw)
        events = list(calendar.walk("VEVENT"))
    except (ValueError, IndexError, AttributeError):
        raise Unreadable("no_calendar") from None
    if len(events) > MOST_ENTRIES:
        raise Unreadable("too_many")
    zone = _zone(str(calendar.get("X-WR-TIMEZONE", "")), salon.zone)
    reader = _Reader(salon, menu, practitioner_id)
    for number, event, moved in _with_moved(events, zone):
        reader.read(number, event, moved, zone, now)
    return Reading(
        tuple(reader.people.values()), tuple(reader.visits), tuple(reader.blocks), tuple(reader.left)
    )


class _Reader:
    def __init__(self, salon: Salon, menu: Menu, practitioner_id: int) -> None:
        self.salon, self.menu, self.practitioner_id = salon, menu, practitioner_id
        self.people: dict[str, Person] = {}
        self.visits: list[Visit] = []
        self.blocks: list[Busy] = []
        self.left: list[Left] = []

    def read(self, number: int, event: Any, moved: set[datetime], zone: ZoneInfo, now: datetime) -> None:
        if str(event.get("STATUS", "")).upper() == "CANCELLED":
            self.left.append(Left(number, Why.CANCELLED))
            return
        if str(event.get("TRANSP", "")).upper() == "TRANSPARENT":
            self.left.append(Left(number, Why.FREE))
            return
        try:
            times = list(_times(event, moved, zone, now))
        except (ValueError, TypeError, KeyError, OverflowError):
            self.left.append(Left(number, Why.BAD_DAY))
            return
        if len(times) > MOST_TIMES:
            self.left.append(Left(number, Why.ENDLESS))
            return
        if not times:
            self.left.append(Left(number, Why.OVER))
        for starts_at, ends_at in times:
            self._take(_Entry(number, event, str(event.get("UID", number)), starts_at, ends_at))

    def _take(self, entry: _Entry) -> None:
        visit = None if str(entry.event.get("CLASS", "")).upper() in HIDDEN else self._visit(entry)
        if visit:
            self.people.setdefault(visit.person.key, visit.person)
            self.visits.append(visit)
        elif entry.ends_at - entry.starts_at > LONGEST_BLOCK:
            self.left.append(Left(entry.number, Why.TOO_FAR))
        else:
            self.blocks.append(
                Busy(entry.number, entry.uid, entry.starts_at, entry.ends_at, self.practitioner_id)
            )

    def _visit(self, entry: _Entry) -> Visit | None:
        """The visit that an entry says whole: a treatment that is sold so long, and a client who can be reached."""
        summary, more = (str(entry.event.get(name, "")) for name in ("SUMMARY", "DESCRIPTION"))
        treatment = self.menu.treatment_of(summary) or self.menu.treatment_of(more.partition("\n")[0])
        minutes = int((entry.ends_at - entry.starts_at).total_seconds()) // 60
        offer = self.menu.offer(treatment, minutes) if treatment else None
        if treatment and offer is None and (said := minutes_in(summary)):
            offer = self.menu.offer(treatment, said)
        person = self._person(entry, summary, more)
        if offer is None or person is None or self.practitioner_id not in self.menu.lanes_of(offer.who):
            return None
        ends_at = entry.starts_at + timedelta(minutes=offer.duration_min)
        return Visit(entry.number, person, entry.starts_at, ends_at, offer.pk, self.practitioner_id)

    def _person(self, entry: _Entry, summary: str, more: str) -> Person | None:
        name, email = _attendee(entry.event)
        email = email or next(iter(_EMAIL.findall(more)), "")
        phone = next(iter(_PHONE.findall(more)), "")
        name = name or _client_in(summary, self.menu)
        try:
            email = clean_email(email).lower() if email else ""
        except ValueError:
            email = ""
        try:
            phone = clean_phone(phone, self.salon.country) if phone else ""
        except ValueError:
            phone = ""
        if not name or len(name) > 200 or not (email or phone):
            return None
        return Person(entry.number, name, email, phone, self.salon.language)


def _with_moved(events: list[Any], zone: ZoneInfo) -> Iterator[tuple[int, Any, set[datetime]]]:
    """Each entry with those of its times that another entry moves elsewhere."""
    moved: dict[str, set[datetime]] = {}
    for event in events:
        if "RECURRENCE-ID" in event:
            moved.setdefault(str(event.get("UID", "")), set()).add(_aware(event["RECURRENCE-ID"].dt, zone))
    for number, event in enumerate(events, start=1):
        mine = set() if "RECURRENCE-ID" in event else moved.get(str(event.get("UID", "")), set())
        yield number, event, mine


def _times(
    event: Any, moved: set[datetime], zone: ZoneInfo, now: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """Every time of an entry that ends after now and begins within a year, at most one more than may be."""
    first = event["DTSTART"].dt
    length = _length(event, first, zone)
    count = 0
    for start in _starts(event, first, zone, now):
        starts_at = _aware(start, zone)
        if starts_at in moved:
            continue
        # A day has as many hours as its zone gives it, an hour always sixty minutes.
        whole_days = not isinstance(first, datetime)
        ends_at = _aware(start + length, zone) if whole_days else starts_at + length
        if ends_at <= now:
            continue
        if starts_at > now + AHEAD or count > MOST_TIMES:
            return
        count += 1
        yield starts_at, ends_at


def _starts(event: Any, first: Any, zone: ZoneInfo, now: datetime) -> Iterator[Any]:
    """The starts on the entry's own wall, so that ten o'clock stays ten o'clock when the clocks change."""
    if "RRULE" not in event and "RDATE" not in event:
        yield first
        return
    wall = _wall(first)
    rules = rruleset()
    if "RRULE" in event:
        for rule in _listed(event["RRULE"]):
            rules.rrule(rrulestr(_rule_on_wall(rule, first, zone), dtstart=wall))
    else:
        rules.rdate(wall)
    for name, add in (("RDATE", rules.rdate), ("EXDATE", rules.exdate)):
        for dates in _listed(event.get(name)):
            for each in dates.dts:
                add(_wall(_in_zone_of(each.dt, first, zone)))
    begin = datetime.combine(now.date() - LONGEST_BLOCK, time())
    for each in rules.xafter(begin, inc=True):
        if each > begin + AHEAD + 3 * LONGEST_BLOCK:
            return
        yield each.date() if not isinstance(first, datetime) else each.replace(tzinfo=first.tzinfo)


def _length(event: Any, first: Any, zone: ZoneInfo) -> timedelta:
    if "DTEND" in event:
        last = event["DTEND"].dt
        if isinstance(first, datetime) and isinstance(last, datetime):
            length: timedelta = _aware(last, zone) - _aware(first, zone)
        else:
            length = last - first
    elif "DURATION" in event:
        length = event["DURATION"].dt
    else:
        length = timedelta(0) if isinstance(first, datetime) else timedelta(days=1)
    if length <= timedelta(0):
        raise ValueError("it takes no time")
    return length


def _aware(moment: Any, zone: ZoneInfo) -> datetime:
    """An instant: floating times and whole days are on the calendar's own wall."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    aware: datetime = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return aware.astimezone(UTC)


def _in_zone_of(moment: Any, first: Any, zone: ZoneInfo) -> Any:
    if isinstance(moment, datetime) and isinstance(first, datetime) and moment.tzinfo and first.tzinfo:
        return moment.astimezone(first.tzinfo)
    return moment


def _wall(moment: Any) -> datetime:
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=None)
    assert isinstance(moment, date)
    return datetime.combine(moment, time())


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _rule_on_wall(rule: Any, first: Any, zone: ZoneInfo) -> str:
    """The rule with its end on the wall of its start. Raises ValueError for one that comes more than once a day."""
    if set(rule.get("FREQ", ())) & TOO_OFTEN:
        raise ValueError("too often")
    text: str = rule.to_ical().decode()
    if "UNTIL" not in rule:
        return text
    until = rule["UNTIL"][0]
    if not isinstance(until, datetime):
        until = datetime.combine(until, time(23, 59, 59))
    elif until.tzinfo:
        until = until.astimezone(getattr(first, "tzinfo", None) or zone)
    return re.sub(r"UNTIL=[^;]+", f"UNTIL={until:%Y%m%dT%H%M%S}", text)


def _attendee(event: Any) -> tuple[str, str]:
    """Name and e-mail of the only one who is invited, if there is just one."""
    invited = _listed(event.get("ATTENDEE"))
    if len(invited) != 1:
        return "", ""
    address = str(invited[0])
    email = address[len("mailto:") :] if address.lower().startswith("mailto:") else ""
    return str(getattr(invited[0], "params", {}).get("CN", "")).strip(), email


def _client_in(summary: str, menu: Menu) -> str:
    """The half of "Back massage 60 min - Outi Laine" that is no treatment."""
    halves = [half.strip() for half in re.split(r"\s+[-–—|/:]\s+|:\s+", summary) if half.strip()]
    names = [half for half in halves if menu.treatment_of(half) is None]
    return names[0] if len(halves) == 2 and len(names) == 1 else ""


def _zone(name: str, otherwise: str) -> ZoneInfo:
    try:
        return ZoneInfo(name or otherwise)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(otherwise)
