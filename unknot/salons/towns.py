"""What the salons say of towns: in which of them most are, and in which a point lies."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Avg, Count, Exists, OuterRef

from unknot.plumbing import reading
from unknot.salons.models import Offer, Salon

# A hundredth of a degree is about a kilometre.
_TOWNS_AT = """
    SELECT coalesce(near.city, '')
    FROM unnest(%s::float8[], %s::float8[]) WITH ORDINALITY AS point (lat, lon, number)
    LEFT JOIN LATERAL (
        SELECT city FROM salons_salon
        WHERE city <> '' AND lat BETWEEN point.lat - 0.01 AND point.lat + 0.01
            AND lon BETWEEN point.lon - 0.02 AND point.lon + 0.02
        GROUP BY city ORDER BY count(*) DESC, city LIMIT 1
    ) AS near ON true
    ORDER BY point.number
"""


class Town(NamedTuple):
    """A town by the name its salons give it, with the middle of those salons in degrees and their zone."""

    name: str
    country: str
    zone: str
    lat: float
    lon: float


def home_town() -> Town | None:
    """The town with the most salons that can be booked; None when there are none that say their town."""
    sold = Offer.objects.filter(salon=OuterRef("pk"), is_active=True)
    known = Salon.objects.exclude(hours_source=Salon.HoursSource.UNKNOWN).exclude(city="")
    towns = known.filter(Exists(sold)).values("city", "country", "zone")
    row = (
        towns.annotate(salons=Count("pk"), middle_lat=Avg("lat"), middle_lon=Avg("lon"))
        .order_by("-salons", "city")
        .first()
    )
    return row and Town(row["city"], row["country"], row["zone"], row["middle_lat"], row["middle_lon"])


def towns_at(points: Sequence[tuple[float, float]]) -> list[str]:
    """For each point in degrees the town most salons around it say they are in; '' where there are none."""
    with reading.cursor() as cursor:
        cursor.execute(_TOWNS_AT, [[lat for lat, _ in points], [lon for _, lon in points]])
        return [city for (city,) in cursor]
