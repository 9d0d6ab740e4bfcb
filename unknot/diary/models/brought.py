"""What a salon has brought in from another system, so that the same file twice changes nothing."""

from django.db import models
from django.db.models.functions import Now

from unknot.people.models import Client
from unknot.salons.models import Salon


class Brought(models.Model):
    """A client, a visit or a block that came from a file. `key` is a keyed digest of what made it one of a kind there.

    `client` is whose it is. What it became may be gone since: it still counts as brought.
    """

    salon = models.ForeignKey(Salon, on_delete=models.CASCADE, related_name="brought")
    key = models.CharField(max_length=64)
    client = models.ForeignKey(Client, on_delete=models.SET_NULL, null=True, related_name="brought")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["salon", "key"], name="brought_in_once")]

    def __str__(self) -> str:
        return f"brought {self.pk}"
