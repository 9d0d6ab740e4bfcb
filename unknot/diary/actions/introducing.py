"""Who comes along says who she is: from then on her visit's link is hers alone."""

from unknot.diary.actions.changing import CLIENT
from unknot.diary.actions.taking import all_or_nothing
from unknot.diary.models import Appointment
from unknot.diary.values import NOT_CHANGEABLE, Refusal, Refused
from unknot.plumbing import facts
from unknot.plumbing.clock import Clock


@all_or_nothing
def introduce(appointment: Appointment, *, name: str, email: str, phone: str, clock: Clock) -> Appointment:
    """Give a visit that was booked for somebody an address of her own; one of `email` and `phone` is given.

    Her private link is revoked, who booked has it no more, and there is a new one. Refused for a visit that has an
    address of its own or is over (`not_changeable`).
    """
    rows = Appointment.objects.select_related("client", "salon").select_for_update(of=("self",), no_key=True)
    fresh, now = rows.get(pk=appointment.pk), clock()
    if not fresh.borrows_address or not fresh.is_live or fresh.ends_at <= now:
        raise Refused(Refusal(NOT_CHANGEABLE))
    fresh.client.introduce(name=name, email=email, phone=phone)
    fresh.borrows_address = False
    fresh.token_version += 1
    fresh.save(update_fields=["borrows_address", "token_version"])
    facts.record("appointment.introduced", fresh.public_id, {"by": CLIENT}, at=now)
    return fresh
