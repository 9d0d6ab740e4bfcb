"""Consent, and the answers that are given under it."""

from datetime import UTC, datetime, timedelta

from django.db import models

from unknot.health.models.keys import Key, sealed
from unknot.plumbing.ids import new_id

MOST_BYTES = 64 * 1024


class GivenConsents(models.QuerySet["Consent"]):
    def to_answers(self) -> "GivenConsents":
        """Those to questions before a visit."""
        return self.filter(purpose=Consent.Purpose.ANSWERS)

    def to_reports(self) -> "GivenConsents":
        """Those to reports of visits."""
        return self.filter(purpose=Consent.Purpose.REPORTS)

    def running_at(self, moment: datetime) -> "GivenConsents":
        """Those whose year is not over."""
        return self.filter(runs_until__gt=moment)


class Consent(models.Model):
    """Consent to keep and use health data, given before the first answer; separate from everything else.

    One is to what a client answers before a visit, another to what who treats her writes down after it: neither stands
    for the other. It runs for a year. Withdrawn, it is gone with the key and all that was sealed with it; that it was
    given and withdrawn remains in the facts.
    """

    class Purpose(models.TextChoices):
        ANSWERS = "answers"
        REPORTS = "reports"

    RUNS = timedelta(days=365)

    key = models.ForeignKey(Key, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(
        max_length=7, choices=Purpose, default=Purpose.ANSWERS, db_default=Purpose.ANSWERS.value
    )
    given_at = models.DateTimeField()
    runs_until = models.DateTimeField()

    objects = GivenConsents.as_manager()

    class Meta:
        ordering = ["given_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(runs_until__gt=models.F("given_at")), name="consent_runs_for_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"consent under {self.key_id}"


class GivenAnswers(models.QuerySet["Answers"]):
    def drafts(self) -> "GivenAnswers":
        """Those that belong to a hold yet."""
        return self.filter(visit="")

    def kept_at(self, moment: datetime) -> "GivenAnswers":
        """Those whose time has not run out; others count for nobody, whether or not they have been taken away."""
        return self.filter(expires_at__gt=moment)


class Answers(models.Model):
    """What a client answered for one visit, sealed; or, with `visit` empty, for the hold of a draft's key.

    `visit` is the public id of a visit that this room never looks up; `rulebook` the version of the rules that asked.
    """

    DRAFT_KEPT = timedelta(days=1)

    id = models.CharField(max_length=40, primary_key=True, default=new_id, editable=False)
    key = models.ForeignKey(Key, on_delete=models.CASCADE, related_name="answers")
    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="answers")
    visit = models.CharField(max_length=40, blank=True)
    sealed = models.BinaryField()
    rulebook = models.CharField(max_length=40)
    given_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    objects = GivenAnswers.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["visit"], condition=~models.Q(visit=""), name="answers_once_a_visit"
            ),
            models.UniqueConstraint(
                fields=["key"], condition=models.Q(visit=""), name="answers_once_a_draft"
            ),
            sealed("sealed", "answers_are_sealed", most_bytes=MOST_BYTES),
        ]

    def __str__(self) -> str:
        return f"answers {self.id}"

    @property
    def bound(self) -> list[str]:
        """What they are bound to: their row, whose they are, for which visit, when and to which rules given."""
        given_at = self.given_at.astimezone(UTC).isoformat()
        return ["answers", self.id, self.key_id, self.visit, self.rulebook, given_at]
