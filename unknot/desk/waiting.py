"""Who waits for a time of the salon, in the order in which they are served."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from unknot.design.waits import waits_said
from unknot.desk.doorkeeper import SIGN_IN, member_salon
from unknot.diary import reads
from unknot.plumbing import clock


@require_GET
@never_cache
@login_required(login_url=SIGN_IN)
def waiting(request: HttpRequest, salon_id: str) -> HttpResponse:
    """All who wait, what for, and whose turn it is until when."""
    salon = member_salon(request, salon_id)
    queue = [(each, waits_said(each)) for each in reads.waiting_at(salon, now=clock.now())]
    return render(request, "desk/waiting.html", {"salon": salon, "queue": queue})
