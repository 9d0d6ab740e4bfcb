"""From what an owner says to a salon that stands."""

from typing import Any

from django.db import IntegrityError, transaction

from unknot.core.hours import Weekly
from unknot.knowledge.load import treatments
from unknot.people.models import User
from unknot.salons import suggestions
from unknot.salons.actions.salon import add_lane, refit
from unknot.salons.models import Lane, Membership, Offer, Resource, Salon, Sketch, Skill, WeeklyHours
from unknot.salons.sketch import Drawn, Person, Sold


def begin_sketch(owner: User) -> Sketch:
    """The owner's sketch of a salon that she has not opened yet; a new one when she has none."""
    found = Sketch.objects.filter(owner=owner, salon=None).first()
    if found:
        return found
    try:
        with transaction.atomic():
            return Sketch.objects.create(owner=owner)
    except IntegrityError:
        return Sketch.objects.get(owner=owner, salon=None)


def say(sketch: Sketch, **answers: Any) -> None:
    """Note some answers; what was said before of the same is replaced, None takes it back to its default."""
    with transaction.atomic():
        standing = Sketch.objects.select_for_update().get(pk=sketch.pk)
        said = {**standing.said, **answers}
        sketch.said = {name: answer for name, answer in said.items() if answer is not None}
        sketch.save(update_fields=["said"])


def found(drawn: Drawn, owner: User) -> Salon:
    """Write the salon that an owner has described: rooms, people, hours, offers, and she as its owner.

    In a transaction. Raises ValueError while it is not ready. Its days are not opened: that is the diary's.
    """
    if not drawn.is_ready or drawn.place is None:
        raise ValueError("the salon is not described to its end")
    place, rules = drawn.place, drawn.rules
    salon = Salon.objects.create(
        name=drawn.name,
        street=place.street,
        postcode=place.postcode,
        city=place.city,
        country=place.country,
        zone=place.zone,
        lat=place.lat,
        lon=place.lon,
        currency=drawn.currency,
        language=drawn.language,
        closed_on_public_holidays=drawn.closed_on_public_holidays,
        min_notice_min=rules.min_notice_min,
        horizon_days=rules.horizon_days,
        change_notice_min=rules.change_notice_min,
        step_min=rules.step_min,
    )
    _write_hours(salon, None, drawn.week)
    people = [_write_person(salon, each, drawn) for each in drawn.people]
    _write_things(salon, drawn)
    Offer.objects.bulk_create(offer for each in drawn.sold for offer in _offers(salon, each))
    refit(salon)
    treats_as = people[0] if drawn.owner_gives else None
    Membership.objects.create(user=owner, salon=salon, role=Membership.Role.OWNER, practitioner=treats_as)
    return salon


def _write_person(salon: Salon, person: Person, drawn: Drawn) -> Resource:
    made = Resource.objects.create(kind=Resource.Kind.PRACTITIONER, name=person.name)
    gives = drawn.treatments if person.treatments is None else person.treatments
    Skill.objects.bulk_create(Skill(practitioner=made, treatment=each) for each in gives)
    _write_hours(salon, add_lane(salon, made), drawn.week if person.week is None else person.week)
    return made


def _write_things(salon: Salon, drawn: Drawn) -> None:
    for name in drawn.rooms:
        made = Resource.objects.create(kind=Resource.Kind.ROOM, name=name, features=drawn.room_features)
        add_lane(salon, made)
    for feature, count in drawn.equipment.items():
        name = suggestions.thing_name(feature, salon.language)
        for number in range(count):
            numbered = f"{name} {number + 1}" if count > 1 else name
            made = Resource.objects.create(kind=Resource.Kind.EQUIPMENT, name=numbered, features=[feature])
            add_lane(salon, made)


def _offers(salon: Salon, sold: Sold) -> list[Offer]:
    treatment = treatments()[sold.treatment]
    needed = [suggestions.EQUIPMENT[sold.treatment]] if sold.treatment in suggestions.EQUIPMENT else []
    return [
        Offer(
            salon=salon,
            treatment=sold.treatment,
            extent=suggestions.extent(treatment, duration_min),
            duration_min=duration_min,
            price_minor=price_minor,
            buffer_before_min=sold.buffer_before_min,
            buffer_after_min=sold.buffer_after_min,
            room_feature=suggestions.room_feature(treatment),
            equipment_features=needed,
        )
        for duration_min, price_minor in sorted(sold.prices.items())
        if price_minor is not None
    ]


def _write_hours(salon: Salon, lane: Lane | None, week: Weekly) -> None:
    WeeklyHours.objects.bulk_create(
        WeeklyHours(salon=salon, lane=lane, weekday=weekday, from_min=span.from_min, to_min=span.to_min)
        for weekday, spans in enumerate(week)
        for span in spans
    )
