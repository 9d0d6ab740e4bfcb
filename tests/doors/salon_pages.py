"""The pages of the salon itself at its desk, for tests that look at all of them."""

from collections.abc import Iterator
from datetime import timedelta

from django.test import Client
from django.urls import reverse

from tests import cast
from tests.doors import treating
from tests.doors.pages import book_well, free, quiet_room
from unknot.design.words import on_wall
from unknot.plumbing import clock
from unknot.salons.models import Membership


def salon_pages() -> Iterator[tuple[str, str, Client]]:
    """What a salon sells, its rules, its rooms, its people and its zone: as they stand, and answered wrongly."""
    place = quiet_room()
    cast.add_on(place)
    desk = treating.member(place, Membership.Role.OWNER, email="owner@example.org")
    reception = treating.member(place, Membership.Role.RECEPTION, email="reception@example.org")
    aino = place.people["Aino"].public_id
    book_well(Client(), place, free(place, who="Aino")[0], practitioner=aino)
    salon = place.salon.public_id
    yield ("salon-forbidden", reverse("desk_offers", args=[salon]), reception)
    yield ("salon-reception", reverse("desk_salon", args=[salon]), reception)
    for name in (
        "salon",
        "offers",
        "offer_new",
        "rules",
        "rules_salon",
        "things",
        "policy",
        "people",
        "zone",
    ):
        yield (f"salon-{name}".replace("_", "-"), reverse(f"desk_{name}", args=[salon]), desk)
    for name in ("offer", "add_ons", "rules_offer"):
        yield (
            f"salon-of-{name}".replace("_", "-"),
            reverse(f"desk_{name}", args=[salon, "back_massage"]),
            desk,
        )
    yield ("salon-offer-hot-stone", reverse("desk_offer", args=[salon, "hot_stone"]), desk)
    yield ("salon-rules-aino", reverse("desk_rules_practitioner", args=[salon, aino]), desk)
    room = place.rooms["Room 1"].public_id
    yield ("salon-thing", reverse("desk_thing", args=[salon, room]), desk)
    yield ("salon-thing-new", reverse("desk_thing_new", args=[salon, "equipment"]), desk)
    yield ("salon-person-new", reverse("desk_person_new", args=[salon]), desk)
    leaving = reverse("desk_leaving", args=[salon, aino])
    yield ("salon-leaving", leaving, desk)
    yield ("salon-leaving-wrong", f"{leaving}?from_date=2020-01-01", desk)
    today = on_wall(clock.now(), place.salon.zone).date()
    yield ("salon-leaving-look", f"{leaving}?from_date={today}", desk)
    off = reverse("desk_time_off", args=[salon])
    works = treating.member(place, Membership.Role.PRACTITIONER, "Aino", email="off@example.org")
    yield ("salon-time-off-asking", off, works)
    works.post(off, {"first": today, "last": today + timedelta(days=9), "reason": "By the sea"})
    yield ("salon-time-off-asked", off, works)
    yield ("salon-time-off", off, desk)
    asked = place.salon.time_off.get().public_id
    yield ("salon-time-off-look", reverse("desk_time_off_decision", args=[salon, asked]), desk)
    yield ("salon-holidays", reverse("desk_hours_holidays", args=[salon]), desk)
    yield ("salon-zone-wrong", f"{reverse('desk_zone', args=[salon])}?zone=Helsinki", desk)
    yield ("salon-zone-look", f"{reverse('desk_zone', args=[salon])}?zone=Europe/London", desk)
