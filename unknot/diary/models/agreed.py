"""What held when a time was taken, kept with the hold and then with the part that comes of it."""

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models

from unknot.diary.models.agreement import Agreement


class Agreed(models.Model):
    """Hours, offers and rules may change after a time was taken; these do not, until it is moved.

    `claimed` is the span of its claims, the treatment and its buffers. `bookable` is when a client could start by the
    salon's notice and horizon; None where the salon itself chose the time. `working` is the practitioner's working
    time around it, as far as it was looked at. `needs_room` and `needs_equipment` (how many pieces) are claimed beside
    her. `turnover` has the minutes before and after by which a resource (its key) is claimed longer. `hands_on_max_min`
    and `deep_max_min` are the most that she gives on its day, this treatment included; 0 where nothing limits it.

    Beside these stands the gap benefit (`Benefited`): what the salon gave with such times then, where this one filled a
    hole; else nothing.

    All are None when they are not known: it was taken before they were kept, or agreed on in another system.
    """

    claimed = DateTimeRangeField(null=True)
    bookable = DateTimeRangeField(null=True)
    working = DateTimeRangeField(null=True)
    needs_room = models.BooleanField(null=True)
    needs_equipment = models.PositiveSmallIntegerField(null=True)
    turnover = models.JSONField(null=True)
    hands_on_max_min = models.PositiveSmallIntegerField(null=True)
    deep_max_min = models.PositiveSmallIntegerField(null=True)

    class Meta:
        abstract = True

    @property
    def agreement(self) -> Agreement:
        """All as one value."""
        return Agreement(*(getattr(self, name) for name in Agreement._fields))

    @agreement.setter
    def agreement(self, agreement: Agreement) -> None:
        for name, value in agreement._asdict().items():
            setattr(self, name, value)
