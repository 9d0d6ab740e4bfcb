"""Every sentence a person reads is there in Finnish."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.house.rooms import HOUSE

CATALOGUES = sorted(HOUSE.glob("**/locale/fi/LC_MESSAGES/*.po"))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.relative_to(HOUSE).parts[0])
def test_the_finnish_catalogue_is_complete_and_compiled(path: Path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file)
    missing = [each.id for each in catalogue if each.id and (each.fuzzy or not all(_strings(each.string)))]
    assert missing == []
    assert path.with_suffix(".mo").is_file()


def _strings(string: object) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string) if isinstance(string, list | tuple) else ()


def test_there_is_a_finnish_catalogue() -> None:
    assert CATALOGUES != []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.relative_to(HOUSE).parts[0])
def test_a_translation_fills_the_same_places(path: Path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file)
    braces = re.compile(r"\{[a-z_]+\}")
    texts = [
        (each.id, each.string)
        for each in catalogue
        if isinstance(each.id, str) and isinstance(each.string, str)
    ]
    assert [
        said for said, told in texts if sorted(braces.findall(said)) != sorted(braces.findall(told))
    ] == []
