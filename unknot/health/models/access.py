"""Who may open a visit's answers, and who has opened what."""

from datetime import datetime

from django.db import models

from unknot.people.models import Client
from unknot.salons.models import Resource


class Grant(models.Model):
    """The treating practitioner may open a client's answers for one visit, from `opens_at` until `closes_at`."""

    visit = models.CharField(max_length=40, unique=True)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="health_grants")
    practitioner = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="health_grants")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")), name="grant_closes_after_it_opens"
            ),
            models.CheckConstraint(condition=~models.Q(visit=""), name="grant_is_for_a_visit"),
        ]

    def __str__(self) -> str:
        return f"grant for {self.visit}"

    def is_over(self, now: datetime) -> bool:
        """Whether the visit's access has ended."""
        return now >= self.closes_at

    def is_early(self, now: datetime) -> bool:
        """Whether it has not begun."""
        return now < self.opens_at


class Reading(models.Model):
    """Somebody has opened something sealed: as what, for which visit (or hold), when. Rows are only ever added.

    `practitioner` says who it was when it was one. The rules are a machine's judgement at booking, moving and the like.
    A draft's readings have no client until the hold becomes a visit.
    """

    class Role(models.TextChoices):
        PRACTITIONER = "practitioner"
        CLIENT = "client"
        RULES = "rules"

    class Thing(models.TextChoices):
        ANSWERS = "answers"
        NOTE = "note"
        REPORT = "report"

    role = models.CharField(max_length=12, choices=Role)
    thing = models.CharField(max_length=7, choices=Thing)
    practitioner = models.ForeignKey(
        Resource, on_delete=models.PROTECT, null=True, related_name="health_readings"
    )
    client = models.ForeignKey(Client, on_delete=models.CASCADE, null=True, related_name="health_readings")
    visit = models.CharField(max_length=40, blank=True)
    hold = models.CharField(max_length=40, blank=True, db_index=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role="practitioner", practitioner__isnull=False)
                | ~models.Q(role="practitioner") & models.Q(practitioner__isnull=True),
                name="reading_names_its_practitioner",
            ),
            models.CheckConstraint(
                condition=models.Q(client__isnull=False, hold="") & ~models.Q(visit="")
                | models.Q(client__isnull=True, visit="") & ~models.Q(hold=""),
                name="reading_is_of_a_client_or_a_hold",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} opened {self.thing} of {self.visit or self.hold}"
