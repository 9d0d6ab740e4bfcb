"""A note of clearance is handed in, looked at, confirmed; and then holds for what it names, until its day."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.apps import health_cast as told
from tests.cast import NOW
from unknot.health import actions, reads
from unknot.health.cipher import Unopened
from unknot.health.files import kind_of
from unknot.health.models import Clearance, Consent, Grant, Reading
from unknot.health.models.notes import MOST_FILE_BYTES
from unknot.health.values import (
    DECIDED,
    NO_CONSENT,
    NO_NOTE,
    NOT_GRANTED,
    OVER,
    TOO_LARGE,
    TOO_MANY_NOTES,
    WRONG_KIND,
    OpenedNote,
    Refusal,
)
from unknot.people.models import Client
from unknot.plumbing.models import Fact
from unknot.salons.models import Resource

pytestmark = pytest.mark.django_db

UNTIL = date(2027, 4, 30)
JPEG, PNG = b"\xff\xd8\xff\xe0\x00\x10JFIF", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00"


@pytest.fixture
def outi() -> Client:
    outi = told.client()
    told.answered(outi)
    return outi


@pytest.fixture
def aino(outi: Client) -> Resource:
    """Aino treats Outi."""
    aino = told.practitioner()
    told.granted(outi, aino)
    return aino


def cleared(who: Client, treatment: str = "back_massage", on_date: date = UNTIL) -> set[str]:
    return set(actions.cleared_items(client=who, treatment=treatment, on_date=on_date, now=NOW))


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        (told.PDF, "application/pdf"),
        (b"%PDF-2.0\n", "application/pdf"),
        (JPEG, "image/jpeg"),
        (PNG, "image/png"),
        (b"", None),
        (b"%PDF-3", None),
        (b" %PDF-1.7", None),
        (b"\xff\xd8", None),
        (PNG[:8], None),
        (b"<svg onload=alert(1)>", None),
        (b"GIF89a", None),
        (b"PK\x03\x04", None),
    ],
)
def test_a_file_is_what_its_content_says(file: bytes, kind: str | None) -> None:
    assert kind_of(file) == kind


def test_a_note_is_read_as_it_was_handed_in(outi: Client) -> None:
    note = told.handed_in(outi)
    own = actions.own_note(client=outi, note=note.pk, now=NOW)
    assert own == OpenedNote(
        note.pk, "a midwife", ["pregnancy"], told.PDF, "application/pdf", "back_massage", UNTIL, "waiting"
    )
    assert list(Reading.objects.values_list("role", "thing", "visit")) == [("client", "note", told.VISIT)]


def test_a_file_of_ten_mebibytes_is_taken_and_a_byte_more_is_not(outi: Client) -> None:
    largest = told.PDF.ljust(MOST_FILE_BYTES)
    note = told.handed_in(outi, file=largest)
    opened = actions.own_note(client=outi, note=note.pk, now=NOW)
    assert isinstance(opened, OpenedNote) and opened.file == largest
    assert refused(outi, file=largest + b" ") == TOO_LARGE


def refused(who: Client, **more: object) -> str:
    """Why a note is not taken."""
    values = {"treatment": "back_massage", "from_whom": "", "items": [], "holds_until": UNTIL, "now": NOW}
    answer = actions.hand_in(client=who, visit=told.VISIT, **{**values, "file": told.PDF, **more})  # type: ignore[arg-type]
    assert isinstance(answer, Refusal)
    return answer.code


def test_what_is_no_note_is_refused(outi: Client) -> None:
    assert refused(outi, file=b"MZ") == WRONG_KIND
    assert refused(outi, from_whom="x" * 16 * 1024) == TOO_LARGE


def test_a_visit_has_at_most_five_notes(outi: Client) -> None:
    for _ in range(5):
        told.handed_in(outi)
    assert refused(outi) == TOO_MANY_NOTES
    told.handed_in(outi, told.NEXT_VISIT)


def test_a_note_needs_consent_that_runs(outi: Client) -> None:
    assert refused(told.client("Pekka")) == NO_CONSENT
    assert refused(outi, now=NOW + Consent.RUNS) == NO_CONSENT


def test_the_practitioner_reads_a_note_from_when_it_is_handed_in_until_her_grant_closes(
    outi: Client, aino: Resource
) -> None:
    note = told.handed_in(outi)
    closes_at = Grant.objects.get().closes_at
    opened = actions.open_note(by=aino, note=note.pk, now=NOW)
    assert isinstance(opened, OpenedNote) and opened.items == ["pregnancy"]
    assert isinstance(actions.open_note(by=aino, note=note.pk, now=closes_at - told.SECOND), OpenedNote)
    assert actions.open_note(by=aino, note=note.pk, now=closes_at) == Refusal(OVER)
    assert Reading.objects.filter(role="practitioner", thing="note", practitioner=aino).count() == 2
    assert Fact.objects.filter(kind="note.opened", subject=told.VISIT).count() == 2


def test_nobody_else_reads_or_decides_a_note(outi: Client, aino: Resource) -> None:
    note, mikael, pekka = told.handed_in(outi), told.practitioner("Mikael"), told.client("Pekka")
    for act in (actions.open_note, actions.confirm_note, actions.refuse_note):
        assert act(by=mikael, note=note.pk, now=NOW) == Refusal(NOT_GRANTED)
        assert act(by=aino, note="none", now=NOW) == Refusal(NO_NOTE)
    assert actions.own_note(client=pekka, note=note.pk, now=NOW) == Refusal(NO_NOTE)
    told.granted(pekka, aino)
    assert actions.open_note(by=aino, note=note.pk, now=NOW) == Refusal(NOT_GRANTED)


def test_a_note_clears_its_items_once_it_is_confirmed(outi: Client, aino: Resource) -> None:
    note = told.handed_in(outi, items=["pregnancy", "varicose_veins"])
    assert cleared(outi) == set()
    confirmed = actions.confirm_note(by=aino, note=note.pk, now=NOW)
    assert isinstance(confirmed, Clearance)
    assert (confirmed.state, confirmed.decided_by, confirmed.decided_at) == ("confirmed", aino, NOW)
    assert cleared(outi) == {"pregnancy", "varicose_veins"}
    assert list(Reading.objects.values_list("role", "thing")) == [("rules", "note")]


def test_a_confirmed_note_holds_for_its_treatment_client_and_days(outi: Client, aino: Resource) -> None:
    note = told.handed_in(outi)
    actions.confirm_note(by=aino, note=note.pk, now=NOW)
    assert [cleared(outi), cleared(outi, on_date=UNTIL + told.DAY)] == [{"pregnancy"}, set()]
    assert [cleared(outi, "hot_stone_massage"), cleared(told.client("Pekka"))] == [set(), set()]
    holding = reads.holding_notes(outi, treatment="back_massage", on_date=UNTIL)
    assert list(holding) == [note]
    assert not reads.holding_notes(outi, treatment="back_massage", on_date=UNTIL + timedelta(days=1)).exists()


def test_a_refused_note_clears_nothing_and_a_decision_stands(outi: Client, aino: Resource) -> None:
    note = told.handed_in(outi)
    assert isinstance(actions.refuse_note(by=aino, note=note.pk, now=NOW), Clearance)
    assert actions.confirm_note(by=aino, note=note.pk, now=NOW) == Refusal(DECIDED)
    assert cleared(outi) == set()
    facts = Fact.objects.filter(kind__startswith="note").values_list("kind", "subject")
    assert list(facts) == [("note.handed_in", note.pk), ("note.refused", note.pk)]


def test_a_note_confirmed_by_a_query_is_refused(outi: Client, aino: Resource) -> None:
    told.handed_in(outi)
    Clearance.objects.update(state="confirmed", decided_by=aino, decided_at=NOW)
    with pytest.raises(Unopened):
        cleared(outi)


@pytest.mark.parametrize(
    "changed", [{"holds_until": UNTIL + told.DAY}, {"treatment": "hot_stone_massage"}, {"visit": "v9"}]
)
def test_a_note_whose_row_was_altered_is_refused(outi: Client, changed: dict[str, object]) -> None:
    note = told.handed_in(outi)
    Clearance.objects.update(**changed)
    with pytest.raises(Unopened):
        actions.own_note(client=outi, note=note.pk, now=NOW)


def test_a_file_that_changed_places_with_a_scope_is_refused(outi: Client) -> None:
    note = told.handed_in(outi)
    Clearance.objects.update(sealed_scope=note.sealed_file[: 16 * 1024], sealed_file=note.sealed_scope)
    with pytest.raises(Unopened):
        actions.own_note(client=outi, note=note.pk, now=NOW)


def test_a_client_takes_her_own_note_back(outi: Client) -> None:
    note = told.handed_in(outi)
    actions.take_back(client=told.client("Pekka"), note=note.pk, now=NOW)
    assert Clearance.objects.count() == 1
    for _ in range(2):
        actions.take_back(client=outi, note=note.pk, now=NOW)
    assert not Clearance.objects.exists()
    assert Fact.objects.filter(kind="note.taken_back").count() == 1


def test_a_list_of_notes_loads_nothing_sealed(
    outi: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    told.handed_in(outi)
    told.handed_in(outi)
    with django_assert_num_queries(1):
        notes = list(reads.notes_for(told.VISIT))
    assert [note.get_deferred_fields() for note in notes] == [{"sealed_scope", "sealed_file"}] * 2
