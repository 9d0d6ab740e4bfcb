"""A visit lets its practitioner in from one moment to another, nobody else, and everybody who looked is on record."""

from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.apps import health_cast as told
from tests.cast import NOW
from unknot.health import actions, reads
from unknot.health.models import Answers, Grant, Reading
from unknot.health.values import NO_ANSWERS, NOT_GRANTED, NOT_YET, OVER, Look, Refusal
from unknot.people.models import Client
from unknot.plumbing.models import Fact
from unknot.salons.models import Resource

pytestmark = pytest.mark.django_db

OPENS_AT = NOW + told.DAY
CLOSES_AT = OPENS_AT + timedelta(hours=10)


@pytest.fixture
def outi() -> Client:
    return told.client()


@pytest.fixture
def aino() -> Resource:
    return told.practitioner()


@pytest.fixture
def given(outi: Client, aino: Resource) -> Grant:
    """Outi has answered for her visit, and Aino treats her."""
    told.answered(outi)
    return told.granted(outi, aino)


def asked(by: Resource, at: datetime = OPENS_AT, visit: str = told.VISIT) -> object:
    """The answers as a practitioner gets them at that moment, or the code of why not."""
    answer = actions.open_answers(by=by, visit=visit, now=at)
    return answer.code if isinstance(answer, Refusal) else answer.answers


def test_a_practitioner_is_let_in_from_the_opening_until_the_closing(given: Grant, aino: Resource) -> None:
    moments = [OPENS_AT - told.SECOND, OPENS_AT, CLOSES_AT - told.SECOND, CLOSES_AT]
    assert [asked(aino, at) for at in moments] == [NOT_YET, told.ANSWERS, told.ANSWERS, OVER]


def test_only_what_was_opened_is_on_record(given: Grant, aino: Resource, outi: Client) -> None:
    for at in (OPENS_AT - told.SECOND, OPENS_AT, CLOSES_AT):
        asked(aino, at)
    assert list(Reading.objects.values_list("role", "thing", "practitioner", "client", "visit", "at")) == [
        ("practitioner", "answers", aino.pk, outi.pk, told.VISIT, OPENS_AT)
    ]
    fact = Fact.objects.get(kind="answers.opened")
    assert (fact.subject, fact.body) == (told.VISIT, {"by": aino.public_id})


def test_another_practitioner_is_not_let_in(given: Grant) -> None:
    assert asked(told.practitioner("Mikael")) == NOT_GRANTED
    assert not Reading.objects.exists()


def test_a_grant_for_one_visit_opens_no_other(given: Grant, aino: Resource, outi: Client) -> None:
    actions.repeat(visit=told.NEXT_VISIT, client=outi, now=NOW)
    assert [asked(aino), asked(aino, visit=told.NEXT_VISIT)] == [told.ANSWERS, NOT_GRANTED]


def test_a_grant_never_opens_the_answers_of_another_client(aino: Resource) -> None:
    told.answered(told.client("Pekka"))
    told.granted(told.client(), aino)
    assert asked(aino) == NO_ANSWERS


def test_a_visit_without_answers_says_so(outi: Client, aino: Resource) -> None:
    told.granted(outi, aino)
    assert asked(aino) == NO_ANSWERS


def test_access_ends_with_a_cancelled_visit(given: Grant, aino: Resource) -> None:
    actions.revoke(visit=told.VISIT)
    assert asked(aino) == NOT_GRANTED
    actions.revoke(visit=told.VISIT)


def test_a_moved_visit_lets_in_at_its_new_time(given: Grant, aino: Resource, outi: Client) -> None:
    later = OPENS_AT + 7 * told.DAY
    actions.grant(
        visit=told.VISIT, client=outi, practitioner=aino, opens_at=later, closes_at=later + told.MINUTE
    )
    assert [asked(aino), asked(aino, later)] == [NOT_YET, told.ANSWERS]


