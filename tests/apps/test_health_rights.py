"""A client sees everything, takes back her consent, has it all destroyed; and what is over goes by itself."""

import json
from base64 import b64decode
from datetime import date, timedelta

import pytest

from tests.apps import health_cast as told
from tests.cast import NOW
from unknot.health import actions, reads, tasks
from unknot.health.actions.cleaning import GRANTS_KEPT, READINGS_KEPT
from unknot.health.models import Answers, Clearance, Consent, Grant, Key, Reading
from unknot.people.models import Client
from unknot.plumbing import clock
from unknot.plumbing.models import Fact
from unknot.salons.models import Resource

pytestmark = pytest.mark.django_db

ROOM = (Key, Consent, Answers, Clearance, Grant, Reading)


def rows() -> list[int]:
    """How many keys, consents, answers, notes, grants and readings there are."""
    return [model._default_manager.count() for model in ROOM]


@pytest.fixture
def outi() -> Client:
    return told.client()


@pytest.fixture
def aino(outi: Client) -> Resource:
    """Outi has answered and handed in a note, Aino may look and has."""
    aino = told.practitioner()
    told.answered(outi)
    told.granted(outi, aino)
    told.handed_in(outi)
    actions.open_answers(by=aino, visit=told.VISIT, now=NOW + told.DAY)
    return aino


def test_a_client_takes_everything_home_as_one_document(outi: Client, aino: Resource) -> None:
    later = NOW + 2 * told.DAY
    home = json.loads(json.dumps(actions.export(client=outi, now=later)))
    assert list(home) == ["exported_at", "consents", "answers", "notes", "reports", "grants", "readings"]
    assert home["answers"] == [
        {
            "visit": told.VISIT,
            "given_at": NOW.isoformat(),
            "kept_until": (NOW + Consent.RUNS).isoformat(),
            "rulebook": told.RULEBOOK,
            "answers": told.ANSWERS,
        }
    ]
    note = home["notes"][0]
    assert (note["from_whom"], note["items"], note["state"]) == ("a midwife", ["pregnancy"], "waiting")
    assert (b64decode(note["file"]["base64"]), note["file"]["media_type"]) == (told.PDF, "application/pdf")
    assert [grant["to"] for grant in home["grants"]] == ["Aino"]
    assert [(each["as"], each["practitioner"], each["what"]) for each in home["readings"]] == [
        ("practitioner", "Aino", "answers"),
        ("client", None, "answers"),
        ("client", None, "note"),
    ]


def test_of_somebody_unknown_there_is_nothing_to_take_home(outi: Client, aino: Resource) -> None:
    home = actions.export(client=told.client("Pekka"), now=NOW)
    assert [value for key, value in home.items() if key != "exported_at"] == [[], [], [], [], [], []]


def test_erasing_leaves_nothing_but_the_fact(outi: Client, aino: Resource) -> None:
    assert actions.erase(client=outi, now=NOW)
    assert rows() == [0, 0, 0, 0, 0, 0]
    last = Fact.objects.order_by("pk").last()
    assert last is not None
    assert (last.kind, last.subject, last.body) == ("answers.erased", outi.public_id, {})
    assert not actions.erase(client=outi, now=NOW)
    assert Fact.objects.filter(kind="answers.erased").count() == 1


def test_erasing_touches_nobody_else(outi: Client, aino: Resource) -> None:
    pekka = told.client("Pekka")
    told.answered(pekka, told.NEXT_VISIT)
    actions.erase(client=outi, now=NOW)
    assert told.said(actions.own_answers(client=pekka, visit=told.NEXT_VISIT, now=NOW)) == told.ANSWERS


def test_consent_that_is_withdrawn_takes_everything_along_but_who_looked(
    outi: Client, aino: Resource
) -> None:
    assert actions.withdraw(client=outi, now=NOW)
    assert rows() == [0, 0, 0, 0, 0, 1]
    assert [look.practitioner for look in reads.who_looked(outi)] == ["Aino"]
    assert reads.consent_runs_until(outi, now=NOW) is None
    assert not actions.repeat(visit=told.NEXT_VISIT, client=outi, now=NOW)
    assert Fact.objects.filter(kind="consent.withdrawn", subject=outi.public_id, body={}).count() == 1


