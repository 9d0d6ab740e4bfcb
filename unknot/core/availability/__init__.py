"""Free time: bitmaps of 5-minute ticks, and the starts that fit into them."""

from unknot.core.availability.masks import comb, first, runs, stretch, ticks
from unknot.core.availability.slots import slots
from unknot.core.availability.starts import clear_mask, grid_mask, starts_mask, work_mask

__all__ = [
    "clear_mask",
    "comb",
    "first",
    "grid_mask",
    "runs",
    "slots",
    "starts_mask",
    "stretch",
    "ticks",
    "work_mask",
]
