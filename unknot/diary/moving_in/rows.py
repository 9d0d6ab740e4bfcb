"""Rows of a table into people and visits, or into why not. The diary is not asked here."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from unknot.core.hours import TICK_MIN
from unknot.core.tables import Column, NoSuchDay, Row, Table, read_day, read_moment, read_time
from unknot.diary.moving_in.mapping import Mapping
from unknot.diary.moving_in.sold import Menu, minutes_in
from unknot.diary.moving_in.values import Left, Person, Reading, Visit, Why
from unknot.people.contacts import clean_email, clean_phone
from unknot.salons.models import Offer, Salon

LONGEST_NAME: Final = 200
MOST_ROWS: Final = 100_000
FURTHEST: Final = timedelta(days=2 * 365)
LONGEST_MIN: Final = 480
CANCELLED: Final = frozenset(
    {"cancelled", "canceled", "abgesagt", "storniert", "peruttu", "peruutettu"}
    | {"annule", "avbokad", "cancelado", "no-show", "noshow"}
)

Progress = Callable[[int, int], None]


class _Refused(Exception):
    def __init__(self, why: Why, what: str = "") -> None:
        self.why, self.what = why, what


def read_rows(
    table: Table,
    mapping: Mapping,
    salon: Salon,
    menu: Menu,
    *,
    now: datetime,
    progress: Progress | None = None,
) -> Reading:
    """Every row as a person or a visit, or left with its reason. Two rows of one client are one person."""
    people: dict[str, Person] = {}
    visits: dict[str, Visit] = {}
    left: list[Left] = []
    reader = _Reader(mapping, salon, menu, now)
    for number, row in enumerate(table.rows):
        if progress is not None and number % 1000 == 0:
            progress(number, len(table.rows))
        try:
            if number >= MOST_ROWS:
                raise _Refused(Why.TOO_MANY)
            person = reader.person(row)
            if mapping.has_visits:
                visit = reader.visit(row, people.get(person.key, person))
                if visit.key in visits:
                    left.append(Left(row.line, Why.TWICE, other=visits[visit.key].line))
                    continue
                visits[visit.key] = visit
            elif person.key in people:
                left.append(Left(row.line, Why.TWICE, other=people[person.key].line))
                continue
            people.setdefault(person.key, person)
        except _Refused as refused:
            left.append(Left(row.line, refused.why, refused.what))
    return Reading(tuple(people.values()), tuple(visits.values()), (), tuple(left))


class _Reader:
    """Reads one row after the other by one mapping."""

    def __init__(self, mapping: Mapping, salon: Salon, menu: Menu, now: datetime) -> None:
        self.mapping, self.salon, self.menu, self.now = mapping, salon, menu, now
        self.zone = ZoneInfo(salon.zone)
        self.places = {column: place for place, column in enumerate(mapping.columns) if column}

    def cell(self, row: Row, column: Column) -> str:
        place = self.places.get(column)
        return row.cells[place] if place is not None and place < len(row.cells) else ""

    def person(self, row: Row) -> Person:
        parts = (self.cell(row, Column.FIRST_NAME), self.cell(row, Column.LAST_NAME))
        name = " ".join((self.cell(row, Column.NAME) or " ".join(parts)).split())
        if not name or len(name) > LONGEST_NAME:
            raise _Refused(Why.NO_NAME, name[:LONGEST_NAME])
        email, phone = self._contacts(row)
        if not (email or phone):
            raise _Refused(Why.NO_CONTACT, name)
        language = self.cell(row, Column.LANGUAGE)[:2].lower() or self.salon.language
        return Person(row.line, name, email, phone, language)

    def _contacts(self, row: Row) -> tuple[str, str]:
        """Both cleaned. A bad one is refused even beside a good one: better seen now than missed when it is needed."""
        email, phone = self.cell(row, Column.EMAIL), self.cell(row, Column.PHONE)
        try:
            email = clean_email(email).lower() if email else ""
        except ValueError:
            raise _Refused(Why.BAD_EMAIL, email) from None
        try:
            phone = clean_phone(phone, self.salon.country) if phone else ""
        except ValueError:
            raise _Refused(Why.BAD_PHONE, phone) from None
        return email, phone

    def visit(self, row: Row, person: Person) -> Visit:
        if self.cell(row, Column.STATUS).strip().lower() in CANCELLED:
            raise _Refused(Why.CANCELLED)
        starts_at = self._starts_at(row)
        offer = self._offer(row, starts_at)
        ends_at = starts_at + timedelta(minutes=offer.duration_min)
        return Visit(row.line, person, starts_at, ends_at, offer.pk, self._practitioner(row, offer))

    def _starts_at(self, row: Row) -> datetime:
        starts, day, at = (self.cell(row, each) for each in (Column.STARTS, Column.DAY, Column.TIME))
        try:
            moment = self._moment(starts, day, at)
        except NoSuchDay:
            raise _Refused(Why.NO_SUCH_DAY, day or starts) from None
        except ValueError:
            raise _Refused(Why.BAD_DAY, f"{starts} {day} {at}".strip()) from None
        local = moment if moment.tzinfo else moment.replace(tzinfo=self.zone)
        instant = local.astimezone(UTC)
        if not moment.tzinfo and instant.astimezone(self.zone).replace(tzinfo=None) != moment:
            raise _Refused(Why.SKIPPED_TIME, f"{starts} {day} {at}".strip())
        if instant.minute % TICK_MIN or instant.second:
            raise _Refused(Why.BAD_TIME, at or starts)
        if instant <= self.now:
            raise _Refused(Why.OVER, starts or day)
        if instant > self.now + FURTHEST:
            raise _Refused(Why.TOO_FAR, starts or day)
        return instant

    def _moment(self, starts: str, day: str, at: str) -> datetime:
        order = self.mapping.order
        if day and at:
            return datetime.combine(read_day(day, order), read_time(at))  # on the salon's wall
        if day and starts:
            return datetime.combine(read_day(day, order), read_time(starts))  # on the salon's wall
        return read_moment(starts or day, order)

    def _offer(self, row: Row, starts_at: datetime) -> Offer:
        words = self.cell(row, Column.TREATMENT)
        chosen = self.mapping.means.get((Column.TREATMENT, words))
        if chosen:
            found = next((each for each in self.menu.offers if each.public_id == chosen), None)
        else:
            treatment = self.menu.treatment_of(words)
            if treatment is None:
                raise _Refused(Why.NO_TREATMENT, words)
            found = self.menu.offer(treatment, self._duration_min(row, words, starts_at))
        if found is None:
            raise _Refused(Why.NO_OFFER, words)
        return found

    def _duration_min(self, row: Row, words: str, starts_at: datetime) -> int | None:
        said, ends = self.cell(row, Column.DURATION), self.cell(row, Column.ENDS)
        if said:
            digits = said.lower().removesuffix("minutes").removesuffix("min").strip(" .'")
            if not digits.isascii() or not digits.isdigit() or not 0 < int(digits) <= LONGEST_MIN:
                raise _Refused(Why.BAD_DURATION, said)
            return int(digits)
        if ends:
            return self._until(ends, starts_at)
        return minutes_in(words)

    def _until(self, ends: str, starts_at: datetime) -> int:
        local = starts_at.astimezone(self.zone)
        try:
            moment = datetime.combine(local.date(), read_time(ends), self.zone)
        except ValueError:
            try:
                given = read_moment(ends, self.mapping.order)
            except ValueError:
                raise _Refused(Why.BAD_DURATION, ends) from None
            moment = given if given.tzinfo else given.replace(tzinfo=self.zone)
        return int((moment.astimezone(UTC) - starts_at).total_seconds()) // 60

    def _practitioner(self, row: Row, offer: Offer) -> int:
        words = self.cell(row, Column.PRACTITIONER)
        able = [each for each in self.menu.lanes_of(offer.who) if each in self.menu.people]
        chosen = self.mapping.means.get((Column.PRACTITIONER, words))
        if chosen:
            named = next((pk for pk, each in self.menu.people.items() if each.public_id == chosen), None)
        elif words:
            named = self.menu.practitioner_of(words)
        else:
            named = able[0] if len(able) == 1 else None
        if named is None:
            raise _Refused(Why.NO_PRACTITIONER, words)
        if named not in able:
            raise _Refused(Why.CANNOT_GIVE, words)
        return named
