"""Rules that change decide about visits that are booked: found at night, judged, and told where it matters."""

from datetime import timedelta

import pytest

from tests import cast
from tests.apps import answered_cast as told
from tests.apps.answered_cast import answered, part_of, shown_at
from unknot.diary import actions, decisions, tasks
from unknot.diary.models import Appointment, Part
from unknot.diary.reads import slots, to_judge_again
from unknot.health import actions as locked
from unknot.health.models import Answers, Reading
from unknot.plumbing import clock
from unknot.plumbing.models import Fact
from unknot.salons.models import Salon

pytestmark = pytest.mark.django_db
NIGHT = cast.wall(2, 3)
THIN_BONES = [{"id": "osteoporosis", "advanced": True}]


def outdated(at: object = NIGHT) -> list[Appointment]:
    return list(to_judge_again(at))  # type: ignore[arg-type]


def judged_facts() -> list[dict[str, object]]:
    return [each.body for each in Fact.objects.filter(kind="appointment.judged").order_by("pk")]


def test_nothing_is_judged_again_while_the_rules_stay() -> None:
    answered()
    answered(told.WAITING, place=cast.hiljainen_huone())
    assert outdated() == []


def test_another_version_of_the_rulebook_is_seen() -> None:
    visit = answered()
    Part.objects.update(judged_under="another")
    assert outdated() == [visit]
    actions.rejudge(visit, clock=cast.clock_at(NIGHT))
    assert outdated() == []
    assert part_of(visit).judged_under == decisions.judged_under(visit.salon)


@pytest.mark.parametrize(
    "change",
    [{"policy": "seed_strict"}, {"switches": {"surgery_wait_weeks": 8}}],
)
def test_a_salons_own_rules_are_seen_whoever_changed_them(change: dict[str, object]) -> None:
    place = cast.hiljainen_huone()
    visit = answered(place=place)
    answered(place=cast.hiljainen_huone())
    Salon.objects.filter(pk=place.salon.pk).update(**change)
    assert outdated() == [visit]


def test_a_switch_set_to_what_it_was_changes_nothing() -> None:
    visit = answered()
    Salon.objects.update(switches={"surgery_wait_weeks": 6})
    assert outdated() == []
    assert part_of(visit).verdict == "allowed"


@pytest.mark.parametrize(("before_s", "found"), [(1, True), (0, False)])
def test_only_visits_to_come_are_judged_again(before_s: int, found: bool) -> None:
    answered()
    Part.objects.update(judged_under="another")
    assert bool(outdated(told.START - timedelta(seconds=before_s))) is found


def test_cancelled_visits_and_those_asked_in_person_are_left_alone() -> None:
    place = cast.hiljainen_huone()
    told.in_person(place)
    cancelled = answered(place=place, starts_at=cast.wall(12, 12))
    actions.cancel(cancelled, by="desk:1", clock=cast.clock_at())
    Part.objects.update(judged_under="another")
    assert outdated() == []


def test_a_stricter_salon_makes_it_worse_and_that_is_a_fact_for_the_client() -> None:
    place = cast.hiljainen_huone()
    visit = answered(THIN_BONES, place=place)
    assert part_of(visit).verdict == "clearance"
    Salon.objects.filter(pk=place.salon.pk).update(policy="seed_strict")
    actions.rejudge(visit, clock=cast.clock_at(NIGHT))
    assert part_of(visit).verdict == "not_suitable"
    assert judged_facts() == [{"by": "rules", "waits_for_client": True}]


def test_a_milder_salon_is_a_fact_too_and_what_changes_is_still_to_be_accepted() -> None:
    place = cast.hiljainen_huone(policy="seed_strict")
    visit = answered(place=place)
    locked.renew(visit=visit.public_id, client=visit.client, answers=THIN_BONES, rulebook="r", now=NIGHT)
    actions.rejudge(visit, clock=cast.clock_at(NIGHT))
    Salon.objects.filter(pk=place.salon.pk).update(policy="new_salon")
    told.noted(visit, cast.wall(30, 12).date(), items=["osteoporosis"])
    actions.rejudge(visit, clock=cast.clock_at(NIGHT))
    assert part_of(visit).verdict == "adapt"
    assert [each["waits_for_client"] for each in judged_facts()] == [True, True]
    actions.accept(visit, accepted=shown_at(visit, told.START), clock=cast.clock_at(NIGHT))
    assert not part_of(visit).waits_for_client


def test_a_new_version_that_changes_nothing_needs_no_new_yes() -> None:
    visit = answered(told.ADAPTED)
    Part.objects.update(rulebook="older", judged_under="another")
    actions.rejudge(visit, clock=cast.clock_at(NIGHT))
    assert (part_of(visit).waits_for_client, judged_facts()) == (False, [])
    assert part_of(visit).rulebook != "older"


def test_answers_that_the_rules_cannot_read_any_more_are_asked_again() -> None:
    visit = answered(told.ADAPTED)
    unread = [{"id": "a_question_of_last_year"}]
    locked.renew(visit=visit.public_id, client=visit.client, answers=unread, rulebook="older", now=NIGHT)
    actions.rejudge(visit, clock=cast.clock_at(NIGHT))
    part = part_of(visit)
    assert (part.told, part.verdict, part.rulebook, part.pressure_max) == ("online", "", "", None)
    assert (part.is_to_answer, judged_facts()) == (True, [{"by": "rules", "waits_for_client": True}])
    assert outdated() == []


def test_answers_whose_time_ran_out_are_asked_again() -> None:
    visit = answered(told.ADAPTED)
    Answers.objects.update(expires_at=NIGHT)
    assert outdated() == [visit]
    actions.rejudge(visit, clock=cast.clock_at(NIGHT))
    assert (part_of(visit).is_to_answer, outdated()) == (True, [])


def test_looking_for_them_opens_nothing() -> None:
    answered()
    before = Reading.objects.count()
    Part.objects.update(judged_under="another")
    outdated()
    assert Reading.objects.count() == before


def test_the_nightly_task_judges_all_and_one_that_was_tampered_with_holds_up_no_other() -> None:
    now = clock.now()
    place = cast.hiljainen_huone(now)
    in_a_week = now + timedelta(days=8)
    free = slots(
        place.offers["back_massage"],
        starts_from=in_a_week,
        starts_until=in_a_week + timedelta(days=7),
        now=now,
    )
    broken = answered(place=place, starts_at=free[0].starts_at, now=now)
    visit = answered(place=place, starts_at=free[-1].starts_at, now=now)
    row = Answers.objects.get(visit=broken.public_id)
    Answers.objects.filter(pk=row.pk).update(sealed=bytes(row.sealed)[:-1] + bytes([row.sealed[-1] ^ 1]))
    Part.objects.update(judged_under="another")
    tasks.judge_visits(0)
    assert outdated(now) == [broken]
    assert part_of(visit).judged_under == decisions.judged_under(place.salon)
