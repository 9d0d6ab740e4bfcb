"""The operations that change the diary: holds and appointments."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from unknot.api import replies
from unknot.api.door import answer
from unknot.api.keys import Work, once
from unknot.api.lookups import (
    appointment_in_path,
    client_from,
    hold_in_path,
    hold_named,
    offer_named,
    practitioner_named,
    practitioner_of,
    wanted_by,
)
from unknot.api.problems import Problem
from unknot.api.reading import bearer, checked, read_object, read_query, refuse_body
from unknot.api.shapes import HoldToConfirm, HoldWish, NewTime, NoQuery, SlotToBook
from unknot.core.suitability import Marks
from unknot.design.visitor import address_digest
from unknot.diary import actions
from unknot.diary.models import Appointment, Hold
from unknot.diary.values import TOO_MANY_HOLDS, Refusal
from unknot.plumbing.clock import database_now
from unknot.plumbing.idempotency import Answer
from unknot.plumbing.links import visit_link


def hold(request: HttpRequest) -> HttpResponse:
    """Keep a slot for ten minutes."""
    read_query(request, NoQuery)
    wish = checked(HoldWish, read_object(request))

    def work() -> Answer:
        offer = offer_named(wish.offer)
        made = actions.hold(
            offer=offer,
            starts_at=wish.starts_at,
            practitioner=practitioner_named(wish.practitioner, offer.salon),
            address=address_digest(request),
            clock=database_now,
        )
        if isinstance(made, Refusal):
            return _refused(made)
        return Answer(201, dict(replies.hold(made, made.practitioner)))

    return once(request, work, _hold_secrets)


def release(request: HttpRequest, hold_id: str) -> HttpResponse:
    """Let a hold go."""
    read_query(request, NoQuery)
    refuse_body(request)
    actions.release(hold_in_path(hold_id, bearer(request)), clock=database_now)
    return HttpResponse(status=204)


def book(request: HttpRequest) -> HttpResponse:
    """Confirm a hold, or book a slot at once."""
    read_query(request, NoQuery)
    given = read_object(request)
    if "hold" in given or "token" in given:
        return once(request, _confirming(given), _appointment_secrets)
    made: list[Appointment] = []
    return once(
        request, _booking(given, made), lambda key: _secrets(made[0]) if made else _appointment_secrets(key)
    )


def appointment(request: HttpRequest, appointment_id: str) -> HttpResponse:
    """One appointment, for whoever has its token."""
    read_query(request, NoQuery)
    return answer(replies.appointment(appointment_in_path(appointment_id, bearer(request))))


def move(request: HttpRequest, appointment_id: str) -> HttpResponse:
    """Move an appointment, all or nothing."""
    read_query(request, NoQuery)
    found = appointment_in_path(appointment_id, bearer(request))
    wish = checked(NewTime, read_object(request))
    moved = actions.move(
        found,
        starts_at=wish.starts_at,
        practitioner=practitioner_named(wish.practitioner, found.salon),
        by=actions.CLIENT,
        clock=database_now,
    )
    return _changed(moved)


def cancel(request: HttpRequest, appointment_id: str) -> HttpResponse:
    """Cancel an appointment; to cancel it again changes nothing."""
    read_query(request, NoQuery)
    found = appointment_in_path(appointment_id, bearer(request))
    refuse_body(request)
    return _changed(actions.cancel(found, by=actions.CLIENT, clock=database_now))


def _confirming(given: Mapping[str, Any]) -> Work:
    wish = checked(HoldToConfirm, dict(given))

    def work() -> Answer:
        held = hold_named(wish.hold, wish.token)
        client = client_from(wish.client, held.offer.salon)
        marks = Marks(dict.fromkeys(wish.focus or ()))
        return _booked(
            actions.confirm(held, client=client, marks=marks, by=actions.CLIENT, clock=database_now)
        )

    return work


def _booking(given: Mapping[str, Any], done: list[Appointment]) -> Work:
    """The work of booking at once; the visit is put into `done`, so that nobody has to read it again."""
    wish = checked(SlotToBook, dict(given))

    def work() -> Answer:
        wanted = wanted_by(wish.offer)
        made = actions.book(
            offer=wanted.offer,
            starts_at=wish.starts_at,
            practitioner=practitioner_of(wanted.sold, wish.practitioner),
            client=client_from(wish.client, wanted.offer.salon),
            marks=Marks(dict.fromkeys(wish.focus or ())),
            by=actions.CLIENT,
            clock=database_now,
            read=actions.JustRead(wanted.at, wanted.lanes),
        )
        if isinstance(made, Refusal):
            return _refused(made)
        done.append(made)
        given_by = wanted.sold.of_id(made.part.practitioner_id)
        return Answer(201, dict(replies.appointment(made, given_by)))

    return work


def _booked(made: Appointment | Refusal) -> Answer:
    return _refused(made) if isinstance(made, Refusal) else Answer(201, dict(replies.appointment(made)))


def _changed(made: Appointment | Refusal) -> HttpResponse:
    if isinstance(made, Refusal):
        raise _problem(made)
    return answer(replies.appointment(made))


def _refused(refusal: Refusal) -> Answer:
    """The answer that is kept under the request's key; too many holds is not kept, it passes."""
    problem = _problem(refusal)
    if refusal.code == TOO_MANY_HOLDS:
        raise problem
    return Answer(problem.status, problem.body)


def _problem(refusal: Refusal) -> Problem:
    members: dict[str, Any] = {}
    if refusal.reason is not None:
        members["reason"] = str(refusal.reason)
    if refusal.code == "slot_taken":
        members["alternatives"] = replies.slots(refusal.alternatives)
    return Problem(refusal.code, **members)


def _hold_secrets(public_id: str) -> dict[str, str]:
    return {"token": Hold(public_id=public_id).token}


def _appointment_secrets(public_id: str) -> dict[str, str]:
    return _secrets(Appointment.objects.only("public_id", "token_version").get(public_id=public_id))


def _secrets(made: Appointment) -> dict[str, str]:
    token = made.token
    return {"manage_url": visit_link(made.public_id, token), "token": token}
