"""Moving in at the desk: the look, the words that are not understood, the yes; nothing is left of the file."""

import logging
import re
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.urls import reverse

from tests import cast
from tests.doors.pages import quiet_room
from tests.doors.treating import member, text
from unknot.design.words import on_wall
from unknot.diary.models import Appointment, Block
from unknot.people.models import Client
from unknot.plumbing import clock, parcels
from unknot.plumbing.models import Parcel
from unknot.salons.models import Membership

pytestmark = pytest.mark.django_db

CLIENTS = "Name;E-Mail\nOuti Laine;outi@example.org\nPekka Kivi;nowhere\n"


@pytest.fixture
def place() -> cast.Place:
    return quiet_room()


@pytest.fixture
def desk(place: cast.Place) -> Browser:
    return member(place, Membership.Role.OWNER)


def here(place: cast.Place) -> str:
    return reverse("desk_moving_in", args=[place.salon.public_id])


def sent(content: str | bytes, name: str = "clients of Outi Laine.csv") -> dict[str, Any]:
    raw = content.encode() if isinstance(content, str) else content
    return {"file": SimpleUploadedFile(name, raw)}


def ticket(page: Any) -> str:
    found = re.search(r'name="ticket" value="([^"]+)"', page.content.decode())
    assert found
    return found[1]


def test_a_file_is_looked_at_taken_and_taken_again(place: cast.Place, desk: Browser) -> None:
    look = desk.post(here(place), sent(CLIENTS))
    assert "1 client" in text(look) and "“nowhere” is no e-mail address." in text(look)
    assert "Line 3" in text(look)
    assert (Client.objects.count(), Parcel.objects.count()) == (0, 1)
    taken = desk.post(here(place), {"ticket": ticket(look), "take": "1"})
    assert "They are here" in text(taken)
    assert list(Client.objects.values_list("name", flat=True)) == ["Outi Laine"]
    again = desk.post(here(place), sent(CLIENTS))
    assert "There is nothing to take." in text(again) and "1 was brought before" in text(again)


def test_nothing_is_left_of_a_file_that_was_taken(place: cast.Place, desk: Browser) -> None:
    look = desk.post(here(place), sent(CLIENTS))
    kept = bytes(Parcel.objects.get().content)
    assert b"Outi" not in kept and parcels.look(ticket(look)) == CLIENTS.encode()
    assert parcels.look(f"{ticket(look)[:-3]}AA=") is None
    desk.post(here(place), {"ticket": ticket(look), "take": "1"})
    assert Parcel.objects.count() == 0
    gone = desk.post(here(place), {"ticket": ticket(look), "take": "1"})
    assert (gone.status_code, "isn’t here any more" in text(gone)) == (422, True)


def test_no_name_of_a_file_or_in_it_reaches_a_log(
    place: cast.Place, desk: Browser, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        look = desk.post(here(place), sent(CLIENTS))
        desk.post(here(place), {"ticket": ticket(look), "take": "1"})
        desk.post(here(place), sent(b"\x89PNG\x00\x00Outi"))
    # The statements that tests write down are not logged where it runs.
    told = "\n".join(each.getMessage() for each in caplog.records if each.name != "django.db.backends")
    assert "Outi" not in told + capsys.readouterr().out + capsys.readouterr().err


def test_files_that_wait_too_long_are_forgotten(place: cast.Place, desk: Browser) -> None:
    desk.post(here(place), sent(CLIENTS))
    parcels.drop_older(clock.now() + parcels.KEPT)
    assert Parcel.objects.count() == 0


def test_columns_that_are_not_understood_are_chosen(place: cast.Place, desk: Browser) -> None:
    look = desk.post(here(place), sent("Wer;Wie\nOuti;outi@example.org\n"))
    assert "There is no name." in text(look)
    chosen = {"ticket": ticket(look), "column0": "name", "column1": "email"}
    assert "1 client" in text(desk.post(here(place), chosen))
    desk.post(here(place), {**chosen, "take": "1"})
    assert Client.objects.get().email == "outi@example.org"


def test_words_that_are_not_understood_are_said(place: cast.Place, desk: Browser) -> None:
    day = on_wall(clock.now(), place.salon.zone).date()
    row = f"Outi;outi@example.org;{day.year + 1}-03-02 10:00;Rücken spezial;Aino\n"
    look = desk.post(here(place), sent(f"Name;Email;Start;Leistung;Mitarbeiter\n{row}"))
    assert "“Rücken spezial” is none of your treatments." in text(look)
    said = {
        "ticket": ticket(look),
        "treatment_words": "Rücken spezial",
        "treatment_means": place.offers["back_massage"].public_id,
    }
    again = desk.post(here(place), said)
    assert "1 visit" in text(again)
    desk.post(here(place), {**said, "take": "1"})
    assert Appointment.objects.get().parts.get().offer == place.offers["back_massage"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file is empty."),
        (b"\x89PNG\r\n\x00\x01\x02", "This is no text."),
        (b'Name;Email\n"Outi;x\n' + b"y" * 30_000, "A quotation mark is opened"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "Say whose calendar it is."),
        (b"Name;Email\n" + b"a;b\n" * 20_001, "At most 20,000 rows here."),
        (b"x" * (settings.FILE_UPLOAD_MAX_MEMORY_SIZE + 1), "At most 10 MB"),
    ],
)
def test_a_file_that_can_not_be_read_says_why(
    place: cast.Place, desk: Browser, content: bytes, says: str
) -> None:
    page = desk.post(here(place), sent(content))
    assert (page.status_code, says in text(page)) == (422, True)
    assert Parcel.objects.count() == 0


def test_a_calendar_is_one_practitioners(place: cast.Place, desk: Browser) -> None:
    year = clock.now().year + 1
    content = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\n"
        f"DTSTART:{year}0302T100000Z\r\nDTEND:{year}0302T110000Z\r\nSUMMARY:Dentist\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    whose = {"whose": place.people["Mikael"].public_id}
    look = desk.post(here(place), {**sent(content, "m.ics"), **whose})
    assert "1 stretch of time that only takes time" in text(look)
    desk.post(here(place), {"ticket": ticket(look), "take": "1", **whose})
    assert [each.resource.name for each in Block.objects.select_related("resource")] == ["Mikael"]


def test_practitioners_and_strangers_bring_nothing_in(place: cast.Place) -> None:
    aino = member(place, Membership.Role.PRACTITIONER, "Aino")
    other = member(quiet_room(), Membership.Role.OWNER, email="other@example.org")
    reception = member(place, Membership.Role.RECEPTION)
    told = [each.get(here(place)).status_code for each in (aino, other, Browser(), reception)]
    assert told == [404, 404, 302, 200]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("desk_waiting", "She will stand here with the days and hours that suit her"),
        ("desk_hours", "A holiday, an illness, a long Saturday: say it above"),
    ],
)
def test_an_empty_page_teaches(place: cast.Place, desk: Browser, name: str, says: str) -> None:
    assert says in text(desk.get(reverse(name, args=[place.salon.public_id])))


def test_an_empty_day_teaches_and_a_full_one_does_not(place: cast.Place, desk: Browser) -> None:
    year = clock.now().year + 1
    page = reverse("desk_day", args=[place.salon.public_id, f"{year}-03-02"])
    says = "Each visit will stand here under its practitioner"
    assert says in text(desk.get(page))
    row = f"Outi;outi@example.org;{year}-03-02 10:00;Back massage;Aino\n"
    look = desk.post(here(place), sent(f"Name;Email;Start;Service;With\n{row}"))
    desk.post(here(place), {"ticket": ticket(look), "take": "1"})
    assert says not in text(desk.get(page))
