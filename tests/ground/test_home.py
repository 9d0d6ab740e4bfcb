"""The home keeps secrets to itself and never swallows somebody else's directory."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from unknot.config.cluster import places
from unknot.config.home import Home
from unknot.config.supervisor import fresh
from unknot.config.supervisor.refusal import StackRefusal


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.create()
    with ThreadPoolExecutor(8) as many:
        secrets = set(many.map(lambda _: home.secret("key"), range(32)))
    assert len(secrets) == 1
    assert (home.secrets / "key").stat().st_mode & 0o777 == 0o600
    assert home.secrets.stat().st_mode & 0o777 == 0o700
    assert [entry.name for entry in home.secrets.iterdir()] == ["key"]


def test_a_home_is_not_made_in_a_directory_with_other_things(tmp_path: Path) -> None:
    (tmp_path / "letter").touch()
    with pytest.raises(ValueError, match="not empty and not a home"):
        Home(tmp_path).create()
    assert [entry.name for entry in tmp_path.iterdir()] == ["letter"]


def test_beginning_anew_empties_a_home_and_what_it_keeps_elsewhere(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.create()
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "data").mkdir(parents=True)
    (home.path / places.RECORD).write_text(f'{{"room": "{elsewhere}", "sockets": "pg/run"}}')
    fresh.empty(home)
    assert list(home.path.iterdir()) == []
    assert not elsewhere.exists()


def test_beginning_anew_leaves_a_directory_alone_that_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "letter").touch()
    with pytest.raises(StackRefusal, match="nothing was removed"):
        fresh.empty(Home(tmp_path))
    assert (tmp_path / "letter").exists()
