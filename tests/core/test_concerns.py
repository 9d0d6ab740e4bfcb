"""Reasons to book: what may be said about each, on which grounds, and how a wrong file is refused."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from unknot.knowledge import concern_messages, load
from unknot.knowledge.concerns import concerns, read
from unknot.knowledge.rows import KnowledgeError
from unknot.knowledge.screening import rulebook

Edit = Callable[[str, str], Path]
# Words that would tell somebody's health to whoever reads an address.
ILLNESSES = ("migraine", "sciatica", "disc", "arthritis", "cancer", "pregnan", "injury", "circulation")


@pytest.fixture
def edited(tmp_path: Path) -> Edit:
    """Copies the file and its sources into a folder, with one passage replaced."""

    def edit(old: str, new: str) -> Path:
        text = (load.FOLDER / "concerns.yaml").read_text(encoding="utf-8")
        assert old in text
        (tmp_path / "concerns.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
        shutil.copy(load.FOLDER / "sources.yaml", tmp_path)
        return tmp_path

    return edit


def test_there_are_sixteen_concerns_each_with_a_source_and_a_claim() -> None:
    assert len(concerns()) == 16
    assert [each.id for each in concerns().values() if not (each.says and each.sources)] == []


def test_sciatica_is_claimed_to_be_helped_by_nothing_and_says_who_to_ask_first() -> None:
    sciatica = concerns()["sciatica"]
    assert (sciatica.strength, [source.id for source in sciatica.sources]) == ("very_low", ["nice", "kngf"])
    assert sciatica.says.startswith("There is no good evidence that massage helps sciatica itself")
    assert sciatica.ask_first[0] == "cauda_equina"


def test_what_a_guide_asks_first_stands_in_the_rulebook() -> None:
    asked = {each for concern in concerns().values() for each in concern.ask_first}
    assert asked - set(rulebook().items) == set()


def test_only_what_tells_no_illness_may_stand_in_an_address() -> None:
    everyday = " ".join(f"{each.id} {each.label}" for each in concerns().values() if each.everyday).casefold()
    assert [each for each in ILLNESSES if each in everyday] == []
    assert sum(each.everyday for each in concerns().values()) == 8


def test_each_guide_is_found_by_its_own_address() -> None:
    assert len({each.slug for each in concerns().values()}) == len(concerns())
    assert concerns()["back_pain_acute"].slug == "back-pain-acute"
    assert {"which", "back-massage"}.isdisjoint(each.slug for each in concerns().values())


def test_what_people_read_is_marked_for_translation() -> None:
    all_of_them = tuple(concerns().values())
    assert tuple(each.label for each in all_of_them) == concern_messages.LABELS
    assert tuple(each.says for each in all_of_them) == concern_messages.CLAIMS
    assert tuple(each.for_whom for each in all_of_them) == concern_messages.FOR_WHOM
    assert tuple(each.limits for each in all_of_them) == concern_messages.LIMITS
    assert tuple(each.studied for each in all_of_them if each.studied) == concern_messages.STUDIED


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("[back_massage, deep_tissue", "[back_massage, tickling", "unknown treatment tickling"),
        ("similar: [back_pain_acute, stress", "similar: [boredom, stress", "unknown concern boredom"),
        ("similar: [back_pain_acute, stress", "similar: [neck_shoulder, stress", "not similar to itself"),
        ("[coch_neck, coch_neck_pls", "[hearsay, coch_neck_pls", "unknown source hearsay"),
        ("strength: low", "strength: proven", "strength must be one of certain, moderate"),
        ("everyday: true", "everyday: mostly", "everyday must be true or false"),
        ("  limits: It does not change", "  limit: It does not change", "unknown field limit"),
        ("  says: In one trial", "  claim: In one trial", "unknown field claim"),
        ("- id: stress\n", "- id: sleep\n", "the id sleep is used twice"),
    ],
)
def test_a_wrong_file_stops_with_its_name_and_line(edited: Edit, old: str, new: str, problem: str) -> None:
    with pytest.raises(KnowledgeError, match=r"^concerns\.yaml:\d+: ") as refused:
        read(edited(old, new))
    assert problem in str(refused.value)


def test_the_line_is_the_one_to_mend(edited: Edit) -> None:
    folder = edited("strength: none", "strength: proven")
    lines = (folder / "concerns.yaml").read_text(encoding="utf-8").splitlines()
    with pytest.raises(KnowledgeError, match=rf"^concerns\.yaml:{lines.index('  strength: proven') + 1}: "):
        read(folder)
