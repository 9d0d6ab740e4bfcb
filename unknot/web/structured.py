"""What a page is about, for machines that read schema.org: data only, no script."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext

from unknot.core.suitability.rulebook import Source

CONTEXT = "https://schema.org"
NAME = "Unknot"


def article(request: HttpRequest, *, title: str, says: str, sources: Sequence[Source]) -> dict[str, Any]:
    """A guide: what it says in one sentence, where that comes from, and the way to it."""
    here = request.build_absolute_uri(request.path)
    return {
        "@context": CONTEXT,
        "@graph": [
            {
                "@type": "Article",
                "@id": here,
                "headline": title,
                "description": says,
                "inLanguage": get_language(),
                "isAccessibleForFree": True,
                "publisher": {"@type": "Organization", "name": NAME},
                "citation": [_citation(each) for each in sources],
            },
            _way(request, title, here),
        ],
    }


def collection(request: HttpRequest, *, title: str, pages: Mapping[str, str]) -> dict[str, Any]:
    """A list of pages: address by name."""
    listed = [
        {"@type": "ListItem", "position": place, "name": name, "url": request.build_absolute_uri(path)}
        for place, (name, path) in enumerate(pages.items(), start=1)
    ]
    return {"@context": CONTEXT, "@type": "ItemList", "name": title, "itemListElement": listed}


def _citation(source: Source) -> dict[str, str]:
    return {"@type": "CreativeWork", "name": source.title, **({"url": source.url} if source.url else {})}


def _way(request: HttpRequest, title: str, here: str) -> dict[str, Any]:
    steps = [(gettext("Guides"), request.build_absolute_uri(reverse("guides"))), (title, here)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": address}
            for place, (name, address) in enumerate(steps, start=1)
        ],
    }
