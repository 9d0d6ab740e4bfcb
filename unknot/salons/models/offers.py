"""What a salon sells."""

from collections.abc import Iterable
from copy import copy
from typing import NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.db import models

from unknot.plumbing.ids import new_id
from unknot.salons.models.rules import Ruled, limits_hold, opening_holds
from unknot.salons.models.salon import Salon, in_ticks

LONGEST_MIN = 480


class Added(NamedTuple):
    """An add-on as it was chosen: what it was called, how long it lasts and what it costs then."""

    id: str
    name: str
    duration_min: int
    price_minor: int


class Offer(Ruled):
    """A salon sells a treatment: so long, at this price, with what it needs.

    Minutes are multiples of 5. The buffers occupy practitioner, room and equipment before and after; they may reach
    beyond the shift. `room_feature` (or '') and each of `equipment_features` name what the offer needs. `who`,
    `rooms` and `equipment` are bit masks of the salon's lanes that can serve it, `doubles` those of the rooms that
    serve two at once, kept by `salons.actions.refit`. Its rules win over its practitioner's and the salon's, and so
    does `change_notice_min`, until when before its start a client may move or cancel it alone.
    """

    class Extent(models.TextChoices):
        FULL = "full"
        PARTIAL = "partial"

    public_id = models.CharField(max_length=40, unique=True, default=new_id, editable=False)
    salon = models.ForeignKey(Salon, on_delete=models.CASCADE, related_name="offers")
    treatment = models.CharField(max_length=60)
    extent = models.CharField(max_length=8, choices=Extent, default=Extent.PARTIAL)
    duration_min = models.PositiveSmallIntegerField()
    price_minor = models.PositiveIntegerField()
    buffer_before_min = models.PositiveSmallIntegerField(default=0)
    buffer_after_min = models.PositiveSmallIntegerField(default=0)
    room_feature = models.CharField(max_length=40, blank=True)
    equipment_features = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    who = models.BigIntegerField(default=0)
    rooms = models.BigIntegerField(default=0)
    doubles = models.BigIntegerField(default=0, db_default=0)
    equipment = ArrayField(models.BigIntegerField(), default=list, blank=True)
    is_active = models.BooleanField(default=True)
    change_notice_min = models.PositiveIntegerField(null=True, blank=True)

    added: tuple[Added, ...] = ()

    class Meta:
        indexes = [models.Index(fields=["treatment", "duration_min", "salon"], name="offer_by_treatment")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(duration_min__range=(5, LONGEST_MIN)), name="offer_duration"
            ),
            models.CheckConstraint(
                condition=models.Q(buffer_before_min__lte=120, buffer_after_min__lte=120),
                name="offer_buffers",
            ),
            models.CheckConstraint(condition=in_ticks("duration_min"), name="offer_duration_in_ticks"),
            models.CheckConstraint(condition=in_ticks("buffer_before_min"), name="offer_before_in_ticks"),
            models.CheckConstraint(condition=in_ticks("buffer_after_min"), name="offer_after_in_ticks"),
            *limits_hold("offer"),
            *opening_holds("offer"),
        ]

    def __str__(self) -> str:
        return f"{self.treatment} {self.duration_min} min"

    def with_added(self, added: Iterable[Added]) -> "Offer":
        """This offer, not to be saved, with add-ons: it lasts as much longer and costs as much more.

        What it has been given already is left out, and what would make it longer than an offer can be.
        """
        extended = copy(self)
        for each in added:
            if each not in extended.added and extended.duration_min + each.duration_min <= LONGEST_MIN:
                extended.added = (*extended.added, each)
                extended.duration_min += each.duration_min
                extended.price_minor += each.price_minor
        return extended

    @property
    def changes_until_min(self) -> int:
        """Until how many minutes before its start a client may move or cancel it alone, as it or its salon says."""
        return self.salon.change_notice_min if self.change_notice_min is None else self.change_notice_min

    @property
    def own_min(self) -> int:
        """The minutes of the treatment itself, without add-ons."""
        return self.duration_min - sum(each.duration_min for each in self.added)


class AddOn(models.Model):
    """What an offer can be lengthened by: so many minutes more, a multiple of 5, for so much. It needs nothing else.

    It is given by the same hands in the same room, before or after the treatment, and never works on the body: what
    does is a treatment, which the rules about health judge.
    """

    public_id = models.CharField(max_length=40, unique=True, default=new_id, editable=False)
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="add_ons")
    name = models.CharField(max_length=80)
    duration_min = models.PositiveSmallIntegerField()
    price_minor = models.PositiveIntegerField()
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["duration_min", "price_minor", "id"]
        constraints = [
            models.UniqueConstraint(fields=["offer", "name"], name="add_on_said_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="add_on_has_a_name"),
            models.CheckConstraint(condition=models.Q(duration_min__range=(5, 120)), name="add_on_duration"),
            models.CheckConstraint(condition=in_ticks("duration_min"), name="add_on_duration_in_ticks"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.duration_min} min"

    @property
    def chosen(self) -> Added:
        """As it is chosen now."""
        return Added(self.public_id, self.name, self.duration_min, self.price_minor)
