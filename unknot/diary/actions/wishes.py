"""What a client wishes for while her time is held."""

from unknot.core.suitability import Marks
from unknot.diary.models import Hold


def mark_body(held: Hold, marks: Marks) -> None:
    """Keep with a hold where to work, how strong, and what to leave out. What a hold has become is not changed."""
    held.marks = marks
    kept = {"focus": held.focus, "strengths": held.strengths, "spared": held.spared}
    Hold.objects.filter(pk=held.pk, appointment=None).update(**kept)
