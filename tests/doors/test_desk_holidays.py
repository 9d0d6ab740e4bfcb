"""Public holidays at the desk: closed or not, of which region, seen before it holds."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.doors.pages import book_well, free, quiet_room
from tests.doors.test_desk_offers import seen_on
from tests.doors.treating import Role, member
from unknot.design.words import on_wall
from unknot.diary import audit
from unknot.plumbing import clock
from unknot.salons import bridge
from unknot.salons.holidays import named_holidays, public_holidays, regions
from unknot.salons.models import Salon

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place() -> cast.Place:
    return quiet_room()


@pytest.fixture
def desk(place: cast.Place) -> Client:
    return member(place, Role.RECEPTION)


def page(place: cast.Place, query: str = "") -> str:
    return f"{reverse('desk_hours_holidays', args=[place.salon.public_id])}{query}"


def next_holiday(place: cast.Place) -> date:
    """The next public holiday on a weekday that has not begun."""
    today = on_wall(clock.now(), place.salon.zone).date()
    years = (public_holidays("FI", "", today.year + n) for n in range(2))
    days = sorted(day for year in years for day in year if day > today and day.weekday() < 5)
    return days[0]


def test_a_visit_on_a_holiday_is_shown_and_stays_until_it_is_sorted_out(
    place: cast.Place, desk: Client
) -> None:
    holiday = next_holiday(place)
    slots = [slot for slot in free(place) if on_wall(slot.starts_at, place.salon.zone).date() == holiday]
    booked = [book_well(Client(), place, slot) for slot in slots[:1]]
    look = desk.get(page(place, "?holidays=closed&region="))
    assert look.status_code == 200
    assert not Salon.objects.get().closed_on_public_holidays
    for _ in range(2):
        done = desk.post(page(place, "?holidays=closed&region="), {"seen": seen_on(look)})
        assert done.status_code == 302
    salon = Salon.objects.get()
    assert salon.closed_on_public_holidays
    assert bridge.rota(salon).shifts(holiday, holiday)[0] == ()
    left = desk.get(reverse("desk_outside", args=[salon.public_id])).content.decode()
    assert all(visit.public_id in left for visit in booked)
    assert list(audit.findings()) == []


def test_a_region_has_holidays_of_its_own_and_the_desk_names_them(place: cast.Place, desk: Client) -> None:
    Salon.objects.update(country="DE", closed_on_public_holidays=True)
    assert "Corpus Christi" not in desk.get(page(place)).content.decode()
    look = desk.get(page(place, "?holidays=closed&region=BY"))
    desk.post(page(place, "?holidays=closed&region=BY"), {"seen": seen_on(look)})
    assert Salon.objects.get().subdivision == "BY"
    assert "Corpus Christi" in desk.get(page(place)).content.decode()
    assert list(audit.findings()) == []


def test_a_region_that_is_none_is_told_at_its_field(place: cast.Place, desk: Client) -> None:
    Salon.objects.update(country="DE")
    answer = desk.get(page(place, "?holidays=closed&region=XX"))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["region"])
    answer = desk.get(page(place, "?holidays=perhaps"))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["holidays"])


def test_only_who_works_there_changes_them(place: cast.Place, client: Client) -> None:
    stranger = member(quiet_room(), Role.OWNER, email="x@example.org")
    assert client.post(page(place, "?holidays=closed&region=")).status_code == 302
    assert stranger.post(page(place, "?holidays=closed&region=")).status_code == 404
    assert not Salon.objects.get(pk=place.salon.pk).closed_on_public_holidays


def test_holidays_have_names_in_the_readers_language_and_none_where_nothing_is_known() -> None:
    newyear = date(2027, 1, 1)
    assert named_holidays("FI", "", 2027, "fi")[newyear] == "Uudenvuodenpäivä"
    assert named_holidays("FI", "", 2027, "en")[newyear] == "New Year's Day"
    assert named_holidays("XX", "", 2027, "en") == {}
    assert regions("XX") == []
    assert all(len(each) <= 6 for each in regions("DE"))
    assert newyear + timedelta(days=5) in named_holidays("DE", "BY", 2027, "en")
