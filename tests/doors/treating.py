"""Who works in the quiet room, and visits whose clients have answered before them."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse

from tests import cast
from tests.apps.health_cast import PDF
from tests.doors.pages import free
from unknot.core.suitability import Marks
from unknot.design.words import on_wall
from unknot.diary import actions, decisions
from unknot.diary.actions import Said
from unknot.diary.models import Appointment, Hold, Part
from unknot.health import actions as locked
from unknot.health import reads as health
from unknot.health.models import Answers, Clearance, Grant
from unknot.knowledge.screening import rulebook
from unknot.people.models import Client as Person
from unknot.people.models import User
from unknot.plumbing import clock
from unknot.salons.models import Membership, Product

Documents = Sequence[dict[str, Any]]
Role = Membership.Role

ZONE = "Europe/Helsinki"
NOTHING: Documents = ()
NUTS: Documents = ({"id": "oil_allergy", "kind": ["nuts"], "anaphylaxis": False},)
BRUISE: Documents = ({"id": "anticoagulants"}, {"id": "bruise", "regions": ["lower_back_left"]})
BLEEDING: Documents = ({"id": "bleeding_disorder"},)
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


def member(place: cast.Place, role: Role, treats_as: str = "", email: str = "") -> Client:
    """A browser in which somebody of the salon is signed in, as one of its practitioners or none."""
    user = User.objects.create_user(email or f"{role}-{treats_as}@example.org".lower(), treats_as or "Pia")
    practitioner = place.people[treats_as] if treats_as else None
    Membership.objects.create(user=user, salon=place.salon, role=role, practitioner=practitioner)
    browser = Client()
    browser.force_login(user)
    return browser


def visit(
    place: cast.Place,
    said: Documents | None = NOTHING,
    *,
    who: str = "Aino",
    focus: Sequence[str] = (),
    client: Person | None = None,
) -> Appointment:
    """A back massage at the first free start, booked with these answers; None would rather be asked in person."""
    slot = free(place, who=who)[0]
    offer = place.offers["back_massage"]
    held = actions.hold(
        offer=offer, starts_at=slot.starts_at, practitioner=place.people[who], clock=clock.now
    )
    assert isinstance(held, Hold), held
    booked = actions.confirm(
        held,
        client=client or cast.client(),
        marks=Marks(dict.fromkeys(focus)),
        said=_said(held, said),
        by="client",
        clock=clock.now,
    )
    assert isinstance(booked, Appointment), booked
    return booked


def let_in(booked: Appointment, *, from_now: timedelta = -HOUR, until: timedelta = HOUR) -> None:
    """Let the visit's window lie so about the clock."""
    now = clock.now()
    assert Grant.objects.filter(visit=booked.public_id).update(opens_at=now + from_now, closes_at=now + until)


def begins_in_an_hour(booked: Appointment) -> None:
    """Let a visit begin soon, behind the diary's back: who treats is let in for it now."""
    starts_at = clock.now() + HOUR
    when = {"starts_at": starts_at, "ends_at": starts_at + (booked.ends_at - booked.starts_at)}
    Part.objects.filter(appointment=booked).update(**when)
    Appointment.objects.filter(pk=booked.pk).update(**when)


def note(booked: Appointment, *, days: int = 90, from_whom: str = "Dr. Virve Kanto") -> Clearance:
    """A note that the client has handed in for the visit."""
    made = locked.hand_in(
        client=booked.client,
        visit=booked.public_id,
        treatment="back_massage",
        from_whom=from_whom,
        items=["bleeding_disorder"],
        holds_until=date.today() + timedelta(days=days),  # noqa: DTZ011
        file=PDF,
        now=clock.now(),
    )
    assert isinstance(made, Clearance)
    return made


def shelf(place: cast.Place) -> None:
    """Three products of the salon."""
    for name, medium, allergens in (
        ("Almond oil", "oil", ["nuts", "carrier_oil"]),
        ("Lavender lotion", "lotion", ["fragrance_or_essential_oil"]),
        ("Plain lotion", "lotion", []),
    ):
        Product.objects.create(salon=place.salon, name=name, medium=medium, allergens=allergens)


def day_of(booked: Appointment) -> str:
    """The local date of a visit."""
    return on_wall(booked.starts_at, booked.salon.zone).date().isoformat()


def address(name: str, booked: Appointment, *more: str) -> str:
    """One of the desk's addresses for a visit."""
    return reverse(name, args=[booked.salon.public_id, booked.public_id, *more])


def opened(browser: Client, booked: Appointment) -> Any:
    """What a tap on "Open the brief" answers."""
    return browser.post(address("desk_brief", booked))


def text(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def openings(booked: Appointment) -> list[str]:
    """Who has opened something of the client's, as she sees it; the rules' own readings aside."""
    return [look.practitioner for look in health.who_looked(booked.client) if look.role == "practitioner"]


def _said(held: Hold, said: Documents | None) -> Said:
    if said is None:
        return Said(Part.Told.IN_PERSON)
    now = clock.now()
    locked.begin(hold=held.public_id, now=now)
    given = locked.record(hold=held.public_id, answers=said, rulebook=rulebook().version, now=now)
    assert isinstance(given, Answers)
    return Said(Part.Told.ONLINE, decisions.shown(decisions.judged(held.offer, held.starts_at, said)))
