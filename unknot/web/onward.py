"""Going on to another page after something was done, with and without JavaScript."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from unknot.diary.models import Appointment, Hold
from unknot.web import grants

KEPT_UP = ("practitioner", "as", "told", "shortened", "gap")


def address(name: str, kept: Hold, wishes: Mapping[str, str]) -> str:
    """A page about a hold; it keeps in mind what was said on the way: KEPT_UP."""
    kept_up = {each: wishes[each] for each in KEPT_UP if wishes.get(each)}
    return reverse(name, args=[kept.public_id]) + (f"?{urlencode(kept_up)}" if kept_up else "")


def again(kept: Hold, wishes: Mapping[str, str]) -> str:
    """The interview's card once more, so that what was ticked can be changed."""
    here = address("interview", kept, wishes)
    return f"{here}{'&' if '?' in here else '?'}again=1"


def to(request: HttpRequest, address: str) -> HttpResponse:
    """The browser really goes to `address`, also when it asked through htmx."""
    return HttpResponseClientRedirect(address) if HtmxDetails(request) else HttpResponseRedirect(address)


def to_visit(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    """To the page of a visit that this browser has booked."""
    response = to(request, f"/visits/{appointment.public_id}/")
    grants.give(response, appointment, request)
    return response
