"""What a known device may open, and how it is forgotten."""

import re
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.doors.pages import book, free, quiet_room, tap
from tests.doors.regulars import HOME, asked, regular, remember, shown
from unknot.diary.models import Appointment, Hold
from unknot.people.models import Client as Person
from unknot.people.models import Device
from unknot.plumbing import clock
from unknot.web import again, device

pytestmark = pytest.mark.django_db

REMOVAL, ASKED = "/device/removal", "asked"


@pytest.mark.parametrize("cookie", ["", "x", "x" * 42, "x" * 44, "ä" * 43, "x" * 42 + "%", "x" * 5000])
def test_a_garbage_cookie_is_nobodys_and_costs_no_statement(
    cookie: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser = Client()
    request = asked(browser)
    request.COOKIES = {device.COOKIE: cookie}
    with django_assert_num_queries(0):
        assert again.proposal(request, clock.now()) is None


def test_a_guessed_cookie_is_nobodys() -> None:
    browser, _ = regular(quiet_room())
    browser.cookies[device.COOKIE] = "x" * 43
    assert "Welcome back" not in shown(browser)


def test_the_cookie_is_random_and_closed_to_scripts_and_says_nothing_of_the_client() -> None:
    browser, booked = regular(quiet_room())
    cookie = browser.cookies[device.COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["secure"], cookie["path"]) == (
        True,
        "Lax",
        "",
        "/",
    )
    assert (cookie["max-age"], len(cookie.value)) == (365 * 86_400, 43)
    assert [word in cookie.value for word in ("Outi", booked.client.public_id)] == [False, False]
    assert not Device.objects.filter(fingerprint__contains=cookie.value).exists()


def test_the_cookie_stays_within_https() -> None:
    booked = book(Client(), (place := quiet_room()), free(place)[0])
    answer = HttpResponse()
    device.remember(answer, RequestFactory().get(HOME, secure=True), booked.client)
    assert answer.cookies[device.COOKIE]["secure"] is True


def test_the_device_is_let_into_its_next_visit_and_into_no_other() -> None:
    place = quiet_room()
    browser, past = regular(place)
    slots = free(place)
    coming = book(Client(), place, slots[0])
    later = book(Client(), place, slots[-1])
    foreign = book(Client(), place, slots[8])
    Appointment.objects.filter(pk__in=[coming.pk, later.pk]).update(client=past.client)
    opened = {
        each.public_id: browser.get(reverse("device_visit", args=[each.public_id])).status_code
        for each in (coming, later, past, foreign)
    }
    assert list(opened.values()) == [302, 404, 404, 404]
    assert browser.get(reverse("visit", args=[coming.public_id])).status_code == 200
    assert Client().get(reverse("device_visit", args=[coming.public_id])).status_code == 404


def test_two_devices_of_a_client_are_forgotten_one_by_one() -> None:
    phone, booked = regular(quiet_room())
    laptop = Client()
    remember(laptop, booked.client)
    assert phone.post(REMOVAL).status_code == 302
    assert ["Welcome back" in shown(browser) for browser in (phone, laptop)] == [False, True]


def test_not_me_ends_the_device_on_the_server_and_in_every_copy() -> None:
    browser, booked = regular(quiet_room())
    copy = Client()
    copy.cookies[device.COOKIE] = browser.cookies[device.COOKIE].value
    assert "Welcome back" in shown(copy)
    answer = browser.post(REMOVAL)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/?device=forgotten")
    assert (browser.cookies[device.COOKIE].value, browser.cookies[device.COOKIE]["max-age"]) == ("", 0)
    assert (Device.objects.count(), device.known(asked(copy))) == (0, None)
    assert browser.post(REMOVAL).status_code == 302
    assert Appointment.objects.get() == booked


def test_the_home_page_says_that_the_device_is_forgotten_and_only_then() -> None:
    browser, _ = regular(quiet_room())
    said = "This device is forgotten."
    assert said not in browser.get(HOME, {"device": "forgotten"}).content.decode()
    assert said in browser.post(REMOVAL, follow=True).content.decode()
    assert said not in shown(browser)
    assert "sessionid" not in browser.cookies


def test_not_me_forgets_the_last_question_too() -> None:
    browser, _ = regular(quiet_room())
    browser.get(reverse("search"), {"what": "back_massage", "treatment": "back_massage", "where": "Helsinki"})
    assert browser.cookies[ASKED].value != ""
    browser.post(REMOVAL)
    assert (browser.cookies[ASKED].value, browser.cookies[ASKED]["max-age"]) == ("", 0)


def test_no_browser_keeps_the_card_for_whoever_comes_next(client: Client) -> None:
    browser, _ = regular(quiet_room())
    assert "no-store" in browser.get(HOME).headers["Cache-Control"]
    assert "Cache-Control" not in client.get(HOME).headers


def test_forgetting_asks_for_a_post_with_a_token() -> None:
    assert Client().get(REMOVAL).status_code == 405
    browser = Client(enforce_csrf_checks=True)
    known, _ = regular(quiet_room())
    browser.cookies[device.COOKIE] = known.cookies[device.COOKIE].value
    assert (browser.post(REMOVAL).status_code, Device.objects.count()) == (403, 1)


def test_remembering_again_leads_to_the_new_client_and_ends_the_old_token() -> None:
    place = quiet_room()
    browser, _ = regular(place)
    before = browser.cookies[device.COOKIE].value
    other = book(Client(), place, free(place)[0]).client
    remember(browser, other)
    copy = Client()
    copy.cookies[device.COOKIE] = before
    assert [device.known(asked(each)) for each in (browser, copy)] == [other, None]


def test_each_visit_booked_on_a_device_lets_its_year_begin_again() -> None:
    place = quiet_room()
    browser, booked = regular(place)
    token, then = browser.cookies[device.COOKIE].value, clock.now() - timedelta(days=300)
    Device.objects.update(used_at=then)
    hold_id = tap(browser, place, free(place)[0]).split("/")[2]
    assert browser.post(reverse("appointments"), {"hold": hold_id}).status_code == 302
    assert (browser.cookies[device.COOKIE].value, Device.objects.get().client) == (token, booked.client)
    assert Device.objects.get().used_at > then + timedelta(days=299)


def test_a_visit_for_somebody_else_leaves_the_device_as_it_is_unless_asked() -> None:
    place = quiet_room()
    browser, booked = regular(place)
    hold = tap(browser, place, free(place)[0])
    boxes = [
        re.findall(r'<input[^>]*name="remember"[^>]*>', page.content.decode())
        for page in (browser.get(hold), browser.get(f"{hold}?as=other"))
    ]
    assert ([len(each) for each in boxes], "checked" in boxes[1][0]) == ([0, 1], False)
    someone = {"hold": hold.split("/")[2], "as": "other", "name": "Pekka", "email": "pekka@example.org"}
    assert browser.post(reverse("appointments"), someone).status_code == 302
    assert (device.known(asked(browser)), Person.objects.count()) == (booked.client, 2)


def test_a_known_device_opens_nobody_elses_hold() -> None:
    place = quiet_room()
    browser, booked = regular(place)
    slot = free(place)[0]
    stranger = Client()
    form = {"offer": place.offers["back_massage"].public_id, "starts_at": slot.starts_at.isoformat()}
    held = stranger.post(reverse("holds"), form).headers["Location"]
    assert browser.get(held).status_code == 404
    browser.post(reverse("appointments"), {"hold": held.split("/")[2]})
    assert (Hold.objects.get(appointment=None).starts_at, Appointment.objects.get()) == (
        slot.starts_at,
        booked,
    )


@pytest.mark.parametrize(
    ("email", "phone", "said"),
    [
        ("outi@example.org", "", "o•••@example.org"),
        ("o@example.org", "+358401234567", "o•••@example.org"),
        ("", "+358401234567", "••• 67"),
    ],
)
def test_a_contact_is_masked(email: str, phone: str, said: str) -> None:
    assert device.masked(Person(name="Outi", email=email, phone=phone)) == said
