"""An offer with its salon and who works there, in one prepared statement: what the hot paths look up by public ids."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from django.db.models import JSONField, Model

from unknot.plumbing import reading
from unknot.salons.models import Offer, Resource, Salon

Row = TypeVar("Row", bound=Model)


def _names(model: type[Model]) -> tuple[str, ...]:
    """The columns that need no converting; the others are read when they are asked for."""
    fields = model._meta.concrete_fields
    return tuple(field.attname for field in fields if not isinstance(field, JSONField))


_SALON, _OFFER = _names(Salon), _names(Offer)
_AFTER_SALON, _AFTER_OFFER = len(_SALON), len(_SALON) + len(_OFFER)
_COLUMNS = f"""
SELECT {", ".join(f"s.{name}" for name in _SALON)}, {", ".join(f"o.{name}" for name in _OFFER)},
  people.lanes, people.ids, people.public_ids, people.names
"""
_PEOPLE = """
CROSS JOIN LATERAL (
  SELECT array_agg(l.number) lanes, array_agg(r.id) ids, array_agg(r.public_id) public_ids, array_agg(r.name) names
  FROM salons_lane l JOIN salons_resource r ON r.id = l.resource_id
  WHERE l.salon_id = s.id AND r.kind = 'practitioner') people
"""
_OF_SALON = f"""
{_COLUMNS} FROM salons_salon s
LEFT JOIN salons_offer o ON o.salon_id = s.id AND o.public_id = %s AND o.is_active
{_PEOPLE} WHERE s.public_id = %s
"""
_OF_OFFER = f"""
{_COLUMNS}, shared.salons, shared.lanes, shared.ids, clock_timestamp()
FROM salons_offer o JOIN salons_salon s ON s.id = o.salon_id
{_PEOPLE} CROSS JOIN LATERAL (
  SELECT array_agg(l.salon_id) salons, array_agg(l.number) lanes, array_agg(l.resource_id) ids
  FROM salons_lane l WHERE l.salon_id IN (
    SELECT theirs.salon_id FROM salons_lane ours JOIN salons_lane theirs USING (resource_id)
    WHERE ours.salon_id = s.id)) shared
WHERE o.public_id = %s AND o.is_active
"""


class Person(NamedTuple):
    """A practitioner without the rest of her row."""

    pk: int
    public_id: str
    name: str

    @property
    def resource(self) -> Resource:
        """Her row; what is not known here is read when it is asked for."""
        kind = Resource.Kind.PRACTITIONER.value
        names = ("id", "public_id", "kind", "name")
        return Resource.from_db(reading.server(), names, (self.pk, self.public_id, kind, self.name))


class Sold(NamedTuple):
    """A salon with its practitioners by lane number, and the offer asked for if it is sold there."""

    salon: Salon
    offer: Offer | None
    people: dict[int, Person]

    def of_id(self, pk: int) -> Person | None:
        """The practitioner of an id, if she works there."""
        return next((each for each in self.people.values() if each.pk == pk), None)


class Wanted(NamedTuple):
    """An offer that is sold, the lanes of its salon and of all that share a resource with it, and when that was read.

    `lanes` are resource ids by number, by salon.
    """

    sold: Sold
    offer: Offer
    lanes: dict[int, dict[int, int]]
    at: datetime


def sold(salon_id: str, offer_id: str) -> Sold | None:
    """What public ids stand for; None where there is no such salon. One statement."""
    with reading.prepared() as cursor:
        cursor.execute(_OF_SALON, [offer_id, salon_id])
        row = cursor.fetchone()
    return None if row is None else _read(row)


def wanted(offer_id: str) -> Wanted | None:
    """The offer of a public id, if it is sold, with all that booking it asks first. One statement."""
    with reading.prepared() as cursor:
        cursor.execute(_OF_OFFER, [offer_id])
        row = cursor.fetchone()
    if row is None:
        return None
    *told, salons, numbers, ids, at = row
    lanes: dict[int, dict[int, int]] = defaultdict(dict)
    for salon_id, number, resource_id in zip(salons or (), numbers or (), ids or (), strict=True):
        lanes[salon_id][number] = resource_id
    found = _read(told)
    assert found.offer is not None
    return Wanted(found, found.offer, lanes, at)


def _read(row: Sequence[Any]) -> Sold:
    salon = _made(Salon, _SALON, row[:_AFTER_SALON])
    offer = None
    if row[_AFTER_SALON] is not None:
        offer = _made(Offer, _OFFER, row[_AFTER_SALON:_AFTER_OFFER])
        offer.salon = salon
    lanes, *told = (column or () for column in row[_AFTER_OFFER:])
    return Sold(salon, offer, dict(zip(lanes, map(Person, *told), strict=True)))


def _made(model: type[Row], names: Sequence[str], values: Sequence[Any]) -> Row:
    return model.from_db(reading.server(), names, values)
