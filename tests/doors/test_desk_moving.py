"""Moving at the desk: what fits, why not, by form and as a board asks it; refused cleanly, put back for a minute."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests import cast
from tests.doors.boards import Desk, busy, desk
from unknot.core.hours import tick_floor
from unknot.diary import actions
from unknot.diary.models import Appointment
from unknot.plumbing import clock
from unknot.plumbing.models import Fact

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def address(name: str, visit: Appointment) -> str:
    return reverse(name, args=[visit.salon.public_id, visit.public_id])


def send(
    made: Desk, visit: Appointment, hour: int, minute: int = 0, *, live: bool = False, **more: Any
) -> Any:
    """What a button of the page, or a board, sends."""
    wanted = {"starts_at": made.at(hour, minute).isoformat(), "seen": "0", **more}
    if live:
        wanted |= {"on": made.on_date, "by": "practitioner", "have": more.get("have", "")}
    headers = HTMX if live else {}
    return made.browser.post(address("desk_visit_time", visit), wanted, headers=headers)


def wall(visit: Appointment) -> str:
    visit.refresh_from_db()
    return visit.starts_at.astimezone(cast.HELSINKI).strftime("%H:%M")


def test_what_fits_is_one_answer_of_a_fixed_number_of_statements(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    made = desk()
    visit = made.book("Outi Laine", "Aino", 10)
    page = f"{address('desk_visit_fits', visit)}?on={made.on_date}"
    with django_assert_num_queries(14):
        alone = made.browser.get(page).json()
    for hour in (9, 11, 13, 15):
        made.book(f"Client {hour}", "Mikael", hour)
    with django_assert_num_queries(14):
        among = made.browser.get(page).json()
    aino, mikael = (made.place.people[name].public_id for name in ("Aino", "Mikael"))
    nine, four = tick_floor(made.at(9)), tick_floor(made.at(16))
    assert alone["starts"][aino] == among["starts"][aino] == list(range(nine, four + 1, 3))
    assert (mikael in alone["starts"], mikael in among["starts"]) == (True, False)
    assert alone["minutes"] == list(range(10, 301, 5))


def test_why_it_does_not_fit_is_said_by_name() -> None:
    made = desk()
    visits = busy(made)
    page = address("desk_visit_fit", visits["Outi"])

    def why(hour: int, to: str, **more: str) -> str:
        asked = {"starts_at": made.at(hour).isoformat(), "to": made.place.people[to].public_id, **more}
        return made.browser.get(page, asked).content.decode()

    assert why(11, "Aino") == "Aino has a visit, 11:15–12:15"
    assert why(14, "Mikael") == "Mikael has a visit, 14:00–15:00; Mikael’s recovery lasts until 15:10"
    assert why(13, "Aino") == ""
    assert why(9, "Aino") == ""
    assert why(9, "Aino", minutes="180") == "Aino has a visit, 11:15–12:15; Room 1 has a visit, 11:15–12:15"


def test_a_form_moves_to_hands_and_minutes_and_the_page_offers_to_put_it_back() -> None:
    made = desk()
    visit = made.book("Outi Laine", "Aino", 10)
    page = made.browser.get(address("desk_visit_time", visit)).content.decode()
    assert [word in page for word in ("Mikael", "Room 2", 'name="minutes" value="75"', "11:15")] == [True] * 4
    answer = send(made, visit, 11, 15, to=made.place.people["Mikael"].public_id, minutes="75")
    assert (answer.status_code, wall(visit)) == (302, "11:15")
    shown = made.browser.get(address("desk_visit", visit)).content.decode()
    assert "Put it back" in shown
    back = made.browser.post(address("desk_visit_former_time", visit), {"seen": "1"})
    assert (back.status_code, wall(visit)) == (302, "10:00")


@pytest.mark.parametrize("live", [False, True])
def test_what_changed_meanwhile_is_refused_and_nothing_is_lost(live: bool) -> None:
    made = desk()
    visit = made.book("Outi Laine", "Aino", 10)
    send(made, visit, 12)
    refused = send(made, visit, 14, live=live)
    assert (refused.status_code, wall(visit)) == (409, "12:00")
    assert "Somebody has changed this visit meanwhile." in refused.content.decode()
    assert Fact.objects.filter(kind="appointment.moved").count() == 1


@pytest.mark.parametrize("live", [False, True])
def test_what_its_client_has_cancelled_is_not_moved(live: bool) -> None:
    made = desk()
    visit = made.book("Outi Laine", "Aino", 10)
    actions.cancel(visit, by="client", clock=clock.database_now)
    refused = send(made, visit, 14, live=live)
    visit.refresh_from_db()
    assert (refused.status_code, visit.status) == (409, "cancelled")
    assert "it was cancelled" in refused.content.decode()


def test_a_board_is_answered_with_the_columns_that_changed_and_no_others() -> None:
    made = desk()
    visits = busy(made)
    shown = made.browser.get(made.page)
    drawn = shown.context["drawn"]
    have = ".".join([drawn.frame, *(column.digest for column in drawn.columns)])
    answer = send(made, visits["Outi"], 12, live=True, to=made.place.people["Mikael"].public_id, have=have)
    body = answer.content.decode()
    columns = {name: made.place.people[name].public_id for name in ("Aino", "Mikael", "Sanna")}
    assert {name: f'id="c-{key}"' in body for name, key in columns.items()} == {
        "Aino": True,
        "Mikael": True,
        "Sanna": False,
    }
    assert "Outi Laine is now at 12:00 with Mikael. The client is told in a minute." in body
    assert 'id="board"' not in body


@pytest.mark.parametrize(
    "more",
    [
        {"minutes": "61"},
        {"minutes": "5"},
        {"minutes": "305"},
        {"to": "nobody"},
        {"starts_at": "soon"},
        {"starts_at": "2027-03-02T10:00:00"},
        {"seen": "-1"},
        {"seen": ""},
    ],
)
def test_what_no_page_sends_is_not_found(more: dict[str, Any]) -> None:
    made = desk()
    visit = made.book("Outi Laine", "Aino", 10)
    assert send(made, visit, 11, **more).status_code == 404
    assert wall(visit) == "10:00"


def test_strangers_and_other_salons_move_nothing() -> None:
    made = desk()
    visit = made.book("Outi Laine", "Aino", 10)
    for name in ("desk_visit_time", "desk_visit_fits", "desk_visit_fit", "desk_visit_former_time"):
        method = Client().post if name == "desk_visit_former_time" else Client().get
        assert "session" in method(address(name, visit)).headers["Location"]


def test_a_desk_that_is_a_minute_late_may_still_move_but_not_put_back() -> None:
    made = desk()
    visit = made.book("Outi Laine", "Aino", 10)
    send(made, visit, 12)
    Fact.objects.filter(kind="appointment.moved").update(at=clock.now() - timedelta(seconds=60))
    refused = made.browser.post(address("desk_visit_former_time", visit), {"seen": "1"})
    assert (refused.status_code, wall(visit)) == (409, "12:00")
    assert "The minute in which it could be put back is over." in refused.content.decode()
