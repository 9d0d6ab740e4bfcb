"""Writing the drafts of the demo city as rows: salons, their people and things, hours, offers, clients."""

from collections.abc import Sequence
from typing import Final

from django.db import transaction
from django.utils.text import slugify

from unknot.config.demo import names
from unknot.config.demo.drafts import Draft, draft
from unknot.config.demo.menus import AFTER_IT_MIN, after_it, lengthened
from unknot.config.demo.names import public_id
from unknot.config.demo.products import bottles
from unknot.config.demo.sites import Site, dice
from unknot.people.models import Client
from unknot.salons.actions import fit
from unknot.salons.models import AddOn, Lane, Offer, Product, Resource, Salon, Skill, WeeklyHours

HORIZON_DAYS: Final = 42
MAIL: Final = "example.org"
FICTITIOUS_PHONE: Final = {"FI": "+35850000{:04d}", "US": "+120255501{:02d}"}
"""Numbers that look right and belong to nobody; elsewhere clients are reached by e-mail only."""
PHONE_SHARE: Final = 0.5
CLIENTS_A_SALON, CLIENTS_A_HEAD = 15, 10


def write_salons(sites: Sequence[Site]) -> list[Draft]:
    """Write the salons that are not there yet, in one transaction, and return all drafts in the sites' order."""
    drafts = [draft(site) for site in sites]
    ids = {each.site.key: salon_id(each.site) for each in drafts}
    known = set(Salon.objects.filter(public_id__in=ids.values()).values_list("public_id", flat=True))
    new = [each for each in drafts if ids[each.site.key] not in known]
    with transaction.atomic():
        salons = Salon.objects.bulk_create([_salon(each) for each in new])
        _write_resources(salons, new)
        _write_offers(salons, new)
        _write_products(salons, new)
        Client.objects.bulk_create([client for each in new for client in _clients(each)])
    return drafts


def salon_id(site: Site) -> str:
    """The public id of the salon at a site."""
    return public_id("salon", site.key)


def client_ids(each: Draft) -> list[str]:
    """The public ids of the people who come to a salon."""
    count = CLIENTS_A_SALON + CLIENTS_A_HEAD * len(each.practitioners)
    return [public_id("client", each.site.key, number) for number in range(count)]


def _salon(each: Draft) -> Salon:
    site, land = each.site, each.site.land
    throw = dice("switches", site.key)
    return Salon(
        public_id=salon_id(site),
        name=each.name,
        lat=site.lat,
        lon=site.lon,
        zone=land.zone,
        country=land.country,
        subdivision=land.subdivision,
        street=site.street,
        postcode=site.postcode,
        city=site.city,
        wheelchair=site.wheelchair,
        email=f"{slugify(each.name) or salon_id(site)}@{MAIL}",
        currency=land.currency,
        language=land.language,
        osm=site.osm,
        hours_source=each.hours_source,
        closed_on_public_holidays=each.closed_on_public_holidays,
        min_notice_min=throw.choice((30, 60, 60, 120)),
        horizon_days=HORIZON_DAYS,
        step_min=each.step_min,
        left_out=throw.choice(("either", "either", "elsewhere", "shorter")),
    )


def _write_resources(salons: Sequence[Salon], drafts: Sequence[Draft]) -> None:
    """People, rooms and equipment, in the order of their lanes; skills; the salons' hours and everybody's shifts."""
    by_salon = [_resources(each) for each in drafts]
    Resource.objects.bulk_create([resource for resources in by_salon for resource in resources])
    lanes = [
        [Lane(salon=salon, resource=resource, number=number) for number, resource in enumerate(resources)]
        for salon, resources in zip(salons, by_salon, strict=True)
    ]
    Lane.objects.bulk_create([lane for own in lanes for lane in own])
    skills, hours = [], []
    for salon, each, own in zip(salons, drafts, lanes, strict=True):
        hours += _hours(salon, None, each.weekly)
        for practitioner, lane in zip(each.practitioners, own, strict=False):
            hours += _hours(salon, lane, practitioner.weekly)
            skills += [Skill(practitioner=lane.resource, treatment=known) for known in practitioner.skills]
    Skill.objects.bulk_create(skills)
    WeeklyHours.objects.bulk_create(hours)


def _resources(each: Draft) -> list[Resource]:
    key = each.site.key
    people = [
        Resource(
            public_id=public_id("practitioner", key, number),
            kind=Resource.Kind.PRACTITIONER,
            name=practitioner.person.name,
            gender=practitioner.person.gender,
        )
        for number, practitioner in enumerate(each.practitioners)
    ]
    things = [(Resource.Kind.ROOM, thing) for thing in each.rooms]
    things += [(Resource.Kind.EQUIPMENT, thing) for thing in each.equipment]
    return people + [
        Resource(
            public_id=public_id("thing", key, number),
            kind=kind,
            name=thing.name,
            features=[*thing.features],
            serves=thing.serves,
        )
        for number, (kind, thing) in enumerate(things)
    ]


def _hours(salon: Salon, lane: Lane | None, weekly: Sequence[Sequence[tuple[int, int]]]) -> list[WeeklyHours]:
    return [
        WeeklyHours(salon=salon, lane=lane, weekday=weekday, from_min=from_min, to_min=to_min)
        for weekday, spans in enumerate(weekly)
        for from_min, to_min in spans
    ]


def _write_offers(salons: Sequence[Salon], drafts: Sequence[Draft]) -> None:
    by_salon: dict[int, list[Lane]] = {salon.pk: [] for salon in salons}
    lanes = Lane.objects.filter(salon__in=by_salon).select_related("resource")
    for lane in lanes.prefetch_related("resource__skills"):
        by_salon[lane.salon_id].append(lane)
    offers, add_ons = [], []
    for salon, each in zip(salons, drafts, strict=True):
        called, price_minor = after_it(each.site.land)
        for number, dish in enumerate(each.menu):
            offer = Offer(public_id=public_id("offer", each.site.key, number), salon=salon, **dish._asdict())
            offer.equipment_features = [*dish.equipment_features]
            offer.who, offer.rooms, offer.doubles, offer.equipment = fit(offer, by_salon[salon.pk])
            offers.append(offer)
            if lengthened(each.site, dish):
                add_ons.append(
                    AddOn(
                        public_id=public_id("add-on", each.site.key, number),
                        offer=offer,
                        name=called,
                        duration_min=AFTER_IT_MIN,
                        price_minor=price_minor,
                    )
                )
    Offer.objects.bulk_create(offers)
    AddOn.objects.bulk_create(add_ons)


def _write_products(salons: Sequence[Salon], drafts: Sequence[Draft]) -> None:
    Product.objects.bulk_create(
        Product(salon=salon, name=name, medium=bottle.medium, allergens=[*bottle.allergens])
        for salon, each in zip(salons, drafts, strict=True)
        for name, bottle in bottles(each.site)
    )


def _clients(each: Draft) -> list[Client]:
    throw = dice("clients", each.site.key)
    land = each.site.land
    clients = []
    for number, client_id in enumerate(client_ids(each)):
        name = names.person(land.words, throw).name
        phone = ""
        if land.country in FICTITIOUS_PHONE and throw.random() < PHONE_SHARE:
            digits = throw.randrange(10_000 if land.country == "FI" else 100)
            phone = FICTITIOUS_PHONE[land.country].format(digits)
        mail = f"{slugify(name) or 'client'}.{number}@{MAIL}"
        clients.append(
            Client(public_id=client_id, name=name, email=mail, phone=phone, language=land.language)
        )
    return clients
