"""The nouns of the locked room: keys, what is sealed with them, who may open it and who has."""

from unknot.health.models.access import Grant, Reading
from unknot.health.models.answers import Answers, Consent
from unknot.health.models.keys import Key
from unknot.health.models.notes import Clearance
from unknot.health.models.reports import Report

__all__ = ["Answers", "Clearance", "Consent", "Grant", "Key", "Reading", "Report"]
