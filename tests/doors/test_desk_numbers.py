"""The numbers at the desk: who may see them, what stands on the page and in the files, what they cost to read."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests import cast
from tests.doors.months import been, last_month
from tests.doors.pages import quiet_room
from tests.doors.test_gap_pages import seen
from tests.doors.treating import member
from unknot.diary.models import Appointment
from unknot.plumbing import clock
from unknot.salons.models import Membership, Resource

pytestmark = pytest.mark.django_db
Role = Membership.Role
CHARTS = ("hours", "treatments", "practitioners", "outcomes", "clients", "ahead", "sources", "waits")
STATEMENTS = 14


@pytest.fixture
def place() -> cast.Place:
    made = quiet_room()
    been(made, "Outi Aino", 3)
    been(made, "Petri Sanna", 2, treatment="facial")
    return made


def page(place: cast.Place, **query: str) -> str:
    text = "&".join(f"{key}={value}" for key, value in query.items())
    return f"{reverse('desk_numbers', args=[place.salon.public_id])}?{text}"


def month(place: cast.Place) -> str:
    return f"{last_month(place):%Y-%m}"


def file(place: cast.Place, browser: Client, key: str, **query: str) -> list[str]:
    address = reverse("desk_numbers_table", args=[place.salon.public_id, key])
    answer = browser.get(address, {"month": month(place), **query})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{month(place)}-{key}.csv"'
    text = answer.content.decode("utf-8")
    assert text.startswith("\ufeff")
    return text.removeprefix("\ufeff").splitlines()


def test_an_owner_sees_the_month_of_the_whole_salon(place: cast.Place) -> None:
    text = seen(member(place, Role.OWNER).get(page(place, month=month(place))))
    assert "Visits that took place 5" in text
    assert "Revenue €376" in text
    assert "The whole month." in text
    for title in ("How full the hours were", "Revenue by treatment", "Revenue by practitioner"):
        assert title in text
    assert "Aino 3 €216 €0" in text
    assert "Sanna 2 €160 €0" in text
    assert "too few to say" in text


def test_one_practitioner_can_be_looked_at_alone(place: cast.Place) -> None:
    owner = member(place, Role.OWNER)
    text = seen(owner.get(page(place, month=month(place), who=place.people["Sanna"].public_id)))
    assert "Visits that took place 2" in text
    assert "Revenue by practitioner" not in text
    treatments = file(place, owner, "treatments", who=place.people["Sanna"].public_id)
    assert [each.partition(",")[2] for each in treatments[1:]] == ["2,160.00,0.00,EUR"]


def test_a_practitioner_sees_her_own_whatever_she_asks_for(place: cast.Place) -> None:
    aino = member(place, Role.PRACTITIONER, "Aino")
    text = seen(aino.get(page(place, month=month(place), who=place.people["Sanna"].public_id)))
    assert "Visits that took place 3" in text
    assert "The whole salon" not in text
    assert "Revenue by practitioner" not in text
    rows = file(place, aino, "sources", who=place.people["Sanna"].public_id)
    assert rows[-1] == "Moved in from elsewhere,3,,3"
    address = reverse("desk_numbers_table", args=[place.salon.public_id, "practitioners"])
    assert aino.get(address, {"month": month(place)}).status_code == 404


@pytest.mark.parametrize(
    ("role", "treats_as"), [(Role.RECEPTION, ""), (Role.RECEPTION, "Aino"), (Role.PRACTITIONER, "")]
)
def test_nobody_else_of_the_salon_sees_any(place: cast.Place, role: Role, treats_as: str) -> None:
    browser = member(place, role, treats_as)
    assert browser.get(page(place)).status_code == 404
    address = reverse("desk_numbers_table", args=[place.salon.public_id, "hours"])
    assert browser.get(address).status_code == 404
    today = browser.get(reverse("desk_today", args=[place.salon.public_id]), follow=True)
    assert today.status_code == 200
    assert reverse("desk_numbers", args=[place.salon.public_id]) not in today.content.decode()


def test_strangers_sign_in_and_owners_of_other_salons_find_nothing(place: cast.Place) -> None:
    assert Client().get(page(place)).status_code == 302
    other = member(cast.hiljainen_huone(clock.now(), name="Toinen"), Role.OWNER)
    assert other.get(page(place)).status_code == 404


@pytest.mark.parametrize(("role", "treats_as"), [(Role.OWNER, ""), (Role.PRACTITIONER, "Aino")])
def test_the_day_leads_to_them(place: cast.Place, role: Role, treats_as: str) -> None:
    member(place, Role.RECEPTION, email="before@example.org")
    browser = member(place, role, treats_as)
    member(place, Role.RECEPTION, email="after@example.org")
    today = browser.get(reverse("desk_today", args=[place.salon.public_id]), follow=True)
    assert reverse("desk_numbers", args=[place.salon.public_id]) in today.content.decode()


@pytest.mark.parametrize("wrong", ["2027-13", "x", "2999-01", "1999-12", "2026-1-1"])
def test_a_month_that_is_none_or_has_not_begun_is_not_found(place: cast.Place, wrong: str) -> None:
    assert member(place, Role.OWNER).get(page(place, month=wrong)).status_code == 404


def test_somebody_of_another_salon_can_not_be_asked_for(place: cast.Place) -> None:
    other = cast.hiljainen_huone(clock.now(), name="Toinen").people["Aino"].public_id
    assert member(place, Role.OWNER).get(page(place, who=other)).status_code == 404


def test_before_the_first_visit_the_page_says_what_will_be_there() -> None:
    text = seen(member(quiet_room(), Role.OWNER).get(page_of_new()))
    assert "Nobody has been here yet" in text


def page_of_new() -> str:
    return reverse("desk_numbers", args=[Membership.objects.get().salon.public_id])


def test_every_chart_can_be_taken_away(place: cast.Place) -> None:
    owner = member(place, Role.OWNER)
    lines = {key: len(file(place, owner, key)) for key in CHARTS}
    hours = lines.pop("hours")
    # When the visits of a file were booked is not known, so nothing is said of it.
    assert lines == {
        "treatments": 3,
        "practitioners": 3,
        "outcomes": 7,
        "clients": 3,
        "ahead": 1,
        "sources": 5,
        "waits": 3,
    }
    assert hours == 1 + 5 * 8
    assert file(place, owner, "practitioners") == [
        ",Visits,Revenue,Taken off,Currency",
        "Aino,3,216.00,0.00,EUR",
        "Sanna,2,160.00,0.00,EUR",
    ]
    address = reverse("desk_numbers_table", args=[place.salon.public_id, "nothing"])
    assert owner.get(address).status_code == 404


def test_a_name_never_becomes_a_formula_of_a_spreadsheet(place: cast.Place) -> None:
    Resource.objects.filter(pk=place.people["Aino"].pk).update(name='=HYPERLINK("http://x";"Aino")')
    row = file(place, member(place, Role.OWNER), "practitioners")[1]
    assert row == '"\'=HYPERLINK(""http://x"";""Aino"")",3,216.00,0.00,EUR'


def test_where_a_comma_divides_decimals_a_semicolon_divides_cells(place: cast.Place) -> None:
    owner = member(place, Role.OWNER)
    owner.cookies["django_language"] = "fi"
    assert file(place, owner, "practitioners")[1] == "Aino;3;216,00;0,00;EUR"


@pytest.mark.parametrize("more", [0, 25])
def test_the_page_costs_the_same_statements_for_few_visits_and_for_many(
    place: cast.Place, django_assert_num_queries: DjangoAssertNumQueries, more: int
) -> None:
    if more:
        been(place, "Eeva Mikael", more)
    owner = member(place, Role.OWNER)
    with django_assert_num_queries(STATEMENTS):
        owner.get(page(place, month=month(place)))


def test_shares_are_told_from_twenty_visits_on(place: cast.Place) -> None:
    owner = member(place, Role.OWNER)
    been(place, "Eeva Mikael", 14, status=Appointment.Status.NO_SHOW)
    assert file(place, owner, "outcomes")[1:3] == ["Took place,5,", "Didn’t come,14,"]
    been(place, "Anna Sanna", 1, treatment="facial", later=10)
    assert file(place, owner, "outcomes")[1:3] == ["Took place,6,30", "Didn’t come,14,70"]
