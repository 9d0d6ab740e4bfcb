"""The commonest jobs at the desk in a browser, each counted and held against the table of docs/desk.md."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.doors.boards import Desk, busy, desk, running_day
from tests.journeys.conftest import Visitor
from tests.journeys.counting import Count, Finger
from tests.journeys.test_desk_board import WIDE, drag, entry, stands
from tests.journeys.test_desk_booking import everywhere
from tests.journeys.test_every_page import hand_over
from unknot.diary.models import Appointment, Block

pytestmark = pytest.mark.django_db(transaction=True)

TABLE = Path(__file__).resolve().parents[2] / "docs" / "desk.md"
ROW = re.compile(r"^\| (.+?) \| (\d+|1 drag) \| (\d+) \| (\d+) \|", re.MULTILINE)
COSTS = {
    job: Count(0 if "drag" in taps else int(taps), int(fields), int(pages))
    for job, taps, fields, pages in ROW.findall(TABLE.read_text(encoding="utf-8"))
}


def test_the_table_has_ten_jobs_and_more() -> None:
    assert len(COSTS) >= 10


class Job:
    """One job, begun at the board and counted."""

    def __init__(self, name: str, made: Desk, visitor: Visitor, request: pytest.FixtureRequest) -> None:
        self.walker, self._name, self._request = Finger(visitor), name, request
        self._page = visitor.page
        self.walker.open(made.page)

    def press(self, *names: str) -> None:
        """Press links and buttons by the beginnings of their names, one after the other."""
        for name in names:
            pattern = re.compile(f"^{name}")
            control = self._page.get_by_role("link", name=pattern).or_(
                self._page.get_by_role("button", name=pattern)
            )
            self.walker.follow(control.first)

    def ends(self) -> None:
        assert self.walker.arrive(f"desk, {self._name}", self._request) == COSTS[self._name]


def status(visit: Appointment) -> str:
    return Appointment.objects.get(pk=visit.pk).status


@everywhere
def test_what_happens_to_a_visit(visitor: Visitor, request: pytest.FixtureRequest) -> None:
    made, page = running_day(), visitor.page
    outi, jussi = made.book("Outi Laine", "Aino", 9), made.book("Jussi Salo", "Mikael", 9)
    petri, eeva = made.book("Petri Vesa", "Aino", 12), made.book("Eeva Rinne", "Mikael", 14)
    hand_over(made.browser, visitor)

    def begin(name: str, visit: Appointment) -> Job:
        job = Job(name, made, visitor, request)
        job.walker.follow(entry(page, visit))
        return job

    job = begin("check in", outi)
    job.press("Arrived")
    job.ends()
    job = begin("did not come", jussi)
    job.press("Did not come")
    job.ends()
    job = begin("late: the shorter treatment that the client accepts", petri)
    job.press("Late", "10")
    job.ends()
    job = begin("moved to later, by buttons", eeva)
    job.press("Later", "15:00")
    expect(page.get_by_text("Moved.")).to_be_visible()
    job.ends()
    assert (status(outi), status(jussi), petri.parts.get().minutes) == ("arrived", "no_show", 50)
    assert stands(eeva)[2] == 60
    job = begin("cancelled", eeva)
    job.press("Cancel", "Cancel the visit")
    job.ends()
    job = begin("the same client and treatment booked again", outi)
    job.press("Book again")
    job.walker.follow(page.locator("a.time").last)
    job.walker.follow(page.locator("button.chip.first"))
    expect(page.locator("p.note[role=status]")).to_contain_text("Booked: Outi Laine")
    job.ends()
    assert (status(eeva), Appointment.objects.filter(client=outi.client).count()) == ("cancelled", 2)


@everywhere
def test_what_happens_to_a_day(visitor: Visitor, request: pytest.FixtureRequest) -> None:
    made = running_day()
    visits = [made.book("Petri Vesa", "Aino", 12), made.book("Eeva Rinne", "Aino", 14)]
    hand_over(made.browser, visitor)
    job = Job("a break blocked", made, visitor, request)
    job.press("Free with Mikael at 1[3-6]", "15")
    expect(visitor.page.get_by_text("Blocked: ")).to_be_visible()
    job.ends()
    job = Job("ill today: all moved as proposed, the rest of the day blocked", made, visitor, request)
    job.press("Somebody is away", "Show the visits", "Move all 2 as proposed", "Block the rest of the day")
    expect(visitor.page.get_by_text("Nothing is in the way, and the day is blocked.")).to_be_visible()
    job.ends()
    assert "Aino" not in {stands(each)[1] for each in visits}
    assert Block.objects.count() == 2


@pytest.mark.parametrize("visitor", [WIDE], indirect=True)
def test_a_drag_is_one_drag(visitor: Visitor, request: pytest.FixtureRequest) -> None:
    made = desk()
    visits = busy(made)
    hand_over(made.browser, visitor)
    job = Job("moved by a drag to another practitioner and time", made, visitor, request)
    drag(visitor.page, made, visits["Outi"], "Mikael", 12)
    expect(visitor.page.get_by_text("Outi Laine is now at 12:00 with Mikael.")).to_be_visible()
    job.ends()
