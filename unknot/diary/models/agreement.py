"""The terms on which a time was taken, as a value."""

from typing import NamedTuple

from psycopg.types.range import TimestamptzRange

from unknot.core.money.benefit import Benefit


class Agreement(NamedTuple):
    """The terms on which a time was taken, see Agreed."""

    claimed: TimestamptzRange | None = None
    bookable: TimestamptzRange | None = None
    working: TimestamptzRange | None = None
    needs_room: bool | None = None
    needs_equipment: int | None = None
    turnover: dict[str, list[int]] | None = None
    hands_on_max_min: int | None = None
    deep_max_min: int | None = None
    gap_percent: int = 0
    gap_off_minor: int = 0
    gap_extra: str = ""

    @property
    def gap_benefit(self) -> Benefit:
        """What its salon gives because it fills a hole."""
        return Benefit(self.gap_percent, self.gap_off_minor, self.gap_extra)

    def giving(self, benefit: Benefit) -> "Agreement":
        """The same terms with this benefit."""
        return self._replace(
            gap_percent=benefit.percent, gap_off_minor=benefit.off_minor, gap_extra=benefit.extra
        )
