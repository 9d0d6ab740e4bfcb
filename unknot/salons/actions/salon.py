"""A salon that stands: its resources and their lanes, which lanes can serve its offers, its rules, and its hours."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Q

from unknot.core.hours import Weekly
from unknot.core.money.benefit import Benefit
from unknot.plumbing import facts
from unknot.salons.fitting import Fitted, fit
from unknot.salons.models import (
    HoursException,
    Lane,
    Membership,
    Offer,
    Resource,
    Salon,
    Travel,
    WeeklyChange,
    WeeklyHours,
)
from unknot.salons.models.resources import MOST_LANES
from unknot.salons.models.rules import LIMIT_FIELDS, RULE_FIELDS
from unknot.salons.rota import NO_WEEK, Change, Leaves, OtherDays, OtherHolidays, OtherWeek
from unknot.salons.wording import check_public_text


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


def add_equipment(
    salon: Salon,
    name: str,
    features: Sequence[str],
    *,
    count: int,
    prepare_min: int = 0,
    recover_min: int = 0,
) -> list[Resource]:
    """Give a salon so many alike pieces of equipment, named "Hot stones 1" and on; all or SalonIsFull.

    Each is a resource of its own and is claimed by itself: three sets serve three visits at once, and each is got ready
    again by itself. The offers are fitted to them.
    """
    with transaction.atomic():
        has = Resource.objects.filter(lanes__salon=salon, kind=Resource.Kind.EQUIPMENT)
        known = set(has.values_list("name", flat=True))
        names = (f"{name} {number}" for number in range(1, len(known) + count + 1))
        made = [
            Resource.objects.create(
                kind=Resource.Kind.EQUIPMENT,
                name=each,
                features=list(features),
                prepare_min=prepare_min,
                recover_min=recover_min,
            )
            for each in [each for each in names if each not in known][:count]
        ]
        for resource in made:
            add_lane(salon, resource)
        refit(salon)
        return made


def rule(of: Salon | Resource | Offer, **rules: Any) -> None:
    """Set some rules or the turnover of a salon, a resource or an offer, by the names of its fields.

    Raises IntegrityError for what can't be. A horizon that grows is opened by the next `diary.actions.open_days`.
    """
    with transaction.atomic():
        for name, value in rules.items():
            setattr(of, name, value)
        of.save(update_fields=list(rules))
        for salon in _salons_of(of):
            refit(salon)


def travel(one: Salon, other: Salon, minutes: int) -> None:
    """Say how long the way is between two salons, for whoever works in both; 0 takes it back."""
    first, second = sorted((one, other), key=lambda salon: salon.pk)
    with transaction.atomic():
        if minutes:
            Travel.objects.update_or_create(salon=first, other=second, defaults={"minutes": minutes})
        else:
            Travel.objects.filter(salon=first, other=second).delete()
        for salon in (one, other):
            refit(salon)


def give(salon: Salon, benefit: Benefit, *, rest_min: int, by: str, now: datetime) -> None:
    """Choose the gap benefit: what comes with times that fill a hole, where less than `rest_min` is too short to sell.

    What has been held or booked keeps what it was granted, and the fact of the choice tells afterwards what was given
    when. Raises ValidationError for an extra that promises what nobody can keep, IntegrityError for what can't be.
    """
    check_public_text(benefit.extra)
    salon.gap_percent, salon.gap_off_minor, salon.gap_extra = benefit
    salon.gap_rest_min = rest_min
    with transaction.atomic():
        salon.save(update_fields=["gap_percent", "gap_off_minor", "gap_extra", "gap_rest_min"])
        body = {**benefit._asdict(), "rest_min": rest_min, "by": by}
        facts.record("salon.gap_benefit_chosen", salon.public_id, body, at=now)


def refit(salon: Salon) -> None:
    """Work out again which lanes can serve each offer of the salon, and whether it has rules of its own.

    After any change of lanes, skills, offers or rules.
    """
    lanes = list(
        Lane.objects.filter(salon=salon).select_related("resource").prefetch_related("resource__skills")
    )
    changed = []
    for offer in Offer.objects.filter(salon=salon):
        fitted = fit(offer, lanes)
        if fitted != (offer.who, offer.rooms, offer.doubles, offer.equipment):
            offer.who, offer.rooms, offer.doubles, offer.equipment = fitted
            changed.append(offer)
    Offer.objects.bulk_update(changed, Fitted._fields)
    salon.has_rules = _has_rules(salon)
    Salon.objects.filter(pk=salon.pk).exclude(has_rules=salon.has_rules).update(has_rules=salon.has_rules)


def see_off(salon: Salon, today: date) -> None:
    """Who has left by `today`, a local day of the salon, is gone: gives nothing there, and has no part in its desk."""
    left = Lane.objects.filter(salon=salon, is_gone=False, left_on__lte=today)
    people = list(left.values_list("resource_id", flat=True))
    if not people:
        return
    left.update(is_gone=True)
    theirs = Membership.objects.filter(salon=salon, practitioner__in=people)
    theirs.filter(role=Membership.Role.PRACTITIONER).delete()
    theirs.update(practitioner=None)
    refit(salon)


def _salons_of(of: Salon | Resource | Offer) -> list[Salon]:
    if isinstance(of, Salon):
        return [of]
    return [of.salon] if isinstance(of, Offer) else list(Salon.objects.filter(lanes__resource=of))


def _has_rules(salon: Salon) -> bool:
    """Whether anything but the salon's own notice, horizon and grid decides about its visits."""
    limited, ruled = _says_any(LIMIT_FIELDS), _says_any(RULE_FIELDS)
    slow = Q(prepare_min__gt=0) | Q(recover_min__gt=0)
    asked = (
        Salon.objects.filter(limited, pk=salon.pk),
        Offer.objects.filter(ruled, salon=salon),
        Resource.objects.filter(ruled | slow, lanes__salon=salon),
        Travel.objects.filter(Q(salon=salon) | Q(other=salon)),
    )
    return any(rows.exists() for rows in asked)


def _says_any(fields: Iterable[str]) -> Q:
    said = Q()
    for name in fields:
        said |= Q(**{f"{name}__isnull": False})
    return said


def write_hours(salon: Salon, change: Change) -> None:
    """Write a change of hours down, in the place of what was said of the same dates before. In a transaction."""
    lane = None if change.lane is None else Lane.objects.get(salon=salon, number=change.lane)
    if isinstance(change, OtherDays):
        _write_days(salon, lane, change)
    elif isinstance(change, Leaves):
        _write_end(salon, lane, change)
    elif isinstance(change, OtherHolidays):
        salon.subdivision, salon.closed_on_public_holidays = change.subdivision, change.are_closed
        salon.save(update_fields=["subdivision", "closed_on_public_holidays"])
    else:
        _write_week(salon, lane, change)


def _write_end(salon: Salon, lane: Lane | None, change: Leaves) -> None:
    HoursException.objects.filter(salon=salon, lane=lane, on_date__gte=change.from_date).delete()
    WeeklyChange.objects.filter(salon=salon, lane=lane, from_date__gt=change.from_date).delete()
    _write_week(salon, lane, OtherWeek(change.lane, change.from_date, NO_WEEK))
    Lane.objects.filter(salon=salon, number=change.lane).update(left_on=change.from_date)


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
    if lane is not None and any(change.week) and lane.left_on and lane.left_on <= change.from_date:
        # Who has hours again is back.
        Lane.objects.filter(pk=lane.pk).update(left_on=None, is_gone=False)
        refit(salon)
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
