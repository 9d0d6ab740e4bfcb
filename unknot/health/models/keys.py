"""Keys, and what the database knows of a sealed column."""

from django.db import models
from django.db.models import F, Func, Value
from django.db.models.lookups import Exact, GreaterThanOrEqual, LessThanOrEqual

from unknot.health.cipher import FORMAT, OVERHEAD_BYTES
from unknot.people.models import Client
from unknot.plumbing.ids import new_id


def sealed(column: str, name: str, *, most_bytes: int) -> models.CheckConstraint:
    """The column holds a sealed thing of at most this many bytes of content; a document in clear is refused."""
    length = Func(F(column), function="octet_length", output_field=models.IntegerField())
    first = Func(F(column), Value(0), function="get_byte", output_field=models.IntegerField())
    return models.CheckConstraint(
        condition=models.Q(GreaterThanOrEqual(length, OVERHEAD_BYTES))
        & models.Q(LessThanOrEqual(length, OVERHEAD_BYTES + most_bytes))
        & models.Q(Exact(first, FORMAT[0])),
        name=name,
    )


class Key(models.Model):
    """What a client's answers and notes are sealed with, wrapped by a master key; or that of a draft.

    A draft belongs to a hold, whose public id is `hold`: nobody knows yet who is coming. The wrapping is bound to the
    owner, so that keys cannot change places. Without its row nothing that was sealed with it can be opened.
    """

    id = models.CharField(max_length=40, primary_key=True, default=new_id, editable=False)
    client = models.OneToOneField(Client, on_delete=models.CASCADE, null=True, related_name="health_key")
    hold = models.CharField(max_length=40, blank=True)
    master = models.CharField(max_length=40)
    wrapped = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["master"], name="key_by_master")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(client__isnull=False, hold="")
                | models.Q(client__isnull=True) & ~models.Q(hold=""),
                name="key_has_one_owner",
            ),
            models.UniqueConstraint(fields=["hold"], condition=~models.Q(hold=""), name="one_draft_a_hold"),
            sealed("wrapped", "key_is_wrapped", most_bytes=32),
        ]

    def __str__(self) -> str:
        return f"key {self.id}"

    @property
    def bound(self) -> list[str]:
        """What its wrapping is bound to."""
        return ["key", self.id, f"client {self.client_id}" if self.client_id else f"hold {self.hold}"]
