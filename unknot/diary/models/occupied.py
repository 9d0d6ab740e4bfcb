"""Claims, on which the database has the last word, and the day rows that index and lock them."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Coalesce

from unknot.diary.models.blocks import Block
from unknot.diary.models.visits import Hold, Part
from unknot.salons.models import Resource, Salon


class Claim(models.Model):
    """A resource occupied over a span, preparation and recovery included, by one hold, part or block.

    Two claims of a resource never overlap: the exclusion constraint `claims_never_overlap` sees to it, whoever
    writes. Only those of one `pair` may: two who come together in a room for two, each with a claim of her own on one
    `place` (1 or 2) of it. A hold's claim has the hold's `expires_at`; after it the claim counts for nobody, and
    whoever needs the time deletes it.
    """

    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="claims")
    span = DateTimeRangeField()
    hold = models.ForeignKey(Hold, on_delete=models.CASCADE, null=True, related_name="claims")
    part = models.ForeignKey(Part, on_delete=models.CASCADE, null=True, related_name="claims")
    block = models.ForeignKey(Block, on_delete=models.CASCADE, null=True, related_name="claims")
    expires_at = models.DateTimeField(null=True)
    pair = models.BigIntegerField(null=True)
    place = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="claims_never_overlap",
                expressions=[
                    ("resource", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                    # What belongs to no pair has a number that nothing else has.
                    (Coalesce("pair", -models.F("id")), RangeOperators.NOT_EQUAL),
                ],
            ),
            models.UniqueConstraint(
                fields=["pair", "place"], condition=models.Q(pair__isnull=False), name="a_pair_is_two"
            ),
            models.CheckConstraint(
                condition=models.Q(pair=None, place=None)
                | models.Q(pair__isnull=False, pair__gt=0, place__isnull=False, place__in=[1, 2], block=None),
                name="who_shares_has_a_place",
            ),
            models.CheckConstraint(
                condition=models.Q(span__isempty=False, span__lower_inf=False, span__upper_inf=False),
                name="claim_has_a_bounded_span",
            ),
            models.CheckConstraint(
                condition=models.Q(hold__isnull=False, part__isnull=True, block__isnull=True)
                | models.Q(hold__isnull=True, part__isnull=False, block__isnull=True)
                | models.Q(hold__isnull=True, part__isnull=True, block__isnull=False),
                name="claim_has_one_owner",
            ),
            models.CheckConstraint(
                condition=models.Q(hold__isnull=True, expires_at__isnull=True)
                | models.Q(hold__isnull=False, expires_at__isnull=False),
                name="only_holds_run_out",
            ),
        ]

    def __str__(self) -> str:
        return f"claim on {self.resource_id}"


class SalonDay(models.Model):
    """One salon's local date as bits: index for search, lock for booking. A pure function of hours and claims.

    `base` is the day's first tick since 1970, `length` its ticks; `lanes`, `shifts` and `holds` are packed as in
    `core.availability.days`. `next_expiry_s` is when its earliest hold runs out. No index may contain a column that
    a booking changes, or updates stop being heap-only.
    """

    pk = models.CompositePrimaryKey("on_date", "salon_id")
    on_date = models.DateField()
    salon = models.ForeignKey(Salon, on_delete=models.CASCADE, related_name="days", db_index=False)
    base = models.IntegerField()
    length = models.PositiveSmallIntegerField()
    lanes = models.BinaryField()
    shifts = models.BinaryField()
    holds = models.BinaryField(default=bytes)
    next_expiry_s = models.BigIntegerField(null=True)
    version = models.IntegerField(default=0)

    class Meta:
        db_table = "diary_salon_day"

    def __str__(self) -> str:
        return f"{self.on_date} of salon {self.salon_id}"