def test_a_visit_moved_to_another_practitioner_lets_only_her_in(
    given: Grant, aino: Resource, outi: Client
) -> None:
    mikael = told.practitioner("Mikael")
    told.granted(outi, mikael)
    assert [asked(aino), asked(mikael)] == [NOT_GRANTED, told.ANSWERS]


def test_answers_that_have_expired_open_to_nobody(given: Grant, aino: Resource, outi: Client) -> None:
    actions.keep(visit=told.VISIT, until=OPENS_AT + told.MINUTE)
    assert asked(aino, OPENS_AT + told.MINUTE - told.SECOND) == told.ANSWERS
    assert asked(aino, OPENS_AT + told.MINUTE) == NO_ANSWERS
    late = OPENS_AT + told.MINUTE
    assert actions.own_answers(client=outi, visit=told.VISIT, now=late) == Refusal(NO_ANSWERS)
    assert actions.for_rules(visit=told.VISIT, now=late) == Refusal(NO_ANSWERS)


def test_a_client_opens_her_own_answers_and_no_others(given: Grant, outi: Client) -> None:
    pekka = told.client("Pekka")
    assert told.said(actions.own_answers(client=outi, visit=told.VISIT, now=NOW)) == told.ANSWERS
    assert actions.own_answers(client=pekka, visit=told.VISIT, now=NOW) == Refusal(NO_ANSWERS)
    assert list(Reading.objects.values_list("role", "client")) == [("client", outi.pk)]
    assert not Fact.objects.filter(kind="answers.opened").exists()


def test_the_rules_open_answers_and_are_on_record(given: Grant, outi: Client) -> None:
    assert told.said(actions.for_rules(visit=told.VISIT, now=NOW)) == told.ANSWERS
    assert list(Reading.objects.values_list("role", "client")) == [("rules", outi.pk)]


@pytest.mark.parametrize("named", [{}, {"visit": told.VISIT, "hold": told.HOLD}])
def test_the_rules_name_a_visit_or_a_hold(named: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"^for_rules: name a visit or a hold$"):
        actions.for_rules(**named, now=NOW)


def test_a_client_sees_who_looked_newest_first(given: Grant, aino: Resource, outi: Client) -> None:
    actions.for_rules(visit=told.VISIT, now=NOW)
    asked(aino, OPENS_AT)
    assert reads.who_looked(outi) == [
        Look("practitioner", "answers", "Aino", told.VISIT, OPENS_AT, OPENS_AT, 1),
        Look("rules", "answers", "", told.VISIT, NOW, NOW, 1),
    ]
    assert reads.who_looked(told.client("Pekka")) == []


def test_looks_less_than_ten_minutes_apart_are_one(given: Grant, aino: Resource, outi: Client) -> None:
    second = OPENS_AT + 10 * told.MINUTE - told.SECOND
    third = second + 10 * told.MINUTE
    for at in (OPENS_AT, second, third):
        asked(aino, at)
    assert [(look.first_at, look.last_at, look.times) for look in reads.who_looked(outi)] == [
        (third, third, 1),
        (OPENS_AT, second, 2),
    ]


def test_the_list_of_looks_costs_one_statement(
    given: Grant, aino: Resource, outi: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        asked(aino, OPENS_AT + number * 11 * told.MINUTE)
    with django_assert_num_queries(1):
        assert len(reads.who_looked(outi)) == 30


def test_a_no_shows_answers_go_earlier_and_an_arrival_takes_that_back(given: Grant) -> None:
    row = Answers.objects.get()
    for until, expected in [
        (NOW + 30 * told.DAY, NOW + 30 * told.DAY),
        (None, row.consent.runs_until),
        (row.consent.runs_until + told.DAY, row.consent.runs_until),
    ]:
        actions.keep(visit=told.VISIT, until=until)
        row.refresh_from_db()
        assert row.expires_at == expected
    actions.keep(visit=told.NEXT_VISIT, until=None)


def test_what_was_opened_does_not_show_itself(given: Grant, aino: Resource) -> None:
    opened = actions.open_answers(by=aino, visit=told.VISIT, now=OPENS_AT)
    assert "pregnancy" not in f"{opened!r} {opened}"
