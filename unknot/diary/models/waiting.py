"""Who waits for a time, and whose turn it is for one that has become free."""

from datetime import datetime

from django.db import models
from django.db.models.functions import Now

from unknot.diary.models.visits import Appointment, Hold
from unknot.people.models import Client
from unknot.plumbing.ids import new_id
from unknot.plumbing.tokens import opens, token
from unknot.salons.models import Offer, Resource, Salon

ALL_DAYS = 0b1111111


class Waiting(models.Model):
    """A client waits for a time of an offer: for the `appointment` that she has an earlier one, else a first one.

    It has to begin on a local day from `days_from` to `days_until`, on one of `weekdays` (bit 0 is Monday), not before
    `from_min` and end by `to_min` (minutes of the salon's wall time), with `practitioner` or anyone. It stands until
    that is over. Fair order is the order of `created_at`. `at_once`: she is moved without being asked. `told_at` is
    when she was written to that she waits.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        SERVED = "served"
        STOPPED = "stopped"
        OVER = "over"

    public_id = models.CharField(max_length=40, unique=True, default=new_id, editable=False)
    salon = models.ForeignKey(Salon, on_delete=models.CASCADE, related_name="waiting")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="waiting")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="waiting")
    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, null=True, related_name="waiting")
    practitioner = models.ForeignKey(Resource, on_delete=models.CASCADE, null=True, related_name="waiting")
    days_from = models.DateField()
    days_until = models.DateField()
    weekdays = models.PositiveSmallIntegerField(default=ALL_DAYS)
    from_min = models.PositiveSmallIntegerField(default=0)
    to_min = models.PositiveSmallIntegerField(default=1440)
    at_once = models.BooleanField(default=False)
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    token_version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["salon", "created_at"], condition=models.Q(state="waiting"), name="waiting_in_order"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["appointment"], condition=models.Q(state="waiting"), name="a_visit_waits_once"
            ),
            models.CheckConstraint(
                condition=models.Q(days_until__gte=models.F("days_from")), name="waiting_days_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(weekdays__gte=1, weekdays__lte=ALL_DAYS), name="waiting_on_some_weekday"
            ),
            models.CheckConstraint(
                condition=models.Q(to_min__gt=models.F("from_min"), to_min__lte=1440),
                name="waiting_hours_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(at_once=False) | models.Q(appointment__isnull=False),
                name="only_a_visit_moves_at_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state="waiting", ended_at=None)
                | ~models.Q(state="waiting") & models.Q(ended_at__isnull=False),
                name="waiting_ends_with_its_state",
            ),
        ]

    def __str__(self) -> str:
        return f"waiting {self.public_id}"

    @property
    def token(self) -> str:
        """What opens this to who waits."""
        return token("waiting", self.public_id, self.token_version)

    def opens_with(self, given: str) -> bool:
        """Whether `given` is its token."""
        return opens(given, "waiting", self.public_id, self.token_version)

    @property
    def is_open(self) -> bool:
        """Whether she still waits."""
        return self.state == self.State.WAITING

    def end(self, state: str, now: datetime) -> None:
        """She waits no longer."""
        self.state, self.ended_at = state, now
        self.save(update_fields=["state", "ended_at"])

    def mark_told(self, now: datetime) -> bool:
        """Note that she has been written to; False when she had been. Waits for whoever is noting it."""
        return bool(Waiting.objects.filter(pk=self.pk, told_at=None).update(told_at=now))


class Turn(models.Model):
    """It is the turn of one who waits: a time is kept for her by a real hold until `until`, then for the next.

    `hold` goes the day after it has run out; what it was for stays here, for it is not offered to her again. One
    client has one open turn, and no hold serves two.
    """

    class State(models.TextChoices):
        OPEN = "open"
        TAKEN = "taken"
        DECLINED = "declined"
        LAPSED = "lapsed"

    waiting = models.ForeignKey(Waiting, on_delete=models.CASCADE, related_name="turns")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="turns")
    hold = models.OneToOneField(Hold, on_delete=models.SET_NULL, null=True, related_name="turn")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    until = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    created_at = models.DateTimeField(db_default=Now())
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client"], condition=models.Q(state="open"), name="one_turn_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["waiting"], condition=models.Q(state="open"), name="one_turn_a_waiting"
            ),
            models.CheckConstraint(
                condition=models.Q(until__lt=models.F("starts_at")), name="turn_ends_before_its_time"
            ),
        ]

    def __str__(self) -> str:
        return f"turn {self.pk} of {self.waiting_id}"

    def close(self, state: str) -> None:
        """Nothing can be decided about it any more."""
        self.state = state
        self.save(update_fields=["state"])

    def mark_told(self, now: datetime) -> bool:
        """Note that she has been written to; False when she had been. Waits for whoever is noting it."""
        return bool(Turn.objects.filter(pk=self.pk, told_at=None).update(told_at=now))
