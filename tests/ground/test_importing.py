"""`unknot import`: a look by default, taken with --take, exit codes, and no name in what is printed."""

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

from tests import cast
from tests.doors.pages import quiet_room
from tests.ground.stack import environment
from unknot.diary.models import Appointment
from unknot.people.models import Client
from unknot.plumbing import clock
from unknot.salons.models import Salon

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = 100_000
PATIENCE_S = 900
MOST_MEMORY_MB = 700


@pytest.fixture
def place() -> cast.Place:
    return quiet_room()


def bring(*words: str) -> "subprocess.CompletedProcess[str]":
    """What the command says of the test's database."""
    url = os.environ["UNKNOT_TEST_DATABASE_URL"]
    name = url.partition("?")[0].rpartition("/")[2]
    here = url.replace(f"/{name}?", f"/{connection.settings_dict['NAME']}?")
    command = [sys.executable, "-m", "unknot.config.cli", "import", *words]
    command += ["--home", os.environ["UNKNOT_TEST_HOME"]]
    env = environment(DATABASE_URL=here)
    return subprocess.run(command, capture_output=True, text=True, check=False, env=env, timeout=PATIENCE_S)


def test_a_table_is_looked_at_taken_and_taken_again(place: cast.Place, tmp_path: Path) -> None:
    file = tmp_path / "clients.csv"
    year = clock.now().year + 1
    file.write_text(
        "Name;Email;Start;Service;With\n"
        f"Outi Laine;outi@example.org;{year}-03-02 10:00;Back massage;Aino\n"
        f"Pekka Kivi;pekka@example.org;31.02.{year} 10:00;Back massage;Aino\n",
        encoding="cp1252",
    )
    words = ("csv", str(file), "--salon", place.salon.public_id)
    look, taken, again = bring(*words), bring(*words, "--take"), bring(*words, "--take")
    counts = "1 clients, 1 visits, 0 blocks {}; 0 were brought before; 1 rows are left"
    left = "line 3: no_such_day"
    assert (look.returncode, look.stdout.splitlines()) == (1, [left, counts.format("would be taken")])
    assert (taken.returncode, taken.stdout.splitlines()) == (1, [left, counts.format("taken")])
    assert again.stdout.splitlines()[-1] == (
        "0 clients, 0 visits, 0 blocks taken; 2 were brought before; 1 rows are left"
    )
    assert (Client.objects.count(), Appointment.objects.count()) == (1, 1)
    assert "Outi" not in "".join(each.stdout + each.stderr for each in (look, taken, again))


def test_a_calendar_and_a_map_are_brought_in_as_well(place: cast.Place, tmp_path: Path) -> None:
    calendar = tmp_path / "aino.ics"
    year = clock.now().year + 1
    calendar.write_text(
        f"BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\nDTSTART:{year}0302T100000Z\nDTEND:{year}0302T110000Z\n"
        "SUMMARY:Dentist\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    whose = ("ics", str(calendar), "--salon", place.salon.public_id, "--practitioner", "Aino", "--take")
    assert bring(*whose).stdout.startswith("0 clients, 0 visits, 1 blocks taken")
    places = tmp_path / "town.osm"
    places.write_text(
        '<osm version="0.6"><node id="1" lat="60.18" lon="24.95" version="1"><tag k="shop" v="massage"/>'
        '<tag k="name" v="Hieronta Aalto"/></node></osm>'
    )
    assert bring("osm", str(places), "--take").stdout == "1 places listed, 0 with hours; 0 stood before\n"
    assert bring("osm", str(places), "--take").stdout == "0 places listed, 0 with hours; 1 stood before\n"
    assert Salon.objects.filter(osm="node/1").count() == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("csv", "{missing}", "--salon", "{salon}"), "FILE: there is no such file"),
        (("csv", "{file}", "--salon", "nothere"), "--salon: there is no such salon"),
        (("csv", "{file}", "--salon", "{salon}"), "FILE: no column is called like a client's name"),
        (("ics", "{file}", "--salon", "{salon}"), "--practitioner: name one who works in the salon"),
        (("osm", "{file}"), "FILE: must end in .osm.pbf, .osm or .geojson"),
    ],
)
def test_what_can_not_be_is_refused_by_name(
    place: cast.Place, tmp_path: Path, words: tuple[str, ...], says: str
) -> None:
    file = tmp_path / "some.csv"
    file.write_text("Wer;Wie\nOuti;x\n")
    known = {"file": str(file), "missing": str(tmp_path / "none"), "salon": place.salon.public_id}
    said = bring(*(word.format(**known) for word in words))
    assert (said.returncode, says in said.stderr, said.stdout) == (2, True, "")


def test_a_hundred_thousand_rows_are_taken_in_sensible_time_and_memory(
    place: cast.Place, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    file = tmp_path / "many.csv"
    with file.open("w", encoding="utf-8") as lines:
        lines.write("Name;Email;Phone\n")
        lines.writelines(f"Asiakas {n};client.{n}@example.org;040 1{n:06d}\n" for n in range(ROWS))
    begun = time.monotonic()
    said = bring("csv", str(file), "--salon", place.salon.public_id, "--take")
    took_s = time.monotonic() - begun
    largest_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    told = f"{ROWS:,} rows of clients: {took_s:.0f} s, {largest_mb:.0f} MB at most"
    request.node.user_properties.append(("told", told))
    assert said.stdout.splitlines()[-1].startswith(
        f"{Client.objects.count()} clients, 0 visits, 0 blocks taken"
    )
    assert Client.objects.count() == ROWS
    assert largest_mb < MOST_MEMORY_MB
