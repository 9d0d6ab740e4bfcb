"""Which door answers which address, and how it says so when a request fails before or outside its view."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views import defaults

from unknot.api.problems import Problem, said
from unknot.config import probes

API = "/api/"

urlpatterns = [
    path("livez", probes.livez),
    path("readyz", probes.readyz),
    path("api/", include("unknot.api.urls")),
    path("desk/", include("unknot.desk.urls")),
    path("", include("unknot.web.urls")),
]


def handler400(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that can't be read: a problem document for programs, a page for people."""
    if request.path.startswith(API):
        return said(Problem("bad_request"))
    return defaults.bad_request(request, exception)


def handler500(request: HttpRequest) -> HttpResponse:
    """Our own fault: a problem document for programs, a page for people."""
    if request.path.startswith(API):
        return said(Problem("internal"))
    return defaults.server_error(request)
