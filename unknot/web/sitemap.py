"""The pages that everybody may read, for machines that look for them."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from unknot.design.limits import at_most
from unknot.design.searching import searching
from unknot.knowledge.concerns import concerns
from unknot.salons.models import Salon

LOOKS_A_MINUTE = 10
MOST_SALONS = 40_000
"""A sitemap holds 50 000 addresses at most: sitemaps.org."""
CLOSED = ("/desk/", "/api/")
OPEN = ("home", "guides", "which", "back_massage", "about")


@require_safe
@at_most(LOOKS_A_MINUTE, "web.sitemap")
@searching
def sitemap(request: HttpRequest) -> HttpResponse:
    """Addresses of the home page, the guides and the salons."""
    addresses = [request.build_absolute_uri(path) for path in _paths()]
    return render(request, "web/sitemap.xml", {"addresses": addresses}, content_type="application/xml")


@require_safe
@at_most(LOOKS_A_MINUTE, "web.robots")
def robots(request: HttpRequest) -> HttpResponse:
    """What machines that look for pages need not look at (RFC 9309)."""
    closed = "".join(f"Disallow: {path}\n" for path in CLOSED)
    where = request.build_absolute_uri(reverse("sitemap"))
    return HttpResponse(f"User-agent: *\n{closed}\nSitemap: {where}\n", content_type="text/plain")


def _paths() -> Iterator[str]:
    yield from (reverse(name) for name in OPEN)
    yield from (reverse("guide", args=[each.slug]) for each in concerns().values())
    salons = Salon.objects.order_by("pk").values_list("public_id", flat=True)[:MOST_SALONS]
    yield from (reverse("salon", args=[public_id]) for public_id in salons)
