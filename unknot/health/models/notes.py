"""Notes of clearance: a doctor's or midwife's word that a treatment is fine, on paper that a client hands in."""

from datetime import UTC, date, timedelta

from django.db import models

from unknot.health.models.keys import Key, sealed
from unknot.plumbing.ids import new_id
from unknot.salons.models import Resource

MOST_FILE_BYTES = 10 * 1024 * 1024
MOST_SCOPE_BYTES = 16 * 1024


class Clearances(models.QuerySet["Clearance"]):
    def light(self) -> "Clearances":
        """Without the files, which are up to ten megabytes each."""
        return self.defer("sealed_file", "sealed_scope")

    def hold_for(self, treatment: str, on_date: date) -> "Clearances":
        """Confirmed ones that hold for a treatment on the salon's local date."""
        return self.filter(state=Clearance.State.CONFIRMED, treatment=treatment, holds_until__gte=on_date)


class Clearance(models.Model):
    """A note that a client handed in for a visit: for one treatment, up to and including the day `holds_until`.

    Sealed are its scope (from whom, for which items of the rulebook) and the file. It holds only once the treating
    practitioner has confirmed it; the state is bound into the scope's seal, so that nobody confirms it with a query.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        CONFIRMED = "confirmed"
        REFUSED = "refused"

    class Kind(models.TextChoices):
        PDF = "application/pdf"
        JPEG = "image/jpeg"
        PNG = "image/png"

    KEPT_AFTER = timedelta(days=30)

    id = models.CharField(max_length=40, primary_key=True, default=new_id, editable=False)
    key = models.ForeignKey(Key, on_delete=models.CASCADE, related_name="clearances")
    visit = models.CharField(max_length=40, db_index=True)
    treatment = models.CharField(max_length=60)
    holds_until = models.DateField()
    kind = models.CharField(max_length=15, choices=Kind)
    sealed_scope = models.BinaryField()
    sealed_file = models.BinaryField()
    handed_in_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    decided_by = models.ForeignKey(
        Resource, on_delete=models.PROTECT, null=True, related_name="decided_clearances"
    )
    decided_at = models.DateTimeField(null=True)

    objects = Clearances.as_manager()

    class Meta:
        ordering = ["handed_in_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="waiting", decided_by__isnull=True, decided_at__isnull=True)
                | models.Q(
                    state__in=["confirmed", "refused"], decided_by__isnull=False, decided_at__isnull=False
                ),
                name="clearance_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~models.Q(visit="") & ~models.Q(treatment=""), name="clearance_is_for_something"
            ),
            sealed("sealed_scope", "clearance_scope_is_sealed", most_bytes=MOST_SCOPE_BYTES),
            sealed("sealed_file", "clearance_file_is_sealed", most_bytes=MOST_FILE_BYTES),
        ]

    def __str__(self) -> str:
        return f"note {self.id}"

    @property
    def bound_scope(self) -> list[str]:
        """What its scope is bound to, its state included."""
        decided_at = self.decided_at.astimezone(UTC).isoformat() if self.decided_at else ""
        return ["scope", *self._place, self.state, f"{self.decided_by_id}", decided_at]

    @property
    def bound_file(self) -> list[str]:
        """What its file is bound to."""
        return ["file", *self._place]

    @property
    def _place(self) -> list[str]:
        handed_in_at = self.handed_in_at.astimezone(UTC).isoformat()
        named = [self.id, self.key_id, self.visit, self.treatment, self.kind]
        return [*named, self.holds_until.isoformat(), handed_in_at]
