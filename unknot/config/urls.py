"""Which door answers which address. Error pages are Django's own handlers with the templates of `design`."""

from django.urls import include, path

from unknot.config import probes

urlpatterns = [
    path("livez", probes.livez),
    path("readyz", probes.readyz),
    path("api/", include("unknot.api.urls")),
    path("desk/", include("unknot.desk.urls")),
    path("", include("unknot.web.urls")),
]
