"""Which door answers which address. Error pages are Django's own handlers with the templates of `design`."""

from importlib.util import find_spec

from django.urls import include, path

from unknot.config import probes

urlpatterns = [
    path("livez", probes.livez),
    path("readyz", probes.readyz),
    *([path("api/", include("unknot.api.urls"))] if find_spec("unknot.api.urls") else []),
    path("desk/", include("unknot.desk.urls")),
    path("", include("unknot.web.urls")),
]
