"""What the booking benchmark needs of the product's models: starts to book, and a look at the diary afterwards."""

from datetime import timedelta

from django.db import connection

from benchmarks import booking_script
from benchmarks.booking_script import Script
from unknot.diary import audit, choice, reads
from unknot.plumbing.clock import now
from unknot.salons.models import Offer

Start = tuple[str, str, str]
CLIENT = {"name": "Outi Laine", "email": "outi@example.org"}
EVERYBODY = 1_000_000


def starts(connections: int, salons: int = EVERYBODY) -> list[list[Start]]:
    """For each connection, starts of salons of its own: one practitioner a salon, never two at once."""
    stock: list[list[Start]] = [[] for _ in range(connections)]
    offers = Offer.objects.filter(duration_min__lte=60).select_related("salon").order_by("salon_id", "pk")
    for at, offer in enumerate(offers.distinct("salon_id")[:salons]):
        stock[at % connections].extend(_spaced(offer))
    return [mine[::-1] for mine in stock]


def _spaced(offer: Offer) -> list[Start]:
    """The free starts of one practitioner, so far apart that each leaves the next one free."""
    moment = now()
    people = sorted(choice.practitioners([offer.salon_id])[offer.salon_id].items())
    mine = next((resource for lane, resource in people if offer.who >> lane & 1), None)
    if mine is None:
        return []
    until = moment + timedelta(days=offer.salon.horizon_days)
    found = reads.slots(offer, starts_from=moment, starts_until=until, now=moment, practitioner=mine)
    whole = timedelta(minutes=offer.duration_min + offer.buffer_before_min + offer.buffer_after_min)
    chosen: list[Start] = []
    free_from = moment + timedelta(hours=6)
    for slot in found:
        if slot.starts_at >= free_from:
            chosen.append((offer.public_id, slot.starts_at.isoformat(), mine.public_id))
            free_from = slot.starts_at + whole
    return chosen


def script(salons: int = EVERYBODY) -> Script:
    """pgbench's script for the first salons of this database. Books twice, so that the second finds warm caches."""
    stock = next(mine for mine in starts(1, 20) if mine)
    for offer, starts_at, practitioner in stock[:2]:
        wish = {"offer": offer, "starts_at": starts_at, "practitioner": practitioner, "client": CLIENT}
        found = booking_script.script(wish, salons)
    return found


def findings() -> list[str]:
    """What the audit says afterwards. pgbench's own rows are thrown away first; they are not visits."""
    sweep()
    return list(audit.findings())


def sweep() -> None:
    """Throw away pgbench's own rows."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM diary_claim WHERE lower(span) >= timestamptz '2100-01-01'")
        cursor.execute(
            "DELETE FROM diary_part p WHERE NOT EXISTS (SELECT FROM diary_claim c WHERE c.part_id = p.id)"
        )
        cursor.execute(
            "DELETE FROM diary_appointment a"
            " WHERE NOT EXISTS (SELECT FROM diary_part p WHERE p.appointment_id = a.id)"
        )
