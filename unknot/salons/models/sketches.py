"""What an owner has said about a salon that does not stand yet."""

from django.db import models
from django.db.models.functions import Now

from unknot.people.models import User
from unknot.salons.models.salon import Salon


class Sketch(models.Model):
    """A salon as its owner describes it, answer by answer, before it opens; once it has opened, the `salon` it became.

    `said` holds only what was said: what was not is a default, and `salons.sketch.drawn` knows it. An owner has one
    sketch at a time.
    """

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sketches")
    said = models.JSONField(default=dict, blank=True)
    salon = models.OneToOneField(
        Salon, on_delete=models.CASCADE, null=True, blank=True, related_name="sketch"
    )
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner"], condition=models.Q(salon=None), name="one_open_sketch_an_owner"
            ),
        ]

    def __str__(self) -> str:
        return f"sketch {self.pk}"
