"""Who may describe a salon: whoever made the first account, and owners of a salon that stands."""

from django.http import Http404, HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _

from unknot.people.models import User
from unknot.salons.models import Membership, Sketch
from unknot.salons.sketch import Drawn, drawn


def open_sketch(request: HttpRequest) -> Sketch | None:
    """The signed-in user's sketch of a salon that has not opened yet."""
    return Sketch.objects.filter(owner=request.user.pk, salon=None).select_related("owner").first()


def my_sketch(request: HttpRequest) -> Sketch:
    """The same. Raises Http404 when there is none: to everybody else these pages do not exist."""
    found = open_sketch(request)
    if found is None:
        raise Http404
    return found


def may_add_a_salon(user: User) -> bool:
    """Whether the user owns a salon already."""
    return Membership.objects.filter(user=user, role=Membership.Role.OWNER).exists()


def salon_of(sketch: Sketch) -> Drawn:
    """The sketch as a salon, its rooms called as in its own language."""
    said = drawn(sketch.said, owner=sketch.owner.name)
    with translation.override(said.language):
        return drawn(sketch.said, owner=sketch.owner.name, room=_("Room"))
