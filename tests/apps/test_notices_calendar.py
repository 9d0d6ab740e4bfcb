"""A visit as a calendar file, read back by two parsers that we did not write."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical  # type: ignore[import-untyped]
from icalendar import Calendar

from tests import cast
from unknot.core.hours import offsets
from unknot.diary import actions
from unknot.diary.models import Appointment
from unknot.notices.calendar import Method, calendar
from unknot.notices.zones import vtimezone

CLOCKS = [
    "Europe/Helsinki",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "Europe/Dublin",
    "America/Santiago",
]


def visit(**more: Any) -> Appointment:
    place = cast.hiljainen_huone(**more)
    made = actions.book(
        offer=place.offers["back_massage"],
        starts_at=cast.wall(2, 12),
        client=cast.client(),
        by="desk:1",
        clock=cast.clock_at(),
    )
    assert isinstance(made, Appointment)
    return made


def event(appointment: Appointment, method: Method = "REQUEST") -> dict[str, str]:
    """The file's event as text, by property."""
    told: Any = Calendar.from_ical(calendar(appointment, method=method, now=cast.NOW))
    written = {name: value.to_ical() for name, value in told.walk("VEVENT")[0].items()}
    return {name: value if isinstance(value, str) else value.decode() for name, value in written.items()}


def properties(appointment: Appointment, method: Method = "REQUEST") -> str:
    """The file with its folded lines joined."""
    return calendar(appointment, method=method, now=cast.NOW).decode().replace("\r\n ", "")


@pytest.mark.parametrize("zone", CLOCKS)
def test_a_reader_of_the_rules_finds_the_right_instant_all_around_every_clock_change(zone: str) -> None:
    clock = ZoneInfo(zone)
    begin = datetime(2027, 1, 1, tzinfo=UTC)
    first_min = int(begin.timestamp()) // 60
    pieces = offsets(zone, first_min, first_min + 360 * 1440)
    changes = [piece.from_min for before, piece in pairwise(pieces) if before.offset_min != piece.offset_min]
    assert len(changes) == 2
    text = vtimezone(zone, begin, begin + timedelta(days=360)).to_ical().decode()
    read_back = tzical(StringIO(text)).get(zone)
    for change in changes:
        for minute in range(change - 180, change + 185, 5):
            instant = datetime.fromtimestamp(minute * 60, UTC)
            local = instant.astimezone(clock)
            if not local.fold:
                assert local.replace(tzinfo=read_back).astimezone(UTC) == instant


@pytest.mark.parametrize("zone", CLOCKS)
def test_each_onset_is_the_instant_of_the_change_under_the_offset_that_ends(zone: str) -> None:
    begin = datetime(2027, 1, 1, tzinfo=UTC)
    told: Any = vtimezone(zone, begin, begin + timedelta(days=1))
    for rule in told.subcomponents[1:]:
        onset = (rule["DTSTART"].dt - rule["TZOFFSETFROM"].td).replace(tzinfo=UTC)
        around = [
            (onset + timedelta(minutes=step)).astimezone(ZoneInfo(zone)).utcoffset() for step in (-1, 0)
        ]
        assert around == [rule["TZOFFSETFROM"].td, rule["TZOFFSETTO"].td]
    assert len(told.subcomponents) >= 4


