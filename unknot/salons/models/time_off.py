"""Days that a practitioner would like to be away, until the salon's owner has said yes or no."""

from django.db import models

from unknot.plumbing.ids import new_id
from unknot.salons.models.resources import Resource
from unknot.salons.models.salon import Salon


class TimeOff(models.Model):
    """A practitioner asks a salon to be away from `first` to `last`, both included, local days.

    Granted it is a change of hours like any other; declined nothing changes. The reason stays inside the salon.
    """

    class State(models.TextChoices):
        ASKED = "asked"
        GRANTED = "granted"
        DECLINED = "declined"
        TAKEN_BACK = "taken_back"

    public_id = models.CharField(max_length=40, unique=True, default=new_id, editable=False)
    salon = models.ForeignKey(Salon, on_delete=models.CASCADE, related_name="time_off")
    practitioner = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="time_off")
    first = models.DateField()
    last = models.DateField()
    reason = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["first", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")), name="time_off_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["salon", "practitioner", "first", "last"],
                condition=models.Q(state="asked"),
                name="time_off_asked_once",
            ),
        ]

    def __str__(self) -> str:
        return f"time off {self.public_id}"
