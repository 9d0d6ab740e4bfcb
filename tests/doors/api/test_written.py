"""The quick answer of many slots is, byte for byte, the one made from an object for each."""

import json
import random
from datetime import datetime, timedelta
from itertools import chain

import pytest

from tests import cast
from tests.apps.rules_cast import ruled
from tests.doors.api.asking import Door
from unknot.api import replies, written
from unknot.core.money.benefit import NOTHING, Benefit
from unknot.diary import actions, reads
from unknot.plumbing import clock
from unknot.salons.actions import give
from unknot.salons.models import Lane, Offer, Resource

pytestmark = pytest.mark.django_db

ZONES = ("Europe/Helsinki", "Australia/Lord_Howe", "America/St_Johns", "Africa/Cairo", "Asia/Kathmandu")
NAMES = ("Aino", 'Ä"i\\no', "</script>", "愛\u2028乃", "Mikael\t\x7f", "🙂")
GIVEN = (NOTHING, Benefit(percent=10), Benefit(off_minor=500), Benefit(extra='Tea & "honey"'))
FIRST = cast.wall(20, 0)
DAYS = 50
"""From 20 March 2027 on: the clocks of the first four zones change on these days."""


def objects(offer: Offer, **asked: object) -> str:
    """The answer as it would be made from objects."""
    found = reads.slots(offer, **asked)  # type: ignore[arg-type]
    return json.dumps({"slots": replies.slots(found)}, ensure_ascii=False)


def quick(offer: Offer, **asked: object) -> str:
    """The answer as it is made."""
    lanes = Lane.objects.filter(salon=offer.salon, resource__kind="practitioner").select_related("resource")
    people = {lane.number: lane.resource for lane in lanes}
    ids = {number: person.pk for number, person in people.items()}
    days = reads.by_day(offer, ids, **asked)  # type: ignore[arg-type]
    return written.slots(days, people, offer.duration_min, offer.salon.gap_benefit)


def random_place(dice: random.Random, moment: datetime) -> cast.Place:
    """Up to four practitioners, who work by night too, with up to two rooms between them, and some visits and holds."""
    place = cast.salon(zone=dice.choice(ZONES), step_min=dice.choice((5, 15, 40)), min_notice_min=0)
    cast.hours(place.salon, None, (5, 6), (6 * 60, 29 * 60))
    for name in dice.sample(NAMES, dice.randint(1, 4)):
        made = cast.practitioner(place, name, "back_massage", "facial")
        cast.hours(
            place.salon, Lane.objects.get(resource=made), (5, 6), (dice.randrange(360, 900, 5), 28 * 60)
        )
    for number in range(dice.randint(0, 2)):
        cast.room(place, f"Room {number}")
    cast.offer(place, "facial", dice.choice((5, 25, 90, 480)), room_feature="", buffer_after_min=10)
    cast.offer(place, "back_massage", dice.choice((30, 60)), room_feature=dice.choice(("", "table")))
    place.open(moment)
    give(place.salon, dice.choice(GIVEN), rest_min=dice.choice((15, 60)), by="desk:1", now=moment)
    if dice.random() < 0.5:
        one = dice.choice(list(place.people.values()))
        ruled(place, one, step_min=dice.choice((30, 45)), horizon_days=dice.choice((None, 30)))
        ruled(place, place.salon, hands_on_max_min=240, break_min=30, break_from_min=660, break_to_min=840)
    fill(dice, place, moment)
    return place


def fill(dice: random.Random, place: cast.Place, moment: datetime) -> None:
    """Visits and holds here and there, some of which have run out by `moment`."""
    for _ in range(12):
        offer = dice.choice(list(place.offers.values()))
        then = dice.choice((moment, moment - timedelta(minutes=11)))
        free = reads.slots(offer, starts_from=FIRST, starts_until=FIRST + timedelta(days=DAYS), now=then)
        if not free:
            return
        start, at = dice.choice(free).starts_at, cast.clock_at(then)
        if dice.random() < 0.5:
            actions.hold(offer=offer, starts_at=start, clock=at)
        else:
            actions.book(offer=offer, starts_at=start, client=cast.client(), by="client", clock=at)


@pytest.mark.parametrize("seed", range(24))
def test_text_and_objects_say_the_same(seed: int) -> None:
    dice = random.Random(seed)
    moment = FIRST - timedelta(hours=dice.randrange(48))
    place = random_place(dice, moment)
    said = []
    for offer in place.offers.values():
        for person in chain([None], place.people.values()):
            asked = {
                "starts_from": FIRST + timedelta(hours=dice.randrange(100)),
                "starts_until": FIRST + timedelta(days=dice.choice((1, 9, DAYS)), minutes=dice.randrange(60)),
                "now": moment,
                "practitioner": person,
            }
            said.append(quick(offer, **asked))
            assert said[-1] == objects(offer, **asked)
    assert max(map(len, said)) > 1000


def test_the_door_says_it_with_its_usual_headers(door: Door, place: cast.Place) -> None:
    now = clock.now()
    month = {"starts_from": now, "starts_until": now + timedelta(days=31), "now": now}
    offer, aino = place.offers["back_massage"], place.people["Aino"]
    Resource.objects.filter(pk=aino.pk).update(name='Äi"no')

    for named, practitioner in ({}, None), ({"practitioner": aino.public_id}, aino):
        query = {"offer": offer.public_id, "from": now.isoformat(), "to": month["starts_until"].isoformat()}
        answer = door.get(f"/salons/{place.salon.public_id}/slots", {**query, **named})

        assert answer.content.decode() == objects(offer, **month, practitioner=practitioner)
        assert [answer["Content-Type"], answer["Cache-Control"]] == ["application/json", "no-store"]
