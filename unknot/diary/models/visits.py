"""Holds, appointments with their parts, and blocks."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from unknot.people.models import Client
from unknot.plumbing.ids import new_id
from unknot.plumbing.tokens import opens, token
from unknot.salons.models import Offer, Resource, Salon


class Hold(models.Model):
    """A slot kept for somebody until `expires_at` (a whole second); then it is free for everybody at once.

    `visitor` and `address` are keyed digests: a visitor has one live hold, an address ten. `appointment` is what it
    became; then it has no claims of its own any more.
    """

    public_id = models.CharField(max_length=40, unique=True, default=new_id, editable=False)
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="holds")
    practitioner = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="holds")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    visitor = models.CharField(max_length=64, blank=True)
    address = models.CharField(max_length=64, blank=True)
    appointment = models.ForeignKey("Appointment", on_delete=models.CASCADE, null=True, related_name="holds")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["visitor", "expires_at"], name="hold_by_visitor"),
            models.Index(fields=["address", "expires_at"], name="hold_by_address"),
        ]

    def __str__(self) -> str:
        return f"hold {self.public_id}"

    @property
    def token(self) -> str:
        """What opens this hold: whoever has it may confirm or release it."""
        return token("hold", self.public_id, 1)

    def opens_with(self, given: str) -> bool:
        """Whether `given` is this hold's token."""
        return opens(given, "hold", self.public_id, 1)


class Appointment(models.Model):
    """A booked visit of one or more parts. `starts_at` and `ends_at` enclose the parts, without buffers.

    `sequence` rises with every change (RFC 5545), `token_version` when its private link is revoked.
    """

    class Status(models.TextChoices):
        BOOKED = "booked"
        ARRIVED = "arrived"
        NO_SHOW = "no_show"
        CANCELLED = "cancelled"

    public_id = models.CharField(max_length=40, unique=True, default=new_id, editable=False)
    salon = models.ForeignKey(Salon, on_delete=models.PROTECT, related_name="appointments")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="appointments")
    status = models.CharField(max_length=10, choices=Status, default=Status.BOOKED)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    sequence = models.PositiveIntegerField(default=0)
    token_version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(db_default=Now())
    changed_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["salon", "starts_at"], name="appointment_by_day"),
            models.Index(
                fields=["starts_at"], condition=models.Q(status="booked"), name="appointment_to_come"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="appointment_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"appointment {self.public_id}"

    @property
    def token(self) -> str:
        """What opens this appointment to its client."""
        return token("appointment", self.public_id, self.token_version)

    def opens_with(self, given: str) -> bool:
        """Whether `given` is this appointment's token."""
        return opens(given, "appointment", self.public_id, self.token_version)

    @property
    def is_live(self) -> bool:
        """Whether it still takes its time: booked, arrived or missed, but not cancelled."""
        return self.status != self.Status.CANCELLED


class Part(models.Model):
    """One treatment for one client within an appointment, by one practitioner; price and minutes as when booked.

    `focus` are the regions the client wants worked.
    """

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="parts")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="parts")
    practitioner = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="parts")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    treatment = models.CharField(max_length=60)
    duration_min = models.PositiveSmallIntegerField()
    price_minor = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    focus = ArrayField(models.CharField(max_length=60), default=list, blank=True)

    class Meta:
        ordering = ["appointment_id", "starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="part_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.treatment} {self.duration_min} min"


class Block(models.Model):
    """Time taken out of the diary: a break, illness, a private matter. The reason stays inside the salon."""

    public_id = models.CharField(max_length=40, unique=True, default=new_id, editable=False)
    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="blocks")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="block_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"block {self.public_id}"
