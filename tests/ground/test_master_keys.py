"""Master keys come from the environment or the home, are made once, change places at one stroke, and show no key."""

import base64
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from unknot.config import health_keys
from unknot.config.home import Home

ONE, TWO = (base64.b64encode(bytes([number]) * 32).decode() for number in (1, 2))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.create()
    return home


@pytest.mark.parametrize("between", [",", "\n", " , ", "\r\n"])
def test_keys_are_read_in_their_order(between: str) -> None:
    said = health_keys.parsed(f"b:{TWO}{between}a:{ONE}\n", "X")
    assert said == (("b", b"\x02" * 32), ("a", b"\x01" * 32))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (" , ", "UNKNOT_HEALTH_KEYS: holds no key"),
        (f"a:{ONE},a:{TWO}", "UNKNOT_HEALTH_KEYS: two keys have one id"),
        (f"a:{ONE},{TWO}", "UNKNOT_HEALTH_KEYS: key 2: must look like id:base64, the id of up to 40 letters"),
        (f"a b:{ONE}", "UNKNOT_HEALTH_KEYS: key 1: must look like id:base64, the id of up to 40 letters"),
        (
            f"{'a' * 41}:{ONE}",
            "UNKNOT_HEALTH_KEYS: key 1: must look like id:base64, the id of up to 40 letters",
        ),
        ("a:hush!", "UNKNOT_HEALTH_KEYS: key 1: is not base64"),
        (f"a:{ONE[:-4]}", "UNKNOT_HEALTH_KEYS: key 1: must be 32 bytes in base64"),
    ],
)
def test_keys_that_cannot_be_read_are_refused_by_name_and_not_shown(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{sentence}") as refused:
        health_keys.source({"UNKNOT_HEALTH_KEYS": text}, None)
    assert ONE[:8] not in str(refused.value) and TWO[:8] not in str(refused.value)
    assert "hush" not in str(refused.value)


def test_the_environments_keys_come_before_the_homes(home: Home) -> None:
    assert health_keys.source({"UNKNOT_HEALTH_KEYS": f"a:{ONE}"}, home)() == (("a", b"\x01" * 32),)
    assert list(home.secrets.iterdir()) == []


def test_a_homes_key_is_made_once_for_its_owner_alone(home: Home) -> None:
    with ThreadPoolExecutor(8) as many:
        seen = set(many.map(lambda _: health_keys.source({}, home)(), range(16)))
    assert len(seen) == 1
    ((_, secret),) = seen.pop()
    assert len(secret) == 32
    assert (home.secrets / "health_keys").stat().st_mode & 0o777 == 0o600


def test_without_a_home_a_process_has_keys_of_its_own() -> None:
    one, other = health_keys.source({}, None), health_keys.source({}, None)
    assert one() == one() != other()


def test_a_new_key_stands_before_the_old_ones_and_they_can_be_thrown_away(home: Home) -> None:
    ask = health_keys.source({}, home)
    first = ask()
    health_keys.add_in_home(home)
    second = ask()
    assert second[1:] == first != second[:1]
    health_keys.keep_newest_in_home(home)
    assert ask() == second[:1]
    assert (home.secrets / "health_keys").stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in home.secrets.iterdir()] == ["health_keys"]


def test_a_homes_file_that_cannot_be_read_is_refused_by_name(home: Home) -> None:
    (home.secrets / "health_keys").write_text("hush")
    with pytest.raises(ValueError, match=r"/secrets/health_keys: key 1: must look like id:base64"):
        health_keys.source({}, home)
