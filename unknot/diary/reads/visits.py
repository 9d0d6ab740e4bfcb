"""Visits and whatever else occupies a salon's time."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from unknot.core.hours import local_day, tick_floor
from unknot.core.suitability import Outcome
from unknot.diary.models import Appointment, Block, Claim, Part
from unknot.health import reads as health
from unknot.health.models import Clearance
from unknot.people.models import Client
from unknot.salons.joining import rows_of
from unknot.salons.models import Resource, Salon

HALF_A_DAY = timedelta(hours=12)
NOT_COMING = (Appointment.Status.CANCELLED, Appointment.Status.NO_SHOW)


def claims_between(
    salon: Salon, starts_at: datetime, ends_at: datetime, *, now: datetime
) -> "QuerySet[Claim]":
    """The live claims on a salon's resources that meet `[starts_at, ends_at)`, with all the desk shows of them.

    What they are claims on is not read with them: a day has hundreds, on few resources.
    """
    return (
        Claim.objects.filter(resource__lanes__salon=salon, span__overlap=(starts_at, ends_at))
        .exclude(expires_at__lte=now)
        .select_related("part__appointment__client", "part__practitioner", "hold__offer", "block")
        .order_by("resource_id", "span")
    )


def appointment(public_id: str) -> Appointment | None:
    """An appointment with its salon, client and parts."""
    found = Appointment.objects.select_related("salon", "client", "lead").filter(public_id=public_id)
    return found.prefetch_related("parts__offer", "parts__practitioner").first()


def is_blocked(resource: Resource, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether one block takes all of `[starts_at, ends_at)` of a resource."""
    over_all = Block.objects.filter(resource=resource, starts_at__lte=starts_at, ends_at__gte=ends_at)
    return over_all.exists()


def next_at(part: Part) -> datetime | None:
    """When the practitioner of a part has her next visit, within half a day of its end; None when there is none."""
    later = Part.objects.filter(
        practitioner=part.practitioner_id,
        starts_at__gte=part.ends_at,
        starts_at__lt=part.ends_at + HALF_A_DAY,
    ).exclude(appointment__status__in=NOT_COMING)
    return later.order_by("starts_at").values_list("starts_at", flat=True).first()


def share_a_room(one: Appointment, other: Appointment) -> bool:
    """Whether two who come together are served in one room for two. One statement."""
    pairs = Claim.objects.filter(part__appointment=other, pair__isnull=False).values("pair")
    return Claim.objects.filter(part__appointment=one, pair__in=pairs).exists()


def visits_from_last(client: Client, *, now: datetime) -> list[Part]:
    """The client's last visit that has begun and all that lie ahead, in order of time. One statement.

    Cancelled and missed ones are no visits.
    """
    coming = Part.objects.filter(appointment__client=client).exclude(appointment__status__in=NOT_COMING)
    last = coming.filter(starts_at__lte=now).order_by("-starts_at", "-pk").values("pk")[:1]
    wanted = coming.filter(Q(starts_at__gt=now) | Q(pk__in=last)).order_by("starts_at", "pk")
    return list(wanted.select_related("appointment", "offer__salon", "practitioner"))


def last_part(client: Client, salon: Salon) -> Part | None:
    """The latest treatment of a client, or of who is joined into her, had or booked at a salon. Two statements."""
    clients = rows_of(salon, client.pk)
    coming = Part.objects.filter(appointment__client__in=clients, appointment__salon=salon)
    coming = coming.exclude(appointment__status__in=NOT_COMING)
    return coming.select_related("offer", "practitioner").order_by("-starts_at", "-pk").first()


def waits_for_client(appointment: Appointment) -> bool:
    """Whether something on a visit waits for its client: to accept, to answer, to change, or to bring a note."""
    part = appointment.parts.all()[0]
    return part.waits_for_client or (part.verdict == Outcome.CLEARANCE and not _has_note(appointment, part))


def has_gap_benefit(appointment: Appointment) -> bool:
    """Whether something came with its time because it filled a hole."""
    return any(part.gap_benefit.is_any for part in appointment.parts.all())


def _has_note(appointment: Appointment, part: Part) -> bool:
    """Whether a note that reaches the visit's day waits to be looked at, or holds."""
    on_date = local_day(appointment.salon.zone, tick_floor(part.starts_at))
    reaching = health.notes_for(appointment.public_id).filter(holds_until__gte=on_date)
    return reaching.exclude(state=Clearance.State.REFUSED).exists()
