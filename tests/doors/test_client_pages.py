"""The client's pages by hand: find, hold, confirm, come back by the private link, move, cancel."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from tests.doors.pages import DETAILS, book, free, quiet_room, tap
from tests.doors.rates_cast import asked_already
from unknot.design.words import wall_long_day, wall_time
from unknot.diary.models import Appointment, Hold
from unknot.plumbing.links import visit_link
from unknot.salons.models import Salon

pytestmark = pytest.mark.django_db

HELSINKI = {"treatment": "back_massage", "where": "60.1699,24.9384", "when": "soonest"}


def said(instant: object, zone: str = "Europe/Helsinki") -> str:
    return f"{wall_long_day(instant, zone)}, {wall_time(instant, zone)}"  # type: ignore[arg-type]


def test_the_first_page_asks_what_when_and_where(client: Client) -> None:
    page = client.get("/").content.decode()
    assert [f'name="{name}"' in page for name in ("treatment", "when", "part", "where")] == [True] * 4


@pytest.mark.parametrize(("salons", "shown"), [(1, 1), (30, 20)])
def test_a_search_takes_as_many_statements_for_many_salons_as_for_one(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, salons: int, shown: int
) -> None:
    """Three, and one more where fewer than three starts are left in the first two days."""
    for _ in range(salons):
        quiet_room()
    with django_assert_max_num_queries(4):
        answer = client.get(reverse("search"), HELSINKI)
    assert answer.content.decode().count("<article") == shown


def test_each_result_shows_its_next_three_times_and_their_origin(client: Client) -> None:
    place = quiet_room()
    page = client.get(reverse("search"), HELSINKI).content.decode()
    times = [wall_time(slot.starts_at, "Europe/Helsinki") for slot in free(place, today=True)[:3]]
    assert [f"{time} <small>" in page for time in times] == [True] * 3
    assert "OpenStreetMap" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"treatment": "nonsense"},
        {"where": "qqqqzzz"},
        {"where": ""},
        {"where": "91,0"},
        {"when": "day", "on_date": ""},
        {"when": "day", "on_date": "2027-02-30"},
        {"duration_min": "7000"},
    ],
)
def test_a_wrong_question_is_asked_again(client: Client, wrong: dict[str, str]) -> None:
    answer = client.get(reverse("search"), {**HELSINKI, **wrong})
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode() or "duration_min" in wrong


def test_a_tapped_time_is_kept_for_the_visitor_alone(client: Client) -> None:
    place = quiet_room()
    page = tap(client, place, free(place)[0])
    assert client.get(page).status_code == 200
    assert Client().get(page).status_code == 404


def test_the_visitors_cookie_is_only_set_with_a_hold(client: Client) -> None:
    place = quiet_room()
    client.get("/")
    client.get(reverse("search"), HELSINKI)
    assert "visitor" not in client.cookies
    tap(client, place, free(place)[0])
    cookie = client.cookies["visitor"]
    assert (cookie["httponly"], cookie["samesite"], len(cookie.value)) == (True, "Lax", 22)


def test_a_taken_time_is_answered_with_three_others(client: Client) -> None:
    place = quiet_room()
    slot = free(place)[0]
    for _ in place.rooms:
        tap(Client(), place, slot)
    offer = place.offers["back_massage"].public_id
    answer = client.post(reverse("holds"), {"offer": offer, "starts_at": slot.starts_at.isoformat()})
    page = answer.content.decode()
    assert (answer.status_code, page.count('name="starts_at"')) == (409, 3)
    assert "That time was just taken" in page


@pytest.mark.parametrize("starts_at", ["", "soon", "2027-03-01T10:00", "0036-01-01T00:00:00+00:00"])
def test_what_was_never_offered_is_not_found(client: Client, starts_at: str) -> None:
    offer = quiet_room().offers["back_massage"].public_id
    assert client.post(reverse("holds"), {"offer": offer, "starts_at": starts_at}).status_code == 404


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"name": ""}, "Say who is coming."),
        ({"email": ""}, "Give an e-mail address or a phone number"),
        ({"email": "outi@"}, "This e-mail address doesn’t look complete."),
        ({"phone": "12"}, "This phone number doesn’t look complete."),
    ],
)
def test_details_that_reach_nobody_are_asked_again(
    client: Client, given: dict[str, str], complaint: str
) -> None:
    place = quiet_room()
    hold_id = tap(client, place, free(place)[0]).split("/")[2]
    answer = client.post(reverse("appointments"), {"hold": hold_id, **DETAILS, **given})
    assert answer.status_code == 422
    assert complaint in answer.content.decode()
    assert Appointment.objects.count() == 0


def test_a_lapsed_hold_says_so_and_offers_the_nearest_times(client: Client) -> None:
    place = quiet_room()
    page = tap(client, place, free(place)[0])
    held = Hold.objects.get()
    held.claims.update(expires_at=held.created_at)
    Hold.objects.update(expires_at=held.created_at)
    content = client.get(page).content.decode()
    assert ("The ten minutes are over" in content, content.count('name="starts_at"')) == (True, 3)


def test_confirming_twice_leads_to_the_same_visit(client: Client) -> None:
    place = quiet_room()
    hold_id = tap(client, place, free(place)[0]).split("/")[2]
    first, second = (client.post(reverse("appointments"), {"hold": hold_id, **DETAILS}) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Appointment.objects.count() == 1


def test_a_visit_opens_by_its_private_link_and_to_nobody_else(client: Client) -> None:
    place = quiet_room()
    booked = book(client, place, free(place)[0])
    page = reverse("visit", args=[booked.public_id])
    stranger = Client()
    assert stranger.get(page).status_code == 404
    assert stranger.get(f"/v/{booked.public_id}.{'x' * 43}").status_code == 404
    link = visit_link(booked.public_id, booked.token).removeprefix("http://testserver")
    answer = stranger.get(link)
    assert (answer.status_code, answer.headers["Location"]) == (302, page)
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert stranger.cookies["visit"]["path"] == page
    assert said(booked.starts_at) in stranger.get(page).content.decode()


def test_a_revoked_link_closes_the_pages_it_opened(client: Client) -> None:
    place = quiet_room()
    booked = book(client, place, free(place)[0])
    Appointment.objects.update(token_version=2)
    assert client.get(reverse("visit", args=[booked.public_id])).status_code == 404


def test_a_visit_moves_to_another_free_time(client: Client) -> None:
    place = quiet_room()
    before, after = free(place)[0], free(place)[-1]
    booked = book(client, place, before)
    answer = client.post(
        reverse("visit_time", args=[booked.public_id]), {"starts_at": after.starts_at.isoformat()}
    )
    booked.refresh_from_db()
    assert (answer.status_code, booked.starts_at) == (302, after.starts_at)


def test_a_move_to_a_taken_time_changes_nothing_and_offers_others(client: Client) -> None:
    place = quiet_room()
    mine, other = free(place)[0], free(place)[-1]
    booked = book(client, place, mine)
    for _ in place.rooms:
        tap(Client(), place, other)
    answer = client.post(
        reverse("visit_time", args=[booked.public_id]), {"starts_at": other.starts_at.isoformat()}
    )
    booked.refresh_from_db()
    assert (answer.status_code, booked.starts_at) == (409, mine.starts_at)
    page = answer.content.decode()
    assert page.count('name="starts_at"') == 3
    assert f'href="{reverse("visit_time", args=[booked.public_id])}">All free times' in page


def test_cancelling_asks_once_and_can_be_repeated(client: Client) -> None:
    place = quiet_room()
    booked = book(client, place, free(place)[0])
    page = reverse("visit_cancellation", args=[booked.public_id])
    assert "Cancel this visit?" in client.get(page).content.decode()
    assert [client.post(page).status_code for _ in range(2)] == [302, 302]
    booked.refresh_from_db()
    assert booked.status == Appointment.Status.CANCELLED


def test_the_salons_limit_for_changes_is_told_before_and_kept_after(client: Client) -> None:
    place = quiet_room()
    Salon.objects.update(change_notice_min=60 * 24 * 30)
    slot = free(place)[0]
    details = client.get(tap(client, place, slot)).content.decode()
    assert f"until {said(slot.starts_at - timedelta(days=30))}." in details
    booked = book(client, place, slot)
    assert client.post(reverse("visit_cancellation", args=[booked.public_id])).status_code == 409
    booked.refresh_from_db()
    assert booked.is_live


def test_the_calendar_file_carries_the_visit(client: Client) -> None:
    place = quiet_room()
    booked = book(client, place, free(place)[0])
    answer = client.get(reverse("visit_calendar", args=[booked.public_id]))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.content.count(b"BEGIN:VTIMEZONE") == 1


def test_a_salon_with_unknown_hours_says_so_and_shows_no_times(client: Client) -> None:
    place = quiet_room()
    Salon.objects.update(hours_source="unknown")
    page = client.get(reverse("salon", args=[place.salon.public_id])).content.decode()
    assert ("Hours unknown" in page, 'name="starts_at"' in page) == (True, False)


def test_the_page_speaks_finnish_to_those_who_choose_it(client: Client) -> None:
    client.post(reverse("language"), {"language": "fi", "next": "/"})
    page = client.get("/").content.decode()
    assert '<html lang="fi" dir="ltr">' in page
    assert "Näytä vapaat ajat" in page


def test_a_right_to_left_language_turns_the_page_around(client: Client, settings: Settings) -> None:
    settings.LANGUAGES = [*settings.LANGUAGES, ("ar", "العربية")]
    page = client.get("/", headers={"accept-language": "ar"}).content.decode()
    assert '<html lang="ar" dir="rtl">' in page


def test_the_outbox_exists_in_a_demo_alone(client: Client, settings: Settings) -> None:
    assert client.get(reverse("outbox")).status_code == 404
    settings.DEMO = True
    assert client.get(reverse("outbox")).status_code == 200


def test_a_page_that_is_not_there_helps(client: Client) -> None:
    answer = client.get("/nowhere/at/all")
    assert (answer.status_code, "This page isn’t here" in answer.content.decode()) == (404, True)


def test_a_form_without_its_token_is_asked_for_again() -> None:
    answer = Client(enforce_csrf_checks=True).post(reverse("holds"), {})
    assert (answer.status_code, "Please send that once more" in answer.content.decode()) == (403, True)


def test_many_holds_from_one_address_are_slowed_down(client: Client, settings: Settings) -> None:
    settings.RATE_LIMIT = True
    asked_already("web.holds", 29)
    assert client.post(reverse("holds"), {}).status_code == 404
    asked_already("web.holds", 30)
    refused = client.post(reverse("holds"), {})
    assert (refused.status_code, 0 < int(refused.headers["Retry-After"]) <= 60) == (429, True)


@pytest.mark.parametrize(
    "address",
    ["/salons/%00/", "/salons/A/", "/holds/%FF/", "/visits/..%2F/", "/v/abc.%00", "/v/abc", "/desk/%00/"],
)
def test_what_is_no_id_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_form_with_no_id_writes_nothing(client: Client) -> None:
    offer = quiet_room().offers["back_massage"].public_id
    start = "2027-03-01T10:00:00+00:00"
    held = {"offer": offer, "starts_at": start}
    answers = [
        client.post(reverse("holds"), {**held, "practitioner": "no one"}),
        client.post(reverse("holds"), {**held, "practitioner": "\x00"}),
        client.post(reverse("appointments"), {"hold": "\x00", **DETAILS}),
    ]
    assert [answer.status_code for answer in answers] == [404] * 3
    assert Hold.objects.count() == 0
