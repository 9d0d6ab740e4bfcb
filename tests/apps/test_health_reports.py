"""Reports of visits: sealed, opened by who treats alone and on record, signed once, amended with the original kept."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests import cast
from tests.apps import health_cast as told
from tests.apps.report_cast import AT, BETTER, WORDS, agreed, amended, code, drafted, opened, signed
from tests.cast import NOW
from unknot.health import actions, reads
from unknot.health.cipher import Unopened
from unknot.health.models import Consent, Reading, Report
from unknot.health.values import (
    NO_CONSENT,
    NO_REPORT,
    NOT_GRANTED,
    NOT_YET,
    OVER,
    SIGNED,
    TOO_LARGE,
    Written,
)
from unknot.people.models import Client
from unknot.plumbing.models import Fact
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


def test_without_consent_of_its_own_nothing_is_written(outi: Client, aino: Resource, salon: Salon) -> None:
    told.answered(outi)
    assert code(drafted(aino, salon)) == NO_CONSENT
    agreed(aino)
    assert code(drafted(aino, salon)) == ""
    assert reads.reports_kept_until(outi, now=AT) == AT + Consent.RUNS
    body = Fact.objects.filter(kind="consent.given").latest("pk").body
    assert (body["purpose"], body["said_to"]) == ("reports", aino.public_id)


def test_consent_to_reports_is_none_to_answers(outi: Client, aino: Resource, salon: Salon) -> None:
    agreed(aino)
    assert reads.consent_runs_until(outi, now=AT) is None
    refused = actions.renew(visit=told.VISIT, client=outi, answers=[], rulebook="x", now=AT)
    assert code(refused) == NO_CONSENT


def test_a_draft_is_for_its_author_alone_until_it_is_signed(
    outi: Client, aino: Resource, salon: Salon
) -> None:
    agreed(aino)
    drafted(aino, salon)
    mikael = told.practitioner("Mikael")
    told.granted(outi, mikael, told.NEXT_VISIT)
    assert opened(mikael, salon, told.NEXT_VISIT) == []
    drafted(aino, salon, BETTER)
    assert [(each.written, each.signed_at) for each in opened(aino, salon)] == [(BETTER, None)]
    actions.sign_report(by=aino, visit=told.VISIT, now=AT)
    assert [(each.written, each.signed_at) for each in opened(mikael, salon, told.NEXT_VISIT)] == [
        (BETTER, AT)
    ]


def test_what_is_signed_is_fixed(aino: Resource, salon: Salon) -> None:
    signed(aino, salon)
    again = [drafted(aino, salon, BETTER), actions.sign_report(by=aino, visit=told.VISIT, now=AT)]
    assert [code(each) for each in again] == [SIGNED, SIGNED]
    assert [each.written for each in opened(aino, salon)] == [WORDS]


def test_nothing_is_signed_that_was_not_written(aino: Resource, salon: Salon) -> None:
    agreed(aino)
    assert code(actions.sign_report(by=aino, visit=told.VISIT, now=AT)) == NO_REPORT


def test_an_amendment_stands_beside_the_original_and_both_are_dated(aino: Resource, salon: Salon) -> None:
    report = signed(aino, salon)
    later = AT + told.MINUTE
    assert code(amended(aino, report, now=later)) == ""
    first, second = opened(aino, salon, now=later)
    assert (first.written, first.signed_at, first.amends) == (WORDS, AT, "")
    assert (second.written, second.signed_at, second.amends) == (BETTER, later, first.id)
    assert Fact.objects.filter(kind="report.amended", subject=told.VISIT).count() == 1


def test_only_its_author_amends_and_only_what_is_signed(outi: Client, aino: Resource, salon: Salon) -> None:
    report = signed(aino, salon)
    mikael = told.practitioner("Mikael")
    told.granted(outi, mikael, told.NEXT_VISIT)
    assert code(amended(mikael, report, told.NEXT_VISIT)) == NO_REPORT
    told.granted(outi, aino, told.NEXT_VISIT)
    assert code(amended(aino, report, told.NEXT_VISIT)) == ""
    drafted(aino, salon, visit=told.NEXT_VISIT)
    draft = Report.objects.get(signed_at=None)
    assert code(amended(aino, draft, told.NEXT_VISIT)) == NO_REPORT


def every_act(by: Resource, salon: Salon, at: datetime) -> set[str]:
    """How each act is answered."""
    report = Report.objects.filter(amends=None).get()
    return {
        code(each)
        for each in (
            actions.agree_to_reports(by=by, visit=told.VISIT, now=at),
            actions.open_reports(by=by, visit=told.VISIT, salon=salon, now=at),
            drafted(by, salon, now=at),
            actions.sign_report(by=by, visit=told.VISIT, now=at),
            amended(by, report, now=at),
        )
    }


def test_who_does_not_treat_reads_and_writes_nothing(outi: Client, aino: Resource, salon: Salon) -> None:
    signed(aino, salon)
    assert every_act(told.practitioner("Mikael"), salon, AT) == {NOT_GRANTED}
    closes_at = NOW + told.DAY + timedelta(hours=10)
    assert every_act(aino, salon, NOW + told.DAY - told.SECOND) == {NOT_YET}
    assert NOT_YET not in every_act(aino, salon, NOW + told.DAY)
    assert OVER not in every_act(aino, salon, closes_at - told.SECOND)


def test_it_closes_with_the_grant(aino: Resource, salon: Salon) -> None:
    signed(aino, salon)
    assert every_act(aino, salon, NOW + told.DAY + timedelta(hours=10)) == {OVER}


def test_another_salon_reads_nothing(outi: Client, aino: Resource, salon: Salon) -> None:
    signed(aino, salon)
    assert opened(aino, cast.salon().salon) == []


def test_another_client_has_none_of_it(aino: Resource, salon: Salon) -> None:
    signed(aino, salon)
    told.granted(told.client("Pekka"), aino, told.NEXT_VISIT)
    assert opened(aino, salon, told.NEXT_VISIT) == []


def test_each_opening_is_on_record_and_nothing_is_where_nothing_was(
    outi: Client, aino: Resource, salon: Salon
) -> None:
    opened(aino, salon)
    assert not Reading.objects.filter(thing="report").exists()
    signed(aino, salon)
    opened(aino, salon)
    assert [(look.practitioner, look.thing, look.visit) for look in reads.who_looked(outi)] == [
        ("Aino", "report", told.VISIT)
    ]
    fact = Fact.objects.get(kind="report.opened")
    assert (fact.subject, fact.body) == (told.VISIT, {"by": aino.public_id})


def test_nothing_of_it_is_in_clear_and_its_length_tells_nothing(aino: Resource, salon: Salon) -> None:
    short, long = signed(aino, salon, Written()), b""
    lengths = {len(bytes(short.sealed))}
    actions.amend_report(by=aino, visit=told.VISIT, salon=salon, report=short.pk, written=WORDS, now=AT)
    for row in Report.objects.all():
        long += bytes(row.sealed)
        lengths.add(len(bytes(row.sealed)))
    assert len(lengths) == 1
    assert not any(word in long for word in (b"Stiff", b"calf", b"subjective"))
    assert "Stiff" not in repr(opened(aino, salon)) + json.dumps([each.body for each in Fact.objects.all()])


@pytest.mark.parametrize(
    "change",
    [
        {"visit": told.NEXT_VISIT},
        {"written_at": AT - told.SECOND},
        {"signed_at": AT - told.SECOND},
    ],
)
def test_a_report_whose_row_was_altered_does_not_open(
    aino: Resource, salon: Salon, change: dict[str, Any]
) -> None:
    signed(aino, salon)
    Report.objects.update(**change)
    with pytest.raises(Unopened):
        opened(aino, salon)


def test_nobody_signs_or_unsigns_with_a_query(aino: Resource, salon: Salon) -> None:
    agreed(aino)
    drafted(aino, salon)
    Report.objects.update(signed_at=AT)
    with pytest.raises(Unopened):
        opened(aino, salon)


def test_too_much_is_refused_and_what_was_there_stays(aino: Resource, salon: Salon) -> None:
    agreed(aino)
    drafted(aino, salon)
    assert code(drafted(aino, salon, Written("x" * 33000))) == TOO_LARGE
    assert [each.written for each in opened(aino, salon)] == [WORDS]
