"""Moving in: what of a file is taken, what not and why, all or nothing, and the same file twice changes nothing."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests import cast
from unknot.core.tables import decoded, table
from unknot.diary import actions
from unknot.diary.audit import findings
from unknot.diary.models import Appointment, Brought, Claim
from unknot.diary.moving_in import (
    Left,
    Menu,
    Plan,
    Reading,
    Why,
    plan,
    read_calendar,
    read_mapping,
    read_rows,
)
from unknot.diary.values import Refusal
from unknot.people.models import Client
from unknot.plumbing.models import Fact
from unknot.salons.clients import clients_like

pytestmark = pytest.mark.django_db

CLIENTS = "Name;E-Mail;Telefon\nOuti Laine;Outi@Example.org;040 1234567\nPekka Kivi;;+358 50 1234567\n"
VISITS = (
    "Nimi;Sähköposti;Pvm;Klo;Hoito;Kesto;Hieroja\n"
    "Outi Laine;outi@example.org;02.03.2027;10.00;Back massage;60;Aino\n"
    "Pekka Kivi;pekka@example.org;2.3.2027;klo 10.30;back massage;60 min;Mikael\n"
)


@pytest.fixture
def place() -> cast.Place:
    return cast.hiljainen_huone()


def read(place: cast.Place, text: str, **chosen: object) -> Reading:
    rows = table(text)
    mapping = read_mapping(rows, place.salon, **chosen)  # type: ignore[arg-type]
    return read_rows(rows, mapping, place.salon, Menu(place.salon), now=cast.NOW)


def look(place: cast.Place, text: str) -> Plan:
    return plan(place.salon, read(place, text), Menu(place.salon), now=cast.NOW)


def take(place: cast.Place, text: str) -> Plan:
    return actions.move_in(place.salon, read(place, text), by="desk:1", clock=cast.clock_at())


def reasons(text: str, place: cast.Place) -> list[tuple[int, Why, str]]:
    return [(each.line, each.why, each.what) for each in look(place, text).left]


def test_clients_are_taken_once_however_often_the_file_comes(place: cast.Place) -> None:
    assert [len(take(place, CLIENTS).people), len(take(place, CLIENTS).people)] == [2, 0]
    assert take(place, CLIENTS).before == 2
    told = Client.objects.order_by("pk").values_list("name", "email", "phone", "language")
    assert list(told) == [
        ("Outi Laine", "outi@example.org", "+358401234567", "en"),
        ("Pekka Kivi", "", "+358501234567", "en"),
    ]
    assert Fact.objects.filter(kind="salon.moved_in").count() == 1


def test_the_desk_finds_clients_who_came_without_a_visit(place: cast.Place) -> None:
    take(place, CLIENTS)
    found = [known.name for known in clients_like(place.salon, "kivi", most=8)]
    assert (found, clients_like(cast.salon("Elsewhere").salon, "kivi", most=8)) == (["Pekka Kivi"], [])


def test_visits_claim_their_time_and_nobody_is_written_to(place: cast.Place) -> None:
    assert len(take(place, VISITS).visits) == 2
    assert len(take(place, VISITS).visits) == 0
    starts = Appointment.objects.order_by("starts_at").values_list("starts_at", "client__name", "status")
    assert list(starts) == [
        (cast.wall(2, 10), "Outi Laine", "booked"),
        (cast.wall(2, 10, 30), "Pekka Kivi", "booked"),
    ]
    assert (Claim.objects.count(), list(findings())) == (4, [])
    assert not Fact.objects.filter(kind="appointment.booked").exists()


def test_a_look_changes_nothing(place: cast.Place) -> None:
    assert len(look(place, VISITS).visits) == 2
    assert (Client.objects.count(), Appointment.objects.count(), Brought.objects.count()) == (0, 0, 0)


def test_what_collides_is_named_with_its_line_and_not_taken(place: cast.Place) -> None:
    booked = actions.book(
        offer=place.offers["back_massage"],
        starts_at=cast.wall(2, 10),
        client=cast.client(),
        practitioner=place.people["Aino"],
        by="client",
        clock=cast.clock_at(),
    )
    assert not isinstance(booked, Refusal)
    more = "Kaisa Mäki;kaisa@example.org;2.3.2027;11:00;back massage;60;Mikael\n"
    made = take(place, VISITS + more)
    assert list(made.left) == [Left(2, Why.TAKEN, "", 0), Left(4, Why.TAKEN, "", 3)]
    assert [each.visit.line for each in made.visits] == [3]
    assert sorted(Client.objects.values_list("name", flat=True)) == ["Outi Laine", "Pekka Kivi"]
    assert list(findings()) == []


def test_rooms_run_out_before_practitioners_do(place: cast.Place) -> None:
    third = "Sini;sini@example.org;2.3.2027;10:15;facial;60;Sanna\n"
    assert reasons(VISITS + third, place) == [(4, Why.NO_ROOM, "")]


ROW = "Outi;outi@example.org;2.3.2027;10:00;back massage;60;Aino"


@pytest.mark.parametrize(
    ("change", "why", "what"),
    [
        (("2.3.2027", "31.02.2027"), Why.NO_SUCH_DAY, "31.02.2027"),
        (("2.3.2027", "29.2.2027"), Why.NO_SUCH_DAY, "29.2.2027"),
        (("2.3.2027", "soon"), Why.BAD_DAY, "soon 10:00"),
        (("2.3.2027", "28.2.2027"), Why.OVER, "28.2.2027"),
        (("2.3.2027", "1.4.2029"), Why.TOO_FAR, "1.4.2029"),
        (("10:00", "10:02"), Why.BAD_TIME, "10:02"),
        (("2.3.2027;10:00", "28.3.2027;03:30"), Why.SKIPPED_TIME, "28.3.2027 03:30"),
        (("outi@example.org", "outi(at)example"), Why.BAD_EMAIL, "outi(at)example"),
        (("outi@example.org", ""), Why.NO_CONTACT, "Outi"),
        (("Outi;", ";"), Why.NO_NAME, ""),
        (("back massage", "Zonentherapie"), Why.NO_TREATMENT, "Zonentherapie"),
        (("60", "50"), Why.NO_OFFER, "back massage"),
        (("60", "an hour"), Why.BAD_DURATION, "an hour"),
        (("Aino", "Tuuli"), Why.NO_PRACTITIONER, "Tuuli"),
        (("Aino", "Sanna"), Why.CANNOT_GIVE, "Sanna"),
    ],
)
def test_each_row_that_is_left_says_why(
    place: cast.Place, change: tuple[str, str], why: Why, what: str
) -> None:
    text = f"Nimi;Email;Pvm;Klo;Hoito;Kesto;Hieroja\n{ROW.replace(*change)}\n"
    assert reasons(text, place) == [(2, why, what)]


def test_the_first_and_the_last_moment_that_are_to_come(place: cast.Place) -> None:
    head = "Nimi;Email;Alkaa;Hoito;Hieroja\n"
    for moment, count in (("2027-03-01T06:00Z", 0), ("2027-03-01T06:05Z", 1)):
        row = f"Outi;outi@example.org;{moment};back massage;Aino\n"
        assert len(look(place, head + row).visits) == count


def test_a_row_twice_in_a_file_is_one(place: cast.Place) -> None:
    lines = CLIENTS.splitlines()
    assert [
        (each.line, each.why, each.other) for each in look(place, "\n".join([*lines, lines[1]])).left
    ] == [(4, Why.TWICE, 2)]


def test_two_clients_of_one_mail_are_two(place: cast.Place) -> None:
    assert len(take(place, CLIENTS + "Olli Laine;outi@example.org;\n").people) == 3


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode(),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("cp1252"),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-le"),
    ],
)
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_every_encoding_and_delimiter_reads_alike(
    place: cast.Place, encode: Callable[[str], bytes], delimiter: str
) -> None:
    text = 'Vorname;Nachname;E-Mail\nPäivi;Öhman;paivi@example.org\n"Ja;na";Å;jana@example.org\n'
    raw = encode(text.replace(";", delimiter))
    found = decoded(raw)
    assert found is not None
    people = read(place, found[0]).people
    assert [each.name for each in people] == ["Päivi Öhman", f"Ja{delimiter}na Å".replace("\t", " ")]


def test_lines_are_counted_as_an_editor_does(place: cast.Place) -> None:
    text = 'Name;Email\n"Outi\nLaine";outi@example.org\n\nNobody;\n'
    reading = read(place, text)
    assert ([each.name for each in reading.people], [each.line for each in reading.left]) == (
        ["Outi Laine"],
        [5],
    )


def test_a_move_that_fails_half_way_leaves_nothing(
    place: cast.Place,
) -> None:
    reading = read(place, VISITS)

    def stop(done: int, of: int) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        actions.move_in(place.salon, reading, by="desk:1", clock=cast.clock_at(), progress=stop)
    assert (Client.objects.count(), Appointment.objects.count(), Claim.objects.count()) == (0, 0, 0)
    assert list(findings()) == []


CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//old//system//EN
{entries}
END:VCALENDAR
"""


