"""Verbs of a salon: giving a resource its lane, fitting offers to lanes, writing down hours.

Who changes hours that have been opened for booking asks `diary.actions.change_hours`: the days follow there.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max

from unknot.core.hours import Weekly
from unknot.salons.models import HoursException, Lane, Offer, Resource, Salon, WeeklyChange, WeeklyHours
from unknot.salons.models.resources import MOST_LANES
from unknot.salons.rota import Change, OtherDays, OtherWeek


class SalonIsFull(Exception):
    """A salon has no lane left for another resource."""


def add_lane(salon: Salon, resource: Resource) -> Lane:
    """Give a resource the salon's next lane. Raises SalonIsFull after 63."""
    with transaction.atomic():
        Salon.objects.select_for_update().get(pk=salon.pk)
        last = Lane.objects.filter(salon=salon).aggregate(last=Max("number"))["last"]
        number = 0 if last is None else last + 1
        if number >= MOST_LANES:
            raise SalonIsFull
        return Lane.objects.create(salon=salon, resource=resource, number=number)


def refit(salon: Salon) -> None:
    """Work out again which lanes can serve each offer of the salon; after any change of lanes, skills or offers."""
    lanes = list(
        Lane.objects.filter(salon=salon).select_related("resource").prefetch_related("resource__skills")
    )
    changed = []
    for offer in Offer.objects.filter(salon=salon):
        fitted = fit(offer, lanes)
        if fitted != (offer.who, offer.rooms, offer.equipment):
            offer.who, offer.rooms, offer.equipment = fitted
            changed.append(offer)
    Offer.objects.bulk_update(changed, ["who", "rooms", "equipment"])


def fit(offer: Offer, lanes: Iterable[Lane]) -> tuple[int, int, list[int]]:
    """The masks of lanes that can serve an offer: practitioners, rooms, and one for each equipment it needs."""
    who = rooms = 0
    equipment = [0] * len(offer.equipment_features)
    for lane in lanes:
        bit = 1 << lane.number
        resource = lane.resource
        if resource.kind == Resource.Kind.PRACTITIONER:
            if any(skill.treatment == offer.treatment for skill in resource.skills.all()):
                who |= bit
        elif resource.kind == Resource.Kind.ROOM:
            if offer.room_feature and offer.room_feature in resource.features:
                rooms |= bit
        else:
            for place, feature in enumerate(offer.equipment_features):
                if feature in resource.features:
                    equipment[place] |= bit
    return who, rooms, equipment


def write_hours(salon: Salon, change: Change) -> None:
    """Write a change of hours down, in the place of what was said of the same dates before. In a transaction."""
    lane = None if change.lane is None else Lane.objects.get(salon=salon, number=change.lane)
    if isinstance(change, OtherDays):
        _write_days(salon, lane, change)
    else:
        _write_week(salon, lane, change)


def _write_days(salon: Salon, lane: Lane | None, change: OtherDays) -> None:
    dated = HoursException.objects.filter(salon=salon, lane=lane, on_date__range=(change.first, change.last))
    dated.delete()
    if change.spans is None:
        return
    opens, closes = [span.from_min for span in change.spans], [span.to_min for span in change.spans]
    HoursException.objects.bulk_create(
        HoursException(
            salon=salon, lane=lane, on_date=each, from_min=opens, to_min=closes, reason=change.reason
        )
        for each in change.dates
    )


def _write_week(salon: Salon, lane: Lane | None, change: OtherWeek) -> None:
    WeeklyChange.objects.filter(salon=salon, lane=lane, from_date=change.from_date).delete()
    if change.week is None:
        return
    since = WeeklyChange.objects.create(salon=salon, lane=lane, from_date=change.from_date)
    WeeklyHours.objects.bulk_create(_week_rows(salon, lane, since, change.week))
    if lane is None and salon.hours_source != Salon.HoursSource.STATED:
        salon.hours_source = Salon.HoursSource.STATED
        salon.save(update_fields=["hours_source"])


def _week_rows(salon: Salon, lane: Lane | None, since: WeeklyChange, week: Weekly) -> Iterable[WeeklyHours]:
    return (
        WeeklyHours(
            salon=salon, lane=lane, since=since, weekday=weekday, from_min=span.from_min, to_min=span.to_min
        )
        for weekday, spans in enumerate(week)
        for span in spans
    )
