"""Reports and what a client may ask for: taken home, taken back, erased; and what goes by itself."""

import json
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests import cast
from tests.apps import health_cast as told
from tests.apps.report_cast import AT, WORDS, amended, opened, signed
from tests.cast import NOW
from unknot.health import actions, audit, reads
from unknot.health.models import Answers, Consent, Key, Report
from unknot.people.models import Client
from unknot.salons.models import Resource, Salon

pytestmark = pytest.mark.django_db


@pytest.fixture
def outi() -> Client:
    return told.client()


@pytest.fixture
def aino(outi: Client) -> Resource:
    """Aino treats Outi today."""
    aino = told.practitioner()
    told.granted(outi, aino)
    return aino


@pytest.fixture
def salon() -> Salon:
    return cast.salon().salon


def test_the_client_takes_them_home_and_that_is_on_record(outi: Client, aino: Resource, salon: Salon) -> None:
    report = signed(aino, salon)
    home = json.loads(json.dumps(actions.export(client=outi, now=AT)))
    assert [(each["purpose"], each["runs_until"]) for each in home["consents"]] == [
        ("reports", (AT + Consent.RUNS).isoformat())
    ]
    assert home["reports"] == [
        {
            "id": report.pk,
            "visit": told.VISIT,
            "by": "Aino",
            "amends": None,
            "written_at": AT.isoformat(),
            "signed_at": AT.isoformat(),
            "subjective": WORDS.subjective,
            "objective": WORDS.objective,
            "assessment": WORDS.assessment,
            "plan": WORDS.plan,
            "where": ["calf_left"],
        }
    ]
    assert [(look.role, look.thing) for look in reads.who_looked(outi)] == [("client", "report")]


@pytest.mark.parametrize("act", [actions.withdraw, actions.erase])
def test_what_a_client_takes_back_or_erases_is_gone_with_its_key(
    outi: Client, aino: Resource, salon: Salon, act: Any
) -> None:
    amended(aino, signed(aino, salon))
    assert act(client=outi, now=AT)
    assert [Report.objects.count(), Key.objects.count(), Consent.objects.count()] == [0, 0, 0]


def test_reports_go_with_their_consent_and_answers_stay_with_theirs(
    outi: Client, aino: Resource, salon: Salon
) -> None:
    signed(aino, salon)
    end = AT + Consent.RUNS
    told.answered(outi, now=end - told.DAY)
    actions.clean(now=end - told.SECOND)
    assert Report.objects.count() == 1
    actions.grant(visit="late", client=outi, practitioner=aino, opens_at=AT, closes_at=end + told.DAY)
    assert len(opened(aino, salon, "late", end - told.SECOND)) == 1
    assert opened(aino, salon, "late", end) == []
    actions.clean(now=end)
    assert [Report.objects.count(), Answers.objects.count()] == [0, 1]


def test_notes_go_with_the_consent_to_answers_though_reports_are_kept(
    outi: Client, aino: Resource, salon: Salon
) -> None:
    told.answered(outi)
    told.handed_in(outi, holds_until=(NOW + 2 * Consent.RUNS).date())
    signed(aino, salon)
    actions.clean(now=NOW + Consent.RUNS)
    key = Key.objects.get()
    assert [key.answers.count(), key.clearances.count(), key.reports.count()] == [0, 0, 1]


def test_after_another_master_key_they_open_as_before(aino: Resource, salon: Salon, settings: Any) -> None:
    kept = [("old", b"o" * 32)]
    settings.HEALTH_KEYS = lambda: tuple(kept)
    signed(aino, salon)
    kept.insert(0, ("new", b"n" * 32))
    assert actions.rewrap() == 1
    del kept[1]
    assert [each.written for each in opened(aino, salon)] == [WORDS]
    assert list(audit.findings()) == []


def test_the_database_refuses_what_must_never_be(outi: Client, aino: Resource, salon: Salon) -> None:
    report = signed(aino, salon)
    mikael = told.practitioner("Mikael")
    values = {
        "key": report.key,
        "salon": salon,
        "visit": told.VISIT,
        "written_at": AT,
        "sealed": report.sealed,
    }
    wrong: dict[str, dict[str, Any]] = {
        "report_signed_once_a_visit": {"author": mikael, "signed_at": AT},
        "report_once_an_author": {"author": aino},
        "report_is_amended_by_signed": {"author": aino, "amends": report},
        "report_is_for_a_visit": {"author": mikael, "visit": ""},
        "report_is_sealed": {"author": mikael, "sealed": b"in clear, and long enough to be taken for it"},
    }
    for name, more in wrong.items():
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Report.objects.create(**{**values, **more})
