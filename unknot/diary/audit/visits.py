"""Appointments and holds: each has its claims, and stands where the rules of its time allowed it.

What held when a time was taken is kept with it (`diary.models.agreed`), for hours and offers change afterwards. Of a
time whose terms are not known only this is asked: that its practitioner is claimed over the whole treatment, and all
else over the same span.
"""

from collections.abc import Iterator
from datetime import datetime

from unknot.diary.audit.findings import Finding, rows
from unknot.salons.bridge import deep_treatments

# Of each live appointment's part and each live hold: the terms, what is claimed, and what of it does not fit.
# A hold without any claim is no harm: it is as good as one that ran out, and takes its time anew when confirmed.
_TAKEN = """
WITH taken AS (
  SELECT 'appointment ' || a.public_id AS owner, p.id AS part_id, NULL::bigint AS hold_id, p.practitioner_id,
    p.starts_at, p.ends_at, p.claimed, p.bookable, p.working, p.needs_room, p.needs_equipment,
    p.turnover
  FROM diary_part p JOIN diary_appointment a ON a.id = p.appointment_id WHERE a.status <> 'cancelled'
  UNION ALL
  SELECT 'hold ' || public_id, NULL, id, practitioner_id,
    starts_at, ends_at, claimed, bookable, working, needs_room, needs_equipment, turnover
  FROM diary_hold WHERE appointment_id IS NULL AND expires_at > %(now)s
), judged AS (
  SELECT owner, array_remove(ARRAY[
    CASE WHEN hers IS NOT TRUE OR practitioners <> 1 THEN 'practitioner_unclaimed' END,
    CASE WHEN rooms <> needs_room::int THEN 'room_unclaimed' END,
    CASE WHEN pieces <> needs_equipment THEN 'equipment_unclaimed' END,
    CASE WHEN NOT (covers AND (even OR claimed IS NOT NULL) AND as_agreed IS NOT FALSE) THEN 'claimed_otherwise' END,
    CASE WHEN NOT bookable @> starts_at THEN 'outside_notice_or_horizon' END,
    CASE WHEN NOT working @> tstzrange(starts_at, ends_at) THEN 'outside_working_time' END
  ], NULL) AS kinds
  FROM taken CROSS JOIN LATERAL (
    SELECT bool_or(c.resource_id = practitioner_id) AS hers,
      count(*) FILTER (WHERE r.kind = 'practitioner') AS practitioners,
      count(*) FILTER (WHERE r.kind = 'room') AS rooms,
      count(*) FILTER (WHERE r.kind = 'equipment') AS pieces,
      bool_and(c.span @> tstzrange(starts_at, ends_at)) AS covers,
      count(DISTINCT c.span) = 1 AS even, bool_and(claimed IS NULL OR c.span = tstzrange(
        lower(claimed) - make_interval(mins => coalesce((turnover->c.resource_id::text->>0)::int, 0)),
        upper(claimed) + make_interval(mins => coalesce((turnover->c.resource_id::text->>1)::int, 0))
      )) AS as_agreed
    FROM diary_claim c JOIN salons_resource r ON r.id = c.resource_id
    WHERE c.part_id = taken.part_id OR c.hold_id = taken.hold_id
    HAVING taken.part_id IS NOT NULL OR count(*) > 0
  ) claims)
SELECT owner, kinds FROM judged WHERE kinds <> '{}'
"""
_SENTENCES = {
    "practitioner_unclaimed": "{} does not claim its practitioner, and her alone",
    "room_unclaimed": "{} does not claim the room it needs, or claims one it does not need",
    "equipment_unclaimed": "{} does not claim the pieces of equipment it needs",
    "claimed_otherwise": "{} does not claim all it needs over its whole time, preparation and recovery included",
    "outside_notice_or_horizon": "{} starts when no client could book it by the rules of then",
    "outside_working_time": "{} is not within the working time of then",
}
_PARTLESS = """
SELECT public_id FROM diary_appointment a WHERE NOT EXISTS (SELECT FROM diary_part p WHERE p.appointment_id = a.id)
"""
_APART = """
SELECT a.public_id FROM diary_appointment a JOIN diary_part p ON p.appointment_id = a.id GROUP BY a.id
HAVING min(p.starts_at) <> a.starts_at OR max(p.ends_at) <> a.ends_at
"""
_OTHER_MINUTES = """
SELECT a.public_id FROM diary_appointment a JOIN diary_part p ON p.appointment_id = a.id
WHERE p.ends_at - p.starts_at <> make_interval(mins => p.duration_min)
"""
# Whatever was granted last kept the minutes of its day with all that was there, and since then visits have only gone: a
# practitioner's day never holds more than the most generous of its terms. Where one of them knows no limit, or the wall
# shows another date at one of her salons, nothing is said.
_TOO_MUCH = """
WITH given AS (
  SELECT p.practitioner_id, p.starts_at, p.ends_at, coalesce(p.{most}, 0) AS most, s.zone, a.public_id
  FROM diary_part p JOIN diary_appointment a ON a.id = p.appointment_id JOIN salons_salon s ON s.id = a.salon_id
  WHERE a.status <> 'cancelled' AND {counted}
), days AS (
  SELECT DISTINCT practitioner_id, zone, (starts_at AT TIME ZONE zone)::date AS on_date FROM given WHERE most > 0)
SELECT min(g.public_id) FROM days JOIN given g ON g.practitioner_id = days.practitioner_id
  AND (g.starts_at AT TIME ZONE days.zone)::date = days.on_date
GROUP BY days.practitioner_id, days.zone, days.on_date
HAVING min(g.most) > 0 AND count(DISTINCT g.zone) = 1
  AND sum(extract(epoch FROM g.ends_at - g.starts_at) / 60) > max(g.most)
"""
_HANDS_ON = _TOO_MUCH.format(most="hands_on_max_min", counted="TRUE")
_DEEP = _TOO_MUCH.format(most="deep_max_min", counted="p.treatment = ANY(%(deep)s)")

