"""Whether a page of the desk has anything to show yet."""

from django import template

from unknot.desk.board import Board

register = template.Library()


@register.filter
def is_blank(board: Board) -> bool:
    """Whether nothing stands on a day's board: no visit, hold or block."""
    return not any(column.entries for column in board.columns)
