"""What a salon sells: treatments by length, what they need, who gives them, and what lengthens them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from unknot.knowledge.load import treatments
from unknot.plumbing import facts
from unknot.salons import suggestions
from unknot.salons.actions.salon import add_lane, refit
from unknot.salons.assortment import NEEDS, OtherOffers, OtherThing
from unknot.salons.models import Added, AddOn, Lane, Offer, Resource, Salon, Skill
from unknot.salons.models.rules import RULE_FIELDS


def write_offers(salon: Salon, change: OtherOffers) -> None:
    """Sell a treatment otherwise from now on; what is held or booked keeps what was agreed. In a transaction."""
    mine = Offer.objects.filter(salon=salon, treatment=change.treatment)
    mine.update(**change.needs)
    model = mine.order_by("pk").first()
    for duration_min, price_minor in change.prices.items():
        _price(salon, change, duration_min, price_minor, model)
    salons = {salon.pk: salon}
    if change.givers is not None:
        salons |= {each.pk: each for each in _let_give(salon, change.treatment, change.givers)}
    for each in salons.values():
        refit(each)


def _price(
    salon: Salon, change: OtherOffers, duration_min: int, price_minor: int | None, model: Offer | None
) -> None:
    mine = Offer.objects.filter(salon=salon, treatment=change.treatment, duration_min=duration_min)
    if price_minor is None:
        mine.update(is_active=False)
    elif not mine.update(price_minor=price_minor, is_active=True):
        _add_length(salon, change, duration_min, price_minor, model)


def _add_length(
    salon: Salon, change: OtherOffers, duration_min: int, price_minor: int, model: Offer | None
) -> None:
    """A length that was not sold before, with the needs, rules and add-ons of the others."""
    extent = suggestions.extent(treatments()[change.treatment], duration_min)
    as_others = {name: getattr(model, name) for name in (*NEEDS, *RULE_FIELDS)} if model else {}
    made = Offer.objects.create(
        salon=salon,
        treatment=change.treatment,
        extent=extent,
        duration_min=duration_min,
        price_minor=price_minor,
        **{**as_others, **change.needs},
    )
    if model:
        AddOn.objects.bulk_create(
            AddOn(
                offer=made,
                name=each.name,
                duration_min=each.duration_min,
                price_minor=each.price_minor,
                is_active=each.is_active,
            )
            for each in model.add_ons.all()
        )


def _let_give(salon: Salon, treatment: str, givers: frozenset[int]) -> list[Salon]:
    """Let these practitioners of the salon give a treatment, and none of the others; where else they work."""
    people = Resource.objects.filter(lanes__salon=salon, kind=Resource.Kind.PRACTITIONER)
    Skill.objects.filter(practitioner__in=people.exclude(pk__in=givers), treatment=treatment).delete()
    Skill.objects.bulk_create(
        (Skill(practitioner=each, treatment=treatment) for each in people.filter(pk__in=givers)),
        ignore_conflicts=True,
    )
    return list(Salon.objects.filter(lanes__resource__in=people).exclude(pk=salon.pk).distinct())


def write_add_ons(salon: Salon, treatment: str, wanted: Sequence[Added]) -> None:
    """Let these add-ons, each named once, lengthen a treatment from now on, all its lengths; others no more.

    What is held or booked keeps the add-ons that it has.
    """
    with transaction.atomic():
        mine = Offer.objects.filter(salon=salon, treatment=treatment).select_for_update()
        names = [each.name for each in wanted]
        for offer in mine:
            offer.add_ons.exclude(name__in=names).update(is_active=False)
            for each in wanted:
                values = {
                    "duration_min": each.duration_min,
                    "price_minor": each.price_minor,
                    "is_active": True,
                }
                AddOn.objects.update_or_create(offer=offer, name=each.name, defaults=values)


def equip(salon: Salon, change: OtherThing) -> None:
    """Let a room or a piece of equipment be otherwise, or be there no more. In a transaction.

    Visits that have it stay in it.
    """
    Resource.objects.filter(pk=change.resource.pk).update(**change.values)
    if change.gone_on is not None:
        Lane.objects.filter(salon=salon, resource=change.resource).update(
            left_on=change.gone_on, is_gone=True
        )
    for each in Salon.objects.filter(lanes__resource=change.resource):
        refit(each)


def add_room(salon: Salon, name: str, values: Mapping[str, Any]) -> Resource:
    """Give a salon another room. Its days have to be built again. Raises SalonIsFull. In a transaction."""
    made = Resource.objects.create(kind=Resource.Kind.ROOM, name=name, **values)
    add_lane(salon, made)
    refit(salon)
    return made


def add_practitioner(salon: Salon, name: str, gives: Collection[str]) -> Resource:
    """Let somebody work at a salon, without hours yet. Its days have to be built again. Raises SalonIsFull.

    In a transaction.
    """
    made = Resource.objects.create(kind=Resource.Kind.PRACTITIONER, name=name)
    Skill.objects.bulk_create(Skill(practitioner=made, treatment=each) for each in gives)
    add_lane(salon, made)
    refit(salon)
    return made


def let_change(
    salon: Salon, notice_min: int, of: Mapping[str, int | None], *, by: str, now: datetime
) -> None:
    """Say until how many minutes before a start clients may move or cancel alone: the salon's limit, and by treatment.

    None leaves a treatment to the salon. It goes for visits that are booked too.
    """
    with transaction.atomic():
        Salon.objects.filter(pk=salon.pk).update(change_notice_min=notice_min)
        for treatment, own in of.items():
            Offer.objects.filter(salon=salon, treatment=treatment).update(change_notice_min=own)
        body = {"by": by, "notice_min": notice_min, "of": dict(of)}
        facts.record("salon.change_notice_chosen", salon.public_id, body, at=now)
