"""What the tests of the booking form share: its address for a slot, what it sends, and how a page reads."""

import re
from typing import Any

from django.test import Client
from django.urls import reverse

from tests import cast
from tests.doors.pages import free
from unknot.design.words import on_wall
from unknot.diary.values import Slot

FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
ZONE = "Europe/Helsinki"
NEW = {"name": "Outi Laine"}


def here(place: cast.Place) -> str:
    return reverse("desk_booking", args=[place.salon.public_id])


def start_of(place: cast.Place, slot: Slot, who: str = "") -> dict[str, str]:
    """A slot's start and practitioner as an address has them."""
    wall = on_wall(slot.starts_at, ZONE)
    practitioner = place.people[who].public_id if who else slot.practitioner.public_id
    return {"on": wall.date().isoformat(), "at": f"{wall:%H:%M}", "with": practitioner}


def sent(answer: Any) -> dict[str, str]:
    """The hidden fields that a form would send again, and its time."""
    page = answer.content.decode()
    at = re.search(r'<option value="([\d:]+)" selected', page)
    assert at is not None
    fields = {name: value for name, value in FIELD.findall(page) if name != "csrfmiddlewaretoken"}
    return {**fields, "at": at[1]}


def buttons(answer: Any, name: str) -> list[str]:
    """The values of the buttons of a name, in their order."""
    return re.findall(rf'<button class="[^"]*" name="{name}" value="([^"]*)"', answer.content.decode())


def words(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())).replace("\xa0", " ")


def opened(desk: Client, place: cast.Place, number: int = 0, **more: str) -> Any:
    """The form for one of Aino's free starts."""
    return desk.get(here(place), {**start_of(place, free(place, who="Aino")[number]), **more})


def tapped(desk: Client, place: cast.Place, form: Any, treatment: str = "back_massage", **typed: str) -> Any:
    """A tap on a treatment, with what was typed."""
    offer = place.offers[treatment].public_id
    return desk.post(here(place), {**sent(form), **typed, "offer": offer})
