"""A visit and its client's answers: judged when it is booked and moved, opened to who treats, closed when it ends."""

from datetime import timedelta
from typing import Any

import pytest

from tests import cast
from tests.cast import NOW, clock_at, wall
from tests.core.screening_cast import said
from unknot.core.suitability import Outcome
from unknot.diary import actions, audit, decisions
from unknot.diary.actions import CLIENT, Said
from unknot.diary.models import Appointment, Hold, Part
from unknot.diary.values import ASK_AGAIN, NOT_ACCEPTED, UNSUITABLE, Refusal
from unknot.health import actions as locked
from unknot.health import reads as health
from unknot.health.models import Answers, Grant
from unknot.health.values import NOT_GRANTED, NOT_YET, OVER, Opened
from unknot.health.values import Refusal as Locked
from unknot.knowledge.screening import rulebook
from unknot.people.models import Client
from unknot.salons.models import Salon

pytestmark = pytest.mark.django_db

Told = Part.Told
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
FAINT = said("low_bp_faint")
VACCINE = said("vaccination", at="2027-03-02", sore=False)


def held(place: cast.Place, *answers: dict[str, Any], day: int = 4, hour: int = 12) -> Hold:
    """A hold at noon whose client has given these answers."""
    made = actions.hold(offer=place.offers["back_massage"], starts_at=wall(day, hour), clock=clock_at())
    assert isinstance(made, Hold)
    locked.begin(hold=made.public_id, now=NOW)
    locked.record(hold=made.public_id, answers=answers, rulebook="2027-01-01", now=NOW)
    return made


def confirmed(kept: Hold, *, client: Client | None = None, **more: Any) -> Appointment | Refusal:
    """What confirming a hold with its answers comes to."""
    who = client or cast.client()
    asked = Said(more.pop("told", Told.ONLINE), more.pop("accepted", ""))
    return actions.confirm(kept, client=who, said=asked, by=CLIENT, clock=clock_at())


def seen(kept: Hold, *answers: dict[str, Any]) -> str:
    """The digest of what the client of a hold is shown."""
    return decisions.shown(decisions.judged(kept.offer, kept.starts_at, answers))


def booked(place: cast.Place, *answers: dict[str, Any], **more: Any) -> Appointment:
    kept = held(place, *answers, **more)
    visit = confirmed(kept, accepted=seen(kept, *answers))
    assert isinstance(visit, Appointment), visit
    return visit


def decided(visit: Appointment) -> tuple[str, str, list[str], int | None]:
    part = Part.objects.get(appointment=visit)
    return part.told, part.verdict, part.avoid, part.pressure_max


def test_what_the_salon_has_to_know_is_written_down_and_never_why() -> None:
    visit = booked(cast.hiljainen_huone(), said("bleeding_disorder"), said("wound_local", regions=["calf"]))
    assert decided(visit) == ("online", "clearance", [], 2)
    part = Part.objects.get()
    assert part.rulebook == rulebook().version
    assert "bleeding" not in " ".join(str(value) for value in vars(part).values())


def test_an_adapted_treatment_is_booked_only_as_it_was_shown() -> None:
    place = cast.hiljainen_huone()
    kept = held(place, FAINT)
    assert confirmed(kept) == Refusal(NOT_ACCEPTED)
    assert confirmed(kept, accepted=seen(kept, said("bleeding_disorder"))) == Refusal(NOT_ACCEPTED)
    assert (Appointment.objects.count(), Answers.objects.filter(visit="").count()) == (0, 1)
    assert isinstance(confirmed(kept, accepted=seen(kept, FAINT)), Appointment)
    assert list(audit.findings()) == []


@pytest.mark.parametrize("answer", [said("aneurysm", repaired=False), said("cauda_equina"), VACCINE])
def test_what_the_rules_refuse_is_not_booked_whatever_was_accepted(answer: dict[str, Any]) -> None:
    kept = held(cast.hiljainen_huone(), answer)
    assert confirmed(kept, accepted=seen(kept, answer)) == Refusal(UNSUITABLE)
    assert (Appointment.objects.count(), Client.objects.count()) == (0, 0)


def test_a_follow_up_that_is_owed_is_asked_for_first() -> None:
    assert confirmed(held(cast.hiljainen_huone(), said("aneurysm"))) == Refusal(ASK_AGAIN)


def test_without_the_answers_it_speaks_of_nothing_is_booked() -> None:
    kept = actions.hold(
        offer=cast.hiljainen_huone().offers["back_massage"], starts_at=wall(4, 12), clock=clock_at()
    )
    assert isinstance(kept, Hold)
    assert confirmed(kept) == Refusal(ASK_AGAIN)
    assert confirmed(kept, told=Told.AS_BEFORE) == Refusal(ASK_AGAIN)


def test_whoever_is_asked_in_person_leaves_no_answers_behind() -> None:
    kept = held(cast.hiljainen_huone(), FAINT)
    visit = confirmed(kept, told=Told.IN_PERSON)
    assert isinstance(visit, Appointment)
    assert (decided(visit), Answers.objects.count()) == (("in_person", "", [], None), 0)


def test_a_visit_moves_only_to_where_its_answers_let_it() -> None:
    place = cast.hiljainen_huone()
    visit = booked(place, VACCINE, day=5, hour=12)
    assert decided(visit)[1] == "allowed"
    too_soon = actions.move(visit, starts_at=wall(4, 12), by=CLIENT, clock=clock_at())
    assert (too_soon, Appointment.objects.get().starts_at) == (Refusal(UNSUITABLE), wall(5, 12))
    assert isinstance(actions.move(visit, starts_at=wall(8, 12), by=CLIENT, clock=clock_at()), Appointment)
    assert list(audit.findings()) == []