def calendar(place: cast.Place, *entries: str) -> Reading:
    text = CALENDAR.format(entries="\n".join(f"BEGIN:VEVENT\n{each}\nEND:VEVENT" for each in entries))
    raw = text.replace("\n", "\r\n").encode()
    aino = place.people["Aino"].pk
    return read_calendar(raw, place.salon, Menu(place.salon), aino, now=cast.NOW)


MINE = (
    "UID:1\nDTSTART;TZID=Europe/Helsinki:20270302T100000\nDTEND;TZID=Europe/Helsinki:20270302T110000\n"
    "SUMMARY:Classic back massage - Outi Laine\nDESCRIPTION:outi@example.org"
)
LUNCH = (
    "UID:2\nDTSTART;TZID=Europe/Helsinki:20270301T120000\nDURATION:PT30M\n"
    "RRULE:FREQ=WEEKLY;COUNT=8\nEXDATE;TZID=Europe/Helsinki:20270308T120000\nSUMMARY:Lunch"
)


def test_a_named_treatment_becomes_a_visit_and_all_else_only_takes_time(place: cast.Place) -> None:
    reading = calendar(place, MINE, LUNCH)
    assert [(each.person.name, each.starts_at) for each in reading.visits] == [
        ("Outi Laine", cast.wall(2, 10))
    ]
    starts = [cast.wall(1, 12), *(cast.wall(1, 12) + timedelta(weeks=n) for n in range(2, 8))]
    assert [each.starts_at for each in reading.blocks] == starts
    assert starts[-1].hour == reading.blocks[-1].starts_at.astimezone(cast.HELSINKI).hour == 12
    made = actions.move_in(place.salon, reading, by="desk:1", clock=cast.clock_at())
    again = actions.move_in(place.salon, reading, by="desk:1", clock=cast.clock_at())
    assert (len(made.blocks), len(made.visits), again.is_empty, again.before) == (7, 1, True, 9)
    assert list(findings()) == []