def test_a_client_who_is_deleted_takes_her_key_along(outi: Client, aino: Resource) -> None:
    outi.delete()
    assert rows() == [0, 0, 0, 0, 0, 0]


def test_drafts_are_taken_away_after_a_day() -> None:
    told.drafted("old", now=NOW - told.SECOND)
    told.drafted("young", now=NOW)
    for hold, at in (("old", NOW - told.SECOND), ("young", NOW)):
        Reading.objects.create(role="rules", thing="answers", hold=hold, at=at)
    actions.clean(now=NOW + told.DAY)
    assert list(Key.objects.values_list("hold", flat=True)) == ["young"]
    assert list(Reading.objects.values_list("hold", flat=True)) == ["young"]


def test_answers_whose_time_is_over_are_taken_away(outi: Client) -> None:
    told.answered(outi)
    actions.repeat(visit=told.NEXT_VISIT, client=outi, now=NOW)
    until = NOW + 30 * told.DAY
    actions.keep(visit=told.VISIT, until=until)
    actions.clean(now=until - told.SECOND)
    assert Answers.objects.count() == 2
    actions.clean(now=until)
    assert list(Answers.objects.values_list("visit", flat=True)) == [told.NEXT_VISIT]


def test_a_consent_that_has_run_out_takes_the_key_along(outi: Client) -> None:
    told.answered(outi)
    told.handed_in(outi, holds_until=date(2029, 1, 1))
    end = NOW + Consent.RUNS
    actions.clean(now=end - told.SECOND)
    assert rows()[:4] == [1, 1, 1, 1]
    actions.clean(now=end)
    assert rows()[:4] == [0, 0, 0, 0]
    assert Fact.objects.filter(kind="answers.erased", subject=outi.public_id).count() == 1


def test_a_consent_that_was_renewed_keeps_the_key(outi: Client) -> None:
    told.answered(outi)
    told.answered(outi, told.NEXT_VISIT, now=NOW + told.DAY)
    actions.clean(now=NOW + Consent.RUNS)
    assert list(Answers.objects.values_list("visit", flat=True)) == [told.NEXT_VISIT]
    assert [Key.objects.count(), Consent.objects.count()] == [1, 1]


def test_notes_go_thirty_days_after_they_held_or_were_refused(outi: Client, aino: Resource) -> None:
    told.handed_in(outi, holds_until=NOW.date())
    other = told.handed_in(outi, holds_until=date(2027, 12, 1))
    actions.refuse_note(by=aino, note=other.pk, now=NOW + told.SECOND)
    kept = [30 * told.DAY, 30 * told.DAY + 2 * told.SECOND, 31 * told.DAY]
    assert [_notes_after(wait) for wait in kept] == [3, 2, 1]


def _notes_after(wait: timedelta) -> int:
    actions.clean(now=NOW + wait)
    return Clearance.objects.count()


def test_grants_and_readings_go_in_their_time(outi: Client, aino: Resource) -> None:
    closed = Grant.objects.get().closes_at
    actions.clean(now=closed + GRANTS_KEPT)
    assert Grant.objects.count() == 1
    actions.clean(now=closed + GRANTS_KEPT + told.SECOND)
    assert (Grant.objects.count(), Reading.objects.count()) == (0, 1)
    looked = Reading.objects.get().at
    actions.clean(now=looked + READINGS_KEPT)
    assert Reading.objects.count() == 1
    actions.clean(now=looked + READINGS_KEPT + told.SECOND)
    assert Reading.objects.count() == 0


def test_every_night_the_room_is_cleaned() -> None:
    now = clock.now()
    told.drafted("old", now=now - told.DAY - told.SECOND)
    told.drafted("young", now=now - told.DAY + told.MINUTE)
    tasks.clean(0)
    assert list(Key.objects.values_list("hold", flat=True)) == ["young"]
