"""What products may hold that clients are asked about, and the media that treatments are given with."""

from collections.abc import Mapping

from unknot.knowledge.load import treatments
from unknot.knowledge.screening import rulebook

ALLERGY, KIND = "oil_allergy", "kind"
SCENT, UNSCENTED = "fragrance_or_essential_oil", "unscented_medium"
"""The answer that means scent, and the adaptation that asks for none whatever the reason."""
NO_MEDIUM = "none"


def allergens() -> Mapping[str, str]:
    """The allergens that the rulebook asks about, by id, as English message ids. Raises KnowledgeError."""
    return rulebook().items[ALLERGY].follow_ups[KIND].options


def media() -> frozenset[str]:
    """The media that the catalogue's treatments name: oil, lotion, wax. Raises KnowledgeError."""
    return frozenset(each for one in treatments().values() for each in one.media) - {NO_MEDIUM}
