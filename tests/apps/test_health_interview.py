"""Consent comes first, answers lie under the hold, and go to the client when the hold becomes a visit."""

from typing import Any

import pytest

from tests.apps import health_cast as told
from tests.cast import NOW
from unknot.health import actions, reads
from unknot.health.models import Answers, Consent, Key, Reading
from unknot.health.values import NO_ANSWERS, NO_CONSENT, TOO_LARGE, Refusal
from unknot.plumbing.models import Fact

pytestmark = pytest.mark.django_db

OTHER_HOLD = "h0ld000000000002"


def record(answers: list[dict[str, Any]], hold: str = told.HOLD) -> object:
    return actions.record(hold=hold, answers=answers, rulebook=told.RULEBOOK, now=NOW)


def test_without_consent_no_answer_is_kept() -> None:
    assert record(told.ANSWERS) == Refusal(NO_CONSENT)
    assert not Answers.objects.exists()


def test_with_consent_answers_lie_under_the_hold() -> None:
    told.drafted()
    opened = actions.draft_answers(hold=told.HOLD, now=NOW)
    assert told.said(opened) == told.ANSWERS
    assert (opened.rulebook, opened.given_at) == (told.RULEBOOK, NOW)  # type: ignore[union-attr]
    assert actions.draft_answers(hold=OTHER_HOLD, now=NOW) == Refusal(NO_ANSWERS)


def test_to_begin_again_is_the_same_consent() -> None:
    first = actions.begin(hold=told.HOLD, now=NOW)
    assert actions.begin(hold=told.HOLD, now=NOW + told.MINUTE) == first
    assert (Key.objects.count(), Consent.objects.count()) == (1, 1)
    assert first.runs_until == NOW + Consent.RUNS


def test_later_answers_take_the_place_of_earlier_ones() -> None:
    told.drafted()
    record([])
    assert told.said(actions.draft_answers(hold=told.HOLD, now=NOW)) == []
    assert Answers.objects.count() == 1


def test_answers_of_64_kib_are_kept_and_a_byte_more_is_refused() -> None:
    actions.begin(hold=told.HOLD, now=NOW)
    fill = 64 * 1024 - len('[{"id":""}]')
    assert isinstance(record([{"id": "x" * fill}]), Answers)
    assert record([{"id": "x" * (fill + 1)}]) == Refusal(TOO_LARGE)
    assert len(told.said(actions.draft_answers(hold=told.HOLD, now=NOW))[0]["id"]) == fill


def test_what_is_no_json_is_refused_by_name() -> None:
    actions.begin(hold=told.HOLD, now=NOW)
    with pytest.raises(ValueError, match=r"^answers: not a JSON document$"):
        record([{"id": object()}])


def test_a_draft_is_there_for_a_day() -> None:
    told.drafted()
    assert told.said(actions.draft_answers(hold=told.HOLD, now=NOW + told.DAY - told.SECOND)) == told.ANSWERS
    assert actions.draft_answers(hold=told.HOLD, now=NOW + told.DAY) == Refusal(NO_ANSWERS)


def test_a_hold_that_becomes_a_visit_takes_its_answers_along() -> None:
    outi, draft = told.client(), told.drafted()
    assert actions.adopt(hold=told.HOLD, visit=told.VISIT, client=outi, now=NOW + told.MINUTE)
    assert not Key.objects.filter(pk=draft.key_id).exists()
    row = Answers.objects.get()
    assert (row.visit, row.key.client, row.given_at) == (told.VISIT, outi, NOW)
    assert row.expires_at == NOW + Consent.RUNS
    opened = actions.own_answers(client=outi, visit=told.VISIT, now=NOW)
    assert told.said(opened) == told.ANSWERS
    kinds = list(Fact.objects.order_by("pk").values_list("kind", "subject"))
    assert kinds == [("consent.given", outi.public_id), ("answers.given", told.VISIT)]


def test_to_adopt_again_changes_nothing() -> None:
    outi = told.client()
    before = told.answered(outi)
    assert actions.adopt(hold=told.HOLD, visit=told.VISIT, client=outi, now=NOW + told.MINUTE)
    assert (Answers.objects.get(), Fact.objects.count()) == (before, 2)


def test_a_client_who_would_rather_be_asked_in_person_gave_no_answers() -> None:
    outi = told.client()
    assert not actions.adopt(hold=told.HOLD, visit=told.VISIT, client=outi, now=NOW)
    assert not Key.objects.exists()


def test_consent_without_answers_becomes_the_clients_consent() -> None:
    outi = told.client()
    actions.begin(hold=told.HOLD, now=NOW)
    assert not actions.adopt(hold=told.HOLD, visit=told.VISIT, client=outi, now=NOW)
    assert reads.consent_runs_until(outi, now=NOW) == NOW + Consent.RUNS
    assert list(Key.objects.values_list("client", "hold")) == [(outi.pk, "")]


def test_answers_of_an_interview_that_is_a_day_old_are_not_adopted() -> None:
    outi = told.client()
    told.drafted()
    assert not actions.adopt(hold=told.HOLD, visit=told.VISIT, client=outi, now=NOW + told.DAY)
    assert not Answers.objects.exists()


def test_who_read_a_draft_stays_on_record_with_the_visit() -> None:
    outi = told.client()
    told.drafted()
    actions.for_rules(hold=told.HOLD, now=NOW)
    actions.adopt(hold=told.HOLD, visit=told.VISIT, client=outi, now=NOW)
    assert list(Reading.objects.values_list("role", "client", "visit", "hold")) == [
        ("rules", outi.pk, told.VISIT, "")
    ]


