"""A few letters that change whenever anything changes that a salon's board shows of some days."""

from datetime import date, datetime, timedelta

from unknot.core.hours import day_start, instant
from unknot.diary.bridge import dates
from unknot.plumbing import reading
from unknot.salons.models import Salon

# Whoever takes or gives back time raises the version of a day row; what is said of a visit without touching its time
# stands on the visit; a hold that runs out changes no row at all, so those that live are counted.
_STAMP = """
SELECT left(md5(concat_ws('|',
  (SELECT string_agg(concat(on_date, ':', version), ',' ORDER BY on_date) FROM diary_salon_day
    WHERE salon_id = %(salon)s AND on_date = ANY(%(dates)s::date[])),
  (SELECT string_agg(concat_ws(',', a.id, a.status, a.sequence, p.told, p.verdict, p.pressure_max, p.avoid, p.kept_at,
      p.offer_id, c.name), ';' ORDER BY a.id)
    FROM diary_appointment a JOIN diary_part p ON p.appointment_id = a.id JOIN people_client c ON c.id = a.client_id
    WHERE a.salon_id = %(salon)s AND a.starts_at >= %(first)s AND a.starts_at < %(last)s),
  (SELECT string_agg(c.id::text, ',' ORDER BY c.id) FROM salons_lane l JOIN diary_claim c USING (resource_id)
    WHERE l.salon_id = %(salon)s AND c.span && tstzrange(%(first)s, %(last)s) AND c.expires_at > %(now)s)
)), 12)
"""


def stamp(salon: Salon, first: date, last: date, *, now: datetime) -> str:
    """Twelve letters for the local days `first` to `last` with the nights beside them. One statement, no lock."""
    before, after = first - timedelta(days=1), last + timedelta(days=2)
    with reading.cursor() as cursor:
        cursor.execute(
            _STAMP,
            {
                "salon": salon.pk,
                "dates": dates(before, after),
                "first": instant(day_start(salon.zone, before)),
                "last": instant(day_start(salon.zone, after)),
                "now": now,
            },
        )
        (made,) = cursor.fetchone()
    return str(made)
