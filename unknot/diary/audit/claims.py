"""Claims and who has them: no two of a resource at once, none that nobody has, none that should have gone."""

from collections.abc import Iterator
from datetime import datetime

from unknot.diary.audit.findings import Finding, rows

_NAMED = """
named AS NOT MATERIALIZED (
  SELECT c.*, r.public_id AS resource, a.status, h.expires_at AS hold_ends_at, h.appointment_id AS became,
    coalesce('appointment ' || a.public_id, 'hold ' || h.public_id, 'block ' || b.public_id) AS owner
  FROM diary_claim c JOIN salons_resource r ON r.id = c.resource_id
  LEFT JOIN diary_part p ON p.id = c.part_id LEFT JOIN diary_appointment a ON a.id = p.appointment_id
  LEFT JOIN diary_hold h ON h.id = c.hold_id LEFT JOIN diary_block b ON b.id = c.block_id)
"""
# A claim that begins before an earlier one of its resource has ended: a sort, so that no index is needed. A pair may.
_OVERLAPS = f"""
WITH {_NAMED}, live AS NOT MATERIALIZED (
  SELECT id, resource_id, span, coalesce(pair, -id) AS pair FROM diary_claim
  WHERE expires_at IS NULL OR expires_at > %(now)s
), late AS (
  SELECT *, max(upper(span)) OVER (
    PARTITION BY resource_id ORDER BY lower(span), id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
  ) AS busy_until FROM live)
SELECT coalesce(x.owner, 'nobody'), coalesce(y.owner, 'nobody'), x.resource, lower(x.span * y.span)
FROM late JOIN live earlier ON earlier.resource_id = late.resource_id AND earlier.span && late.span
  AND earlier.pair <> late.pair AND (lower(earlier.span), earlier.id) < (lower(late.span), late.id)
JOIN named x ON x.id = earlier.id JOIN named y ON y.id = late.id
WHERE late.busy_until > lower(late.span)
"""
_SHARED_OTHERWISE = f"""
WITH {_NAMED} SELECT named.owner, named.resource FROM named JOIN salons_resource r ON r.id = named.resource_id
WHERE named.pair IS NOT NULL AND (r.kind <> 'room'
  OR EXISTS (SELECT FROM diary_claim o WHERE o.pair = named.pair AND o.resource_id <> named.resource_id))
"""
_OWNERLESS = f"""
WITH {_NAMED} SELECT id, resource FROM named
WHERE num_nonnulls(hold_id, part_id, block_id) <> 1 OR owner IS NULL
"""
_LEFT_BEHIND = f"""
WITH {_NAMED} SELECT owner, resource FROM named WHERE status = 'cancelled' OR became IS NOT NULL
"""
_ENDS_OTHERWISE = f"""
WITH {_NAMED} SELECT owner, resource FROM named
WHERE expires_at IS DISTINCT FROM hold_ends_at AND became IS NULL
"""
_BLOCKS = """
SELECT 'block ' || b.public_id, r.public_id FROM diary_block b JOIN salons_resource r ON r.id = b.resource_id
WHERE (SELECT count(*) = 1 AND bool_and(c.resource_id = b.resource_id AND c.span = tstzrange(b.starts_at, b.ends_at))
  FROM diary_claim c WHERE c.block_id = b.id) IS NOT TRUE
"""

QUESTIONS = (
    ("claims_overlap", "{} and {} both claim resource {} at {}", _OVERLAPS),
    (
        "claim_shared_otherwise",
        "{} shares resource {}, which is no room or not the one of its pair",
        _SHARED_OTHERWISE,
    ),
    ("claim_without_owner", "claim {} on resource {} belongs to nobody", _OWNERLESS),
    ("claim_left_behind", "{} is over but still claims resource {}", _LEFT_BEHIND),
    ("claim_ends_otherwise", "{} does not run out when its claim on resource {} does", _ENDS_OTHERWISE),
    ("block_unclaimed", "{} does not claim exactly its time of resource {}", _BLOCKS),
)


def findings(now: datetime) -> Iterator[Finding]:
    """What is wrong with the claims as of `now`."""
    for kind, sentence, question in QUESTIONS:
        for row in rows(question, {"now": now}):
            yield Finding(kind, sentence.format(*row))
