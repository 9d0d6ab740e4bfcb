"""How a client likes it at one salon."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from unknot.people.models import Client
from unknot.salons.models.resources import Resource
from unknot.salons.models.salon import Salon

MOST_TAGS = 8
TAG_LENGTH = 24
NOTE_LENGTH = 500


class Preferences(models.Model):
    """What a salon remembers of a client's likes, its own tags, and a note for the team; all in clear.

    Everybody at the salon reads it, so no word about health belongs here: that lies in the locked room. `pressure`
    is 1 to 5, a wish; what health allows caps it. Empty is not said. `said_by` is who wrote it last (`desk:7`).
    """

    class Oil(models.TextChoices):
        UNSAID = ""
        SCENTED = "scented"
        UNSCENTED = "unscented"
        NONE = "none"

    class Talk(models.TextChoices):
        UNSAID = ""
        QUIET = "quiet"
        CHAT = "chat"

    class Music(models.TextChoices):
        UNSAID = ""
        NONE = "none"
        SOFT = "soft"

    class Warmth(models.TextChoices):
        UNSAID = ""
        COOLER = "cooler"
        WARMER = "warmer"

    salon = models.ForeignKey(Salon, on_delete=models.CASCADE, related_name="preferences")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="preferences")
    practitioner = models.ForeignKey(
        Resource, on_delete=models.SET_NULL, null=True, related_name="preferred_by"
    )
    pressure = models.PositiveSmallIntegerField(null=True)
    oil = models.CharField(max_length=9, choices=Oil, blank=True)
    talk = models.CharField(max_length=5, choices=Talk, blank=True)
    music = models.CharField(max_length=4, choices=Music, blank=True)
    warmth = models.CharField(max_length=6, choices=Warmth, blank=True)
    tags = ArrayField(models.CharField(max_length=TAG_LENGTH), default=list, blank=True)
    note = models.CharField(max_length=NOTE_LENGTH, blank=True)
    said_by = models.CharField(max_length=40)
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["salon", "client"], name="preferences_once_a_client"),
            models.CheckConstraint(
                condition=models.Q(pressure=None) | models.Q(pressure__range=(1, 5)),
                name="preferences_pressure",
            ),
            models.CheckConstraint(
                condition=models.Q(tags__len__lte=MOST_TAGS), name="preferences_tags_are_few"
            ),
        ]

    def __str__(self) -> str:
        return f"preferences {self.pk}"
