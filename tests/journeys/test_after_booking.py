"""After booking, by hand and without JavaScript: erased, a note handed in, ill and moved, moved into another plan."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests import cast
from tests.apps import answered_cast as told
from tests.doors.answered import BOOKED_BEFORE, address, answered_visit, far, open_every_day, starts, tomorrow
from tests.journeys.conftest import Visitor
from tests.journeys.test_every_page import SIGHTS, faults, hand_over
from unknot.design.words import on_wall, wall_long_day, wall_time
from unknot.diary import actions
from unknot.diary.models import Appointment, Part
from unknot.health import actions as locked
from unknot.health.models import Answers, Clearance
from unknot.plumbing import clock

pytestmark = pytest.mark.django_db(transaction=True)
ZONE = "Europe/Helsinki"


def visited(visitor: Visitor, said: told.Answers, **more: Any) -> Appointment:
    """The page of a visit with these answers, in the browser."""
    browser, visit = answered_visit(said, **more)
    hand_over(browser, visitor)
    visitor.open(address("visit", visit))
    return visit


def title_of(start: Any) -> str:
    return f"{wall_long_day(start, ZONE)}, {wall_time(start, ZONE)}"


def test_erase(visitor: Visitor) -> None:
    visit, page = visited(visitor, told.ADAPTED), visitor.page
    page.get_by_role("link", name="Your answers").click()
    expect(page.get_by_text("blood thinners")).to_have_count(0)
    page.get_by_role("button", name="Show my answers").click()
    expect(page.get_by_text("blood thinners").first).to_be_visible()
    page.get_by_role("link", name="Erase everything").click()
    page.get_by_role("button", name="Erase everything").click()
    expect(page.get_by_text("Nothing is kept for this visit.")).to_be_visible()
    page.get_by_role("link", name="Back to the visit").click()
    expect(page.get_by_text("You will be asked a few questions in person.")).to_be_visible()
    assert (Answers.objects.count(), Part.objects.get(appointment=visit).told) == (0, "in_person")


def test_a_note(visitor: Visitor, tmp_path: Path) -> None:
    visit, page = visited(visitor, told.WAITING), visitor.page
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(told.PDF)
    page.get_by_role("button", name="Hand in a note").click()
    page.get_by_role("button", name="Hand it in").click()
    expect(page.get_by_text("Choose the file with the note.")).to_be_visible()
    page.get_by_label("The note").set_input_files(scan)
    page.get_by_label("Who wrote it?").fill("Dr Virtanen")
    page.get_by_role("button", name="Hand it in").click()
    expect(page.get_by_text("Waits for your practitioner to look at it.")).to_be_visible()
    note = Clearance.objects.get()
    locked.confirm_note(by=visit.parts.get().practitioner, note=note.pk, now=clock.now())
    actions.rejudge(visit, clock=clock.database_now)
    page.reload()
    expect(page.get_by_text("Confirmed by your practitioner.")).to_be_visible()
    expect(page.get_by_text("Pressure: at most light.")).to_be_visible()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("It waits for a note")).to_be_visible()
    assert Clearance.objects.count() == 0


def test_still_well_then_ill_then_moved(visitor: Visitor) -> None:
    place = open_every_day(clock.now() - BOOKED_BEFORE, change_notice_min=48 * 60)
    visit, page = visited(visitor, told.NONE, place=place, starts_at=tomorrow(place)), visitor.page
    expect(page.get_by_role("heading", name="Still well?")).to_be_visible()
    page.get_by_role("button", name="I am ill, or something has changed").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Another day, then")
    page.locator("button.time").first.click()
    expect(page.get_by_text("Confirmed", exact=True)).to_be_visible()
    before = visit.starts_at
    visit.refresh_from_db()
    assert on_wall(visit.starts_at, ZONE).date() - on_wall(before, ZONE).date() >= timedelta(days=2)


def test_yes_is_one_tap(visitor: Visitor) -> None:
    place = open_every_day(clock.now() - BOOKED_BEFORE)
    visited(visitor, told.NONE, place=place, starts_at=tomorrow(place))
    visitor.page.get_by_role("button", name="Yes").click()
    expect(visitor.page.get_by_text("Thank you for saying that all is as it was.")).to_be_visible()
    expect(visitor.page.get_by_role("heading", name="Still well?")).to_have_count(0)


def moving_towards(said_on_day: Any) -> tuple[cast.Place, Any, told.Answers]:
    """A place, a start in five days, and answers about that day."""
    place = open_every_day(clock.now() - BOOKED_BEFORE)
    soon = starts(place, clock.now() + timedelta(days=5))[0]
    return place, soon, said_on_day(on_wall(soon, ZONE).date())


def tap_day_and_time(visitor: Visitor, start: Any) -> None:
    """On the month: the day, then the time."""
    page, day = visitor.page, on_wall(start, ZONE).date().isoformat()
    page.get_by_role("link", name="Move").click()
    page.goto(f"{page.url.partition('?')[0]}?day={day}")
    page.locator(f"button.time[value^='{day}T{wall_time(start, ZONE)}']").click()


def test_moved_into_an_adapted_plan(visitor: Visitor) -> None:
    place, soon, said = moving_towards(told.injected)
    visit, page = visited(visitor, said, place=place, starts_at=far(place)), visitor.page
    tap_day_and_time(visitor, soon)
    expect(page.get_by_role("heading", name="Your treatment, adapted")).to_be_visible()
    page.get_by_role("button", name="Accept and move it there").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title_of(soon))
    assert (Part.objects.get(appointment=visit).verdict, Part.objects.get().waits_for_client) == (
        "adapt",
        False,
    )


def test_moved_to_a_day_that_fits_after_one_that_does_not(visitor: Visitor) -> None:
    place, soon, said = moving_towards(told.vaccinated)
    visit, page = visited(visitor, said, place=place, starts_at=far(place)), visitor.page
    tap_day_and_time(visitor, soon)
    expect(page.get_by_text("It fits from")).to_be_visible()
    page.locator("button.time").first.click()
    expect(page.get_by_text("Confirmed", exact=True)).to_be_visible()
    visit.refresh_from_db()
    assert (on_wall(visit.starts_at, ZONE).date() - on_wall(soon, ZONE).date()).days == 3


def begin(page: Page) -> None:
    """From the visit to the card of the interview."""
    page.get_by_role("link", name="Your answers").click()
    page.get_by_role("button", name="Change my answers").click()


def tick(page: Page, line: str, item: str) -> None:
    """One item of a line, and on."""
    box = page.locator(f"input[name=line][value={line}]")
    if not box.is_checked():
        box.check()
    page.locator(f"input[name=item][value={item}]").check()
    page.get_by_role("button", name="Go on").click()


def sights(visitor: Visitor) -> Iterator[str]:
    """Pages that only a button opens; each is told once it is there."""
    page = visitor.page
    place, soon, said = moving_towards(told.injected)
    visited(visitor, told.WAITING, place=place, starts_at=soon)
    page.get_by_role("button", name="Hand in a note").click()
    yield "note-form"
    page.get_by_role("button", name="Hand it in").click()
    yield "note-form-wrong"
    visited(visitor, [{"id": "epilepsy", "controlled": True}], place=place, starts_at=starts(place, soon)[0])
    page.get_by_role("link", name="Your answers").click()
    page.get_by_role("button", name="Show my answers").click()
    yield "answers-open"
    page.get_by_role("button", name="Change my answers").click()
    yield "answers-card"
    tick(page, "warning_signs", "cauda_equina")
    expect(page.get_by_role("heading", level=1)).to_have_text("Please get help now")
    yield "answers-care"
    visited(visitor, told.NONE, place=place, starts_at=starts(place, soon)[0])
    begin(page)
    tick(page, "ill", "vaccination")
    yield "answers-questions"
    page.locator("input[name=at_on]").fill(on_wall(soon, ZONE).date().isoformat())
    page.locator("label.pill", has=page.locator("input[name=sore][value=no]")).click()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Better from")
    yield "answers-later"
    visited(visitor, told.NONE, place=place, starts_at=starts(place, soon)[0])
    begin(page)
    tick(page, "heart", "anticoagulants")
    expect(page.get_by_role("heading", level=1)).to_have_text("This changes")
    yield "answers-adapted"
    visited(visitor, said, place=place, starts_at=far(place))
    tap_day_and_time(visitor, starts(place, soon)[0])
    yield "move-adapted"


@pytest.mark.parametrize("visitor", SIGHTS, indirect=True)
def test_axe_finds_nothing_on_what_only_a_button_opens(
    visitor: Visitor, request: pytest.FixtureRequest
) -> None:
    found = []
    for name in sights(visitor):
        found += faults(visitor, name, request.node.callspec.id)
    assert not found, "\n".join(found)
