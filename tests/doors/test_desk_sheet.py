"""The day's sheet: what stands on it, who takes whose along, and what was ticked on it while the network was away."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests import cast
from tests.doors.boards import Desk, busy, desk, running_day
from tests.doors.treating import BRUISE, Role, member, visit
from unknot.desk.sheet import MOST_ROOMY, Sheet, sheets
from unknot.diary import actions
from unknot.diary.models import Appointment
from unknot.plumbing import clock
from unknot.plumbing.models import Fact
from unknot.salons.models import Salon

pytestmark = pytest.mark.django_db

Status = Appointment.Status
SECOND = timedelta(seconds=1)


def said(sheet: Sheet) -> list[tuple[str, str, str]]:
    return [(f"{each.starts}–{each.ends}", each.said.title, each.where) for each in sheet.lines]


def test_a_sheet_has_visits_blocks_and_pauses_in_order_and_nothing_that_is_only_held() -> None:
    place = cast.salon()
    cast.practitioner(place, "Aino", "back_massage", shifts=((9 * 60, 12 * 60), (13 * 60, 17 * 60)))
    cast.room(place, "Room 1")
    cast.offer(place)
    made = desk(place.open(clock.now()))
    made.book("Outi Laine", "Aino", 14)
    made.book("Eeva Rinne", "Aino", 9)
    actions.block(
        resource=place.people["Aino"],
        starts_at=made.at(10, 30),
        ends_at=made.at(11),
        reason="Phone calls",
        by="desk:1",
        clock=clock.now,
    )
    actions.hold(offer=place.offers["back_massage"], starts_at=made.at(16), clock=clock.now)
    (sheet,) = sheets(place.salon, made.at(9).date(), now=clock.now())
    assert (sheet.name, sheet.hours) == ("Aino", "09:00–12:00, 13:00–17:00")
    assert said(sheet) == [
        ("09:00–10:00", "Eeva Rinne", "Room 1"),
        ("10:30–11:00", "Phone calls", ""),
        ("12:00–13:00", "Break", ""),
        ("14:00–15:00", "Outi Laine", "Room 1"),
    ]


def test_the_notes_are_the_decision_and_never_its_reason() -> None:
    made = desk()
    booked = visit(made.place, BRUISE)
    page = made.browser.get(
        reverse("desk_sheet", args=[made.place.salon.public_id, booked.starts_at.date().isoformat()])
    ).content.decode()
    assert "not the lower back" in page
    assert [word for word in ("bruise", "Bruise", "blood", "anticoag") if word in page] == []


@pytest.mark.parametrize(("visits", "is_long"), [(MOST_ROOMY, False), (MOST_ROOMY + 1, True)])
def test_many_lines_are_set_closer(visits: int, is_long: bool) -> None:
    made = desk()
    (line,) = sheets_of_one_visit(made).lines
    assert Sheet("", "", "", [line] * visits).is_long is is_long


def sheets_of_one_visit(made: Desk) -> Sheet:
    made.book("Outi Laine", "Aino", 9)
    found = sheets(made.place.salon, made.at(9).date(), now=clock.now())
    return next(each for each in found if each.name == "Aino")


def test_the_sheet_takes_as_many_statements_for_a_busy_day_as_for_an_empty_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    made = desk()
    for fill in (lambda: None, lambda: busy(made)):
        fill()
        with django_assert_num_queries(9):
            made.browser.get(f"{made.page}sheet")


def test_strangers_and_other_salons_see_no_sheet() -> None:
    made, other = desk(), cast.hiljainen_huone()
    stranger = member(other, Role.OWNER, email="other@example.org")
    booked = made.book("Outi Laine", "Aino", 9)
    salon = made.place.salon.public_id
    paths = [
        f"{made.page}sheet",
        reverse("desk_sheet_phone", args=[salon]),
        reverse("desk_sheet_today", args=[salon]),
    ]
    assert [stranger.get(path).status_code for path in paths] == [404] * 3
    assert [Client().get(path).status_code for path in paths] == [302] * 3
    assert stranger.post(tick_path(made, booked), asked()).status_code == 404


def test_who_treats_takes_her_own_sheet_along_and_the_desk_all() -> None:
    made = running_day()
    made.book("Outi Laine", "Aino", 9)
    made.book("Eeva Rinne", "Mikael", 9)
    aino = member(made.place, Role.PRACTITIONER, "Aino")
    assert names(aino, made.place.salon) == ["Aino"]
    assert names(made.browser, made.place.salon) == ["Aino", "Mikael", "Sanna"]


def names(browser: Client, salon: Salon) -> list[str]:
    return [each["name"] for each in today(browser, salon)["sheets"]]


def today(browser: Client, salon: Salon) -> dict[str, Any]:
    found: dict[str, Any] = browser.get(reverse("desk_sheet_today", args=[salon.public_id])).json()
    return found


def test_the_kept_page_and_its_worker_name_nobody() -> None:
    made = running_day()
    made.book("Outi Laine", "Aino", 9)
    salon = made.place.salon.public_id
    page = made.browser.get(reverse("desk_sheet_phone", args=[salon])).content.decode()
    worker = Client().get(reverse("desk_sheet_worker", args=[salon]))
    assert worker.headers["Content-Type"] == "text/javascript"
    assert [word for word in ("Outi", "Aino", "csrf") if word in page + worker.content.decode()] == []


def asked(status: str = "arrived", **more: object) -> dict[str, object]:
    return {"key": "k1", "status": status, "was": "booked", "sequence": 0, "at": 1, "ago_s": 600, **more}


def tick_path(made: Desk, booked: Appointment) -> str:
    return reverse("desk_visit_tick", args=[made.place.salon.public_id, booked.public_id])


def near(given: datetime | None, wanted: datetime) -> bool:
    return given is not None and abs(given - wanted) < 5 * SECOND


def test_a_tick_counts_from_when_it_was_tapped_and_only_once() -> None:
    made = running_day()
    booked = made.book("Outi Laine", "Aino", 9)
    answers = [made.browser.post(tick_path(made, booked), asked(ago_s=ago)) for ago in (600, 660)]
    assert [each.json() for each in answers] == [{"status": "arrived", "sequence": 0}] * 2
    booked.refresh_from_db()
    assert near(booked.arrived_at, clock.now() - timedelta(minutes=10))
    (fact,) = Fact.objects.filter(kind="appointment.arrived")
    assert set(fact.body) == {"by", "tapped_at"}
    changed = made.browser.post(tick_path(made, booked), asked("done"))
    assert changed.status_code == 404


def test_here_and_done_keep_a_time_each() -> None:
    made = running_day()
    booked = made.book("Outi Laine", "Aino", 9)
    made.browser.post(tick_path(made, booked), asked(ago_s=3600))
    made.browser.post(tick_path(made, booked), asked("done", was="arrived", key="k2", ago_s=60))
    booked.refresh_from_db()
    assert (booked.status, near(booked.arrived_at, clock.now() - timedelta(hours=1))) == ("done", True)
    assert near(booked.done_at, clock.now() - timedelta(minutes=1))


def test_another_state_or_sequence_is_a_conflict_that_says_how_it_stands() -> None:
    made = running_day()
    booked = made.book("Outi Laine", "Aino", 9)
    actions.mark(booked, Status.ARRIVED, by="desk:2", clock=clock.database_now)
    answer = made.browser.post(tick_path(made, booked), asked("no_show"))
    assert (answer.status_code, answer.json()["status"], "here" in answer.json()["said"]) == (
        409,
        "arrived",
        True,
    )
    assert "Outi" not in answer.json()["said"]
    other = made.browser.post(tick_path(made, booked), asked("done", was="arrived", sequence=1))
    assert other.status_code == 409
    mine = made.browser.post(tick_path(made, booked), asked("no_show", was="arrived", key="k2"))
    assert (mine.status_code, mine.json()["status"]) == (200, "no_show")


def test_what_the_desk_has_said_already_is_no_conflict() -> None:
    made = running_day()
    booked = made.book("Outi Laine", "Aino", 9)
    actions.mark(booked, Status.ARRIVED, by="desk:2", clock=clock.database_now)
    assert made.browser.post(tick_path(made, booked), asked()).status_code == 200
    booked.refresh_from_db()
    assert near(booked.arrived_at, clock.now())


def test_a_cancelled_visit_is_a_conflict_of_its_own() -> None:
    made = running_day()
    booked = made.book("Outi Laine", "Aino", 12)
    actions.cancel(booked, by="desk:2", clock=clock.database_now)
    answer = made.browser.post(tick_path(made, booked), asked())
    assert (answer.status_code, answer.json()["status"]) == (409, "cancelled")
    assert "12:00 was cancelled meanwhile" in answer.json()["said"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "cancelled"},
        {"status": "x"},
        {"was": ""},
        {"key": ""},
        {"key": "k" * 65},
        {"sequence": "-1"},
        {"sequence": "٣"},
        {"at": "x"},
        {"ago_s": "1" * 10},
        {"ago_s": ""},
    ],
)
def test_what_no_page_of_ours_sends_is_not_found(wrong: dict[str, object]) -> None:
    made = running_day()
    booked = made.book("Outi Laine", "Aino", 9)
    assert made.browser.post(tick_path(made, booked), {**asked(), **wrong}).status_code == 404
    assert Appointment.objects.get().status == "booked"


def test_a_tick_is_at_most_a_day_old() -> None:
    made = running_day()
    booked = made.book("Outi Laine", "Aino", 9)
    made.browser.post(tick_path(made, booked), asked(ago_s=10**8))
    booked.refresh_from_db()
    assert near(booked.arrived_at, clock.now() - timedelta(hours=24))
