"""Every page, narrow and wide, by day and by night: nothing for axe to find, and a picture in test-results/."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse

from tests import cast
from tests.doors.pages import book, free, quiet_room, tap, wall_day
from tests.journeys.conftest import Visitor
from unknot.diary.models import Hold
from unknot.people.models import User
from unknot.salons.models import Membership

pytestmark = pytest.mark.django_db(transaction=True)

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SIGHTS = [
    pytest.param(
        {"viewport": {"width": width, "height": 800}, "color_scheme": scheme, "java_script_enabled": True},
        id=f"{width}-{scheme}",
    )
    for width in (360, 1280)
    for scheme in ("light", "dark")
]


def pages() -> Iterator[tuple[str, str, Client]]:
    """Each page's name and address, and the browser that may open it."""
    place = quiet_room()
    stranger, desk = Client(), Client()
    user = User.objects.create_user("pia@example.org", "Pia", None)
    Membership.objects.create(user=user, salon=place.salon, role=Membership.Role.OWNER)
    desk.force_login(user)
    salon = place.salon.public_id
    yield "home", "/", stranger
    yield "results", f"{reverse('search')}?treatment=back_massage&where=Helsinki", stranger
    yield "results-none", f"{reverse('search')}?treatment=shiatsu&where=Helsinki", stranger
    yield "results-wrong", f"{reverse('search')}?treatment=back_massage&where=qqqq&when=day", stranger
    yield "salon", reverse("salon", args=[salon]), stranger
    yield from ((name, reverse(name), stranger) for name in ("about", "design", "outbox"))
    yield "nowhere", "/nowhere", stranger
    yield "desk-session", reverse("desk_session"), stranger
    yield from visit_pages(place, desk)


def visit_pages(place: cast.Place, desk: Client) -> Iterator[tuple[str, str, Client]]:
    """The pages behind a hold and behind a visit."""
    client, slow, salon = Client(), Client(), place.salon.public_id
    slots = free(place)
    booked = book(client, place, slots[0])
    visit = [booked.public_id]
    lapsed = tap(slow, place, slots[-1])
    yield "details", lapsed, slow
    Hold.objects.filter(appointment=None).update(expires_at=booked.created_at)
    yield "lapsed", lapsed, slow
    for name in ("visit", "visit_time", "visit_cancellation"):
        yield name, reverse(name, args=visit), client
    day = wall_day(place, slots[0])
    yield "desk-day", reverse("desk_day", args=[salon, day]), desk
    yield "desk-rooms", reverse("desk_day", args=[salon, day]) + "?by=room", desk
    yield "desk-visit", reverse("desk_visit", args=[salon, *visit]), desk
    yield "desk-cancellation", reverse("desk_visit_cancellation", args=[salon, *visit]), desk
    client.post(reverse("visit_cancellation", args=visit))
    yield "visit-cancelled", reverse("visit", args=visit), client


def hand_over(client: Client, visitor: Visitor) -> None:
    """Give the cookies of a test client to the browser."""
    visitor.page.context.clear_cookies()
    for name, morsel in client.cookies.items():
        path = morsel["path"] or "/"
        visitor.page.context.add_cookies([{"name": name, "value": morsel.value, "url": visitor.site + path}])


@pytest.mark.parametrize("visitor", SIGHTS, indirect=True)
def test_axe_finds_nothing_on_any_page(visitor: Visitor, request: pytest.FixtureRequest) -> None:
    sight = request.node.callspec.id
    found = []
    with override_settings(DEMO=True, LANGUAGES=settings.LANGUAGES):
        for name, path, client in pages():
            hand_over(client, visitor)
            visitor.open(path)
            visitor.picture(f"{name}-{sight}")
            answer = Axe().run(visitor.page, options=RULES)
            found += [
                f"{name}: {each['id']} {each['nodes'][0]['html']}" for each in answer.response["violations"]
            ]
            wide = visitor.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            found += [f"{name}: scrolls sideways by {wide} px"] if wide > 0 else []
    assert found == []
