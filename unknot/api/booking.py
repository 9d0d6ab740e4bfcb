"""The operations that change the diary: holds and appointments."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from unknot.api import booking_replies, replies
from unknot.api.company import Company, companion_of, company
from unknot.api.door import answer
from unknot.api.keys import Work, once
from unknot.api.lookups import (
    appointment_in_path,
    client_from,
    hold_in_path,
    hold_named,
    lengthened,
    offer_named,
    practitioner_named,
    practitioner_of,
    wanted_by,
)
from unknot.api.problems import Problem, refused_field
from unknot.api.reading import bearer, checked, read_object, read_query, refuse_body
from unknot.api.shapes import CompanionDetails, HoldToConfirm, HoldWish, NewTime, NoQuery, SlotToBook
from unknot.core.suitability import Marks
from unknot.design.visitor import address_digest
from unknot.diary import actions
from unknot.diary.models import Appointment, Hold
from unknot.diary.together import are_in_a_row
from unknot.diary.values import TOO_MANY_HOLDS, Refusal
from unknot.people.models import Client
from unknot.plumbing.clock import database_now
from unknot.plumbing.idempotency import Answer
from unknot.plumbing.links import visit_link


def hold(request: HttpRequest) -> HttpResponse:
    """Keep a slot for ten minutes."""
    read_query(request, NoQuery)
    wish = checked(HoldWish, read_object(request))

    def work() -> Answer:
        offer = lengthened(offer_named(wish.offer), wish.add_ons)
        made = actions.hold(
            offer=offer,
            starts_at=wish.starts_at,
            practitioner=practitioner_named(wish.practitioner, offer.salon),
            **(with_it := company(wish, offer)).wished,
            address=address_digest(request),
            clock=database_now,
        )
        if isinstance(made, Refusal):
            return _refused(made)
        return Answer(
            201, dict(booking_replies.hold(made, made.practitioner, _led(made) if with_it.also else ()))
        )

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
        request, _booking(given, made), lambda body: _secrets(made[0]) if made else _appointment_secrets(body)
    )


def appointment(request: HttpRequest, appointment_id: str) -> HttpResponse:
    """One appointment, for whoever has its token."""
    read_query(request, NoQuery)
    return answer(booking_replies.party(appointment_in_path(appointment_id, bearer(request))))


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
        others = _others(held, client, wish.companion)
        made = actions.confirm(
            held, client=client, marks=marks, others=others, by=actions.CLIENT, clock=database_now
        )
        return _booked(made, are_several=bool(others))

    return work


def _booking(given: Mapping[str, Any], done: list[Appointment]) -> Work:
    """The work of booking at once; the visit is put into `done`, so that nobody has to read it again."""
    wish = checked(SlotToBook, dict(given))

    def work() -> Answer:
        wanted = wanted_by(wish.offer)
        offer, salon = lengthened(wanted.offer, wish.add_ons), wanted.offer.salon
        with_it, client = company(wish, offer), client_from(wish.client, salon)
        made = actions.book(
            offer=offer,
            starts_at=wish.starts_at,
            practitioner=practitioner_of(wanted.sold, wish.practitioner),
            client=client,
            **with_it.wished,
            others=_at_once(with_it, client, wish.companion, salon.country),
            marks=Marks(dict.fromkeys(wish.focus or ())),
            by=actions.CLIENT,
            clock=database_now,
            read=actions.JustRead(wanted.at, wanted.lanes),
        )
        if isinstance(made, Refusal) or with_it.also:
            return _booked(made, are_several=True)
        done.append(made)
        given_by = wanted.sold.of_id(made.part.practitioner_id)
        return Answer(201, dict(booking_replies.appointment(made, given_by)))

    return work


def _led(held: Hold) -> list[Hold]:
    """What a hold leads, in order of time."""
    return list(held.followers.select_related("offer", "practitioner").order_by("starts_at", "pk"))


def _others(held: Hold, client: Client, details: CompanionDetails | None) -> list[actions.Coming]:
    """Who comes for what a hold leads. Raises Problem where a companion is named and nobody comes along."""
    led = _led(held)
    with_it = Company(tuple(each.offer for each in led), in_a_row=are_in_a_row(held, led))
    coming = _at_once(with_it, client, details, held.offer.salon.country) or [client] * len(led)
    return [actions.Coming(each) for each in coming]


def _at_once(
    with_it: Company, client: Client, details: CompanionDetails | None, country: str
) -> list[Client]:
    """Who comes along for what is at once; nobody for what is in a row. Raises Problem naming `companion`."""
    if with_it.in_a_row or not with_it.also:
        if details is not None:
            raise refused_field("companion", _("must come with two at once"))
        return []
    return [companion_of(details, client, country) for _each in with_it.also]


def _booked(made: Appointment | Refusal, *, are_several: bool) -> Answer:
    if isinstance(made, Refusal):
        return _refused(made)
    return Answer(
        201, dict(booking_replies.party(made) if are_several else booking_replies.appointment(made))
    )


def _changed(made: Appointment | Refusal) -> HttpResponse:
    if isinstance(made, Refusal):
        raise _problem(made)
    return answer(booking_replies.party(made))


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


def _hold_secrets(body: Mapping[str, Any]) -> dict[str, Any]:
    return {"token": Hold(public_id=body["id"]).token}


def _appointment_secrets(body: Mapping[str, Any]) -> dict[str, Any]:
    """The tokens of what was booked; not that of who comes along and has an address of her own by now."""
    ids = [body["id"], *(each["id"] for each in body.get("together", ()))]
    rows = Appointment.objects.filter(public_id__in=ids)
    known = rows.only("public_id", "token_version", "borrows_address", "client_id").in_bulk(
        field_name="public_id"
    )
    lead = known[body["id"]]
    secrets = {
        public_id: _secrets(row)
        for public_id, row in known.items()
        if row == lead or row.borrows_address or row.client_id == lead.client_id
    }
    beside = [{**each, **secrets.get(each["id"], {})} for each in body.get("together", ())]
    return {**secrets[body["id"]], **({"together": beside} if beside else {})}


def _secrets(made: Appointment) -> dict[str, str]:
    token = made.token
    return {"manage_url": visit_link(made.public_id, token), "token": token}
