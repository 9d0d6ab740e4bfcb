"""What a salon itself may book: what is shown as possible is booked, what is not is refused; the soonest is first."""

import random
from datetime import datetime, timedelta

import pytest
from django.db import transaction

from tests import cast
from unknot.diary import actions, reads
from unknot.diary.models import Appointment
from unknot.salons.actions import refit, rule
from unknot.salons.models import Offer

pytestmark = pytest.mark.django_db

MONTH = timedelta(days=28)


def busy_day(seed: int) -> cast.Place:
    """A Tuesday on which people, rooms and a block are in each other's way, and Aino needs a break."""
    dice = random.Random(seed)
    place = cast.hiljainen_huone()
    cast.offer(place, "swedish", 90, buffer_after_min=10)
    place.people["Aino"].skills.create(treatment="swedish")
    refit(place.salon)
    for _ in range(6):
        actions.book(
            offer=place.offers[dice.choice(("back_massage", "facial"))],
            starts_at=cast.wall(2, dice.randrange(9, 16), dice.choice((0, 15, 30))),
            client=cast.client(),
            by="desk:1",
            clock=cast.clock_at(),
        )
    actions.block(
        resource=place.rooms["Room 2"], starts_at=cast.wall(2, 11), ends_at=cast.wall(2, 13),
        by="desk:1", clock=cast.clock_at(),
    )  # fmt: skip
    if seed % 2:
        rule(place.people["Aino"], break_min=30, break_from_min=11 * 60, break_to_min=14 * 60)
    return place


def can_be_booked(place: cast.Place, offer: Offer, who: str, starts_at: datetime) -> bool:
    """Whether the desk's booking goes through; nothing of it stays."""
    with transaction.atomic():
        made = actions.book(
            offer=offer,
            starts_at=starts_at,
            practitioner=place.people[who],
            client=cast.client(),
            by="desk:1",
            clock=cast.clock_at(),
        )
        transaction.set_rollback(True)
    return isinstance(made, Appointment)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_shown_as_possible_is_booked_and_what_is_not_is_refused(seed: int) -> None:
    place = busy_day(seed)
    dice = random.Random(seed)
    place.salon.refresh_from_db()
    seen = set()
    for _ in range(25):
        starts_at = cast.wall(2, dice.randrange(8, 18), dice.choice((0, 5, 15, 30, 45)))
        who = dice.choice(sorted(place.people))
        found = reads.offers_at(place.salon, place.people[who], starts_at, now=cast.NOW)
        told = {each.offer.treatment: each.is_possible for each in found.offers}
        tried = {
            each.offer.treatment: can_be_booked(place, each.offer, who, starts_at) for each in found.offers
        }
        assert told == tried, (starts_at, who)
        assert all(each.is_possible or each.never or each.missing or each.causes for each in found.offers)
        seen |= set(told.values())
    assert seen == {True, False}


@pytest.mark.parametrize("seed", range(4))
def test_the_soonest_are_the_first_of_all_starts_that_clients_have_when_notice_is_no_matter(
    seed: int,
) -> None:
    place = busy_day(seed)
    place.salon.refresh_from_db()
    place.salon.min_notice_min = 0
    offer = Offer.objects.get(pk=place.offers["back_massage"].pk)
    offer.salon = place.salon
    for who, starts in reads.soonest(offer, now=cast.NOW, most=5):
        window = {"starts_from": cast.NOW, "starts_until": cast.NOW + MONTH}
        all_of_hers = reads.slots(offer, **window, now=cast.NOW, practitioner=who)
        assert starts == [each.starts_at for each in all_of_hers[:5]]


def test_the_nearest_are_hers_at_that_start_or_else_a_colleagues() -> None:
    place = cast.hiljainen_huone()
    offer, aino, wanted = place.offers["back_massage"], place.people["Aino"], cast.wall(2, 12)
    actions.block(
        resource=aino, starts_at=wanted, ends_at=cast.wall(2, 13), by="desk:1", clock=cast.clock_at()
    )
    found = reads.nearest(offer, wanted, aino, now=cast.NOW)
    assert [(each.starts_at, each.practitioner.name) for each in found] == [
        (cast.wall(2, 11, 30), "Mikael"),
        (cast.wall(2, 11, 45), "Mikael"),
        (cast.wall(2, 12), "Mikael"),
        (cast.wall(2, 12, 15), "Mikael"),
    ]


def test_her_starts_are_those_of_that_day_where_nothing_lies() -> None:
    place = cast.hiljainen_huone()
    aino = place.people["Aino"]
    actions.block(
        resource=aino, starts_at=cast.wall(2, 9, 30), ends_at=cast.wall(2, 16, 40), by="desk:1",
        clock=cast.clock_at(),
    )  # fmt: skip
    found = reads.offers_at(place.salon, aino, cast.wall(2, 12), now=cast.NOW)
    assert found.starts_at == [cast.wall(2, 9), cast.wall(2, 9, 15), cast.wall(2, 16, 45)]


def test_who_gives_nothing_at_the_salon_has_no_offers() -> None:
    place, other = cast.hiljainen_huone(), cast.hiljainen_huone(name="Toinen")
    found = reads.offers_at(place.salon, other.people["Aino"], cast.wall(2, 12), now=cast.NOW)
    assert (list(found.offers), list(found.starts_at)) == ([], [])
