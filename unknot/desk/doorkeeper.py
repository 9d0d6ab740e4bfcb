"""Only members of a salon see its desk; to everybody else it does not exist."""

from django.db.models import F
from django.http import Http404, HttpRequest

from unknot.diary import reads
from unknot.diary.models import Appointment
from unknot.people.models import User
from unknot.salons.models import Membership, Resource, Salon

SIGN_IN = "desk_session"


def salons_of(request: HttpRequest) -> list[Salon]:
    """The salons in which the signed-in user works, by name."""
    assert isinstance(request.user, User)
    return list(Salon.objects.filter(memberships__user=request.user).order_by("name"))


def member_salon(request: HttpRequest, public_id: str) -> Salon:
    """The salon, when the signed-in user works there, with her `role` and the practitioner she is. Raises Http404."""
    assert isinstance(request.user, User)
    mine = Salon.objects.filter(public_id=public_id, memberships__user=request.user)
    found = mine.annotate(role=F("memberships__role"), treats_as=F("memberships__practitioner")).first()
    if found is None:
        raise Http404
    return found


def whose_numbers(request: HttpRequest, public_id: str) -> tuple[Salon, Resource | None]:
    """The salon and whose numbers may be seen: an owner sees all (None), a practitioner her own, nobody else any.

    Raises Http404.
    """
    rows = Membership.objects.select_related("salon", "practitioner").filter(user=request.user.pk)
    found = rows.filter(salon__public_id=public_id).first()
    if found is None or found.role == Membership.Role.RECEPTION:
        raise Http404
    if found.role == Membership.Role.PRACTITIONER and found.practitioner is None:
        raise Http404
    return found.salon, found.practitioner if found.role == Membership.Role.PRACTITIONER else None


def member_visit(request: HttpRequest, salon_id: str, public_id: str) -> Appointment:
    """A visit of the salon, when the signed-in user works there. Raises Http404."""
    salon = member_salon(request, salon_id)
    found = reads.appointment(public_id)
    if found is None or found.salon_id != salon.pk:
        raise Http404
    return found


def works_as(request: HttpRequest, salon: Salon) -> Resource | None:
    """The practitioner that the signed-in user is in the salon; None for those who only run its desk."""
    rows = Membership.objects.select_related("practitioner").filter(user=request.user.pk, salon=salon)
    found = rows.first()
    return found.practitioner if found else None


def acts_as(request: HttpRequest) -> str:
    """Who acts, in the facts."""
    return f"desk:{request.user.pk}"
