"""Before a visit at the desk: who treats prepares, reception sees what to do; narrow and wide, by day and by night."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import override_settings
from django.urls import reverse
from playwright.sync_api import expect

from tests import cast
from tests.doors.pages import quiet_room
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
    shelf,
    visit,
)
from tests.journeys.conftest import Visitor
from tests.journeys.test_by_hand import enter, tab_to
from tests.journeys.test_every_page import SIGHTS, faults, hand_over
from unknot.diary.models import Appointment, Part
from unknot.health import reads as health
from unknot.people.models import User
from unknot.salons.models import Membership

pytestmark = pytest.mark.django_db(transaction=True)


def board_of(booked: Appointment) -> str:
    return reverse("desk_day", args=[booked.salon.public_id, day_of(booked)])


def prepared() -> tuple[cast.Place, Appointment, Appointment]:
    """A visit with much to heed, and one that waits for a note that is there."""
    place = quiet_room()
    shelf(place)
    heeded = visit(place, [*NUTS, *BRUISE], focus=["neck_back", "shoulder_top"])
    waiting = visit(place, BLEEDING)
    for booked in (heeded, waiting):
        let_in(booked)
    note(waiting)
    return place, heeded, waiting


def preparing(visitor: Visitor) -> Iterator[str]:
    """What a practitioner's pages become; each is told once it is there."""
    place, heeded, waiting = prepared()
    visit(place, NOTHING, who="Mikael")
    visit(place, None, who="Mikael")
    page = visitor.page
    hand_over(member(place, Role.PRACTITIONER, "Aino"), visitor)
    visitor.open(board_of(heeded))
    expect(page.get_by_text("Medium pressure at most, not the lower back (left)")).to_be_visible()
    yield "desk-day-decided"
    visitor.open(address("desk_visit", heeded))
    page.get_by_role("button", name="Open the brief").click()
    expect(page.get_by_role("heading", name="What the client has answered")).to_be_visible()
    yield "brief"
    visitor.open(address("desk_visit", waiting))
    yield "visit-note"
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_text("Dr. Virve Kanto")).to_be_visible()
    yield "note"
    page.get_by_role("button", name="Yes, confirm it").click()
    expect(page.get_by_text("Light pressure at most")).to_be_visible()
    yield "visit-note-confirmed"


@pytest.mark.parametrize("visitor", SIGHTS, indirect=True)
def test_axe_finds_nothing_while_a_practitioner_prepares(
    visitor: Visitor, request: pytest.FixtureRequest
) -> None:
    found = [
        fault for name in preparing(visitor) for fault in faults(visitor, name, request.node.callspec.id)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("visitor", SIGHTS[:1] + SIGHTS[2:3], indirect=True)
def test_reception_sees_what_to_do_and_no_way_in(visitor: Visitor) -> None:
    place, heeded, waiting = prepared()
    page = visitor.page
    hand_over(member(place, Role.RECEPTION), visitor)
    visitor.open(board_of(heeded))
    page.get_by_role("link", name="Medium pressure at most").click()
    expect(page.get_by_text("Medium pressure at most, not the lower back (left)")).to_be_visible()
    expect(page.get_by_role("button", name="Open the brief")).to_have_count(0)
    visitor.open(address("desk_visit", waiting))
    expect(page.get_by_text("Waits for a note")).to_be_visible()
    expect(page.get_by_role("button", name="Look at it")).to_have_count(0)
    assert [look for look in health.who_looked(heeded.client) if look.role == "practitioner"] == []


def test_the_keyboard_alone_opens_a_brief_and_confirms_a_note(visitor: Visitor) -> None:
    place, heeded, waiting = prepared()
    hand_over(member(place, Role.PRACTITIONER, "Aino"), visitor)
    visitor.open(address("desk_visit", heeded))
    tab_to(visitor, "Open the brief")
    enter(visitor)
    expect(visitor.page.get_by_text("Leave out: Almond oil")).to_be_visible()
    visitor.open(address("desk_visit", waiting))
    tab_to(visitor, "Look at it")
    enter(visitor)
    tab_to(visitor, "Yes, confirm it")
    enter(visitor)
    assert Part.objects.get(appointment=waiting).verdict == "adapt"
    assert next(look.practitioner for look in health.who_looked(heeded.client)) == "Aino"


@pytest.mark.parametrize("visitor", SIGHTS[2:3], indirect=True)
def test_the_fullest_brief_prints_on_one_page(visitor: Visitor) -> None:
    place = quiet_room()
    shelf(place)
    said = [*NUTS, *BRUISE, *BLEEDING, {"id": "diabetes", "complications": False}, {"id": "asthma_severe"}]
    booked = visit(place, [*said, {"id": "low_bp_faint"}], focus=["neck_back", "shoulder_top", "mid_back"])
    let_in(booked)
    hand_over(member(place, Role.PRACTITIONER, "Aino"), visitor)
    visitor.open(address("desk_visit", booked))
    visitor.page.get_by_role("button", name="Open the brief").click()
    expect(visitor.page.get_by_role("heading", name="What the client has answered")).to_be_visible()
    visitor.page.wait_for_load_state()
    printed = visitor.page.pdf(prefer_css_page_size=True, print_background=True)
    assert printed.count(b"/Type /Page\n") == 1


@pytest.mark.parametrize("visitor", SIGHTS[:1], indirect=True)
def test_in_the_demo_one_tap_plays_a_practitioner(visitor: Visitor) -> None:
    place = quiet_room()
    user = User.objects.create_user("practitioner@example.org", "Aino", None)
    Membership.objects.create(
        user=user, salon=place.salon, role="practitioner", practitioner=place.people["Aino"]
    )
    with override_settings(DEMO=True, LANGUAGES=settings.LANGUAGES):
        visitor.open("/desk/")
        visitor.page.get_by_role("button", name="A practitioner, Aino").click()
        expect(visitor.page.get_by_role("button", name="Sign out")).to_be_visible()
        assert f"/desk/{place.salon.public_id}/days/" in visitor.page.url
