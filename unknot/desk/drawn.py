"""A board as a page holds it: each column rendered once, with a digest that says whether it has changed."""

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import blake2s

from django.template.loader import get_template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from unknot.desk.board import Board
from unknot.salons.models import Salon

DIGEST_BYTES = 4


@dataclass(frozen=True)
class DrawnColumn:
    """What stands in a column, without the line of the clock."""

    key: str
    html: SafeString
    digest: str
    has_clock: bool


@dataclass(frozen=True)
class Drawn:
    """A board with its columns rendered. `frame` is the digest of all that is not in a column."""

    board: Board
    frame: str
    columns: list[DrawnColumn]

    def changed(self, known: Collection[str]) -> list[DrawnColumn]:
        """The columns of which a page does not have this digest."""
        return [column for column in self.columns if column.digest not in known]


def drawn(board: Board, salon: Salon) -> Drawn:
    """Render the columns of a board."""
    template = get_template("desk/column.html")
    addresses = {
        "visits": visits_address(salon),
        "blocks": reverse("desk_blocks", args=[salon.public_id]),
        "booking": reverse("desk_booking", args=[salon.public_id]),
    }
    columns = []
    for column in board.columns:
        html = mark_safe(template.render({"column": column, **addresses}))
        has_clock = board.now is not None and board.today in ("", column.key)
        columns.append(DrawnColumn(column.key, html, _digest(column.key + html), has_clock))
    frame = _digest(f"{board.top} {board.length} {' '.join(column.key for column in columns)}")
    return Drawn(board, frame, columns)


def visits_address(salon: Salon) -> str:
    """What the addresses of the salon's visits begin with: to be worked out once, not for each of hundreds."""
    return reverse("desk_visit", args=[salon.public_id, "0"]).removesuffix("0/")


def _digest(text: str) -> str:
    return blake2s(text.encode(), digest_size=DIGEST_BYTES).hexdigest()
