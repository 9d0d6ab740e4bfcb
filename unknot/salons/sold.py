"""An offer with its salon and who works there, in one prepared statement: what the hot paths look up by public ids."""

from collections.abc import Sequence
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
_SELECT = f"""
SELECT {", ".join(f"s.{name}" for name in _SALON)}, {", ".join(f"o.{name}" for name in _OFFER)},
  people.lanes, people.ids, people.public_ids, people.names
FROM salons_salon s
LEFT JOIN salons_offer o ON o.salon_id = s.id AND o.public_id = %s AND o.is_active
CROSS JOIN LATERAL (
  SELECT array_agg(l.number) lanes, array_agg(r.id) ids, array_agg(r.public_id) public_ids, array_agg(r.name) names
  FROM salons_lane l JOIN salons_resource r ON r.id = l.resource_id
  WHERE l.salon_id = s.id AND r.kind = 'practitioner') people
WHERE s.public_id = %s
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


def sold(salon_id: str, offer_id: str) -> Sold | None:
    """What public ids stand for; None where there is no such salon. One statement."""
    with reading.prepared() as cursor:
        cursor.execute(_SELECT, [offer_id, salon_id])
        row = cursor.fetchone()
    if row is None:
        return None
    salon = _made(Salon, _SALON, row[:_AFTER_SALON])
    offer = None
    if row[_AFTER_SALON] is not None:
        offer = _made(Offer, _OFFER, row[_AFTER_SALON:_AFTER_OFFER])
        offer.salon = salon
    lanes, *told = (column or () for column in row[_AFTER_OFFER:])
    return Sold(salon, offer, dict(zip(lanes, map(Person, *told), strict=True)))


def _made(model: type[Row], names: Sequence[str], values: Sequence[Any]) -> Row:
    return model.from_db(reading.server(), names, values)
