"""Which letters have gone out."""

from django.db import models
from django.db.models.functions import Now

from unknot.diary.models import Appointment


class Notice(models.Model):
    """A letter to a client about a visit as it stood at `sequence`: one about the change, and one reminder.

    The row is written in the transaction in which the letter is handed over, before it is: two jobs never send the
    same letter, and one that fails leaves no row. `refused` reminders were never taken by the mail server and are
    not tried again.
    """

    class Kind(models.TextChoices):
        BOOKED = "booked"
        MOVED = "moved"
        CANCELLED = "cancelled"
        REMINDER = "reminder"

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=10, choices=Kind)
    sequence = models.PositiveIntegerField()
    refused = models.BooleanField(default=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "sequence"],
                condition=~models.Q(kind="reminder"),
                name="one_letter_a_change",
            ),
            models.UniqueConstraint(
                fields=["appointment", "sequence"],
                condition=models.Q(kind="reminder"),
                name="one_reminder_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.sequence} of {self.appointment_id}"
