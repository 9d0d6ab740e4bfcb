"""What lengthens a treatment, kept with the hold and then with the part that comes of it."""

from django.db import models

from unknot.salons.models import Added


class Extended(models.Model):
    """`added` has the add-ons that were chosen, as they were called, lasted and cost then."""

    added = models.JSONField(default=list, db_default=models.Value([], models.JSONField()), blank=True)

    class Meta:
        abstract = True

    @property
    def extras(self) -> tuple[Added, ...]:
        """The add-ons as values."""
        return tuple(Added(**each) for each in self.added)

    @extras.setter
    def extras(self, extras: tuple[Added, ...]) -> None:
        self.added = [each._asdict() for each in extras]
