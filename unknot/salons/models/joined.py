"""Two rows of one client, seen as one by a salon."""

from django.db import models
from django.db.models import F, Q

from unknot.people.models import Client
from unknot.salons.models.salon import Salon


class Joined(models.Model):
    """At one salon `client` is another row of `into`, and is shown with it.

    Nothing is moved: visits, answers, reports and likes stay with the row that they were given to, with its keys and
    its private links, and so does what is booked later. To take the two apart is to delete this row, at any time.
    `into` is joined into nobody itself. `by` is who joined them (`desk:7`).
    """

    salon = models.ForeignKey(Salon, on_delete=models.CASCADE, related_name="joined")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="joined_into")
    into = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="joined_from")
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["salon", "client"], name="joined_once"),
            models.CheckConstraint(condition=~Q(client=F("into")), name="joined_into_another"),
        ]

    def __str__(self) -> str:
        return f"joined {self.pk}"
