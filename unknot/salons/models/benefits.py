"""The gap benefit: what a salon gives with a time that fills a hole in its day. It chooses; none is the default."""

from django.db import models
from django.db.models.functions import Mod
from django.db.models.lookups import Exact

from unknot.core.money.benefit import Benefit

MOST_PERCENT = 50
MOST_REST_MIN = 120
EXTRA_LENGTH = 60


class Benefited(models.Model):
    """A gap benefit of one kind at most: percent off, an amount off in the currency's smallest unit, or an extra."""

    gap_percent = models.PositiveSmallIntegerField(default=0, db_default=0)
    gap_off_minor = models.PositiveIntegerField(default=0, db_default=0)
    gap_extra = models.CharField(max_length=EXTRA_LENGTH, default="", db_default="", blank=True)

    class Meta:
        abstract = True

    @property
    def gap_benefit(self) -> Benefit:
        """As one value."""
        return Benefit(self.gap_percent, self.gap_off_minor, self.gap_extra)


class GivesBenefit(Benefited):
    """The same as its giver's choice: what stretch of free time is too short to sell is less than `gap_rest_min`."""

    gap_rest_min = models.PositiveSmallIntegerField(default=30, db_default=30)

    class Meta:
        abstract = True


def benefit_holds(noun: str) -> list[models.CheckConstraint]:
    """What must be true of a gap benefit, whoever gave it."""
    none = {"gap_percent": 0, "gap_off_minor": 0, "gap_extra": ""}
    one_kind = models.Q()
    for kind in none:
        one_kind |= models.Q(**{name: value for name, value in none.items() if name != kind})
    return [
        models.CheckConstraint(condition=one_kind, name=f"{noun}_gap_benefit_of_one_kind"),
        models.CheckConstraint(condition=models.Q(gap_percent__lte=MOST_PERCENT), name=f"{noun}_gap_percent"),
    ]


def rest_holds(noun: str) -> list[models.CheckConstraint]:
    """What must be true of the stretch that is too short to sell."""
    return [
        models.CheckConstraint(
            condition=models.Q(gap_rest_min__range=(5, MOST_REST_MIN)), name=f"{noun}_gap_rest"
        ),
        models.CheckConstraint(
            condition=models.Q(Exact(Mod("gap_rest_min", 5), 0)), name=f"{noun}_gap_rest_in_ticks"
        ),
    ]
