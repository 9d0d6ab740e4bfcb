"""What stands on the practitioner's brief: everything to heed on one page, in words."""

from typing import Any

import pytest

from tests import cast
from tests.doors.pages import quiet_room
from tests.doors.treating import (
    BLEEDING,
    BRUISE,
    NOTHING,
    NUTS,
    ZONE,
    Role,
    address,
    let_in,
    member,
    note,
    opened,
    openings,
    shelf,
    text,
    visit,
)
from unknot.core.suitability import Marks
from unknot.design.words import wall_long_day, wall_time
from unknot.diary.models import Part
from unknot.health.models import Reading
from unknot.salons.models import Product

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> cast.Place:
    return quiet_room()


def test_who_treats_opens_one_page_with_everything(place: cast.Place) -> None:
    shelf(place)
    booked = visit(place, [*NUTS, *BRUISE], focus=["neck_back"])
    let_in(booked)
    answer = opened(member(place, Role.PRACTITIONER, "Aino"), booked)
    said = text(answer)
    when = f"{wall_long_day(booked.starts_at, ZONE)}, {wall_time(booked.starts_at, ZONE)}"
    for sentence in (
        "Outi Laine",
        f"{when}–{wall_time(booked.ends_at, ZONE)}. Classic back massage",
        "with Aino",
        "Medium pressure at most, not the lower back (left)",
        "Left out: Lower back (left)",
        "Wished for Back of the neck",
        "Light to medium pressure, nothing deep.",
        "No tapping or drumming strokes.",
        "Leave out: Almond oil",
        "Use: Lavender lotion, Plain lotion",
        "Have you had alcohol or recreational drugs today?",
        "Have you eaten a heavy meal in the last 2 hours?",
        "Allergy to oils, nuts, latex or fragrance",
        "Which? Nuts",
        "Have you ever had a severe reaction (trouble breathing, swelling of the face, collapse)? No",
        "Mark where it is. Lower back (left)",
    ):
        assert sentence in said
    assert 'class="focus"' in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert (answer.status_code, openings(booked)) == (200, ["Aino"])


def test_who_would_rather_be_asked_in_person_is_asked_on_arrival(place: cast.Place) -> None:
    booked = visit(place, None, focus=["neck_back"])
    browser = member(place, Role.PRACTITIONER, "Aino")
    assert "What to ask on arrival" in text(browser.get(address("desk_visit", booked)))
    said = text(browser.get(address("desk_brief", booked)))
    for sentence in (
        "To be asked in person",
        "Ask in person",
        "Pregnant, or a birth in the last 6 weeks",
        "Allergy to nuts, oils, fragrance, latex or cosmetics",
        "Have you had alcohol or recreational drugs today?",
        "Wished for Back of the neck",
    ):
        assert sentence in said
    assert Reading.objects.filter(role="practitioner").count() == 0
    assert browser.post(address("desk_brief", booked)).status_code == 200


def test_a_healthy_client_has_a_calm_page(place: cast.Place) -> None:
    booked = visit(place, NOTHING)
    let_in(booked)
    said = text(opened(member(place, Role.PRACTITIONER, "Aino"), booked))
    assert "Nothing to adapt" in said
    assert "None of what was asked applies." in said
    assert "Leave out:" not in said


def test_rules_that_grew_stricter_are_told_and_followed(place: cast.Place) -> None:
    booked = visit(place, BRUISE)
    let_in(booked)
    browser = member(place, Role.PRACTITIONER, "Aino")
    warned = "The rules ask for more than when this was booked."
    assert warned not in text(opened(browser, booked))
    Part.objects.filter(appointment=booked).update(avoid=["sacrum"], pressure_max=None)
    said = text(opened(browser, booked))
    assert warned in said
    assert "Left out: Lower back (left) and base of the spine" in said
    for agreed, shown in ((None, "Medium"), (4, "Medium"), (1, "Very light")):
        Part.objects.filter(appointment=booked).update(pressure_max=agreed)
        assert f"Pressure {shown} pressure at most" in text(opened(browser, booked))


def test_what_today_would_not_be_booked_is_told(place: cast.Place) -> None:
    booked = visit(place, [{"id": "osteoporosis", "advanced": True}])
    let_in(booked)
    browser = member(place, Role.PRACTITIONER, "Aino")
    warned = "By today’s rules this treatment does not fit as it is booked."
    assert warned not in text(opened(browser, booked))
    place.salon.policy = "seed_strict"
    place.salon.save()
    assert warned in text(opened(browser, booked))


def allergic(kind: str | list[str]) -> dict[str, Any]:
    return {"id": "oil_allergy", "kind": kind, "anaphylaxis": False}


@pytest.mark.parametrize(
    ("said", "leave_out", "use"),
    [
        (allergic("unknown"), "Almond oil, Lavender lotion", "Plain lotion"),
        (allergic(["latex"]), "", "Almond oil, Lavender lotion, Plain lotion"),
        ({"id": "asthma_severe"}, "Lavender lotion", "Almond oil, Plain lotion"),
    ],
)
def test_products_are_sorted_by_what_was_answered(
    place: cast.Place, said: dict[str, Any], leave_out: str, use: str
) -> None:
    shelf(place)
    booked = visit(place, [said])
    let_in(booked)
    shown = text(opened(member(place, Role.PRACTITIONER, "Aino"), booked))
    assert f"Use: {use} " in shown
    assert f"Leave out: {leave_out} " in shown if leave_out else "Leave out:" not in shown


def test_a_shelf_on_which_nothing_fits_says_to_read_the_label(place: cast.Place) -> None:
    Product.objects.create(salon=place.salon, name="Almond oil", medium="oil", allergens=["nuts"])
    booked = visit(place, NUTS)
    let_in(booked)
    shown = text(opened(member(place, Role.PRACTITIONER, "Aino"), booked))
    assert "Leave out: Almond oil" in shown
    assert "None of the salon’s listed products fits. Read the label before you use another." in shown


def test_notes_stand_on_the_brief_without_what_is_in_them(place: cast.Place) -> None:
    booked = visit(place, BLEEDING)
    let_in(booked)
    browser = member(place, Role.PRACTITIONER, "Aino")
    assert "No note has been handed in yet." in text(opened(browser, booked))
    note(booked)
    said = text(opened(browser, booked))
    assert "Waits for you" in said and "Kanto" not in said


def test_the_brief_says_how_strong_and_what_its_client_would_rather_not(place: cast.Place) -> None:
    booked = visit(place, BRUISE, focus=["neck_back"])
    part = booked.parts.get()
    part.marks = Marks({"neck_back": 4}, ("mid_back",))
    part.save()
    let_in(booked)
    said = text(opened(member(place, Role.PRACTITIONER, "Aino"), booked))
    for sentence in (
        "Wished for Back of the neck (firm)",
        "Rather not Middle back",
        "Left out: Middle back and lower back (left)",
    ):
        assert sentence in said
