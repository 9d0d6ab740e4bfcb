"""Notes of a visit in a real browser: asked for, begun, signed, amended; narrow and wide, by day and by night."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.doors.pages import quiet_room
from tests.doors.treating import NUTS, Role, address, begins_in_an_hour, member, visit
from tests.journeys.conftest import Visitor
from tests.journeys.test_every_page import SIGHTS, faults, hand_over
from unknot.diary import actions
from unknot.health.models import Report

pytestmark = pytest.mark.django_db(transaction=True)


def writing(visitor: Visitor) -> Iterator[str]:
    """What the notes' page becomes; each is told once it is there."""
    place, page = quiet_room(), visitor.page
    booked = visit(place, NUTS)
    begins_in_an_hour(booked)
    actions.let_in(booked)
    hand_over(member(place, Role.PRACTITIONER, "Aino"), visitor)
    visitor.open(address("desk_visit", booked))
    page.get_by_role("link", name="Treatment notes").click()
    yield "report-closed"
    page.get_by_role("button", name="Open the notes").click()
    expect(page.get_by_role("heading", name="Ask first")).to_be_visible()
    yield "report-ask"
    page.get_by_role("button", name="The client has said yes").click()
    page.get_by_role("button", name="Neck and shoulders").click()
    expect(page.get_by_label("The client says")).to_have_value(
        "Stiff neck and shoulders, since … ; worse when …"
    )
    page.locator("details.phrases summary").last.click()
    page.get_by_role("button", name="Lighter next time.").click()
    expect(page.get_by_label("Next", exact=True)).to_have_value("Next time … ; at home … Lighter next time.")
    yield "report-form"
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_text("Signed. From now on it stays as it is.")).to_be_visible()
    yield "report-signed"
    page.get_by_role("button", name="Amend").click()
    page.get_by_label("Next", exact=True).fill("In two weeks.")
    yield "report-amending"
    page.get_by_role("button", name="Sign the amendment").click()
    expect(page.get_by_text("Amended.")).to_be_visible()
    page.get_by_text("As written on").click()
    yield "report-amended"
    assert Report.objects.count() == 2


@pytest.mark.parametrize("visitor", SIGHTS, indirect=True)
def test_notes_are_written_signed_and_amended(visitor: Visitor, request: pytest.FixtureRequest) -> None:
    found = [fault for name in writing(visitor) for fault in faults(visitor, name, request.node.callspec.id)]
    assert not found, "\n".join(found)
