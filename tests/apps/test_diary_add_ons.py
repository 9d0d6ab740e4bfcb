"""An add-on lengthens a treatment: its times change, and it is kept, booked, moved and paid for with it."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests import cast
from unknot.diary import actions, audit, plans, reads
from unknot.diary.models import Appointment, Hold, Part
from unknot.diary.values import Refusal
from unknot.plumbing.tokens import fingerprint
from unknot.salons.models import Offer

pytestmark = pytest.mark.django_db

NINE = cast.wall(2, 9)
MINUTE = timedelta(minutes=1)
DAY: Any = {"starts_from": cast.wall(2, 0), "starts_until": cast.wall(3, 0), "now": cast.NOW}


@pytest.fixture
def place() -> cast.Place:
    return cast.hiljainen_huone()


def longer(place: cast.Place, **more: Any) -> Offer:
    return place.offers["back_massage"].with_added([cast.add_on(place, **more).chosen])


def held(offer: Offer, at: datetime = NINE, **more: Any) -> Hold:
    answer = actions.hold(offer=offer, starts_at=at, clock=cast.clock_at(), **more)
    assert isinstance(answer, Hold), answer
    return answer


def booked(offer: Offer, *, now: datetime = cast.NOW) -> Part:
    kept = held(offer)
    made = actions.confirm(kept, client=cast.client(), by="client", clock=cast.clock_at(now))
    assert isinstance(made, Appointment), made
    return made.parts.get()


def test_an_offer_with_it_lasts_longer_and_costs_more(place: cast.Place) -> None:
    tea = cast.add_on(place).chosen
    offer = place.offers["back_massage"]
    with_tea = offer.with_added([tea, tea])
    assert (with_tea.duration_min, with_tea.price_minor, with_tea.own_min) == (75, 8400, 60)
    assert (offer.duration_min, offer.price_minor, offer.added) == (60, 7200, ())
    assert with_tea == offer


def test_no_offer_becomes_longer_than_one_can_be(place: cast.Place) -> None:
    offer = place.offers["back_massage"]
    offer.duration_min = 470
    ten, five = (cast.add_on(place, duration_min=each, name=str(each)).chosen for each in (15, 10))
    assert offer.with_added([ten, five]).added == (five,)


def test_its_times_are_those_of_the_longer_treatment(place: cast.Place) -> None:
    plain = reads.times(place.offers["back_massage"], **DAY).free
    extended = reads.times(longer(place), **DAY).free
    assert plain[-1] - extended[-1] == 15 * MINUTE
    assert set(extended) < set(plain)


def test_it_is_kept_with_the_hold_and_then_with_the_visit(place: cast.Place) -> None:
    offer = longer(place)
    part = booked(offer)
    assert (part.duration_min, part.price_minor, part.extras) == (75, 8400, offer.added)
    assert part.ends_at - part.starts_at == 75 * MINUTE
    assert part.own_min == 60
    assert list(audit.findings(cast.NOW)) == []


def test_a_hold_that_ran_out_is_booked_with_it_though_it_is_not_sold_any_more(place: cast.Place) -> None:
    offer = longer(place)
    kept = held(offer)
    place.offers["back_massage"].add_ons.all().delete()
    late = kept.expires_at + MINUTE
    made = actions.confirm(kept, client=cast.client(), by="client", clock=cast.clock_at(late))
    assert isinstance(made, Appointment)
    part = made.parts.get()
    assert (part.duration_min, part.price_minor, part.extras) == (75, 8400, offer.added)
    assert list(audit.findings(late)) == []


def test_tapped_again_without_it_is_another_hold(place: cast.Place) -> None:
    maya: Any = {"visitor": fingerprint("maya")}
    offer = longer(place)
    first = held(offer, **maya)
    assert held(offer, **maya).pk == first.pk
    assert held(place.offers["back_massage"], **maya).pk != first.pk


def test_a_move_keeps_it(place: cast.Place) -> None:
    part = booked(longer(place))
    moved = actions.move(part.appointment, starts_at=NINE + 60 * MINUTE, by="client", clock=cast.clock_at())
    assert isinstance(moved, Appointment)
    after = moved.parts.get()
    assert (after.duration_min, after.price_minor, after.extras) == (75, 8400, part.extras)
    last = cast.wall(2, 16)
    refused = actions.move(moved, starts_at=last, by="client", clock=cast.clock_at())
    assert isinstance(refused, Refusal)
    assert list(audit.findings(cast.NOW)) == []


def test_for_two_at_once_both_have_it_and_in_a_row_the_first(place: cast.Place) -> None:
    offer = longer(place)
    (beside,) = held(offer, also=[offer]).followers.all()
    assert (beside.ends_at - beside.starts_at, beside.extras) == (75 * MINUTE, offer.added)
    row = held(offer, cast.wall(2, 12), also=[place.offers["facial"]], in_a_row=True)
    (after,) = row.followers.all()
    assert (after.starts_at - row.starts_at, after.extras) == (75 * MINUTE, ())


def test_the_plan_lays_out_the_treatments_own_minutes(place: cast.Place) -> None:
    part = booked(longer(place))
    made = plans.planned(part, avoided=(), pressure_max=None)
    assert made is not None
    assert sum(stage.duration_min for stage in made.stages) == 60
