"""When a salon is open and when its practitioners work: weekly wall time, and dated exceptions from it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from unknot.salons.models.resources import Lane
from unknot.salons.models.salon import Salon, in_ticks

_DAY_MIN = 1440
_SPAN_CHECK = (
    models.Q(from_min__lt=_DAY_MIN)
    & models.Q(to_min__gt=models.F("from_min"))
    & models.Q(to_min__lte=models.F("from_min") + _DAY_MIN)
)


class WeeklyChange(models.Model):
    """From `from_date` on other weekly hours hold: those that name it as `since`, or none at all.

    Without a `lane` they are the salon's, with one a practitioner's. The latest that has begun is the one that holds;
    before the first of them hold the hours that name none.
    """

    salon = models.ForeignKey(Salon, on_delete=models.CASCADE, related_name="weekly_changes")
    lane = models.ForeignKey(
        Lane, on_delete=models.CASCADE, null=True, blank=True, related_name="weekly_changes"
    )
    from_date = models.DateField()

    class Meta:
        ordering = ["salon_id", "from_date"]
        constraints = [
            models.UniqueConstraint(
                fields=["salon", "lane", "from_date"], nulls_distinct=False, name="one_weekly_change_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"from {self.from_date}"


class WeeklyHours(models.Model):
    """One stretch of a week: the salon's opening hours, or with a `lane` a practitioner's shift there.

    `since` is the change that brought it; None for hours that have always held. `weekday` 0 is Monday; `from_min` and
    `to_min` are minutes after the wall's midnight of that day, multiples of 5; over 1440 runs past midnight and still
    belongs to the day it begins.
    """

    salon = models.ForeignKey(Salon, on_delete=models.CASCADE, related_name="weekly_hours")
    lane = models.ForeignKey(
        Lane, on_delete=models.CASCADE, null=True, blank=True, related_name="weekly_hours"
    )
    since = models.ForeignKey(
        WeeklyChange, on_delete=models.CASCADE, null=True, blank=True, related_name="weekly_hours"
    )
    weekday = models.PositiveSmallIntegerField()
    from_min = models.PositiveSmallIntegerField()
    to_min = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["salon_id", "weekday", "from_min"]
        constraints = [
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="weekly_hours_weekday"),
            models.CheckConstraint(condition=_SPAN_CHECK, name="weekly_hours_span"),
            models.CheckConstraint(condition=in_ticks("from_min"), name="weekly_hours_from_in_ticks"),
            models.CheckConstraint(condition=in_ticks("to_min"), name="weekly_hours_to_in_ticks"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.from_min}-{self.to_min}"


class HoursException(models.Model):
    """On this date other hours begin than the weekly ones; none at all when the lists are empty.

    `from_min[i]`, `to_min[i]` as in WeeklyHours. Without a `lane` it is the salon's (a closure, a long Saturday),
    with one a practitioner's (time off, an extra shift). A room or a piece of equipment has no hours of its own: an
    exception says that it is out of use all that day.
    """

    salon = models.ForeignKey(Salon, on_delete=models.CASCADE, related_name="hours_exceptions")
    lane = models.ForeignKey(
        Lane, on_delete=models.CASCADE, null=True, blank=True, related_name="hours_exceptions"
    )
    on_date = models.DateField()
    from_min = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    to_min = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["salon", "lane", "on_date"], nulls_distinct=False, name="one_exception_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(from_min__len=models.F("to_min__len")), name="exception_hours_in_pairs"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on_date} {list(zip(self.from_min, self.to_min, strict=True))}"
