"""The body figure in a real browser: marked by finger, by keyboard, without scripts; large enough, and fit for all."""

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Visitor
from tests.journeys.test_every_page import SIGHTS, faults

pytestmark = pytest.mark.django_db(transaction=True)

SMALLEST_PX = 44
STEP_PX = 3
PHONE = {"viewport": {"width": 360, "height": 780}, "has_touch": True}
WITH_SCRIPTS = {**PHONE, "java_script_enabled": True}
# How far each part of the figure can be hit: the box around all points of a fine grid at which a tap reaches it.
REACH = """step => {
  const boxes = {};
  for (const drawn of document.querySelectorAll("#figure-choose .figure-drawn")) {
    const frame = drawn.getBoundingClientRect();
    if (!frame.width) continue;
    drawn.scrollIntoView({block: "center"});
    const at = drawn.getBoundingClientRect();
    for (let x = at.left - 12; x < at.right + 12; x += step) for (let y = at.top - 6; y < at.bottom + 6; y += step) {
      const id = document.elementFromPoint(x, y)?.closest("label")?.htmlFor;
      if (!id) continue;
      const box = boxes[id] ??= [x, y, x, y];
      boxes[id] = [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)];
    }
  }
  return boxes;
}"""


def shape(visitor: Visitor, site: str) -> Locator:
    return visitor.page.locator(f"#figure-choose .figure-view:visible path.offered.{site}")


def ticked(visitor: Visitor) -> list[str | None]:
    boxes = visitor.page.locator("#figure-choose input[type=checkbox]:checked")
    return [each.get_attribute("value") for each in boxes.all()]


def fill(locator: Locator) -> str:
    filled: str = locator.evaluate(
        "each => { each.style.transition = 'none'; return getComputedStyle(each).fill }"
    )
    return filled


def touch(visitor: Visitor, site: str) -> None:
    """A finger on the middle of a shape."""
    shape(visitor, site).scroll_into_view_if_needed()
    box = shape(visitor, site).bounding_box()
    assert box is not None
    visitor.page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


@pytest.mark.parametrize("visitor", [PHONE, WITH_SCRIPTS], indirect=True, ids=["no-scripts", "scripts"])
def test_a_finger_marks_the_figure_and_the_list_and_the_form_says_it(visitor: Visitor) -> None:
    page = visitor.page
    visitor.open("/design/")
    quiet = fill(shape(visitor, "shoulder_blade_left"))
    touch(visitor, "shoulder_blade_left")
    touch(visitor, "calf_right")
    expect(page.get_by_role("checkbox", name="Upper back")).to_be_checked()
    assert fill(shape(visitor, "shoulder_blade_left")) == fill(shape(visitor, "upper_back_right")) != quiet
    assert fill(shape(visitor, "calf_right")) != fill(shape(visitor, "calf_left")) == quiet

    page.get_by_role("radio", name="Please avoid").check()
    touch(visitor, "lower_back_right")
    assert "figure-stripes" in fill(shape(visitor, "lower_back_right"))
    page.get_by_role("button", name="Show what I marked").click()
    expect(page.get_by_role("radio", name="Please work here")).to_be_checked()
    assert ticked(visitor) == ["back_upper", "lower_legs_right", "back_lower"]
    assert "back" not in page.url


@pytest.mark.parametrize("visitor", [PHONE], indirect=True)
def test_the_strength_of_colour_follows_the_strength_of_work(visitor: Visitor) -> None:
    visitor.open("/design/")
    touch(visitor, "calf_right")
    usual = fill(shape(visitor, "calf_right"))
    row = visitor.page.locator("#figure-choose .marking.work > ul > li", has_text="Lower legs")
    row.locator("summary").click()
    row.locator("select").select_option("5")
    assert fill(shape(visitor, "calf_right")) != usual


def test_the_keyboard_marks_a_side_and_a_part(visitor: Visitor) -> None:
    page = visitor.page
    visitor.open("/design/")
    page.get_by_role("group", name="Lower legs").first.get_by_role("checkbox", name="Left").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert ticked(visitor) == ["lower_legs_left", "calf_right"]


@pytest.mark.parametrize("visitor", [PHONE], indirect=True)
def test_each_part_of_the_figure_is_at_least_as_large_as_a_finger(visitor: Visitor) -> None:
    visitor.open("/design/")
    for view in ("Back", "Front"):
        visitor.page.get_by_role("radio", name=view, exact=True).check()
        boxes = visitor.page.evaluate(REACH, STEP_PX)
        sizes = {name: (right - left, below - above) for name, (left, above, right, below) in boxes.items()}
        assert len(sizes) == {"Back": 17, "Front": 16}[view]
        assert {name: size for name, size in sizes.items() if min(size) < SMALLEST_PX - STEP_PX} == {}


@pytest.mark.parametrize("visitor", [WITH_SCRIPTS], indirect=True)
def test_a_script_keeps_marks_from_contradicting_each_other_and_says_them(visitor: Visitor) -> None:
    page = visitor.page
    visitor.open("/design/")
    row = page.locator("#figure-choose .marking.work > ul > li", has_text="Lower legs")
    row.locator("summary").click()
    row.locator("[value=calf_left]").check()
    row.locator("[value=shin_right]").check()
    said = page.locator("#figure-choose [data-figure-said]")
    expect(said).to_have_text("Please work here: Calf (left); Shin (right).")
    touch(visitor, "calf_left")
    expect(said).to_have_text("Please work here: Lower legs (left); Shin (right).")
    page.get_by_role("radio", name="Please avoid").check()
    touch(visitor, "calf_left")
    expect(said).to_have_text("Please work here: Shin (right). Please avoid: Lower legs (left).")


@pytest.mark.parametrize("visitor", SIGHTS, indirect=True)
def test_axe_finds_nothing_in_an_open_figure(visitor: Visitor, request: pytest.FixtureRequest) -> None:
    visitor.open("/design/")
    visitor.page.get_by_role("checkbox", name="Neck and shoulders").check()
    visitor.page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    assert faults(visitor, "figure", request.node.callspec.id) == []
    visitor.page.get_by_role("radio", name="Please avoid").check()
    assert faults(visitor, "figure-avoid", request.node.callspec.id) == []
