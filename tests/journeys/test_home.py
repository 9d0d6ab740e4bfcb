"""The first page in a browser: one screen, one tap, and what its scripts add."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, expect
from pytest_django.fixtures import Settings

from tests.doors.pages import quiet_room
from tests.doors.rates_cast import asked_already
from tests.journeys.conftest import Visitor
from unknot.web.home import SUGGESTIONS_A_MINUTE

pytestmark = pytest.mark.django_db(transaction=True)

BY_SCRIPT = {"java_script_enabled": True}
IN_KALLIO = {"geolocation": {"latitude": 60.18412, "longitude": 24.94963}, "permissions": ["geolocation"]}
PHONES = [
    pytest.param({"java_script_enabled": scripts, "color_scheme": scheme}, id=f"{name}-{scheme}")
    for name, scripts in (("scripts", True), ("plain", False))
    for scheme in ("light", "dark")
]


@pytest.fixture(autouse=True)
def _somewhere_to_go(visitor: Visitor) -> None:
    quiet_room()
    visitor.open("/")


def show(visitor: Visitor) -> dict[str, str]:
    """Tap the one large button; what was asked, without the empty answers."""
    visitor.page.get_by_role("button", name="Show free times").click()
    visitor.page.wait_for_url("**/search?*")
    return {name: value for name, [value] in parse_qs(urlsplit(visitor.page.url).query).items()}


def radio(visitor: Visitor, name: str) -> Locator:
    return visitor.page.get_by_role("radio", name=name)


def colour(visitor: Visitor, wish: str) -> str:
    """The background on which a wish is drawn once it has come to rest."""
    visitor.page.emulate_media(reduced_motion="reduce")
    pill = visitor.page.locator(".pill span", has_text=wish)
    return str(pill.evaluate("pill => getComputedStyle(pill).backgroundColor"))


@pytest.mark.parametrize("visitor", PHONES, indirect=True)
def test_all_is_asked_on_one_screen_of_a_phone(visitor: Visitor) -> None:
    button = visitor.page.get_by_role("button", name="Show free times").bounding_box()
    assert button is not None
    assert button["y"] + button["height"] <= 780
    assert visitor.page.evaluate("scrollX + document.documentElement.scrollWidth") == 360


def test_one_tap_shows_free_times(visitor: Visitor) -> None:
    asked = show(visitor)
    assert asked == {"what": "massage", "when": "soonest", "part": "any", "where": "Helsinki"}
    expect(visitor.page.get_by_role("article")).to_have_count(1)


def test_the_last_question_is_asked_again_with_one_tap(visitor: Visitor) -> None:
    radio(visitor, "Aching back").check()
    radio(visitor, "This week").check()
    visitor.page.get_by_label("Time of day").select_option(label="Evening")
    visitor.page.get_by_label("Where").fill("Kallio")
    show(visitor)
    visitor.open("/")
    assert show(visitor) == {"what": "back", "when": "week", "part": "evening", "where": "Kallio, Helsinki"}


def test_a_day_is_asked_for_only_when_one_is_to_be_picked(visitor: Visitor) -> None:
    day = visitor.page.get_by_label("Day", exact=True)
    expect(day).to_be_hidden()
    radio(visitor, "Pick a day").check()
    expect(day).to_be_visible()
    show(visitor)
    expect(visitor.page.get_by_text("Which day?")).to_be_visible()
    expect(radio(visitor, "Pick a day")).to_be_checked()


def test_without_scripts_a_certain_treatment_outdoes_the_wish_and_looks_so(visitor: Visitor) -> None:
    chosen, other = colour(visitor, "Just a good massage"), colour(visitor, "Tired legs")
    visitor.page.get_by_label("A certain treatment").select_option(label="Shiatsu")
    assert chosen != other == colour(visitor, "Just a good massage")
    show(visitor)
    visitor.open("/")
    expect(radio(visitor, "Shiatsu")).to_be_checked()
    radio(visitor, "Tired legs").check()
    assert show(visitor)["what"] == "legs"


def test_near_me_is_not_there_without_scripts(visitor: Visitor) -> None:
    expect(visitor.page.locator("[data-position-ask]")).to_be_hidden()


@pytest.mark.parametrize("visitor", [BY_SCRIPT], indirect=True)
def test_a_wish_and_a_certain_treatment_let_go_of_each_other(visitor: Visitor) -> None:
    treatment = visitor.page.get_by_label("A certain treatment")
    treatment.select_option(label="Shiatsu")
    expect(radio(visitor, "Just a good massage")).not_to_be_checked()
    treatment.select_option("")
    expect(radio(visitor, "Just a good massage")).to_be_checked()
    treatment.select_option(label="Shiatsu")
    radio(visitor, "Aching back").check()
    expect(treatment).to_have_value("")
    assert show(visitor)["what"] == "back"


@pytest.mark.parametrize("visitor", [{**BY_SCRIPT, **IN_KALLIO}], indirect=True)
def test_near_me_sends_the_position_no_closer_than_a_hundred_metres(visitor: Visitor) -> None:
    words = visitor.page.get_by_label("Where")
    visitor.page.get_by_role("button", name="Near me").click()
    expect(words).to_have_value("Near you")
    assert show(visitor)["where"] == "60.184,24.950"
    visitor.page.go_back()
    assert show(visitor)["where"] == "Kallio, Helsinki"


@pytest.mark.parametrize("visitor", [{**BY_SCRIPT, **IN_KALLIO}], indirect=True)
def test_words_typed_after_near_me_are_what_is_sent(visitor: Visitor) -> None:
    words = visitor.page.get_by_label("Where")
    visitor.page.get_by_role("button", name="Near me").click()
    expect(words).to_have_value("Near you")
    words.focus()
    visitor.page.keyboard.type("Porvoo")
    assert show(visitor)["where"] == "Porvoo"


@pytest.mark.parametrize(
    ("visitor", "says"),
    [
        (BY_SCRIPT, "Your device keeps its position to itself"),
        ({**BY_SCRIPT, **IN_KALLIO}, "Your device can’t say where it is just now"),
    ],
    ids=["refuses", "does not know"],
    indirect=["visitor"],
)
def test_a_device_that_does_not_tell_is_answered_with_what_to_do(visitor: Visitor, says: str) -> None:
    devtools = visitor.page.context.new_cdp_session(visitor.page)
    devtools.send("Emulation.setGeolocationOverride")  # from now on no satellite is seen
    visitor.page.get_by_role("button", name="Near me").click()
    expect(visitor.page.get_by_role("status")).to_contain_text(says)
    assert show(visitor)["where"] == "Helsinki"


@pytest.mark.parametrize("visitor", [BY_SCRIPT], indirect=True)
def test_towns_are_suggested_while_one_types(visitor: Visitor) -> None:
    visitor.page.get_by_label("Where").fill("kal")
    first = visitor.page.locator("#places option").first
    expect(first).to_have_attribute("value", "Kallio, Helsinki")
    visitor.page.get_by_label("Where").fill("qqqq")
    expect(visitor.page.locator("#places option")).to_have_count(0)


@pytest.mark.parametrize("visitor", [BY_SCRIPT], indirect=True)
def test_who_types_too_much_is_suggested_nothing_and_may_go_on(visitor: Visitor, settings: Settings) -> None:
    settings.RATE_LIMIT = True
    asked_already("web.places", SUGGESTIONS_A_MINUTE)
    visitor.page.evaluate("addEventListener('htmx:afterOnLoad', () => { document.title = 'read' })")
    with visitor.page.expect_response("**/places?*") as answer:
        visitor.page.get_by_label("Where").fill("Porvoo")
    assert answer.value.status == 429
    expect(visitor.page).to_have_title("read")
    expect(visitor.page.locator("#places *")).to_have_count(0)
    assert show(visitor)["where"] == "Porvoo"
