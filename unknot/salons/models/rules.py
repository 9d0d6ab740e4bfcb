"""What a salon, a practitioner or an offer may say about how visits are laid; the offer wins, then the practitioner."""

from django.db import models
from django.db.models.functions import Mod
from django.db.models.lookups import Exact

from unknot.core.availability.rules import Break, RuleSet, Stretch

_DAY_MIN = 1440


class Limited(models.Model):
    """What keeps a practitioner well. Minutes, multiples of 5; None says nothing, 0 lifts what stands below it.

    A break of `break_min` lies somewhere between `break_from_min` and `break_to_min` of the wall's day. She works at
    most `stretch_max_min` in one go, where less than `pause_min` between two visits is no pause. Treatments that begin
    on a day last at most `hands_on_max_min` together, those with deep pressure `deep_max_min`.
    """

    break_min = models.PositiveSmallIntegerField(null=True, blank=True)
    break_from_min = models.PositiveSmallIntegerField(null=True, blank=True)
    break_to_min = models.PositiveSmallIntegerField(null=True, blank=True)
    stretch_max_min = models.PositiveSmallIntegerField(null=True, blank=True)
    pause_min = models.PositiveSmallIntegerField(null=True, blank=True)
    hands_on_max_min = models.PositiveSmallIntegerField(null=True, blank=True)
    deep_max_min = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def rules(self) -> RuleSet:
        """All that this row says, notice, horizon and grid included."""
        pause, stretch = None, None
        if self.break_min is not None and self.break_from_min is not None and self.break_to_min is not None:
            pause = Break(self.break_min, self.break_from_min, self.break_to_min)
        if self.stretch_max_min is not None and self.pause_min is not None:
            stretch = Stretch(self.stretch_max_min, self.pause_min)
        notice, horizon, step = (
            getattr(self, name) for name in ("min_notice_min", "horizon_days", "step_min")
        )
        return RuleSet(notice, horizon, step, pause, stretch, self.hands_on_max_min, self.deep_max_min)


class Ruled(Limited):
    """The same, with notice, horizon and grid that stand in for the salon's. None leaves it to who comes next."""

    min_notice_min = models.PositiveIntegerField(null=True, blank=True)
    horizon_days = models.PositiveSmallIntegerField(null=True, blank=True)
    step_min = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        abstract = True


LIMIT_FIELDS = tuple(field.name for field in Limited._meta.local_fields)
RULE_FIELDS = tuple(field.name for field in Ruled._meta.local_fields)


def limits_hold(noun: str) -> list[models.CheckConstraint]:
    """What must be true of a row's limits: whole ticks, and a break with all that says where it lies."""
    in_ticks = models.Q()
    for name in LIMIT_FIELDS:
        in_ticks &= models.Q(**{f"{name}__isnull": True}) | models.Q(Exact(Mod(name, 5), 0))
    none = models.Q(break_min=None, break_from_min=None, break_to_min=None)
    # Said in full: a condition that is unknown because a part is missing would count as kept.
    said = models.Q(break_min__isnull=False, break_from_min__isnull=False, break_to_min__isnull=False)
    fits = said & models.Q(
        break_min__lte=models.F("break_to_min") - models.F("break_from_min"),
        break_from_min__lt=_DAY_MIN,
        break_to_min__lte=_DAY_MIN,
        break_to_min__gt=models.F("break_from_min"),
    )
    both = models.Q(stretch_max_min=None, pause_min=None) | models.Q(
        stretch_max_min__isnull=False,
        pause_min__isnull=False,
        stretch_max_min__lte=_DAY_MIN // 2,
        pause_min__range=(5, _DAY_MIN // 2),
    )
    return [
        models.CheckConstraint(condition=in_ticks, name=f"{noun}_limits_in_ticks"),
        models.CheckConstraint(condition=none | fits, name=f"{noun}_break_fits"),
        models.CheckConstraint(condition=both, name=f"{noun}_stretch_with_pause"),
    ]


def opening_holds(noun: str) -> list[models.CheckConstraint]:
    """What must be true of a row's own horizon and grid."""
    grid = models.Q(step_min=None) | models.Q(step_min__range=(5, 480))
    in_ticks = models.Q(step_min=None) | models.Q(Exact(Mod("step_min", 5), 0))
    return [
        models.CheckConstraint(condition=grid, name=f"{noun}_step"),
        models.CheckConstraint(condition=in_ticks, name=f"{noun}_step_in_ticks"),
        models.CheckConstraint(
            condition=models.Q(horizon_days=None) | models.Q(horizon_days__lte=365),
            name=f"{noun}_horizon_a_year",
        ),
    ]
