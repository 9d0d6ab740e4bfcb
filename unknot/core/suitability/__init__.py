"""Suitability: a client's answers, a treatment and a start in, the rulebook's verdict and the minutes' plan out."""

from unknot.core.suitability.body import Body, BodyGroup
from unknot.core.suitability.change import Proposal, replanned, shorter
from unknot.core.suitability.interview import Interview, ShownLine, interview
from unknot.core.suitability.marks import Marks, Wrong, marks
from unknot.core.suitability.plan import Plan, Pressure, Wanted, plan
from unknot.core.suitability.refusal import BadQuestion, Problem
from unknot.core.suitability.rulebook import Rulebook
from unknot.core.suitability.sentences import Amount, Sentence
from unknot.core.suitability.settings import Settings, settings
from unknot.core.suitability.stages import Stage
from unknot.core.suitability.values import Outcome, Urgency
from unknot.core.suitability.verdicts import Reason, Verdict, verdict

__all__ = [
    "Amount",
    "BadQuestion",
    "Body",
    "BodyGroup",
    "Interview",
    "Marks",
    "Outcome",
    "Plan",
    "Pressure",
    "Problem",
    "Proposal",
    "Reason",
    "Rulebook",
    "Sentence",
    "Settings",
    "ShownLine",
    "Stage",
    "Urgency",
    "Verdict",
    "Wanted",
    "Wrong",
    "interview",
    "marks",
    "plan",
    "replanned",
    "settings",
    "shorter",
    "verdict",
]
