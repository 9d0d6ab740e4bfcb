"""Outi's visit after she has answered: Thursday 11 March 2027 at 12:00, booked on Monday 1 March."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from tests import cast
from unknot.diary import actions, decisions
from unknot.diary.models import Appointment, Hold, Part
from unknot.health import actions as locked
from unknot.health.models import Clearance
from unknot.knowledge.screening import rulebook
from unknot.people.models import Client

START = cast.wall(11, 12)
Answers = list[dict[str, Any]]
NONE: Answers = []
ADAPTED: Answers = [{"id": "anticoagulants"}]
WAITING: Answers = [{"id": "bleeding_disorder"}]
URGENT: Answers = [{"id": "cauda_equina"}]
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
HALF_A_YEAR = timedelta(days=183)


def vaccinated(on: date) -> Answers:
    """Nothing for 48 hours after the end of that day."""
    return [{"id": "vaccination", "at": on.isoformat(), "sore": False}]


def injected(on: date) -> Answers:
    """The face is left out for two days; no reason against a back massage."""
    return [{"id": "botox", "on": on.isoformat()}]


def answered(
    said: Answers = NONE,
    *,
    place: cast.Place | None = None,
    starts_at: datetime = START,
    now: datetime = cast.NOW,
    client: Client | None = None,
    treatment: str = "back_massage",
) -> Appointment:
    """A visit booked by its client, with these answers and what follows accepted."""
    place = place or cast.hiljainen_huone(now)
    clock = cast.clock_at(now)
    held = actions.hold(offer=place.offers[treatment], starts_at=starts_at, clock=clock)
    assert isinstance(held, Hold), held
    locked.begin(hold=held.public_id, now=now)
    locked.record(hold=held.public_id, answers=said, rulebook=rulebook().version, now=now)
    made = decisions.judged(place.offers[treatment], starts_at, said)
    booked = actions.confirm(
        held,
        client=client or cast.client(),
        said=actions.Said(Part.Told.ONLINE, decisions.shown(made)),
        by=actions.CLIENT,
        clock=clock,
    )
    assert isinstance(booked, Appointment), booked
    return booked


def in_person(place: cast.Place, *, starts_at: datetime = START, now: datetime = cast.NOW) -> Appointment:
    """A visit whose client would rather be asked."""
    clock = cast.clock_at(now)
    held = actions.hold(offer=place.offers["back_massage"], starts_at=starts_at, clock=clock)
    assert isinstance(held, Hold), held
    said = actions.Said(Part.Told.IN_PERSON)
    booked = actions.confirm(held, client=cast.client(), said=said, by=actions.CLIENT, clock=clock)
    assert isinstance(booked, Appointment), booked
    return booked


def noted(
    visit: Appointment,
    holds_until: date,
    *,
    items: Sequence[str] = ("bleeding_disorder",),
    now: datetime = cast.NOW,
) -> Clearance:
    """A note for what the visit waits for, confirmed by who treats."""
    part = visit.parts.get()
    note = locked.hand_in(
        client=visit.client,
        visit=visit.public_id,
        treatment=part.treatment,
        from_whom="Dr Virtanen",
        items=items,
        holds_until=holds_until,
        file=PDF,
        now=now,
    )
    assert isinstance(note, Clearance), note
    confirmed = locked.confirm_note(by=part.practitioner, note=note.pk, now=now)
    assert isinstance(confirmed, Clearance), confirmed
    return confirmed


def part_of(visit: Appointment) -> Part:
    """The visit's part as it is in the database."""
    return Part.objects.select_related("appointment__salon").get(appointment=visit)


def shown_at(visit: Appointment, starts_at: datetime) -> str:
    """What its client sees of the verdict at a start."""
    foresight = actions.foresee(visit, part_of(visit), now=cast.NOW)
    assert foresight is not None
    return decisions.shown(foresight.at(starts_at))