def test_private_entries_are_blocks_whatever_they_say(place: cast.Place) -> None:
    reading = calendar(place, MINE + "\nCLASS:PRIVATE")
    assert (len(reading.visits), len(reading.blocks)) == (0, 1)


def test_what_is_cancelled_free_over_or_too_often_is_left(place: cast.Place) -> None:
    over = "UID:5\nDTSTART:20260101T100000Z\nDTEND:20260101T110000Z\nSUMMARY:x"
    often = "UID:6\nDTSTART:20270301T100000Z\nDTEND:20270301T100500Z\nRRULE:FREQ=HOURLY\nSUMMARY:x"
    reading = calendar(place, f"{MINE}\nSTATUS:CANCELLED", f"{LUNCH}\nTRANSP:TRANSPARENT", over, often)
    assert [(each.line, each.why) for each in reading.left] == [
        (1, Why.CANCELLED),
        (2, Why.FREE),
        (3, Why.OVER),
        (4, Why.BAD_DAY),
    ]
    assert (reading.visits, reading.blocks) == ((), ())


def test_a_moved_time_of_a_series_stands_only_where_it_was_moved(place: cast.Place) -> None:
    moved = (
        "UID:2\nRECURRENCE-ID;TZID=Europe/Helsinki:20270315T120000\n"
        "DTSTART;TZID=Europe/Helsinki:20270315T140000\nDURATION:PT30M\nSUMMARY:Lunch"
    )
    starts = [each.starts_at for each in calendar(place, LUNCH, moved).blocks]
    assert (cast.wall(15, 14) in starts, cast.wall(15, 12) in starts, len(starts)) == (True, False, 7)


def test_a_whole_day_is_a_day_of_the_salon_also_when_the_clocks_change(place: cast.Place) -> None:
    (block,) = calendar(place, "UID:9\nDTSTART;VALUE=DATE:20270328\nSUMMARY:Away").blocks
    assert (block.starts_at, block.ends_at) == (cast.wall(28, 0), cast.wall(29, 0))
