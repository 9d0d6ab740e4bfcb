"""What the desk sees before a visit: the decision in words and a shape, never the reason."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests import cast
from tests.doors.pages import quiet_room, wall_day
from tests.doors.treating import (
    BLEEDING,
    BRUISE,
    NOTHING,
    NUTS,
    Role,
    address,
    day_of,
    let_in,
    member,
    note,
    visit,
)
from unknot.desk.decision import Decision, decision, pressure_at_most
from unknot.diary import actions, reads
from unknot.diary.models import Appointment, Part
from unknot.plumbing import clock

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
VISIT_QUERIES = 21
NOTED = {"told": "online", "rulebook": "x"}


@pytest.mark.parametrize(
    ("values", "kind", "text"),
    [
        ({}, "unasked", "Not asked"),
        ({"told": "in_person"}, "ask", "To be asked in person"),
        ({"told": "online"}, "unasked", "Not asked"),
        ({**NOTED, "verdict": "allowed"}, "plain", "Nothing to adapt"),
        ({**NOTED, "verdict": "clearance", "pressure_max": 2}, "waiting", "Waits for a note"),
        ({**NOTED, "verdict": "adapt", "pressure_max": 2}, "adapted", "Light pressure at most"),
        ({**NOTED, "verdict": "adapt", "avoid": ["lower_back"]}, "adapted", "Not the lower back"),
        (
            {**NOTED, "verdict": "adapt", "pressure_max": 2, "avoid": ["lower_back"]},
            "adapted",
            "Light pressure at most, not the lower back",
        ),
        ({**NOTED, "verdict": "adapt"}, "adapted", "Adapted"),
        ({**NOTED, "verdict": "adapt", "avoid": ["gone"]}, "adapted", "Adapted"),
        *(
            ({**NOTED, "verdict": verdict}, "attention", "Does not fit as booked: talk to the client")
            for verdict in ("postpone", "not_suitable", "emergency")
        ),
    ],
)
def test_each_decision_has_its_words_and_its_shape(values: dict[str, Any], kind: str, text: str) -> None:
    assert decision(Part(**values)) == Decision(kind, text)


def test_the_board_names_two_regions_and_counts_the_others() -> None:
    part = Part(**NOTED, verdict="adapt", avoid=["lower_back", "calf_left", "face"])
    assert decision(part).text == "Not the lower back, calf (left) and face"
    assert decision(part, most=3).text == decision(part).text
    assert decision(part, most=2).text == "Not the lower back, calf (left) and 1 more"


def test_a_cap_is_said_from_very_light_to_firm() -> None:
    assert [pressure_at_most(cap) for cap in (None, 1, 2, 3, 4, 5)] == [
        "",
        "Very light pressure at most",
        "Light pressure at most",
        "Medium pressure at most",
        "Firm pressure at most",
        "",
    ]


SHOWN = [
    (NOTHING, "plain", "Nothing to adapt"),
    (BRUISE, "adapted", "Medium pressure at most, not the lower back (left)"),
    (NUTS, "adapted", "Adapted"),
    (BLEEDING, "waiting", "Waits for a note"),
    (None, "ask", "To be asked in person"),
]


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.OWNER])
@pytest.mark.parametrize(("said", "kind", "text"), SHOWN)
def test_reception_and_owner_see_the_decision_and_nothing_of_the_reason(
    said: Any, kind: str, text: str, role: Role
) -> None:
    place = quiet_room()
    booked, browser = visit(place, said), member(place, role)
    day = reverse("desk_day", args=[place.salon.public_id, day_of(booked)])
    page, board, by_room = (
        browser.get(path).content.decode() for path in (address("desk_visit", booked), day, day + "?by=room")
    )
    assert f'<p class="decision {kind}">' in page and text in page
    for shown in (board, by_room):
        assert f'<span class="decided {kind}">{text}</span>' in shown
        assert f'<i class="sign {kind}" aria-hidden="true"></i>' in shown
    for word in ("allerg", "nuts", "bruise", "blood", "bleeding", "brief"):
        assert [word for shown in (page, board, by_room) if word in shown.lower()] == []


def test_a_visit_that_the_rules_no_longer_let_be_is_marked_for_attention() -> None:
    place = quiet_room()
    booked, browser = visit(place, NOTHING), member(place, Role.RECEPTION)
    Part.objects.filter(appointment=booked).update(verdict="not_suitable")
    page = browser.get(address("desk_visit", booked)).content.decode()
    assert '<p class="decision attention">' in page
    assert "Does not fit as booked: talk to the client" in page


def test_reception_sees_that_a_note_was_confirmed_and_no_more() -> None:
    place = quiet_room()
    booked, browser = visit(place, BLEEDING), member(place, Role.RECEPTION)
    handed = note(booked)
    waiting = browser.get(address("desk_visit", booked)).content.decode()
    assert "Waits for a note" in waiting and "note confirmed" not in waiting
    let_in(booked)
    aino = member(place, Role.PRACTITIONER, "Aino")
    aino.post(address("desk_note_decision", booked, handed.pk), {"decision": "confirmed"})
    confirmed = browser.get(address("desk_visit", booked)).content.decode()
    assert "Light pressure at most" in confirmed and "note confirmed" in confirmed
    assert handed.pk not in waiting + confirmed
    assert "Kanto" not in waiting + confirmed


def large_place() -> cast.Place:
    """Five practitioners with a room each: forty visits fit in a day."""
    place = cast.salon()
    for number in range(5):
        cast.practitioner(place, f"P{number}", "back_massage")
        cast.room(place, f"R{number}")
    cast.offer(place)
    return place.open(clock.now())


def booked_on_one_day(place: cast.Place) -> Iterator[Appointment]:
    """Visits of one full day, one after another, each with a decision."""
    offer = place.offers["back_massage"]
    now = clock.now()
    found = reads.slots(offer, starts_from=now, starts_until=now + 10 * DAY, now=now)
    days = [wall_day(place, slot) for slot in found]
    full = next(each for each in days if each != days[0])
    for slot in [slot for slot, day in zip(found, days, strict=True) if day == full]:
        for person in place.people.values():
            made = actions.book(
                offer=offer,
                starts_at=slot.starts_at,
                practitioner=person,
                client=cast.client(),
                by="desk:1",
                clock=clock.now,
            )
            if isinstance(made, Appointment):
                Part.objects.filter(appointment=made).update(
                    **NOTED, verdict="adapt", avoid=["lower_back", "calf"], pressure_max=2
                )
                yield made


@pytest.mark.parametrize("by", ["practitioner", "room"])
def test_the_board_asks_as_much_for_thirty_decisions_as_for_one(
    by: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    place = large_place()
    browser, visits = member(place, Role.RECEPTION), booked_on_one_day(place)
    first = next(visits)
    page = f"{reverse('desk_day', args=[place.salon.public_id, day_of(first)])}?by={by}"
    with django_assert_num_queries(13):
        one = browser.get(page).content.decode()
    for _ in range(29):
        next(visits)
    with django_assert_num_queries(13):
        thirty = browser.get(page).content.decode()
    assert [shown.count('class="decided adapted"') for shown in (one, thirty)] == [1, 30]


def test_a_visits_page_takes_as_many_statements_whatever_was_answered(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    place = quiet_room()
    browser, plain, waiting = member(place, Role.RECEPTION), visit(place, NOTHING), visit(place, BLEEDING)
    note(waiting)
    for booked in (plain, waiting):
        with django_assert_num_queries(VISIT_QUERIES):
            browser.get(address("desk_visit", booked))


def test_a_stranger_to_the_salon_finds_no_visit() -> None:
    place, other = quiet_room(), quiet_room()
    booked, browser = visit(place, BRUISE), member(other, Role.OWNER)
    for name in ("desk_visit", "desk_brief"):
        assert browser.get(address(name, booked)).status_code == 404
    assert Client().get(address("desk_visit", booked)).status_code == 302
