"""Which door answers which address."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from unknot.config import probes

urlpatterns: list[URLPattern | URLResolver] = [
    path("livez", probes.livez),
    path("readyz", probes.readyz),
]
for prefix, door in (("api/", "api"), ("desk/", "desk"), ("", "web")):
    if find_spec(f"unknot.{door}") and find_spec(f"unknot.{door}.urls"):
        urlpatterns.append(path(prefix, include(f"unknot.{door}.urls")))
