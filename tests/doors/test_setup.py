"""From nothing to bookable: the first account by its token, the salon step by step, and its opening."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.doors.pages import quiet_room
from tests.doors.treating import member, text
from unknot.desk.setup.door import salon_of
from unknot.desk.setup.opened import first_time
from unknot.diary import actions
from unknot.diary.audit import findings
from unknot.diary.models import SalonDay
from unknot.people.first import first_token, make_first
from unknot.people.models import User
from unknot.plumbing import clock
from unknot.plumbing.models import Fact
from unknot.salons.models import Lane, Membership, Offer, Resource, Salon, Sketch, WeeklyHours

pytestmark = pytest.mark.django_db

ACCOUNT = {"name": "Aino Laine", "email": "aino@example.org", "password": "a quiet long password"}
SAID: tuple[tuple[str, dict[str, Any]], ...] = (
    ("name", {"name": "Hiljainen Huone"}),
    ("place", {"where": "Fleminginkatu 7, 00530 Helsinki"}),
    ("point", {"town": "0", "lat": "60.18410", "lon": "24.94970"}),
    ("treatments", {"given": ["back_massage", "hot_stone"]}),
)


def step(name: str) -> str:
    return reverse("desk_new_step", args=[name])


def begun() -> Client:
    """A browser in which the first account was made."""
    browser = Client()
    made = browser.post(reverse("desk_first", args=[first_token()]), ACCOUNT)
    assert made.headers["Location"] == reverse("desk_new")
    return browser


def described() -> Client:
    browser = begun()
    for name, answer in SAID:
        assert browser.post(step(name), answer).status_code == 302, name
    return browser


def test_six_answers_make_a_salon_that_can_be_booked() -> None:
    browser = described()
    opened = browser.post(reverse("desk_new"))
    salon = Salon.objects.get()
    assert opened.headers["Location"] == reverse("desk_opened", args=[salon.public_id])
    assert (salon.name, salon.address, salon.zone, salon.currency, salon.language, salon.lat) == (
        "Hiljainen Huone",
        "Fleminginkatu 7, 00530 Helsinki",
        "Europe/Helsinki",
        "EUR",
        "fi",
        60.1841,
    )
    page = text(browser.get(opened.headers["Location"]))
    first = first_time(salon, clock.now())
    assert first is not None
    assert f"/salons/{salon.public_id}/" in page
    assert Client().get(reverse("salon", args=[salon.public_id])).status_code == 200
    assert list(findings()) == []
    assert [fact.subject for fact in Fact.objects.filter(kind="salon.opened")] == [salon.public_id]


def test_what_a_salon_needs_is_filled_in() -> None:
    browser = described()
    browser.post(reverse("desk_new"))
    offers = Offer.objects.order_by("treatment", "duration_min").values_list(
        "treatment",
        "duration_min",
        "buffer_before_min",
        "buffer_after_min",
        "room_feature",
        "equipment_features",
    )
    assert list(offers) == [
        ("back_massage", 45, 0, 10, "table", []),
        ("back_massage", 60, 0, 10, "table", []),
        ("back_massage", 90, 0, 10, "table", []),
        ("hot_stone", 60, 10, 15, "table", ["hot_stones"]),
        ("hot_stone", 75, 10, 15, "table", ["hot_stones"]),
        ("hot_stone", 90, 10, 15, "table", ["hot_stones"]),
    ]
    assert all(offer.price_minor and offer.who and offer.rooms for offer in Offer.objects.all())
    kinds = Lane.objects.order_by("number").values_list("resource__kind", "resource__name")
    assert list(kinds) == [("practitioner", "Aino Laine"), ("room", "Huone 1"), ("equipment", "Kuumat kivet")]
    mine = Membership.objects.get()
    assert (mine.role, mine.practitioner) == ("owner", Resource.objects.get(kind="practitioner"))
    assert WeeklyHours.objects.filter(lane=None).count() == 5


def test_the_token_works_once_and_a_wrong_one_never() -> None:
    token = first_token()
    page = reverse("desk_first", args=[token])
    assert Client().get(reverse("desk_first", args=["x" * 43])).status_code == 404
    assert Client().get(page).status_code == 200
    begun()
    assert Client().get(page).status_code == 404
    assert Client().post(page, {**ACCOUNT, "email": "eve@example.org"}).status_code == 404
    assert (first_token(), User.objects.count()) == ("", 1)
    assert make_first(email="eve@example.org", name="Eve", password="x") is None


def test_a_weak_password_is_refused_by_name() -> None:
    weak = Client().post(reverse("desk_first", args=[first_token()]), {**ACCOUNT, "password": "password"})
    assert (weak.status_code, User.objects.count()) == (422, 0)
    assert "too short" in text(weak)


def test_one_goes_on_where_one_stopped_and_back_works() -> None:
    browser = begun()
    browser.post(*_sent("name"))
    again = Client()
    again.post(reverse("desk_session"), {"username": ACCOUNT["email"], "password": ACCOUNT["password"]})
    assert again.get(reverse("desk")).headers["Location"] == reverse("desk_new")
    assert again.get(reverse("desk_new")).headers["Location"] == step("place")
    assert again.get(step("treatments")).headers["Location"] == step("place")
    back = again.get(step("place")).content.decode()
    assert f'href="{step("name")}"' in back
    assert 'value="Hiljainen Huone"' in again.get(step("name")).content.decode()


def _sent(name: str) -> tuple[str, dict[str, Any]]:
    return step(name), dict(SAID)[name]


@pytest.mark.parametrize(
    ("where", "town", "zone", "currency"),
    [
        ("Mariahilfer Straße 12, 1060 Wien", "Wien", "Europe/Vienna", "EUR"),
        ("5 Church Street, Oxford, United Kingdom", "Oxford", "Europe/London", "GBP"),
        ("46.948, 7.447", "Bern", "Europe/Zurich", "CHF"),
    ],
)
def test_zone_and_currency_come_from_the_place(where: str, town: str, zone: str, currency: str) -> None:
    browser = begun()
    browser.post(*_sent("name"))
    browser.post(step("place"), {"where": where})
    point = browser.get(step("point")).content.decode()
    lat, lon = (re.search(rf'name="{name}" value="([^"]+)"', point) for name in ("lat", "lon"))
    assert lat and lon
    browser.post(step("point"), {"town": "0", "lat": lat[1], "lon": lon[1]})
    browser.post(*_sent("treatments"))
    browser.post(reverse("desk_new"))
    salon = Salon.objects.get()
    assert (salon.city, salon.zone, salon.currency) == (town, zone, currency)


def test_an_unknown_town_is_said_and_nothing_is_kept() -> None:
    browser = begun()
    browser.post(*_sent("name"))
    answer = browser.post(step("place"), {"where": "Qqqqstrasse 1, Qqqq"})
    assert (answer.status_code, "place" in Sketch.objects.get().said) == (422, False)
    assert "We know no such town." in text(answer)


def test_a_salon_without_usual_prices_waits_for_its_own() -> None:
    browser = begun()
    browser.post(*_sent("name"))
    browser.post(step("place"), {"where": "Tbilisi, Georgia"})
    browser.post(step("point"), {"town": "0", "lat": "41.69", "lon": "44.83"})
    browser.post(step("treatments"), {"given": ["back_massage"]})
    assert browser.post(reverse("desk_new")).status_code == 200
    assert (Salon.objects.count(), "say yours below" in text(browser.get(reverse("desk_new")))) == (0, True)
    mine = {"price60": "90.50", "buffer_before_min": "0", "buffer_after_min": "5"}
    assert browser.post(reverse("desk_new_sold", args=["back_massage"]), mine).status_code == 302
    browser.post(reverse("desk_new"))
    offer = Offer.objects.get()
    assert (offer.duration_min, offer.price_minor, offer.buffer_after_min) == (60, 9050, 5)


def test_people_work_split_shifts_and_give_what_they_give() -> None:
    browser = described()
    week = {f"day{n}": "9–12, 13–18" if n < 5 else "" for n in range(7)}
    assert browser.post(step("hours"), {**week, "day5": "10-14"}).status_code == 302
    somebody = {"name": "Mikael", "gives": ["hot_stone"], "own_week": "on", **week, "day5": ""}
    assert browser.post(reverse("desk_new_person", args=[1]), somebody).status_code == 302
    browser.post(reverse("desk_new"))
    mikael = Lane.objects.get(resource__name="Mikael")
    assert list(mikael.resource.skills.values_list("treatment", flat=True)) == ["hot_stone"]
    shifts = WeeklyHours.objects.filter(lane=mikael, weekday=0).values_list("from_min", "to_min")
    assert list(shifts) == [(540, 720), (780, 1080)]
    assert WeeklyHours.objects.filter(lane__resource__name="Aino Laine").count() == 11
    assert Salon.objects.get().closed_on_public_holidays is False
    assert Resource.objects.filter(kind="room").count() == 2


def test_an_owner_who_gives_nothing_herself_only_runs_the_desk() -> None:
    browser = described()
    assert browser.post(reverse("desk_new_person_removal", args=[0])).status_code == 404
    browser.post(reverse("desk_new_person", args=[1]), {"name": "Mikael", "gives": ["hot_stone"]})
    assert browser.post(reverse("desk_new_person_removal", args=[0])).status_code == 302
    browser.post(reverse("desk_new"))
    assert list(Resource.objects.filter(kind="practitioner").values_list("name", flat=True)) == ["Mikael"]
    assert Membership.objects.get().practitioner is None


def test_rules_rooms_and_money_are_changed_on_screens_of_their_own() -> None:
    browser = described()
    rules = {"min_notice_min": "1440", "horizon_days": "90", "change_notice_min": "720", "step_min": "30"}
    assert browser.post(step("rules"), rules).status_code == 302
    assert browser.post(step("rooms"), {"rooms": "Kuu\nAurinko\n", "hot_stones": "2"}).status_code == 302
    money = {"currency": "sek", "language": "en", "zone": "Europe/Stockholm"}
    assert browser.post(step("money"), money).status_code == 302
    wrong = {"currency": "zzz", "language": "en", "zone": "Europe/Atlantis"}
    assert browser.post(step("money"), wrong).status_code == 422
    browser.post(reverse("desk_new"))
    salon = Salon.objects.get()
    asked = [getattr(salon, name) for name in (*rules, "currency", "zone")]
    assert asked == [1440, 90, 720, 30, "SEK", "Europe/Stockholm"]
    things = Resource.objects.exclude(kind="practitioner").order_by("pk").values_list("name", flat=True)
    assert list(things) == ["Kuu", "Aurinko", "Hot stones 1", "Hot stones 2"]
    assert Offer.objects.get(treatment="back_massage", duration_min=60).price_minor == 860 * 100
    assert SalonDay.objects.count() == 95


def test_a_second_tap_opens_no_second_salon() -> None:
    browser = described()
    sketch = Sketch.objects.get()
    browser.post(reverse("desk_new"))
    assert browser.post(reverse("desk_new")).status_code == 404
    sketch.refresh_from_db()
    once_more = actions.open_salon(sketch, salon_of(sketch), by="desk:1", clock=clock.now)
    assert once_more == sketch.salon
    assert (Salon.objects.count(), sketch.salon) == (1, Salon.objects.get())


def test_only_an_owner_adds_another_salon() -> None:
    place = quiet_room()
    owner = member(place, Membership.Role.OWNER)
    reception = member(place, Membership.Role.RECEPTION)
    another = reverse("desk_another")
    assert [reception.post(another).status_code, owner.post(another).status_code] == [404, 302]
    for name, answer in SAID:
        owner.post(step(name), answer)
    owner.post(reverse("desk_new"))
    assert Salon.objects.count() == 2
    assert [reception.get(step("name")).status_code, Client().get(step("name")).status_code] == [404, 302]


def test_nobody_opens_what_is_not_described() -> None:
    browser = begun()
    assert browser.post(reverse("desk_new")).headers["Location"] == step("name")
    assert browser.get(step("nonsense")).status_code == 404
    assert browser.get(reverse("desk_new_sold", args=["back_massage"])).status_code == 404
    assert Salon.objects.count() == 0
