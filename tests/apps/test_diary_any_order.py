"""Two treatments in a row, in any order: shown is what each order allows, held what was asked where that can be had."""

from typing import Any

import pytest

from tests import cast
from tests.apps.test_diary_together import HOUR, NINE, ask, busy, held, who
from unknot.core.availability.visits import Why
from unknot.diary import audit, reads
from unknot.diary.values import NOT_BOOKABLE, Refusal
from unknot.salons.actions import rule

pytestmark = pytest.mark.django_db


def test_in_any_order_what_is_possible_is_held_and_the_order_asked_for_where_it_is() -> None:
    place = cast.hiljainen_huone()
    for name in ("Aino", "Mikael"):
        busy(place, name, NINE, NINE + HOUR)
    asked = {"in_a_row": True, "any_order": True}
    assert isinstance(ask(place, "facial", in_a_row=True), Refusal)
    lead = held(place, "facial", **asked)
    (follower,) = lead.followers.all()
    assert [each.offer.treatment for each in (lead, follower)] == ["facial", "back_massage"]
    assert (follower.starts_at, *who([lead])) == (NINE + HOUR, "Sanna")
    assert held(place, "facial", **asked).pk == lead.pk
    later = held(place, "facial", **asked, starts_at=NINE + 2 * HOUR)
    assert later.offer.treatment == "back_massage"
    assert list(audit.findings()) == []


def test_the_starts_in_any_order_are_those_of_each_order_and_say_which_are_turned() -> None:
    place = cast.hiljainen_huone()
    for name in ("Aino", "Mikael"):
        busy(place, name, NINE, NINE + HOUR)
    back, facial = place.offers["back_massage"], place.offers["facial"]
    day: Any = {"starts_from": cast.wall(2, 0), "starts_until": cast.wall(3, 0), "now": cast.NOW}
    asked = reads.times(back, **day, also=[facial], in_a_row=True)
    turned = reads.times(facial, **day, also=[back], in_a_row=True)
    both = reads.times(back, **day, also=[facial], in_a_row=True, any_order=True)
    assert list(both.free) == sorted({*asked.free, *turned.free})
    assert both.turned == {*turned.free} - {*asked.free} != set()
    for start in both.free:
        kept = held(place, "facial", in_a_row=True, any_order=True, starts_at=start)
        assert (kept.offer.treatment == "facial") is (start in both.turned), start


def test_in_any_order_the_notice_of_whichever_comes_first_counts() -> None:
    place = cast.hiljainen_huone()
    back, facial = place.offers["back_massage"], place.offers["facial"]
    rule(back, min_notice_min=2 * 24 * 60)
    place.open()
    asked: Any = {"in_a_row": True, "any_order": True}
    day: Any = {"starts_from": cast.wall(2, 0), "starts_until": cast.wall(3, 0), "now": cast.NOW}
    found = reads.times(back, **day, also=[facial], **asked)
    assert found.turned == set(found.free) != set()
    assert ask(place, "facial", in_a_row=True) == Refusal(NOT_BOOKABLE, Why.TOO_SOON)
    assert held(place, "facial", **asked).offer == facial
    assert list(audit.findings()) == []
