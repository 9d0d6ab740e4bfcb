"""Import, preview, import again in a real browser: what is taken is seen on the day, and a second time nothing is."""

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.doors.pages import quiet_room
from tests.doors.treating import member
from tests.journeys.conftest import Visitor
from tests.journeys.counting import Finger
from tests.journeys.test_every_page import hand_over
from tests.journeys.test_setup import SIZES, seen
from unknot.diary.models import Appointment
from unknot.people.models import Client
from unknot.plumbing import clock
from unknot.salons.models import Membership

pytestmark = pytest.mark.django_db(transaction=True)

TABLE = (
    "Kunde;E-Mail;Telefon;Datum;Uhrzeit;Leistung;Mitarbeiter\n"
    "Outi Laine;outi@example.org;040 1234567;02.03.{year};10:00;Back massage;Aino\n"
    "Päivi Öhman;paivi@example.org;;02.03.{year};10:00;Back massage;Mikael\n"
    "Kaisa Mäki;kaisa@example.org;;31.02.{year};10:00;Back massage;Mikael\n"
    "Sini Salo;sini@example.org;;02.03.{year};12:00;Rücken spezial;Aino\n"
)


@pytest.mark.parametrize("visitor", SIZES, indirect=True)
def test_a_table_is_looked_at_understood_taken_and_taken_again(
    visitor: Visitor, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    place, page, sight = quiet_room(), visitor.page, request.node.callspec.id
    hand_over(member(place, Membership.Role.OWNER), visitor)
    year = clock.now().year + 1
    file = tmp_path / "Kunden.csv"
    file.write_text(TABLE.format(year=year), encoding="cp1252")
    finger = Finger(visitor)
    finger.open(reverse("desk_moving_in", args=[place.salon.public_id]))
    found = seen(visitor, "moving-in", sight)
    finger.send(page.get_by_label("The file"), file)
    finger.follow(page.get_by_role("button", name="Look at it"))
    expect(page.get_by_text("no calendar has that day")).to_be_visible()
    assert Client.objects.count() == 0
    found += seen(visitor, "moving-in-look", sight)
    finger.choose(page.get_by_label("Rücken spezial"), place.offers["back_massage"].public_id)
    finger.follow(page.get_by_role("button", name="Look again").first)
    expect(page.get_by_text("3 visits")).to_be_visible()
    finger.follow(page.get_by_role("button", name="Take it"))
    expect(page.get_by_text("They are here")).to_be_visible()
    found += seen(visitor, "moving-in-taken", sight)
    finger.arrive("moving in from a table", request)
    assert (Client.objects.count(), Appointment.objects.count(), found) == (3, 3, [])
    visitor.open(reverse("desk_day", args=[place.salon.public_id, f"{year}-03-02"]))
    expect(page.get_by_text("Päivi Öhman").first).to_be_visible()
    visitor.open(reverse("desk_moving_in", args=[place.salon.public_id]))
    page.get_by_label("The file").set_input_files(file)
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_text("4 were brought before and stay as they are")).to_be_visible()
    assert (Client.objects.count(), Appointment.objects.count()) == (3, 3)
