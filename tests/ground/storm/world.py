"""Where the storm rages: two small salons that share Aino, work past midnight, and a clock that runs fast.

One of them has rules about how long its practitioners work.

A hold runs out after ten minutes and a storm lasts half a one, so the workers' time runs sixty times as fast as the
database's, from which all of them read it. It begins so far in the past that it never overtakes the real time, by
which `unknot check` judges afterwards.
"""

import os
from datetime import datetime, timedelta

from tests import cast
from unknot.diary import actions
from unknot.plumbing.clock import database_now
from unknot.salons.actions import add_lane, rule
from unknot.salons.models import Resource, Salon, Skill, WeeklyHours

SPEED = 60
BEGAN_AT, LASTS_S = "STORM_BEGAN_AT", "STORM_LASTS_S"
AFTERMATH_S = 120
TREATMENTS = ("back_massage", "facial", "hot_stone")
EVENING = ((10 * 60, 14 * 60), (19 * 60, 28 * 60))


def clock() -> datetime:
    """The storm's time."""
    began_at = datetime.fromisoformat(os.environ[BEGAN_AT])
    head_start = timedelta(seconds=float(os.environ[LASTS_S]) + AFTERMATH_S)
    return began_at + SPEED * (database_now() - began_at - head_start)


def build() -> None:
    """Make the salons and open their days as the storm's clock sees them."""
    here, there = a_salon("Here"), a_salon("There")
    aino = Resource.objects.get(name="Aino of Here")
    lane = add_lane(there.salon, aino)
    cast.hours(there.salon, lane, range(7), *EVENING)
    rule(there.salon, stretch_max_min=240, pause_min=10)
    rule(Resource.objects.get(name="Mikael of There"), recover_min=5, hands_on_max_min=300)
    for place in (here, there):
        place.open(clock())


def a_salon(name: str) -> cast.Place:
    """Two practitioners, two rooms and one set of stones: crowded on purpose."""
    place = cast.salon(name, horizon_days=2, min_notice_min=15)
    WeeklyHours.objects.filter(salon=place.salon).delete()
    cast.hours(place.salon, None, range(7), (8 * 60, 29 * 60))
    for who in ("Aino", "Mikael"):
        made = Resource.objects.create(kind=Resource.Kind.PRACTITIONER, name=f"{who} of {name}")
        Skill.objects.bulk_create(Skill(practitioner=made, treatment=each) for each in TREATMENTS)
        cast.hours(place.salon, add_lane(place.salon, made), range(7), *EVENING)
    cast.room(place, "Room 1")
    cast.room(place, "Room 2", "table", "double", serves=2)
    stones = Resource.objects.create(kind=Resource.Kind.EQUIPMENT, name="Stones", features=["hot_stones"])
    add_lane(place.salon, stones)
    cast.offer(place, "back_massage", buffer_after_min=10)
    cast.offer(place, "facial", 45, room_feature="double", buffer_before_min=5)
    cast.offer(place, "hot_stone", 90, equipment_features=["hot_stones"], buffer_after_min=15)
    return place


def open_days() -> None:
    """What the job worker does every hour."""
    for salon in Salon.objects.order_by("pk"):
        actions.open_days(salon, clock=clock)
