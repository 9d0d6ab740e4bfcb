"""Whom a salon knows: who has had a visit there, and whom it has written down."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now

from unknot.people.models import Client
from unknot.salons.models.salon import Salon


class Acquaintance(models.Model):
    """A client as one salon finds her, and no other.

    The database itself keeps it, whoever writes: a visit makes the row (`diary_makes_acquainted`), and `sought`, the
    words by which she is found, follows her name, phone and mail. `seen_at` is the start of her latest visit, or when
    she was written down.
    """

    salon = models.ForeignKey(Salon, on_delete=models.CASCADE, related_name="acquaintances", db_index=False)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="acquaintances")
    sought = models.TextField(default="", db_default="", editable=False)
    seen_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["salon", "client"], name="acquainted_once"),
        ]
        indexes = [
            models.Index("salon", models.F("seen_at").desc(), name="acquaintance_by_latest"),
            # The salon stands in the index, so that what others know costs nothing; no pending list, so that the
            # search takes as long after a thousand new clients as before.
            GinIndex(
                fields=["salon", "sought"],
                opclasses=["int8_ops", "gin_trgm_ops"],
                fastupdate=False,
                name="acquaintance_by_words",
            ),
        ]

    def __str__(self) -> str:
        return f"acquaintance {self.pk}"
