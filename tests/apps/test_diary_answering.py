"""What a client may do about her answers once she has booked, and what becomes of her visits."""

from datetime import timedelta

import pytest

from tests import cast
from tests.apps import answered_cast as told
from tests.apps.answered_cast import answered, part_of, shown_at
from unknot.diary import actions
from unknot.diary.models import Appointment, Part
from unknot.diary.values import (
    ASK_AGAIN,
    NOT_ACCEPTED,
    NOT_CHANGEABLE,
    TOO_LATE,
    UNSUITABLE,
    Refusal,
)
from unknot.health import actions as locked
from unknot.health.models import Answers, Key, Reading
from unknot.health.values import Opened
from unknot.plumbing.models import Fact

pytestmark = pytest.mark.django_db
LATER = cast.wall(2, 9)


def answer(visit: Appointment, said: told.Answers, at: object = LATER) -> Appointment | Refusal:
    return actions.answer_again(visit, answers=said, clock=cast.clock_at(at))  # type: ignore[arg-type]


def stands(visit: Appointment) -> tuple[str, str, bool]:
    part = part_of(visit)
    return part.told, part.verdict, part.waits_for_client


def test_what_is_answered_anew_is_judged_at_once_and_waits_to_be_accepted() -> None:
    visit = answered()
    assert stands(visit) == ("online", "allowed", False)
    answer(visit, told.ADAPTED)
    assert (stands(visit), part_of(visit).pressure_max) == (("online", "adapt", True), 3)
    opened = locked.own_answers(client=visit.client, visit=visit.public_id, now=LATER)
    assert isinstance(opened, Opened)
    assert list(opened.answers) == told.ADAPTED


def test_what_changes_is_accepted_as_it_was_shown_and_not_otherwise() -> None:
    visit = answered()
    answer(visit, told.ADAPTED)
    refused = actions.accept(visit, accepted="something else", clock=cast.clock_at(LATER))
    assert (refused, stands(visit)[2]) == (Refusal(NOT_ACCEPTED), True)
    actions.accept(visit, accepted=shown_at(visit, told.START), clock=cast.clock_at(LATER))
    assert stands(visit) == ("online", "adapt", False)


def test_answers_change_until_the_visit_begins_and_not_later() -> None:
    visit = answered()
    a_second = timedelta(seconds=1)
    assert isinstance(answer(visit, told.ADAPTED, told.START - a_second), Appointment)
    assert answer(visit, told.NONE, told.START) == Refusal(NOT_CHANGEABLE)
    assert stands(visit)[1] == "adapt"


def test_without_consent_nothing_is_taken_in() -> None:
    visit = answered()
    locked.withdraw(client=visit.client, now=LATER)
    assert answer(visit, told.ADAPTED) == Refusal(ASK_AGAIN)
    assert stands(visit)[1] == "allowed"


def test_answers_that_speak_against_the_visit_lift_the_salons_limit() -> None:
    place = cast.hiljainen_huone(change_notice_min=24 * 60)
    visit = answered(place=place)
    late = told.START - timedelta(hours=1)
    move = {"starts_at": cast.wall(19, 12), "by": actions.CLIENT, "clock": cast.clock_at(late)}
    assert actions.move(visit, **move) == Refusal(TOO_LATE)  # type: ignore[arg-type]
    answer(visit, told.vaccinated(told.START.date()), late)
    assert stands(visit) == ("online", "postpone", True)
    assert isinstance(actions.move(visit, **move), Appointment)  # type: ignore[arg-type]
    assert stands(visit) == ("online", "allowed", False)


def test_a_move_is_judged_for_its_new_start() -> None:
    visit = answered(told.vaccinated(cast.wall(3, 12).date()))
    clock = cast.clock_at(LATER)
    too_soon = actions.move(visit, starts_at=cast.wall(5, 12), by=actions.CLIENT, clock=clock)
    assert too_soon == Refusal(UNSUITABLE)
    fits = actions.move(visit, starts_at=cast.wall(8, 12), by=actions.CLIENT, clock=clock)
    assert isinstance(fits, Appointment)
    by_desk = actions.move(visit, starts_at=cast.wall(5, 12), by="desk:1", clock=clock)
    assert isinstance(by_desk, Appointment)
    assert stands(visit) == ("online", "postpone", True)