def test_the_salon_moves_a_visit_all_the_same_and_sees_the_verdict() -> None:
    visit = booked(cast.hiljainen_huone(), VACCINE, day=5)
    moved = actions.move(visit, starts_at=wall(4, 12), by="desk:7", clock=clock_at())
    assert isinstance(moved, Appointment)
    assert decided(moved)[1] == "postpone"


def test_what_was_accepted_once_moves_along_without_a_question() -> None:
    visit = booked(cast.hiljainen_huone(), FAINT)
    assert isinstance(actions.move(visit, starts_at=wall(5, 12), by=CLIENT, clock=clock_at()), Appointment)


def test_nothing_has_changed_counts_while_the_verdict_is_the_same() -> None:
    place = cast.hiljainen_huone()
    first = booked(place, said("anticoagulants"))
    kept = actions.hold(offer=place.offers["back_massage"], starts_at=wall(5, 12), clock=clock_at())
    assert isinstance(kept, Hold)
    again = confirmed(kept, client=first.client, told=Told.AS_BEFORE)
    assert isinstance(again, Appointment)
    assert decided(again) == ("as_before", "adapt", [], 3)
    Salon.objects.update(switches={"anticoagulant_letter": "first_visit"})
    kept = actions.hold(
        offer=Salon.objects.get().offers.get(treatment="back_massage"),
        starts_at=wall(8, 12),
        clock=clock_at(),
    )
    assert isinstance(kept, Hold)
    assert confirmed(kept, client=first.client, told=Told.AS_BEFORE) == Refusal(NOT_ACCEPTED)


def test_the_practitioner_may_look_from_the_evening_before_until_the_notes_are_due() -> None:
    visit = booked(cast.hiljainen_huone(), FAINT)
    treats, opens_at, closes_at = visit.parts.get().practitioner, wall(3, 18), wall(6, 13)
    looks = [
        locked.open_answers(by=treats, visit=visit.public_id, now=now)
        for now in (opens_at - SECOND, opens_at, closes_at - SECOND, closes_at)
    ]
    assert [each.code if isinstance(each, Locked) else type(each) for each in looks] == [
        NOT_YET,
        Opened,
        Opened,
        OVER,
    ]


def test_a_move_to_somebody_else_shuts_out_who_treated_before() -> None:
    place = cast.hiljainen_huone()
    visit = booked(place, FAINT)
    before = visit.parts.get().practitioner
    other = next(each for each in place.people.values() if each.name in ("Aino", "Mikael") and each != before)
    moved = actions.move(visit, starts_at=wall(5, 12), practitioner=other, by=CLIENT, clock=clock_at())
    assert isinstance(moved, Appointment)
    looks = [locked.open_answers(by=each, visit=visit.public_id, now=wall(5, 9)) for each in (before, other)]
    assert (looks[0], type(looks[1])) == (Locked(NOT_GRANTED), Opened)


def test_a_cancelled_visit_opens_to_nobody() -> None:
    visit = booked(cast.hiljainen_huone(), FAINT)
    treats = visit.parts.get().practitioner
    actions.cancel(visit, by=CLIENT, clock=clock_at())
    assert Grant.objects.count() == 0
    assert locked.open_answers(by=treats, visit=visit.public_id, now=wall(4, 9)) == Locked(NOT_GRANTED)


def test_a_missed_visits_answers_go_after_thirty_days_and_stay_when_it_was_not_missed() -> None:
    visit = booked(cast.hiljainen_huone(), FAINT)
    consent = Answers.objects.get().consent.runs_until
    for status, until in (("no_show", NOW + 30 * DAY), ("arrived", consent)):
        actions.mark(visit, Appointment.Status(status), by="desk:7", clock=clock_at())
        assert Answers.objects.get().expires_at == until


def test_a_confirmed_note_lifts_the_hold_and_keeps_what_changes() -> None:
    visit = booked(cast.hiljainen_huone(), said("bleeding_disorder"))
    client, treats = visit.client, visit.parts.get().practitioner
    note = locked.hand_in(
        client=client,
        visit=visit.public_id,
        treatment="back_massage",
        from_whom="a doctor",
        items=["bleeding_disorder"],
        holds_until=wall(4, 12).date(),
        file=b"%PDF-1.7\n%%EOF\n",
        now=NOW,
    )
    assert not isinstance(note, Locked)
    actions.rejudge(visit, clock=clock_at())
    assert decided(visit)[1] == "clearance"
    locked.confirm_note(by=treats, note=note.id, now=NOW)
    actions.rejudge(visit, clock=clock_at())
    assert decided(visit) == ("online", "adapt", [], 2)
    moved = actions.move(visit, starts_at=wall(5, 12), by="desk:7", clock=clock_at())
    assert isinstance(moved, Appointment)
    assert decided(moved)[1] == "clearance"


def test_every_verdict_that_can_be_booked_is_one_of_three() -> None:
    assert {Outcome.ALLOWED, Outcome.ADAPT, Outcome.CLEARANCE} == decisions.BOOKABLE


def test_each_judgement_is_on_record_as_the_rules() -> None:
    visit = booked(cast.hiljainen_huone(), FAINT)
    assert [look.role for look in health.who_looked(visit.client)] == ["rules"]
