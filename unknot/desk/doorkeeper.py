"""Only members of a salon see its desk; to everybody else it does not exist."""

from django.http import Http404, HttpRequest

from unknot.people.models import User
from unknot.salons.models import Salon

SIGN_IN = "desk_session"


def salons_of(request: HttpRequest) -> list[Salon]:
    """The salons in which the signed-in user works, by name."""
    assert isinstance(request.user, User)
    return list(Salon.objects.filter(memberships__user=request.user).order_by("name"))


def member_salon(request: HttpRequest, public_id: str) -> Salon:
    """The salon, when the signed-in user works there. Raises Http404."""
    assert isinstance(request.user, User)
    found = Salon.objects.filter(public_id=public_id, memberships__user=request.user).first()
    if found is None:
        raise Http404
    return found


def acts_as(request: HttpRequest) -> str:
    """Who acts, in the facts."""
    return f"desk:{request.user.pk}"
