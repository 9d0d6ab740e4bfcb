"""What who treats writes down about a visit."""

from datetime import UTC, datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q

from unknot.health.models.answers import Consent
from unknot.health.models.keys import Key, sealed
from unknot.plumbing.ids import new_id
from unknot.salons.models import Resource, Salon

MOST_REPORT_BYTES = 32 * 1024


class Reports(models.QuerySet["Report"]):
    def kept_at(self, moment: datetime) -> "Reports":
        """Those to which consent still runs; others count for nobody, whether or not they have been taken away."""
        consents = Consent.objects.to_reports().running_at(moment)
        return self.filter(Exists(consents.filter(key=OuterRef("key"))))

    def shown_to(self, author: Resource) -> "Reports":
        """What is signed, and her own drafts."""
        return self.filter(Q(signed_at__isnull=False) | Q(author=author))


class Report(models.Model):
    """What the practitioner writes about a visit for whoever treats its client at this salon next; sealed.

    Sealed are what was said, found, thought and planned (SOAP), and where on the body. Until it is signed it is its
    author's draft. A signed one stays as it is: what corrects it is another row that `amends` it, signed by the same
    hand. Who, for what, when and whether signed are bound into the seal, so that nobody signs with a query.
    """

    id = models.CharField(max_length=40, primary_key=True, default=new_id, editable=False)
    key = models.ForeignKey(Key, on_delete=models.CASCADE, related_name="reports")
    salon = models.ForeignKey(Salon, on_delete=models.PROTECT, related_name="health_reports")
    visit = models.CharField(max_length=40)
    author = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="health_reports")
    amends = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="amendments")
    written_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    sealed = models.BinaryField()

    objects = Reports.as_manager()

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit"],
                condition=Q(amends__isnull=True, signed_at__isnull=False),
                name="report_signed_once_a_visit",
            ),
            models.UniqueConstraint(
                fields=["visit", "author"], condition=Q(amends__isnull=True), name="report_once_an_author"
            ),
            models.CheckConstraint(
                condition=Q(amends__isnull=True) | Q(signed_at__isnull=False),
                name="report_is_amended_by_signed",
            ),
            models.CheckConstraint(condition=~Q(visit=""), name="report_is_for_a_visit"),
            sealed("sealed", "report_is_sealed", most_bytes=MOST_REPORT_BYTES),
        ]

    def __str__(self) -> str:
        return f"report {self.id}"

    @property
    def bound(self) -> list[str]:
        """What it is bound to: its row, whose, where, for which visit, by whom, amending what, and when."""
        written_at = self.written_at.astimezone(UTC).isoformat()
        signed_at = self.signed_at.astimezone(UTC).isoformat() if self.signed_at else ""
        named = [self.id, self.key_id, f"{self.salon_id}", self.visit, f"{self.author_id}"]
        return ["report", *named, self.amends_id or "", written_at, signed_at]
