"""Keys belong to one client or one draft; master keys change and go; a destroyed key takes everything with it."""

import secrets
from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Model
from pytest_django import Settings

from tests.apps import health_cast as told
from tests.cast import NOW
from unknot.health import actions, audit, keyring
from unknot.health.cipher import Unopened
from unknot.health.models import Answers, Key, Reading

pytestmark = pytest.mark.django_db

Masters = list[tuple[str, bytes]]
OLD, NEW = ("old", secrets.token_bytes(32)), ("new", secrets.token_bytes(32))


@pytest.fixture
def masters(settings: Settings) -> Masters:
    """The master keys as the room sees them; a test changes them as it goes."""
    kept: Masters = [OLD]
    settings.HEALTH_KEYS = lambda: tuple(kept)
    return kept


def values(row: Model) -> dict[str, Any]:
    """A row as a backup has it."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def own(name: str = "Outi Laine", visit: str = told.VISIT) -> Callable[[], object]:
    """A client's answers; opens them."""
    outi = told.client(name)
    told.answered(outi, visit)
    return lambda: actions.own_answers(client=outi, visit=visit, now=NOW)


def swap(one: Model, other: Model, *columns: str) -> None:
    """Let two rows change what stands in these columns, behind the room's back."""
    before = [values(row) for row in (one, other)]
    for row, given in zip((one, other), reversed(before), strict=True):
        type(row)._default_manager.filter(pk=row.pk).update(**{name: given[name] for name in columns})


def test_sealed_answers_that_change_places_are_refused() -> None:
    outi, pekka = own(), own("Pekka", told.NEXT_VISIT)
    swap(*Answers.objects.order_by("pk"), "sealed")
    for open_it in (outi, pekka):
        with pytest.raises(Unopened):
            open_it()


def test_two_answers_of_one_client_that_change_places_are_refused() -> None:
    outi = told.client()
    told.answered(outi)
    actions.repeat(visit=told.NEXT_VISIT, client=outi, now=NOW + told.DAY)
    swap(*Answers.objects.order_by("pk"), "sealed")
    for visit in (told.VISIT, told.NEXT_VISIT):
        with pytest.raises(Unopened):
            actions.own_answers(client=outi, visit=visit, now=NOW + told.DAY)


def test_wrapped_keys_that_change_places_are_refused() -> None:
    outi, _ = own(), own("Pekka", told.NEXT_VISIT)
    one, other = Key.objects.order_by("pk")
    swap(one, other, "wrapped")
    with pytest.raises(Unopened):
        outi()


def test_a_key_given_to_another_client_is_refused() -> None:
    told.answered(told.client())
    pekka = told.client("Pekka")
    Key.objects.update(client=pekka)
    with pytest.raises(Unopened):
        actions.own_answers(client=pekka, visit=told.VISIT, now=NOW)


@pytest.mark.parametrize(
    "changed", [{"visit": "v1s1t00000000009"}, {"rulebook": "2020-01-01"}, {"given_at": NOW - told.SECOND}]
)
def test_answers_whose_row_was_altered_are_refused(changed: dict[str, object]) -> None:
    outi = told.client()
    told.answered(outi)
    Answers.objects.update(**changed)
    with pytest.raises(Unopened):
        actions.own_answers(client=outi, visit=Answers.objects.get().visit, now=NOW)
    assert not Reading.objects.exists()


def test_a_flipped_bit_in_the_database_is_refused() -> None:
    open_it, row = own(), Answers.objects.get()
    sealed = bytearray(row.sealed)
    sealed[40] ^= 1
    Answers.objects.update(sealed=bytes(sealed))
    with pytest.raises(Unopened):
        open_it()


def test_a_new_master_key_takes_over_and_the_old_one_can_go(masters: Masters) -> None:
    open_it = own()
    masters.insert(0, NEW)
    before = bytes(Answers.objects.get().sealed)
    assert actions.rewrap() == 1
    masters.remove(OLD)
    assert told.said(open_it()) == told.ANSWERS
    assert bytes(Answers.objects.get().sealed) == before
    assert list(Key.objects.values_list("master", flat=True)) == ["new"]


def test_keys_are_wrapped_anew_in_batches_and_progress_is_told(masters: Masters) -> None:
    for number in range(5):
        actions.begin(hold=f"h0ld{number}", now=NOW)
    masters.insert(0, NEW)
    actions.begin(hold="h0ld5", now=NOW)
    seen: list[tuple[int, int]] = []
    assert actions.rewrap(progress=lambda done, of: seen.append((done, of)), most=2) == 5
    assert seen == [(2, 5), (4, 5), (5, 5)]
    assert actions.rewrap() == 0


def test_the_old_master_key_goes_only_once_no_key_is_under_it(masters: Masters) -> None:
    open_it = own()
    masters.insert(0, NEW)
    actions.retire(lambda: masters.remove(OLD))
    assert (masters, told.said(open_it())) == ([NEW], told.ANSWERS)


def test_without_its_master_key_nothing_opens_and_the_check_says_so(masters: Masters) -> None:
    open_it, key = own(), Key.objects.get()
    masters[:] = [NEW]
    with pytest.raises(Unopened, match=r"^its master key is not here$"):
        open_it()
    with pytest.raises(Unopened):
        actions.rewrap()
    assert list(audit.findings()) == [
        f"key {key.pk} cannot be unwrapped with master key old: its master key is not here"
    ]


def test_another_master_key_under_the_same_id_opens_nothing(masters: Masters) -> None:
    open_it = own()
    masters[:] = [("old", NEW[1])]
    with pytest.raises(Unopened):
        open_it()


def test_the_check_is_content_with_what_is_whole() -> None:
    own()
    assert list(audit.findings()) == []


def test_answers_under_another_key_than_their_consent_are_found() -> None:
    own()
    own("Pekka", told.NEXT_VISIT)
    swap(*Answers.objects.order_by("pk"), "consent_id")
    assert len(list(audit.findings())) == 2


def test_rows_that_come_back_from_a_backup_after_erasing_do_not_open() -> None:
    outi = told.client()
    told.answered(outi)
    backup = values(Answers.objects.get())
    actions.erase(client=outi, now=NOW)
    told.answered(outi, told.NEXT_VISIT)
    key = Key.objects.get()
    Answers.objects.create(**{**backup, "key_id": key.pk, "consent_id": key.consents.get().pk})
    with pytest.raises(Unopened):
        actions.own_answers(client=outi, visit=told.VISIT, now=NOW)


def test_a_key_shows_no_secret_when_printed(masters: Masters) -> None:
    own()
    assert repr(keyring.newest()) == "Master(id='old')"
    assert repr(Key.objects.get()) == f"<Key: key {Key.objects.get().pk}>"
