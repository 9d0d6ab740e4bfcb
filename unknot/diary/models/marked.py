"""What a client has marked on the body, kept with the hold and then with the part that comes of it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from unknot.core.suitability import Marks


class Marked(models.Model):
    """`focus` are the regions the client wants worked, `strengths` how strong there (1-5, by region, as far as she has
    said), `spared` what she would rather have left out. All are ids of the body map, as `core.suitability.marks` reads
    them. They are wishes: what health asks for stands elsewhere, and wins.
    """

    focus = ArrayField(models.CharField(max_length=60), default=list, db_default=[], blank=True)
    strengths = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()), blank=True)
    spared = ArrayField(models.CharField(max_length=60), default=list, db_default=[], blank=True)

    class Meta:
        abstract = True

    @property
    def marks(self) -> Marks:
        """The three as one value."""
        return Marks({each: self.strengths.get(each) for each in self.focus}, tuple(self.spared))

    @marks.setter
    def marks(self, marks: Marks) -> None:
        self.focus = list(marks.work)
        self.strengths = {each: strength for each, strength in marks.work.items() if strength is not None}
        self.spared = list(marks.avoid)
