"""The map beside the list: where its tiles come from, if any, and the names of what lies around."""

import math
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from unknot.design.limits import at_most
from unknot.knowledge.places_around import Bounds, places_around

LOOKS_A_MINUTE = 120
MOST_PLACES = 30
A_DAY_S = 86_400
FURTHEST_DEG = Bounds(south=90.0, west=180.0, north=90.0, east=180.0)


class Tiles(NamedTuple):
    """An address with {z}, {x} and {y}, and whom to thank, as text."""

    url: str
    attribution: str


def tiles() -> Tiles | None:
    """What the operator has chosen; None when the map draws rings and names instead."""
    return Tiles(settings.MAP_TILES_URL, settings.MAP_ATTRIBUTION) if settings.MAP_TILES_URL else None


@require_GET
@at_most(LOOKS_A_MINUTE, "web.around")
def around(request: HttpRequest) -> HttpResponse:
    """`[[name, lat, lon], ...]`: the most populous places of a rectangle, or 400 `{"field": ..., "says": ...}`."""
    asked: dict[str, float] = {}
    for field, furthest in FURTHEST_DEG._asdict().items():
        degrees = _degrees(request.GET.get(field, ""))
        if degrees is None or abs(degrees) > furthest:
            return _refused(field, f"a number from -{furthest:g} to {furthest:g}")
        asked[field] = degrees
    bounds = Bounds(**asked)
    if bounds.north < bounds.south:
        return _refused("north", "not less than south")
    if bounds.east < bounds.west:
        return _refused("east", "not less than west")
    names = places_around(bounds, limit=MOST_PLACES)
    return JsonResponse(names, safe=False, headers={"Cache-Control": f"public, max-age={A_DAY_S}"})


def _degrees(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _refused(field: str, says: str) -> HttpResponse:
    return JsonResponse({"field": field, "says": says}, status=400)
