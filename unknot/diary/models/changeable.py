"""Until when a client may change her visit alone."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from unknot.salons.models import Salon


class Changeable(models.Model):
    """What an appointment says of moving and cancelling: its offer's limit, else its salon's, none when excused."""

    if TYPE_CHECKING:
        starts_at: datetime
        excused_at: datetime | None
        salon: Salon
        parts: Any

    class Meta:
        abstract = True

    @property
    def is_excused(self) -> bool:
        """Whether its client may change it whatever the salon's limit: she said so, or the rules speak against it."""
        return self.excused_at is not None or any(part.is_unsuitable for part in self.parts.all())

    @property
    def change_until(self) -> datetime:
        """The first moment at which its client can't move or cancel it alone any more."""
        notice = timedelta(0) if self.is_excused else timedelta(minutes=self.change_notice_min)
        return self.starts_at - notice

    @property
    def change_notice_min(self) -> int:
        """How long before its start its client may still move or cancel it alone, as its offer or its salon says."""
        said = [part.offer.change_notice_min for part in self.parts.all()]
        return next((each for each in said if each is not None), self.salon.change_notice_min)
