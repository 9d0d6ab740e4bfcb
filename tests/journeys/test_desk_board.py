"""The board in a real browser: seen narrow, turned and wide, kept true, and moved on by hand and by key."""

import pytest

from tests.doors.boards import busy, desk
from tests.journeys.conftest import Visitor
from tests.journeys.test_every_page import faults, hand_over

pytestmark = pytest.mark.django_db(transaction=True)

SIGHTS = [
    pytest.param(
        {"viewport": {"width": width, "height": height}, "color_scheme": scheme, "java_script_enabled": True},
        id=f"{width}-{scheme}",
    )
    for width, height in ((390, 844), (844, 390), (1280, 800))
    for scheme in ("light", "dark")
]


@pytest.mark.parametrize("visitor", SIGHTS, indirect=True)
def test_a_busy_day_has_no_fault_in_any_light(visitor: Visitor, request: pytest.FixtureRequest) -> None:
    made = desk()
    busy(made)
    hand_over(made.browser, visitor)
    found = []
    for name, path in (
        ("board", made.page),
        ("board-rooms", f"{made.page}?by=room"),
        ("board-list", f"{made.page}list"),
        ("board-week", made.page.replace("/days/", "/weeks/")),
    ):
        visitor.open(path)
        found += faults(visitor, name, request.node.callspec.id)
    assert not found, "\n".join(found)
