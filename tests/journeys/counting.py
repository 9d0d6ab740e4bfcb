"""Taps, typed fields and pages of a walk, counted by whoever walks and once more by the browser itself.

A tap is a press of a link, button, radio, checkbox or summary, or a choice in a select; to put the cursor into a
field belongs to the field. A field counts once a page. A page is a document that was shown: a redirect is none.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

import pytest
from playwright.sync_api import Locator, Response

from tests.journeys.conftest import Visitor

MOST_TABS = 150
# What the browser sees with its own eyes. The tab's storage outlives a page, where a message might be lost on the way.
EYES = """
(() => {
  if (Symbol.for("eyes") in window) return;
  window[Symbol.for("eyes")] = true;
  const seen = () => JSON.parse(sessionStorage.getItem("counted") || '{"taps":[],"fields":[]}');
  const note = (what, name) => {
    const all = seen();
    all[what].push(name);
    sessionStorage.setItem("counted", JSON.stringify(all));
  };
  const typed = new Set();
  const pressed = "a[href], button, summary, input[type=radio], input[type=checkbox], input[type=submit]";
  addEventListener("click", event => {
    const control = event.isTrusted && event.target.closest && event.target.closest(pressed);
    if (control) note("taps", control.textContent.trim() || control.value);
  }, true);
  addEventListener("change", event => {
    if (event.target.matches("select")) note("taps", event.target.name);
  }, true);
  addEventListener("input", event => {
    const field = event.target;
    if (!field.matches("textarea, input:not([type=radio], [type=checkbox])") || typed.has(field.name)) return;
    typed.add(field.name);
    note("fields", field.name);
  }, true);
})();
"""


@dataclass(frozen=True)
class Count:
    """How much a walk asked of a person."""

    taps: int
    fields: int
    pages: int

    def __str__(self) -> str:
        return ", ".join(f"{n} {words if n != 1 else words[:-1]}" for words, n in vars(self).items())


class Finger:
    """Walks by touch, or by mouse where nothing can be touched, and counts."""

    way: ClassVar = "by finger"

    def __init__(self, visitor: Visitor) -> None:
        """Begins at the page that is open; when that is none, the first that is opened counts."""
        self.page = visitor.page
        self._visitor = visitor
        self._taps: list[str] = []
        self._fields: set[tuple[int, str]] = set()
        self._opened = self._shown = self._answered = 0
        if visitor.has_scripts:
            self.page.add_init_script(EYES)
            if self.page.url.startswith("http"):
                self.page.evaluate("sessionStorage.removeItem('counted')")
                self.page.evaluate(EYES)
        self.page.on("domcontentloaded", self._see_page)
        self.page.on("response", self._see_answer)

    def open(self, path: str) -> None:
        """Go to an address, as one who has it in a letter or a bookmark."""
        self._opened += 1
        self._visitor.open(path)

    def tap(self, control: Locator) -> None:
        """Press a link, button, radio, checkbox or summary."""
        control.wait_for()
        self._taps.append(control.inner_text().strip() or str(control.get_attribute("value")))
        self._press(control)

    def follow(self, control: Locator) -> None:
        """Press what leads to another page, and wait for that."""
        with self.page.expect_navigation():
            self.tap(control)

    def choose(self, select: Locator, value: str) -> None:
        """Take one of a select's options."""
        self._taps.append(str(select.get_attribute("name")))
        select.select_option(value)

    def fill(self, field: Locator, text: str) -> None:
        """Type into a field."""
        self._fields.add((self._shown, str(field.get_attribute("name"))))
        self._type(field, text)

    def send(self, field: Locator, file: Path) -> None:
        """Choose a file; the device's own dialogue is not counted."""
        self._fields.add((self._shown, str(field.get_attribute("name"))))
        field.set_input_files(file)

    def mark(self, box: Locator) -> None:
        """Tick a checkbox or choose a radio that its label stands for."""
        self._taps.append(box.locator("xpath=ancestor::label").inner_text().strip())
        self._mark(box)

    def fill_day(self, field: Locator, day: date) -> None:
        """Give a date field a day."""
        self._fields.add((self._shown, str(field.get_attribute("name"))))
        self._fill_day(field, day)

    def arrive(self, who: str, request: pytest.FixtureRequest) -> Count:
        """What the walk took, told in the run's summary. Fails where the browser saw something else."""
        count = Count(len(self._taps), len(self._fields), self._shown)
        size = self.page.viewport_size
        assert size is not None
        scripts = "on" if self._visitor.has_scripts else "off"
        self._compare()
        line = f"{who}, {size['width']} px, JS {scripts}, {self.way}: {count}"
        request.node.user_properties.append(("told", line))
        return count

    def _compare(self) -> None:
        assert self._answered == self._shown, "the server answered with other pages than were shown"
        # Nothing leads to a page but a tap, even where no script can watch.
        assert self._shown - self._opened <= len(self._taps), "a page came without a tap"
        if self._visitor.has_scripts:
            seen = self.page.evaluate("JSON.parse(sessionStorage.getItem('counted') || '{}')")
            counted = {"taps": len(self._taps), "fields": len(self._fields)}
            assert {what: len(seen.get(what, [])) for what in counted} == counted, (seen, self._taps)

    def _see_page(self, _: object) -> None:
        self._shown += 1

    def _see_answer(self, answer: Response) -> None:
        is_file = "attachment" in answer.headers.get("content-disposition", "")
        if answer.request.is_navigation_request() and not 300 <= answer.status < 400 and not is_file:
            self._answered += 1

    def _press(self, control: Locator) -> None:
        if self._visitor.has_touch:
            control.tap()
        else:
            control.click()

    def _mark(self, box: Locator) -> None:
        self._press(box.locator("xpath=ancestor::label"))

    def _type(self, field: Locator, text: str) -> None:
        field.fill(text)

    def _fill_day(self, field: Locator, day: date) -> None:
        field.fill(day.isoformat())


class Keys(Finger):
    """Walks by Tab and Enter alone."""

    way: ClassVar = "by keyboard"

    def _press(self, control: Locator) -> None:
        self._reach(control)
        is_marked = control.get_attribute("type") in ("radio", "checkbox")
        self.page.keyboard.press("Space" if is_marked else "Enter")

    def _mark(self, box: Locator) -> None:
        if box.get_attribute("type") == "checkbox":
            self._press(box)
            return
        group = self.page.locator(f"input[name='{box.get_attribute('name')}']")
        self._press(group.first)
        while not box.is_checked():
            self._taps.append("the next of these")
            self.page.keyboard.press("ArrowDown")

    def _type(self, field: Locator, text: str) -> None:
        self._reach(field)
        self.page.keyboard.type(text)

    def _fill_day(self, field: Locator, day: date) -> None:
        self._reach(field)
        # No page can tell in which order its browser asks for day and month.
        for order in ("%d%m%Y", "%m%d%Y"):
            self.page.keyboard.type(day.strftime(order))
            if field.input_value() == day.isoformat():
                return
            for _ in "dm":
                self.page.keyboard.press("Shift+Tab")
        raise AssertionError(f"no day could be typed into {field}")

    def _reach(self, control: Locator) -> None:
        for _ in range(MOST_TABS):
            if control.evaluate("each => each === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard never reached {control}")
