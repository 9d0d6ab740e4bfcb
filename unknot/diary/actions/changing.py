"""What moving and cancelling share: an appointment and its party locked, judged, and their time given back."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from unknot.diary.actions.holds import span_of
from unknot.diary.models import Appointment, Claim
from unknot.diary.pages import Pages, TickSpan
from unknot.diary.values import TOO_LATE, Refusal, Refused
from unknot.plumbing.clock import Clock

CLIENT = "client"


def locked(appointment: Appointment, more: Sequence[TickSpan], clock: Clock) -> Pages:
    def spans() -> list[TickSpan]:
        party = Q(part__appointment=appointment) | Q(part__appointment__lead=appointment)
        return [*(span_of(claim) for claim in Claim.objects.filter(party)), *more]

    return Pages.lock({appointment.salon_id}, spans, clock=clock)


def fresh(appointment: Appointment) -> Appointment:
    """The appointment as it is now that the lock is ours. What its client says of it takes no salon's lock, but its."""
    rows = Appointment.objects.select_related("salon", "client")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=appointment.pk)


def free(appointments: Sequence[Appointment], pages: Pages) -> None:
    claims = Claim.objects.filter(part__appointment__in=appointments)
    resources = list(claims.values_list("resource_id", flat=True))
    claims.delete()
    pages.reread(resources)


def may_change(appointment: Appointment, by: str, now: datetime) -> None:
    """A client may move or cancel alone until the salon's limit, or until the start when excused; the salon always."""
    if by == CLIENT and now >= appointment.change_until:
        raise Refused(Refusal(TOO_LATE))


def changed(appointment: Appointment, now: datetime, *, sequence: bool = True) -> None:
    appointment.sequence += sequence
    appointment.changed_at = now
    told = ["reaffirmed_at", "excused_at", "lead", "arrived_at", "begun_at", "done_at"]
    appointment.save(update_fields=["status", "starts_at", "ends_at", "sequence", "changed_at", *told])


def live_followers(lead: Appointment) -> list[Appointment]:
    """Those that go with their lead, locked."""
    rows = Appointment.objects.filter(lead=lead, status=Appointment.Status.BOOKED).order_by("pk")
    return list(rows.select_related("salon", "client").select_for_update(of=("self",), no_key=True))
