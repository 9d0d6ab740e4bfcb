"""Names that say nothing have no place, and each dependency says what it is for."""

import re
from pathlib import Path

from tests.house.rooms import CHECKOUT, HOUSE, python_files

SAYING_NOTHING = re.compile(r"(^|_)(utils?|commons?|helpers?|misc|stuff)(_|$)")


def test_no_file_or_directory_has_a_name_that_says_nothing() -> None:
    places = [path for top in (HOUSE, CHECKOUT / "tests", CHECKOUT / "benchmarks") for path in top.rglob("*")]
    named = [path.relative_to(CHECKOUT) for path in places if "__pycache__" not in path.parts]
    assert [str(path) for path in named if SAYING_NOTHING.search(path.stem.lower())] == []


def test_each_dependency_says_what_it_is_for() -> None:
    text = (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8")
    listed = re.findall(r'^    "[A-Za-z][\w.\-\[\],]*(?:[<>=~!].*)?",.*$', text, flags=re.MULTILINE)
    tables = text.partition("[tool.")[0]
    dependencies = [line for line in listed if line in tables]
    assert len(dependencies) > 20
    assert [line for line in dependencies if len(line.partition("# ")[2]) < 3] == []


def test_the_locks_name_no_host_and_pin_every_package_by_hash() -> None:
    for lock in sorted((CHECKOUT / "requirements").glob("*.lock")):
        text = lock.read_text(encoding="utf-8")
        assert re.findall(r"https?://|file:|--(?:extra-)?index-url|--find-links", text) == []
        pins = re.findall(r"^[a-z0-9][\w.\-]*(?:\[[\w,]+\])?==.*$", text, flags=re.MULTILINE)
        assert len(pins) > 30
        assert [pin for pin in pins if not pin.endswith("\\")] == []


def test_each_lock_agrees_with_the_larger_ones() -> None:
    run, test, check = (pins(CHECKOUT / "requirements" / f"{name}.lock") for name in ("run", "test", "check"))
    assert {name: test.get(name) for name in run} == run
    assert {name: check.get(name) for name in test} == test


def pins(lock: Path) -> dict[str, str]:
    found = re.findall(r"^([a-z0-9][\w.\-]*)(?:\[[\w,]+\])?==(\S+)", lock.read_text(), flags=re.MULTILINE)
    return dict(found)


def test_no_shell_script_or_test_reads_a_place_outside_the_checkout_by_name() -> None:
    # A path of somebody's own machine works there and nowhere else.
    private = re.compile(r"/(work|home|Users)/[a-z]")
    texts = [*(CHECKOUT / "bin").iterdir(), *(source.path for source in python_files(HOUSE))]
    assert [path.name for path in texts if private.search(path.read_text(encoding="utf-8"))] == []