# Taken off is what the terms say, of the price without it, rounded up to a whole smallest unit.
_OTHERWISE_OFF = """
SELECT a.public_id FROM diary_part p JOIN diary_appointment a ON a.id = p.appointment_id
CROSS JOIN LATERAL (SELECT p.price_minor::bigint + p.off_minor AS list_minor) l
WHERE p.off_minor <> least(list_minor, p.gap_off_minor + (list_minor * p.gap_percent + 99) / 100)
"""
_NOT_AS_HELD = """
SELECT a.public_id FROM diary_hold h JOIN diary_appointment a ON a.id = h.appointment_id
JOIN diary_part p ON p.appointment_id = a.id WHERE a.status <> 'cancelled' AND a.sequence = 0
AND (p.gap_percent, p.gap_off_minor, p.gap_extra) <> (h.gap_percent, h.gap_off_minor, h.gap_extra)
"""
# Each choice of a salon is a fact; what was granted is one that it had made by then.
_NEVER_CHOSEN = """
SELECT a.public_id FROM diary_part p JOIN diary_appointment a ON a.id = p.appointment_id
JOIN salons_salon s ON s.id = a.salon_id
WHERE (p.gap_percent, p.gap_off_minor, p.gap_extra) <> (0, 0, '') AND NOT EXISTS (
  SELECT FROM plumbing_fact f
  WHERE f.subject = s.public_id AND f.kind = 'salon.gap_benefit_chosen' AND f.at <= a.changed_at
  AND (f.body->>'percent')::int = p.gap_percent AND (f.body->>'off_minor')::int = p.gap_off_minor
  AND f.body->>'extra' = p.gap_extra)
"""

_QUESTIONS = (
    ("benefit_never_chosen", "appointment {} has a gap benefit that its salon had not chosen", _NEVER_CHOSEN),
    (
        "otherwise_off",
        "the price of appointment {} is not what the terms of its gap benefit say",
        _OTHERWISE_OFF,
    ),
    (
        "benefit_not_as_held",
        "appointment {} has another gap benefit than its time was held with",
        _NOT_AS_HELD,
    ),
    ("appointment_without_part", "appointment {} has no part", _PARTLESS),
    ("parts_apart", "appointment {} does not begin and end with its parts", _APART),
    ("other_minutes", "appointment {} does not last the minutes that were booked", _OTHER_MINUTES),
    (
        "too_many_minutes",
        "on the day of appointment {} its practitioner gives more than the terms allow",
        _HANDS_ON,
    ),
    (
        "too_much_pressure",
        "on the day of appointment {} deep pressure takes more than the terms allow",
        _DEEP,
    ),
)


def findings(now: datetime) -> Iterator[Finding]:
    """What is wrong with the appointments, and with the holds that are live at `now`."""
    for owner, kinds in rows(_TAKEN, {"now": now}):
        yield from (Finding(kind, _SENTENCES[kind].format(owner)) for kind in kinds)
    for kind, sentence, question in _QUESTIONS:
        for (public_id,) in rows(question, {"deep": deep_treatments()}):
            yield Finding(kind, sentence.format(public_id))
