"""Time that nobody may book."""

from django.db import models
from django.db.models.functions import Now

from unknot.plumbing.ids import new_id
from unknot.salons.models import Resource


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
