"""The day's sheet in a browser: printed on one page each, and on a phone without a network, sealed, merged later."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from tests import cast
from tests.doors.boards import Desk, desk, running_day
from tests.journeys.conftest import Visitor
from tests.journeys.test_every_page import SIGHTS, faults, hand_over
from unknot.diary import actions
from unknot.diary.models import Appointment
from unknot.plumbing import clock
from unknot.plumbing.models import Fact

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"viewport": {"width": 390, "height": 844}, "java_script_enabled": True}
on_a_phone = pytest.mark.parametrize("visitor", [PHONE], ids=["390"], indirect=True)
Status = Appointment.Status
CODE = "three quiet words"
EVERYTHING_KEPT = """async () => {
  const answer = asked => new Promise(done => { asked.onsuccess = () => done(asked.result); });
  const base = await answer(indexedDB.open("unknot-sheet"));
  const all = name => answer(base.transaction(name).objectStore(name).getAll());
  const text = value => {
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return new TextDecoder("latin1").decode(value);
    if (!value || typeof value !== "object" || value instanceof CryptoKey) return String(value);
    return Object.values(value).map(text).join(" ");
  };
  const [kept, ticks] = [await all("kept"), await all("ticks")];
  base.close();
  const pages = [];
  for (const name of await caches.keys()) {
    for (const each of await (await caches.open(name)).matchAll()) pages.push(await each.text());
  }
  const counts = { kept: kept.length, ticks: ticks.length, pages: pages.length };
  return { ...counts, text: [text(kept), text(ticks), ...pages].join(" ") };
}"""


def test_twelve_visits_are_one_page_for_each_practitioner(visitor: Visitor) -> None:
    made = twelve_each()
    hand_over(made.browser, visitor)
    visitor.open(f"{made.page}sheet")
    assert visitor.page.locator("article.sheet tbody tr").count() == 24
    visitor.page.set_viewport_size({"width": 703, "height": 1024})
    visitor.page.emulate_media(media="print")
    visitor.picture("sheet-print")
    assert len(re.findall(rb"/Type\s*/Page\b", visitor.page.pdf(prefer_css_page_size=True))) == 2


def twelve_each() -> Desk:
    """Aino and Mikael have twelve visits each, of clients with long names."""
    place = cast.salon()
    for name in ("Aino", "Mikael"):
        cast.practitioner(place, name, "back_massage")
        cast.room(place, f"Room of {name}")
    cast.offer(place, duration_min=30)
    made = desk(place.open(clock.now()))
    for n in range(12):
        for who in ("Aino", "Mikael"):
            made.book(f"Client {n} Verylongfirstfamilyname-Secondname", who, 9 + n // 2, n % 2 * 30)
    return made


def a_line(page: Page, name: str) -> Locator:
    return page.locator(".line", has_text=name)


def tap(page: Page, name: str, step: str) -> None:
    a_line(page, name).get_by_role("button", name=step).click()


def on_the_phone(visitor: Visitor, made: Desk) -> str:
    """Choose a code; the sheet is kept. Answers with the page's path."""
    hand_over(made.browser, visitor)
    path = reverse("desk_sheet_phone", args=[made.place.salon.public_id])
    visitor.open(path)
    visitor.page.get_by_label("A code of your own").fill(CODE)
    visitor.page.get_by_role("button", name="Keep it").click()
    expect(visitor.page.get_by_text("Kept on this phone, locked")).to_be_visible()
    return path


def without_network(visitor: Visitor, path: str, code: str = CODE) -> None:
    """The network goes, the page is opened anew, and the code typed."""
    visitor.watch.forgiven = ("Failed to load resource",)
    visitor.page.context.set_offline(True)
    visitor.open(path)
    visitor.page.get_by_label("Code", exact=True).fill(code)
    visitor.page.get_by_role("button", name="Open").click()


