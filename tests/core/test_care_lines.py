"""Whom to call, and how the rulebook's sentences are filled."""

from pathlib import Path

import pytest

from unknot.core.suitability import Amount, Sentence
from unknot.knowledge import care_lines, load
from unknot.knowledge.care_lines import CareLines
from unknot.knowledge.plain_words import english
from unknot.knowledge.rows import KnowledgeError

CALL = Sentence("Call {emergency} now, or {advice_line}.")


@pytest.mark.parametrize(
    ("country", "lines"),
    [
        ("FI", CareLines("112", "116117")),
        ("GB", CareLines("999", "111")),
        ("US", CareLines("911", None)),
        ("XX", CareLines()),
        ("", CareLines()),
        (None, CareLines()),
    ],
)
def test_each_country_has_its_own_numbers(country: str | None, lines: CareLines) -> None:
    assert care_lines.care_lines(country) == lines


def test_without_a_country_the_words_are_neutral() -> None:
    assert english(CALL) == "Call your emergency number now, or your local medical advice line."
    assert english(CALL, "FI") == "Call 112 now, or 116117."


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (Amount(1, "days"), "1 day"),
        (Amount(2, "weeks"), "2 weeks"),
        (Amount(24, "hours").plain, "24 hours"),
        (Amount(48, "hours").plain, "2 days"),
        (Amount(60, "hours").plain, "60 hours"),
        (Amount(0, "hours").plain, "0 hours"),
    ],
)
def test_amounts_are_said_as_people_say_them(amount: Amount, said: str) -> None:
    assert english(Sentence("Wait {botox_days}.", (("botox_days", amount),))) == f"Wait {said}."


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("emergency: '112'", "emergency: soon", "emergency is no telephone number"),
        ("sources: [eu_112]", "sources: [hearsay]", "unknown source hearsay"),
        (", sources: [eu_112]", "", "sources is missing"),
        ("{id: BE,", "{id: AT,", "the id AT is used twice"),
    ],
)
def test_a_wrong_file_stops_with_its_name_and_line(tmp_path: Path, old: str, new: str, problem: str) -> None:
    text = (load.FOLDER / "care_lines.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "care_lines.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=rf"^care_lines\.yaml:\d+: {problem}"):
        care_lines.read(tmp_path)