def test_a_move_to_an_adapted_plan_wants_that_plan_accepted() -> None:
    visit = answered(told.injected(cast.wall(4, 12).date()))
    assert stands(visit) == ("online", "allowed", False)
    to, clock = cast.wall(5, 12), cast.clock_at(LATER)
    assert actions.move(visit, starts_at=to, by=actions.CLIENT, clock=clock) == Refusal(NOT_ACCEPTED)
    accepted = shown_at(visit, to)
    moved = actions.move(visit, starts_at=to, accepted=accepted, by=actions.CLIENT, clock=clock)
    assert isinstance(moved, Appointment)
    assert stands(visit) == ("online", "adapt", False)


def test_what_the_salon_moves_into_an_adapted_plan_waits_for_the_client() -> None:
    visit = answered(told.injected(cast.wall(4, 12).date()))
    actions.move(visit, starts_at=cast.wall(5, 12), by="desk:1", clock=cast.clock_at(LATER))
    assert stands(visit) == ("online", "adapt", True)


@pytest.mark.parametrize("forget", [actions.erase_answers, actions.withdraw_consent])
def test_who_takes_all_back_is_asked_in_person_at_every_visit_to_come(forget: object) -> None:
    place = cast.hiljainen_huone()
    first = answered(told.ADAPTED, place=place)
    second = answered(told.WAITING, place=place, starts_at=cast.wall(12, 12), client=first.client)
    other = answered(told.ADAPTED, place=place, starts_at=cast.wall(12, 14))
    forget(first.client, clock=cast.clock_at(LATER))  # type: ignore[operator]
    assert [stands(visit) for visit in (first, second)] == [("in_person", "", False)] * 2
    assert [part_of(visit).avoid for visit in (first, second)] == [[], []]
    assert stands(other) == ("online", "adapt", False)
    assert Answers.objects.get().visit == other.public_id


def test_a_visit_that_is_over_keeps_how_it_was_given() -> None:
    visit = answered(told.ADAPTED)
    after = told.START + timedelta(hours=2)
    actions.erase_answers(visit.client, clock=cast.clock_at(after))
    assert stands(visit)[:2] == ("online", "adapt")
    assert list(Answers.objects.all()) == []


def test_who_looked_is_erased_and_after_a_withdrawal_is_not() -> None:
    erasing, withdrawing = answered(), answered(place=cast.hiljainen_huone())
    actions.erase_answers(erasing.client, clock=cast.clock_at(LATER))
    actions.withdraw_consent(withdrawing.client, clock=cast.clock_at(LATER))
    kept = [Reading.objects.filter(client=visit.client).exists() for visit in (erasing, withdrawing)]
    assert kept == [False, True]


def test_a_draft_beside_the_visit_goes_too() -> None:
    visit = answered()
    locked.begin(hold=visit.public_id, now=LATER)
    locked.record(hold=visit.public_id, answers=told.ADAPTED, rulebook="r", now=LATER)
    actions.erase_answers(visit.client, clock=cast.clock_at(LATER))
    assert list(Key.objects.all()) == []


def test_who_would_rather_be_asked_in_person_keeps_her_consent_and_her_other_answers() -> None:
    place = cast.hiljainen_huone()
    first = answered(told.ADAPTED, place=place)
    second = answered(told.ADAPTED, place=place, starts_at=cast.wall(12, 12), client=first.client)
    actions.ask_in_person(first, clock=cast.clock_at(LATER))
    assert [stands(visit) for visit in (first, second)] == [
        ("in_person", "", False),
        ("online", "adapt", False),
    ]
    opened = locked.own_answers(client=first.client, visit=first.public_id, now=LATER)
    assert not isinstance(opened, Opened)


@pytest.mark.parametrize(("minutes", "allowed"), [(1, True), (0, False)])
def test_who_is_excused_may_change_until_the_visit_begins(minutes: int, allowed: bool) -> None:
    visit = answered(place=cast.hiljainen_huone(change_notice_min=24 * 60))
    before = cast.clock_at(told.START - timedelta(hours=3))
    assert actions.cancel(visit, by=actions.CLIENT, clock=before) == Refusal(TOO_LATE)
    actions.excuse(visit, by=actions.CLIENT, clock=before)
    at = cast.clock_at(told.START - timedelta(minutes=minutes))
    assert isinstance(actions.cancel(visit, by=actions.CLIENT, clock=at), Appointment) is allowed


def test_an_excuse_is_for_one_move() -> None:
    visit = answered(place=cast.hiljainen_huone(change_notice_min=24 * 60))
    late = cast.clock_at(told.START - timedelta(hours=3))
    actions.excuse(visit, by=actions.CLIENT, clock=late)
    moved = actions.move(visit, starts_at=cast.wall(11, 15), by=actions.CLIENT, clock=late)
    assert isinstance(moved, Appointment)
    assert actions.cancel(visit, by=actions.CLIENT, clock=late) == Refusal(TOO_LATE)


