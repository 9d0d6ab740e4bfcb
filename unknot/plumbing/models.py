"""Facts, idempotent answers, rate counts."""

from django.db import models
from django.db.models.functions import Now


class Fact(models.Model):
    """Something that has happened, in the past tense, written in the transaction that made it so.

    `kind` is `noun.happened` (`appointment.booked`), `subject` the public id of what it happened to, `body` plain
    data without names, contacts or health words. Rows are only ever added.
    """

    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=40)
    body = models.JSONField(default=dict)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["subject", "id"], name="fact_by_subject")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class IdempotentAnswer(models.Model):
    """The first answer given under an Idempotency-Key, kept for a day.

    `key` is a digest of route and key, `body_digest` of the request's body; `answer` holds no tokens: they are
    derived again when it is repeated.
    """

    key = models.CharField(max_length=64, primary_key=True)
    body_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    answer = models.JSONField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="idempotent_by_age")]

    def __str__(self) -> str:
        return f"{self.status} {self.key[:8]}"


class RateCount(models.Model):
    """How often something was asked for in one window of time: a fixed window, in an unlogged table.

    `key` is a digest (never a bare address), `window` the window's number since 1970.
    """

    pk = models.CompositePrimaryKey("key", "window")
    key = models.CharField(max_length=64)
    window = models.BigIntegerField()
    hits = models.IntegerField()

    class Meta:
        db_table = "plumbing_rate_count"

    def __str__(self) -> str:
        return f"{self.hits} in {self.window}"


class Parcel(models.Model):
    """A file between the look at what it says and the yes to it, under a key that only the page of the look has."""

    public_id = models.CharField(max_length=40, unique=True)
    content = models.BinaryField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="parcel_by_age")]

    def __str__(self) -> str:
        return f"parcel {self.pk}"
