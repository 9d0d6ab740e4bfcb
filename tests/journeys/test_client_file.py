"""A client's file in a real browser: found, likes kept, joined and taken apart, booked again; in four sights."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.doors.pages import quiet_room
from tests.doors.treating import Role, member, visit
from tests.journeys.conftest import Visitor
from tests.journeys.test_every_page import SIGHTS, faults, hand_over
from unknot.diary.models import Appointment

pytestmark = pytest.mark.django_db(transaction=True)


def kept(visitor: Visitor) -> Iterator[str]:
    """What the pages of a client become; each is told once it is there."""
    place, page = quiet_room(), visitor.page
    first, second = visit(place, None).client, visit(place, None).client
    second.introduce(name="O. Laine", email=second.email, phone="+358401234567")
    hand_over(member(place, Role.RECEPTION), visitor)
    visitor.open(reverse("desk_clients", args=[place.salon.public_id]))
    page.get_by_label("Part of a name").press_sequentially("outi")
    page.get_by_role("link", name="Outi Laine").click()
    page.get_by_role("link", name="Change").click()
    page.get_by_label("Pressure").select_option("2")
    page.get_by_label("Talk").select_option("quiet")
    page.get_by_label("Tags").fill("regular, gift card")
    page.get_by_label("A note for the team").fill("Comes by bicycle; needs a minute to change.")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("Light pressure · Silence")).to_be_visible()
    yield "client-likes-kept"
    page.get_by_role("link", name="The same client twice?").click()
    page.get_by_role("button", name="O. Laine").click()
    expect(page.get_by_role("heading", name="Join two clients?")).to_be_visible()
    yield "client-two"
    page.get_by_role("button", name="It is the same client: join").click()
    expect(page.get_by_role("button", name="Take apart")).to_be_visible()
    yield "client-one"
    page.get_by_role("button", name="Take apart").click()
    expect(page.get_by_role("button", name="Take apart")).to_have_count(0)
    page.locator("button.time").first.click()
    expect(page.get_by_text("Booked: Outi Laine")).to_be_visible()
    assert Appointment.objects.filter(client=first).count() == 2


@pytest.mark.parametrize("visitor", SIGHTS, indirect=True)
def test_a_file_is_kept_joined_and_booked_from(visitor: Visitor, request: pytest.FixtureRequest) -> None:
    found = [fault for name in kept(visitor) for fault in faults(visitor, name, request.node.callspec.id)]
    assert not found, "\n".join(found)
