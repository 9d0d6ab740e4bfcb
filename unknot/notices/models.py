"""Which letters have gone out."""

from django.db import models
from django.db.models.functions import Now

from unknot.diary.models import Appointment


class Notice(models.Model):
    """A letter to a client about a visit as it stood at `sequence`: one about the change, and one reminder.

    A letter that asks her to look at it answers to a fact: one for each `fact_id`.

    The row is written in the transaction in which the letter is handed over, before it is: two jobs never send the
    same letter, and one that fails leaves no row. `refused` reminders were never taken by the mail server and are
    not tried again.
    """

    class Kind(models.TextChoices):
        BOOKED = "booked"
        MOVED = "moved"
        CANCELLED = "cancelled"
        REMINDER = "reminder"
        LOOK = "look"

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=10, choices=Kind)
    sequence = models.PositiveIntegerField()
    fact_id = models.BigIntegerField(null=True)
    refused = models.BooleanField(default=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "sequence"],
                condition=~models.Q(kind__in=["reminder", "look"]),
                name="one_letter_a_change",
            ),
            models.UniqueConstraint(
                fields=["appointment", "sequence"],
                condition=models.Q(kind="reminder"),
                name="one_reminder_a_time",
            ),
            models.UniqueConstraint(
                fields=["fact_id"], condition=models.Q(kind="look"), name="one_letter_a_fact"
            ),
            models.CheckConstraint(
                condition=models.Q(kind="look", fact_id__isnull=False)
                | ~models.Q(kind="look") & models.Q(fact_id=None),
                name="notice_names_its_fact",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.sequence} of {self.appointment_id}"