def test_a_second_interview_for_a_visit_takes_the_place_of_the_first() -> None:
    outi = told.client()
    told.answered(outi)
    told.drafted(OTHER_HOLD, [])
    assert actions.adopt(hold=OTHER_HOLD, visit=told.VISIT, client=outi, now=NOW)
    assert told.said(actions.own_answers(client=outi, visit=told.VISIT, now=NOW)) == []


def test_who_takes_another_time_answers_once() -> None:
    told.drafted()
    actions.for_rules(hold=told.HOLD, now=NOW)
    assert actions.carry(hold=told.HOLD, to=OTHER_HOLD, now=NOW + told.MINUTE)
    assert told.said(actions.draft_answers(hold=OTHER_HOLD, now=NOW)) == told.ANSWERS
    assert actions.draft_answers(hold=told.HOLD, now=NOW) == Refusal(NO_ANSWERS)
    assert list(Key.objects.values_list("hold", flat=True)) == [OTHER_HOLD]
    assert set(Reading.objects.values_list("hold", flat=True)) == {OTHER_HOLD}
    assert not actions.carry(hold=told.HOLD, to=OTHER_HOLD, now=NOW)


def test_a_draft_that_the_other_time_has_already_stays() -> None:
    told.drafted()
    told.drafted(OTHER_HOLD, [])
    assert actions.carry(hold=told.HOLD, to=OTHER_HOLD, now=NOW)
    assert told.said(actions.draft_answers(hold=OTHER_HOLD, now=NOW)) == []
    assert Key.objects.count() == 1


def test_a_draft_carried_to_its_own_hold_stays() -> None:
    told.drafted()
    assert actions.carry(hold=told.HOLD, to=told.HOLD, now=NOW)
    assert told.said(actions.draft_answers(hold=told.HOLD, now=NOW)) == told.ANSWERS


def test_nothing_remains_of_an_interview_that_was_abandoned() -> None:
    told.drafted()
    actions.for_rules(hold=told.HOLD, now=NOW)
    actions.abandon(hold=told.HOLD)
    left = [model.objects.count() for model in (Key, Consent, Answers, Reading)]
    assert left == [0, 0, 0, 0]
    actions.abandon(hold=told.HOLD)


def test_nothing_has_changed_says_a_client_who_comes_again() -> None:
    outi = told.client()
    told.answered(outi)
    later = NOW + 30 * told.DAY
    assert actions.repeat(visit=told.NEXT_VISIT, client=outi, now=later)
    opened = actions.own_answers(client=outi, visit=told.NEXT_VISIT, now=later)
    assert told.said(opened) == told.ANSWERS
    assert (opened.given_at, opened.rulebook) == (later, told.RULEBOOK)  # type: ignore[union-attr]
    assert actions.repeat(visit=told.NEXT_VISIT, client=outi, now=later)
    assert Answers.objects.count() == 2


def test_the_newest_answers_are_those_that_count_again() -> None:
    outi = told.client()
    told.answered(outi)
    told.drafted(OTHER_HOLD, [{"id": "cold"}], now=NOW + told.MINUTE)
    actions.adopt(hold=OTHER_HOLD, visit=told.NEXT_VISIT, client=outi, now=NOW + told.MINUTE)
    later = NOW + told.DAY
    assert actions.repeat(visit="v3", client=outi, now=later)
    assert told.said(actions.own_answers(client=outi, visit="v3", now=later)) == [{"id": "cold"}]


def test_answers_count_again_while_consent_runs_and_no_longer() -> None:
    outi, pekka = told.client(), told.client("Pekka")
    told.answered(outi)
    end = NOW + Consent.RUNS
    assert [reads.can_repeat(outi, now=at) for at in (end - told.SECOND, end)] == [True, False]
    assert not actions.repeat(visit=told.NEXT_VISIT, client=outi, now=end)
    assert actions.repeat(visit=told.NEXT_VISIT, client=outi, now=end - told.SECOND)
    assert not actions.repeat(visit="v3", client=pekka, now=NOW)
    assert not reads.can_repeat(pekka, now=NOW)


def test_a_client_changes_her_answers_for_a_visit() -> None:
    outi = told.client()
    told.answered(outi)
    later = NOW + told.DAY
    changed = actions.renew(
        visit=told.VISIT, client=outi, answers=[{"id": "cold"}], rulebook="2027-01-01", now=later
    )
    assert isinstance(changed, Answers)
    assert told.said(actions.own_answers(client=outi, visit=told.VISIT, now=later)) == [{"id": "cold"}]
    assert Answers.objects.count() == 1


def test_a_client_who_is_known_consents_and_answers_later() -> None:
    outi = told.client()
    asked: dict[str, Any] = {
        "visit": told.VISIT,
        "client": outi,
        "answers": told.ANSWERS,
        "rulebook": told.RULEBOOK,
    }
    assert actions.renew(**asked, now=NOW) == Refusal(NO_CONSENT)
    given = actions.consent(client=outi, now=NOW)
    assert actions.consent(client=outi, now=NOW + told.DAY) == given
    assert isinstance(actions.renew(**asked, now=NOW), Answers)
    assert actions.renew(**asked, now=given.runs_until) == Refusal(NO_CONSENT)
    assert list(Fact.objects.order_by("pk").values_list("kind", flat=True)) == [
        "consent.given",
        "answers.given",
    ]


def test_only_visits_with_answers_are_said_to_have_them() -> None:
    told.answered(told.client())
    asked = [told.VISIT, told.NEXT_VISIT, ""]
    assert reads.answered(asked, now=NOW) == {told.VISIT}
    assert reads.answered(asked, now=NOW + Consent.RUNS) == set()
