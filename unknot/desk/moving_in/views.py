"""Choose a file, look at what would be taken, understand its words, and take it."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from unknot.core.tables import Unreadable
from unknot.design.limits import at_most
from unknot.desk.doorkeeper import SIGN_IN, acts_as, member_salon
from unknot.desk.moving_in.files import look
from unknot.desk.moving_in.shown import shown
from unknot.desk.moving_in.words import unreadable
from unknot.desk.setup.door import may_add_a_salon
from unknot.diary import actions
from unknot.diary.moving_in import Menu, plan
from unknot.plumbing import clock, parcels
from unknot.salons.models import Membership, Salon

UNPROCESSABLE = 422
FILES_A_MINUTE = 20
RUN_BY = (Membership.Role.OWNER, Membership.Role.RECEPTION)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required(login_url=SIGN_IN)
@at_most(FILES_A_MINUTE, "desk.moving_in", methods=frozenset({"POST"}))
def moving_in(request: HttpRequest, salon_id: str) -> HttpResponse:
    """The file's form; then the look at it, as often as words are said; then what was taken."""
    salon = member_salon(request, salon_id)
    if not Membership.objects.filter(user=request.user.pk, salon=salon, role__in=RUN_BY).exists():
        raise Http404
    if request.method != "POST":
        return _form(request, salon)
    try:
        ticket, content = _content(request)
        return _answer(request, salon, ticket, content)
    except Unreadable as refused:
        return _form(request, salon, refused)


def _form(request: HttpRequest, salon: Salon, refused: Unreadable | None = None) -> HttpResponse:
    facts: dict[str, Any] = {"salon": salon, "people": list(Menu(salon).people.values())}
    facts["owns"] = may_add_a_salon(request.user)  # type: ignore[arg-type]
    if refused:
        facts |= {"refused": unreadable(refused.code), "line": refused.line}
    return render(request, "desk/moving_in/form.html", facts, status=UNPROCESSABLE if refused else 200)


def _content(request: HttpRequest) -> tuple[str, bytes]:
    """The ticket of the file and the file: sent now, or kept since the first look."""
    ticket = request.POST.get("ticket", "")
    if ticket:
        kept = parcels.look(ticket)
        if kept is None:
            raise Unreadable("gone")
        return ticket, kept
    sent = request.FILES.get("file")
    if sent is None or not sent.size:
        raise Unreadable("empty")
    if sent.size > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
        raise Unreadable("too_large")
    content = sent.read()
    return "", content


def _answer(request: HttpRequest, salon: Salon, ticket: str, content: bytes) -> HttpResponse:
    now, menu = clock.now(), Menu(salon)
    looked = look(content, salon, menu, request.POST, now=now)
    if "take" in request.POST:
        taken = actions.move_in(salon, looked.reading, by=acts_as(request), clock=clock.database_now)
        parcels.drop(ticket)
        return render(request, "desk/moving_in/taken.html", {"salon": salon, **shown(looked, taken, menu)})
    would = plan(salon, looked.reading, menu, now=now)
    facts = {"salon": salon, "ticket": ticket or parcels.put(content), "given": request.POST}
    return render(request, "desk/moving_in/look.html", {**facts, **shown(looked, would, menu)})
