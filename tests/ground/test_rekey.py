"""`unknot rekey`: another master key, and the older ones go only when they are told to."""

import os
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from tests.apps import health_cast as told
from tests.cast import NOW
from tests.ground.stack import unknot
from unknot.config import health_keys
from unknot.config.home import Home
from unknot.health import actions
from unknot.health.models import Key

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def home(tmp_path: Path, settings: Settings) -> Home:
    """A home whose master keys this process uses too."""
    home = Home(tmp_path / "home")
    home.create()
    settings.HEALTH_KEYS = health_keys.source({}, home)
    return home


def rekey(home: Home, *words: str, **environ: str) -> tuple[int, str, str]:
    """What the command says on the test's database, and its exit code."""
    url = os.environ["UNKNOT_TEST_DATABASE_URL"]
    name = url.partition("?")[0].rpartition("/")[2]
    environ["DATABASE_URL"] = url.replace(f"/{name}?", f"/{connection.settings_dict['NAME']}?")
    said = unknot("rekey", "--home", str(home.path), *words, **environ)
    return said.returncode, said.stdout, said.stderr


def test_a_new_master_key_reaches_processes_that_run(home: Home) -> None:
    outi = told.client()
    told.answered(outi)
    told.drafted("another hold")
    before = health_keys.in_home(home)

    assert rekey(home) == (0, "Keys wrapped anew: 2. All are under the newest master key.\n", "")

    added, *older = health_keys.in_home(home)
    assert tuple(older) == before
    assert set(Key.objects.values_list("master", flat=True)) == {added[0]}
    assert told.said(actions.own_answers(client=outi, visit=told.VISIT, now=NOW)) == told.ANSWERS


def test_older_master_keys_are_thrown_away_on_demand(home: Home) -> None:
    outi = told.client()
    told.answered(outi)
    rekey(home)

    code, said, _ = rekey(home, "--drop-old")

    assert (code, said.splitlines()[-1]) == (0, "The older master keys are gone.")
    assert len(health_keys.in_home(home)) == 1
    assert told.said(actions.own_answers(client=outi, visit=told.VISIT, now=NOW)) == told.ANSWERS


def test_nothing_is_made_while_a_key_does_not_open(home: Home) -> None:
    told.drafted()
    key = Key.objects.get()
    Key.objects.update(master="gone")
    before = health_keys.in_home(home)

    code, said, refused = rekey(home)

    sentence = f"key {key.pk} cannot be unwrapped with master key gone: its master key is not here"
    assert (code, said, refused) == (2, "", f"unknot rekey: {sentence}\n")
    assert health_keys.in_home(home) == before


def test_keys_of_the_environment_are_the_operators_to_drop(home: Home) -> None:
    (id, _), text = health_keys.in_home(home)[0], home.secret("health_keys")

    assert rekey(home, "--drop-old", UNKNOT_HEALTH_KEYS=text) == (
        2,
        "",
        "unknot rekey: --drop-old: the keys are in UNKNOT_HEALTH_KEYS: take the older ones out of it yourself\n",
    )
    assert rekey(home, UNKNOT_HEALTH_KEYS=text)[0] == 0
    assert [kept for kept, _ in health_keys.in_home(home)] == [id]
