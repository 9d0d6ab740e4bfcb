"""A place that gives treatments, and the people who may run it."""

from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Mod, Now
from django.db.models.lookups import Exact

from unknot.core.suitability.settings import NEW_SALON
from unknot.people.models import User
from unknot.plumbing.ids import new_id
from unknot.salons.models.benefits import GivesBenefit, benefit_holds, rest_holds
from unknot.salons.models.rules import Limited, limits_hold


def check_zone(name: str) -> None:
    """Raises ValidationError unless `name` is an IANA zone."""
    if name not in available_timezones():
        raise ValidationError("unknown time zone", code="unknown_zone")


def in_ticks(minutes_field: str) -> Exact:
    """The condition that a number of minutes is a multiple of the five-minute tick."""
    return Exact(Mod(minutes_field, 5), 0)


class Salon(Limited, GivesBenefit):
    """A place that gives treatments; it has one time zone and thinks in its wall time.

    `lat`, `lon` in degrees (WGS 84). `hours_source` says where the opening hours come from; with `unknown` hours
    nothing can be booked. `min_notice_min` is the shortest time between now and a start, `horizon_days` the
    furthest start, `step_min` the grid of starts on a shift, `change_notice_min` until when before its start a
    client may move or cancel a visit alone. `policy` and `switches` are the salon's rules about health: a policy of
    the rulebook by its id, and the switches it sets otherwise. `left_out` says what becomes of the minutes of regions
    that are left out: they go elsewhere, the visit is a shorter one for less, or its client chooses. Its gap benefit
    comes with times that fill a hole in its day. `osm` is
    `node/123`, when the place comes from OpenStreetMap. `has_rules`, kept by `salons.actions.refit`, says that
    somebody or something here is bound by more than notice, horizon and grid of the salon.
    """

    class HoursSource(models.TextChoices):
        STATED = "stated"
        GENERATED = "generated"
        UNKNOWN = "unknown"

    class LeftOut(models.TextChoices):
        ELSEWHERE = "elsewhere"
        SHORTER = "shorter"
        EITHER = "either"

    public_id = models.CharField(max_length=40, unique=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    lat = models.FloatField()
    lon = models.FloatField()
    zone = models.CharField(max_length=60, validators=[check_zone])
    country = models.CharField(max_length=2)
    subdivision = models.CharField(max_length=6, blank=True)
    street = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    city = models.CharField(max_length=100, blank=True)
    wheelchair = models.CharField(max_length=20, blank=True)
    phone = models.CharField(max_length=16, blank=True)
    email = models.EmailField(blank=True)
    currency = models.CharField(max_length=3)
    language = models.CharField(max_length=12, default="en")
    osm = models.CharField(max_length=40, blank=True)

    hours_source = models.CharField(max_length=10, choices=HoursSource, default=HoursSource.STATED)
    closed_on_public_holidays = models.BooleanField(default=True)
    min_notice_min = models.PositiveIntegerField(default=60)
    horizon_days = models.PositiveSmallIntegerField(default=60)
    step_min = models.PositiveSmallIntegerField(default=15)
    change_notice_min = models.PositiveIntegerField(default=0)
    policy = models.CharField(max_length=40, default=NEW_SALON)
    switches = models.JSONField(default=dict, blank=True)
    left_out = models.CharField(
        max_length=9, choices=LeftOut, default=LeftOut.EITHER, db_default=LeftOut.EITHER.value
    )
    has_rules = models.BooleanField(default=False, db_default=False)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["lat", "lon"], name="salon_by_place")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180),
                name="salon_is_on_earth",
            ),
            models.CheckConstraint(condition=models.Q(step_min__range=(5, 480)), name="salon_step"),
            models.CheckConstraint(condition=in_ticks("step_min"), name="salon_step_in_ticks"),
            models.CheckConstraint(condition=models.Q(horizon_days__lte=365), name="salon_horizon_a_year"),
            *limits_hold("salon"),
            *benefit_holds("salon"),
            *rest_holds("salon"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """Street, postcode and city on one line, as far as they are known."""
        return ", ".join(part for part in (self.street, f"{self.postcode} {self.city}".strip()) if part)


class Membership(models.Model):
    """A user works in a salon. Owners and receptionists run its desk, practitioners see their own day too."""

    class Role(models.TextChoices):
        OWNER = "owner"
        RECEPTION = "reception"
        PRACTITIONER = "practitioner"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    salon = models.ForeignKey(Salon, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role)
    practitioner = models.ForeignKey(
        "salons.Resource", on_delete=models.SET_NULL, null=True, blank=True, related_name="memberships"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "salon"], name="one_membership_a_salon")]

    def __str__(self) -> str:
        return f"{self.role} of {self.salon}"
