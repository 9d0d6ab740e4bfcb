"""The same search as one SQL statement over claims, as one would first write it: NOT EXISTS for each start."""

from datetime import timedelta
from typing import Any

from django.db import connection

from benchmarks.search_kernel import Answer, Question
from unknot.salons import reads

STARTS_SHOWN = 3

_AWAY = f"""round(2 * {reads.EARTH_M} * asin(sqrt(least(1.0,
    sin(radians(s.lat - %(lat)s) / 2) ^ 2
    + cos(radians(%(lat)s)) * cos(radians(s.lat)) * sin(radians(s.lon - %(lon)s) / 2) ^ 2))))"""

_FREE = """NOT EXISTS (SELECT FROM diary_claim c WHERE c.resource_id = {lane}.resource_id AND c.span && tstzrange(
    t.at - make_interval(mins => o.buffer_before_min),
    t.at + make_interval(mins => o.duration_min + o.buffer_after_min)))"""

_SEARCH = f"""
WITH near AS (
  SELECT s.public_id AS salon, s.zone, o.salon_id, o.who, o.rooms, o.duration_min, o.buffer_before_min,
         o.buffer_after_min, {_AWAY} AS away
  FROM salons_salon s JOIN salons_offer o ON o.salon_id = s.id
  WHERE s.lat BETWEEN %(south)s AND %(north)s AND s.lon BETWEEN %(west)s AND %(east)s
    AND o.treatment = %(treatment)s AND o.duration_min = %(duration_min)s AND o.is_active
), free AS (
  SELECT o.away, o.salon_id, o.salon, t.at,
         row_number() OVER (PARTITION BY o.salon_id ORDER BY t.at) AS place
  FROM near o
  CROSS JOIN generate_series(%(starts_from)s::timestamptz, %(last)s::timestamptz, interval '15 minutes') AS t(at)
  CROSS JOIN LATERAL (
    SELECT extract(isodow FROM t.at AT TIME ZONE o.zone)::int - 1 AS weekday,
           extract(hour FROM t.at AT TIME ZONE o.zone)::int * 60
           + extract(minute FROM t.at AT TIME ZONE o.zone)::int AS minute) w
  WHERE o.away <= %(radius_m)s AND EXISTS (
    SELECT FROM salons_lane p JOIN salons_weeklyhours h ON h.lane_id = p.id
    WHERE p.salon_id = o.salon_id AND o.who >> p.number::int & 1 = 1
      AND h.weekday = w.weekday AND h.from_min <= w.minute AND h.to_min >= w.minute + o.duration_min
      AND {_FREE.format(lane="p")})
  AND EXISTS (
    SELECT FROM salons_lane r
    WHERE r.salon_id = o.salon_id AND o.rooms >> r.number::int & 1 = 1 AND {_FREE.format(lane="r")})
)
SELECT salon, array_agg(at ORDER BY at) FROM free WHERE place <= {STARTS_SHOWN}
GROUP BY away, salon_id, salon ORDER BY away, salon_id LIMIT %(limit)s
"""


def through_claims(question: Question) -> Answer:
    """The nearest salons with their first three starts, from hours and claims alone."""
    rise = question["radius_m"] / 111_000
    run = rise * 2.5
    values: dict[str, Any] = {
        **question,
        "south": question["lat"] - rise,
        "north": question["lat"] + rise,
        "west": question["lon"] - run,
        "east": question["lon"] + run,
        "last": question["starts_until"] - timedelta(minutes=15),
    }
    with connection.cursor() as cursor:
        cursor.execute(_SEARCH, values)
        return [(salon, list(starts)) for salon, starts in cursor.fetchall()]
