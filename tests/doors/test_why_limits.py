"""A rule in the way: plain to a client, by name to the salon, a code to programs."""

import pytest

from tests import cast
from tests.apps.rules_cast import HOUR, NINE, ainos_place, book, ruled
from unknot.core.availability.causes import Role
from unknot.design.why import cause_said, codes, sentence
from unknot.diary import reads
from unknot.diary.reads import Cause, CauseKind

pytestmark = pytest.mark.django_db


def test_a_limit_is_told_plainly_to_a_client_and_by_name_to_the_salon() -> None:
    place = ainos_place()
    ruled(place, place.salon, hands_on_max_min=60)
    book(place, NINE)
    found = reads.reasons(place.offers["back_massage"], NINE + 3 * HOUR, now=cast.NOW)

    assert codes(found) == ["practitioner_limits"]
    assert sentence(found, "Europe/Helsinki") == (
        "Whoever gives this treatment needs a pause, the way or the strength for it then."
    )
    assert [cause_said(each, "Europe/Helsinki") for each in found.causes] == [
        "Aino would give more minutes that day than the rules allow"
    ]


def test_every_kind_of_cause_has_its_sentence() -> None:
    causes = [Cause(Role.PRACTITIONER, "Aino", kind, NINE, NINE + HOUR) for kind in CauseKind]
    said = [cause_said(each, "Europe/Helsinki") for each in causes]

    assert all(each.startswith("Aino") for each in said)
    assert len(set(said)) == len(CauseKind)