def kept(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(EVERYTHING_KEPT)
    return found


@on_a_phone
def test_it_is_read_and_ticked_without_a_network_and_merged_with_its_times(visitor: Visitor) -> None:
    made, page = running_day(), visitor.page
    outi, jussi = made.book("Outi Laine", "Aino", 9, 30), made.book("Jussi Salo", "Mikael", 9)
    path = on_the_phone(visitor, made)
    without_network(visitor, path)
    expect(a_line(page, "Outi Laine")).to_contain_text("09:30–10:30")
    before = clock.now()
    tap(page, "Outi Laine", "Here")
    expect(a_line(page, "Outi Laine")).to_contain_text("waits to be sent")
    tap(page, "Jussi Salo", "Did not come")
    tap(page, "Outi Laine", "Done")
    visitor.picture("sheet-phone-away")
    expect(a_line(page, "Outi Laine")).to_contain_text("done")
    after = clock.now()
    assert {each.status for each in Appointment.objects.all()} == {Status.BOOKED}
    visitor.open(path)
    page.context.set_offline(False)
    visitor.open(path)
    expect(page.get_by_text("waits to be sent")).to_have_count(0)
    expect(a_line(page, "Outi Laine")).to_contain_text("done")
    outi.refresh_from_db()
    jussi.refresh_from_db()
    assert (outi.status, jussi.status) == (Status.DONE, Status.NO_SHOW)
    second = timedelta(seconds=1)
    assert outi.arrived_at and outi.done_at
    assert before - second <= outi.arrived_at <= outi.done_at <= after + second
    assert Fact.objects.filter(kind__in=["appointment.arrived", "appointment.done"]).count() == 2
    assert kept(page)["ticks"] == 0


@on_a_phone
def test_nothing_that_is_kept_names_anybody_and_another_code_opens_nothing(visitor: Visitor) -> None:
    made, page = running_day(), visitor.page
    made.book("Outi Laine", "Aino", 9, 30)
    path = on_the_phone(visitor, made)
    without_network(visitor, path, "another code")
    expect(page.get_by_text("That code does not open it.")).to_be_visible()
    expect(page.get_by_text("Outi Laine")).to_have_count(0)
    page.get_by_label("Code", exact=True).fill(CODE)
    page.get_by_role("button", name="Open").click()
    tap(page, "Outi Laine", "Here")
    expect(page.get_by_text("waits to be sent")).to_be_visible()
    found = kept(page)
    assert (found["kept"], found["ticks"]) == (2, 1)
    assert found["pages"] > 5
    assert [word for word in ("Outi", "Laine", "back massage", CODE) if word in found["text"]] == []


@on_a_phone
def test_a_conflict_is_shown_and_stays_until_somebody_decides(visitor: Visitor) -> None:
    made, page = running_day(), visitor.page
    outi, eeva = made.book("Outi Laine", "Aino", 9, 30), made.book("Eeva Rinne", "Mikael", 9)
    gone = made.book("Olli Perälä", "Sanna", 12)
    path = on_the_phone(visitor, made)
    without_network(visitor, path)
    for name in ("Outi Laine", "Eeva Rinne"):
        tap(page, name, "Did not come")
        expect(a_line(page, name)).to_contain_text("waits to be sent")
    tap(page, "Olli Perälä", "Here")
    expect(a_line(page, "Olli Perälä")).to_contain_text("waits to be sent")
    for visit in (outi, eeva):
        actions.mark(visit, Status.ARRIVED, by="desk:2", clock=clock.database_now)
    actions.cancel(gone, by="client", clock=clock.database_now)
    page.context.set_offline(False)
    expect(page.get_by_text("At the desk it says by now: here")).to_have_count(2)
    expect(page.get_by_text("at 12:00 was cancelled meanwhile.")).to_be_visible()
    visitor.picture("sheet-phone-conflict")
    visitor.open(path)
    tap(page, "Outi Laine", "What I ticked counts")
    expect(a_line(page, "Outi Laine").get_by_text("At the desk it says")).to_be_hidden()
    tap(page, "Eeva Rinne", "Leave it as it is")
    expect(a_line(page, "Eeva Rinne").get_by_text("At the desk it says")).to_be_hidden()
    expect(page.get_by_text("waits to be sent")).to_have_count(0)
    expect(a_line(page, "Outi Laine")).to_contain_text("did not come")
    expect(a_line(page, "Eeva Rinne")).to_contain_text("here")
    outi.refresh_from_db()
    eeva.refresh_from_db()
    assert (outi.status, eeva.status) == (Status.NO_SHOW, Status.ARRIVED)
    page.get_by_role("button", name="Leave it as it is").click()
    expect(page.get_by_text("was cancelled meanwhile.")).to_have_count(0)
    assert kept(page)["ticks"] == 0


@on_a_phone
def test_it_goes_with_the_day_and_when_one_signs_out(visitor: Visitor) -> None:
    made, page = running_day(), visitor.page
    made.book("Outi Laine", "Aino", 9, 30)
    path = on_the_phone(visitor, made)
    page.clock.set_fixed_time(made.at(23) + timedelta(hours=2))
    visitor.watch.forgiven = ("Failed to load resource",)
    page.context.set_offline(True)
    visitor.open(path)
    expect(page.get_by_text("No sheet of today is on this phone.")).to_be_visible()
    assert kept(page)["kept"] == 1
    page.context.set_offline(False)
    page.clock.set_fixed_time(clock.now())
    visitor.open(path)
    expect(page.get_by_text("Kept on this phone, locked")).to_be_visible()
    assert kept(page)["kept"] == 2
    visitor.open(made.page)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_label("E-mail")).to_be_visible()
    page.wait_for_function("async () => !(await navigator.serviceWorker.getRegistrations()).length")
    found = kept(page)
    assert (found["kept"], found["pages"]) == (0, 0)


@pytest.mark.parametrize("visitor", SIGHTS, indirect=True)
def test_axe_finds_nothing_on_the_sheets(visitor: Visitor, request: pytest.FixtureRequest) -> None:
    made, page, sight = running_day(), visitor.page, request.node.callspec.id
    made.book("Outi Laine", "Aino", 9, 30)
    jussi = made.book("Jussi Salo", "Mikael", 9)
    made.book("Olli Perälä", "Aino", 11)
    actions.mark(jussi, Status.NO_SHOW, by="desk:1", clock=clock.database_now)
    hand_over(made.browser, visitor)
    visitor.open(f"{made.page}sheet")
    found = faults(visitor, "sheet", sight)
    visitor.open(reverse("desk_sheet_phone", args=[made.place.salon.public_id]))
    expect(page.get_by_label("A code of your own")).to_be_visible()
    found += faults(visitor, "sheet-phone", sight)
    path = on_the_phone(visitor, made)
    without_network(visitor, path, "another code")
    expect(page.get_by_text("That code does not open it.")).to_be_visible()
    found += faults(visitor, "sheet-phone-locked", sight)
    assert found == []
