"""What a client has marked on the body for a held time: in words, and on the way to another time."""

from dataclasses import dataclass

from unknot.core.suitability import Marks
from unknot.design.figure.words import marked_names
from unknot.diary import actions
from unknot.diary.models import Hold
from unknot.diary.plans import known, workable
from unknot.knowledge.body import body


@dataclass(frozen=True, slots=True)
class Marked:
    """Lists in words, empty where nothing of the kind is marked."""

    work: str
    spared: str


def is_marked(kept: Hold) -> bool:
    """Whether anything is marked."""
    return kept.marks != Marks()


def in_words(kept: Hold) -> Marked | None:
    """What is marked; None where nothing is."""
    return named(kept.offer.treatment, kept.marks) if is_marked(kept) else None


def named(treatment: str, marks: Marks) -> Marked:
    """Marks in words, as far as the treatment reaches; what the body map has lost since is left out."""
    offered = workable(treatment)
    work = {each: marks.work[each] for each in known(marks.work)}
    return Marked(marked_names(work, offered), marked_names(dict.fromkeys(known(marks.avoid)), offered))


def carry(kept: Hold, before: Hold) -> None:
    """What was marked for the hold before goes on to this one, as far as its treatment reaches."""
    marks = before.marks.within(body(), workable(kept.offer.treatment))
    if marks != kept.marks:
        actions.mark_body(kept, marks)
