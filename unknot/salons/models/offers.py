"""What a salon sells."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from unknot.plumbing.ids import new_id
from unknot.salons.models.rules import Ruled, limits_hold, opening_holds
from unknot.salons.models.salon import Salon, in_ticks


class Offer(Ruled):
    """A salon sells a treatment: so long, at this price, with what it needs.

    Minutes are multiples of 5. The buffers occupy practitioner, room and equipment before and after; they may reach
    beyond the shift. `room_feature` (or '') and each of `equipment_features` name what the offer needs. `who`,
    `rooms` and `equipment` are bit masks of the salon's lanes that can serve it, `doubles` those of the rooms that
    serve two at once, kept by `salons.actions.refit`. Its rules win over its practitioner's and the salon's.
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

    class Meta:
        indexes = [models.Index(fields=["treatment", "duration_min", "salon"], name="offer_by_treatment")]
        constraints = [
            models.CheckConstraint(condition=models.Q(duration_min__range=(5, 480)), name="offer_duration"),
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
