"""Where to work, how strong, and what to leave out: marked on the body while a time is held."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from unknot.core.suitability import Marks, marks
from unknot.core.suitability.marks import AVOID, WORK
from unknot.design.figure import Mark, choosing
from unknot.design.limits import at_most
from unknot.diary import actions
from unknot.diary.models import Hold
from unknot.diary.plans import workable
from unknot.knowledge.body import body
from unknot.plumbing import clock
from unknot.web import held, onward
from unknot.web.standing import standing

MARKS_A_MINUTE = 60
POSTS = frozenset({"POST"})
UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@at_most(MARKS_A_MINUTE, "web.marks", methods=POSTS)
def marking(request: HttpRequest, public_id: str) -> HttpResponse:
    """The figure for this hold; or take in what was marked, and go back to who is coming."""
    kept = held.own(request, public_id)
    if kept is None:
        return render(request, "web/lapsed.html", status=404)
    if kept.appointment is not None:
        return onward.to_visit(request, kept.appointment)
    back = onward.address("hold", kept, request.GET)
    if request.method != "POST":
        return redirect(back) if kept.expires_at <= clock.now() else _figure(request, kept, kept.marks)
    offered = _offered(kept)
    given = marks(dict(request.POST.lists()), body(), workable=offered, avoidable=offered)
    if given.wrong:
        return _figure(request, kept, given)
    actions.mark_body(kept, given)
    return redirect(back)


def _offered(kept: Hold) -> tuple[str, ...]:
    """What the treatment works, without what the answers leave out already."""
    made = standing(kept, None, {}).made
    avoided = made.avoid_regions if made else ()
    return body().named(body().sites(workable(kept.offer.treatment)) - body().sites(avoided))


def _figure(request: HttpRequest, kept: Hold, given: Marks) -> HttpResponse:
    offered = _offered(kept)
    known = given if given.wrong else given.within(body(), offered)
    kinds = [Mark(WORK, _("Please work here"), offered), Mark(AVOID, _("Please avoid"), offered)]
    shown = {
        **held.time_left(kept, clock.now()),
        "figure": choosing(kinds, known),
        "back": onward.address("hold", kept, request.GET),
        "here": onward.address("marks", kept, request.GET),
    }
    return render(request, "web/marking.html", shown, status=UNPROCESSABLE if given.wrong else 200)