def test_the_last_word_about_the_day_counts_and_each_is_a_fact_once() -> None:
    visit, clock = answered(), cast.clock_at(told.START - timedelta(hours=20))
    for say in (actions.excuse, actions.excuse, actions.reaffirm, actions.reaffirm):
        say(visit, by=actions.CLIENT, clock=clock)
    visit.refresh_from_db()
    assert (visit.excused_at, visit.reaffirmed_at) == (None, clock())
    said = Fact.objects.filter(kind__in=["appointment.excused", "appointment.reaffirmed"]).order_by("pk")
    assert [each.kind for each in said] == ["appointment.excused", "appointment.reaffirmed"]


@pytest.mark.parametrize("say", [actions.excuse, actions.reaffirm])
def test_nothing_is_said_of_a_visit_that_has_begun(say: object) -> None:
    visit = answered()
    at_last = cast.clock_at(told.START - timedelta(seconds=1))
    assert say(visit, by=actions.CLIENT, clock=cast.clock_at(told.START)) == Refusal(NOT_CHANGEABLE)  # type: ignore[operator]
    assert isinstance(say(visit, by=actions.CLIENT, clock=at_last), Appointment)  # type: ignore[operator]


@pytest.mark.parametrize(("days_short", "verdict"), [(0, "adapt"), (1, "clearance")])
def test_a_note_counts_on_its_last_day_and_not_on_the_next(days_short: int, verdict: str) -> None:
    visit = answered(told.WAITING)
    told.noted(visit, told.START.date() - timedelta(days=days_short))
    actions.rejudge(visit, clock=cast.clock_at(LATER))
    # Who accepted it with a note has accepted it without one.
    assert stands(visit) == ("online", verdict, False)


def test_a_note_does_not_count_for_a_move_past_its_last_day() -> None:
    visit = answered(told.WAITING)
    told.noted(visit, cast.wall(15, 12).date())
    move = {"by": actions.CLIENT, "clock": cast.clock_at(LATER)}
    assert isinstance(actions.move(visit, starts_at=cast.wall(15, 16), **move), Appointment)  # type: ignore[arg-type]
    assert stands(visit)[1] == "adapt"
    later = actions.move(visit, starts_at=cast.wall(16, 9), **move)  # type: ignore[arg-type]
    assert later == Refusal(NOT_ACCEPTED)
    assert stands(visit) == ("online", "adapt", False)


def test_a_note_that_is_taken_back_counts_for_none_of_its_visits() -> None:
    place = cast.hiljainen_huone()
    first = answered(told.WAITING, place=place)
    second = answered(told.WAITING, place=place, starts_at=cast.wall(12, 12), client=first.client)
    note = told.noted(first, cast.wall(30, 12).date())
    for visit in (first, second):
        actions.rejudge(visit, clock=cast.clock_at(LATER))
    assert [stands(visit)[1] for visit in (first, second)] == ["adapt", "adapt"]
    actions.take_back_note(first.client, note=note.pk, clock=cast.clock_at(LATER))
    assert [stands(visit)[1] for visit in (first, second)] == ["clearance", "clearance"]


def test_another_client_takes_nothing_back() -> None:
    place = cast.hiljainen_huone()
    mine = answered(told.WAITING, place=place)
    note = told.noted(mine, cast.wall(30, 12).date())
    other = answered(told.WAITING, place=place, starts_at=cast.wall(12, 12))
    actions.take_back_note(other.client, note=note.pk, clock=cast.clock_at(LATER))
    note.refresh_from_db()
    assert note.state == "confirmed"


@pytest.mark.parametrize(("item", "state"), [("epilepsy", "waiting"), ("bleeding_disorder", "confirmed")])
def test_who_answers_otherwise_about_a_note_has_it_looked_at_again(item: str, state: str) -> None:
    said: told.Answers = [{"id": "epilepsy", "controlled": False}, {"id": "bleeding_disorder"}]
    visit = answered(said)
    note = told.noted(visit, cast.wall(30, 12).date(), items=[item])
    answer(visit, [{"id": "epilepsy", "controlled": True}, {"id": "bleeding_disorder"}])
    note.refresh_from_db()
    assert note.state == state


def test_told_in_person_is_never_judged() -> None:
    visit = told.in_person(cast.hiljainen_huone())
    actions.rejudge(visit, clock=cast.clock_at(LATER))
    assert stands(visit) == (Part.Told.IN_PERSON, "", False)