@pytest.mark.django_db
def test_an_invitation_names_salon_and_client_and_the_time_by_the_salons_clock() -> None:
    appointment = visit(email="huone@example.org")
    text = properties(appointment)
    assert "METHOD:REQUEST\r\n" in text
    assert "DTSTART;TZID=Europe/Helsinki:20270302T120000\r\n" in text
    assert "DTEND;TZID=Europe/Helsinki:20270302T130000\r\n" in text
    assert "TZID:Europe/Helsinki\r\n" in text
    assert event(appointment) | {"CREATED": "", "LAST-MODIFIED": ""} == {
        "UID": f"{appointment.public_id}@testserver",
        "SEQUENCE": "0",
        "DTSTAMP": "20270301T060000Z",
        "CREATED": "",
        "LAST-MODIFIED": "",
        "DTSTART": "20270302T120000",
        "DTEND": "20270302T130000",
        "SUMMARY": "Visit at Hiljainen Huone",
        "LOCATION": r"Fleminginkatu 7\, 00530 Helsinki",
        "GEO": "60.1841;24.9497",
        "STATUS": "CONFIRMED",
        "TRANSP": "OPAQUE",
        "ORGANIZER": "mailto:huone@example.org",
        "ATTENDEE": "mailto:outi@example.org",
    }


@pytest.mark.django_db
def test_a_moved_and_a_cancelled_visit_keep_their_uid_and_count_up() -> None:
    appointment = visit()
    uid = event(appointment)["UID"]
    moved = actions.move(appointment, starts_at=cast.wall(3, 12), by="client", clock=cast.clock_at())
    assert isinstance(moved, Appointment)
    assert (event(moved)["UID"], event(moved)["SEQUENCE"]) == (uid, "1")
    cancelled = actions.cancel(moved, by="client", clock=cast.clock_at())
    assert isinstance(cancelled, Appointment)
    told = event(cancelled, "CANCEL")
    assert (told["UID"], told["SEQUENCE"], told["STATUS"]) == (uid, "2", "CANCELLED")
    assert "METHOD:CANCEL\r\n" in properties(cancelled, "CANCEL")


@pytest.mark.django_db
def test_a_published_file_names_no_client() -> None:
    text = properties(visit(), "PUBLISH")
    assert "METHOD:PUBLISH" in text
    assert [word for word in ("ATTENDEE", "Outi", "outi@") if word in text] == []


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["PUBLISH", "REQUEST", "CANCEL"])
def test_no_file_tells_a_treatment_or_the_private_link(method: Method) -> None:
    appointment = visit()
    text = properties(appointment, method).lower()
    assert [word for word in ("massage", "back", appointment.token.lower(), "/v/") if word in text] == []


@pytest.mark.django_db
def test_names_cannot_break_out_of_their_property() -> None:
    appointment = visit()
    appointment.salon.name = 'Evil"\r\nATTENDEE:mailto:x@example.org; Spa, Ltd'
    appointment.client.name = 'Bob";ROLE=CHAIR:mailto:x\nSUMMARY:no'
    told: Any = Calendar.from_ical(calendar(appointment, method="REQUEST", now=cast.NOW)).walk("VEVENT")[0]
    assert told["ATTENDEE"] == "mailto:outi@example.org"
    assert told["ATTENDEE"].params["CN"] == "Bob';ROLE=CHAIR:mailto:x SUMMARY:no"
    assert told["SUMMARY"] == 'Visit at Evil" ATTENDEE:mailto:x@example.org; Spa, Ltd'


@pytest.mark.django_db
def test_the_second_pass_of_a_repeated_hour_is_written_in_utc() -> None:
    appointment = visit()
    repeats = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    for first_pass, starts_at in ((True, repeats), (False, repeats + timedelta(hours=1))):
        appointment.starts_at, appointment.ends_at = starts_at, starts_at + timedelta(minutes=25)
        told: Any = Calendar.from_ical(calendar(appointment, method="REQUEST", now=cast.NOW)).walk("VEVENT")[
            0
        ]
        assert told["DTSTART"].dt.astimezone(UTC) == starts_at
        assert told["DTSTART"].to_ical() == (b"20271031T033000" if first_pass else b"20271031T013000Z")


@pytest.mark.django_db
def test_lines_end_with_crlf_and_fold_at_75_octets() -> None:
    appointment = visit(name="Äänetön " * 20)
    lines = calendar(appointment, method="REQUEST", now=cast.NOW).split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert [line for line in lines if b"\n" in line or b"\r" in line] == []
