"""The wishes of the first page: what they promise, and how a wrong file is refused."""

from collections.abc import Callable
from pathlib import Path

import pytest

from unknot.knowledge import load, messages
from unknot.knowledge.concerns import STRENGTHS, concerns
from unknot.knowledge.rows import KnowledgeError
from unknot.knowledge.wishes import read, wishes

Edit = Callable[[str, str], Path]

# Words that would tell somebody's health to whoever reads an address.
DIAGNOSES = ("migraine", "sciatica", "disc", "arthritis", "cancer", "pregnan", "depress", "insomnia")


@pytest.fixture
def edited(tmp_path: Path) -> Edit:
    """Copies the file into a folder, with one passage replaced."""

    def edit(old: str, new: str) -> Path:
        text = (load.FOLDER / "wishes.yaml").read_text(encoding="utf-8")
        assert old in text
        (tmp_path / "wishes.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
        return tmp_path

    return edit


def test_six_wishes_are_offered_each_under_an_everyday_word() -> None:
    assert tuple(wishes()) == ("shoulders", "face", "back", "unwind", "massage", "legs")


def test_an_aching_back_is_best_met_by_a_back_massage() -> None:
    back = wishes()["back"]
    assert back.treatments == ("back_massage", "swedish", "gentle_relaxation")
    assert (back.focus, back.concern.strength) == (("lower_back", "mid_back", "upper_back"), "low")
    assert [source.id for source in back.concern.sources] == ["acp", "coch_lbp", "va_map", "nice"]


def test_a_wish_has_its_concerns_treatments_unless_it_has_its_own() -> None:
    assert wishes()["unwind"].treatments == concerns()["stress"].treatments
    assert (wishes()["face"].treatments, concerns()["skin"].treatments[0]) == (("facial",), "facial")


def test_a_good_massage_has_no_focus_and_claims_nothing_that_would_need_evidence() -> None:
    assert (wishes()["massage"].focus, wishes()["massage"].concern.strength) == ((), STRENGTHS[-1])


def test_no_wish_names_an_illness() -> None:
    words = " ".join(f"{wish.id} {wish.label}" for wish in wishes().values()).casefold()
    assert [each for each in DIAGNOSES if each in words] == []


def test_no_wish_can_be_taken_for_a_treatment() -> None:
    assert set(wishes()) & set(load.treatments()) == set()


def test_what_people_read_is_marked_for_translation() -> None:
    assert tuple(wish.label for wish in wishes().values()) == messages.WISH_LABELS


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("[back_massage, swedish", "[tickling, swedish", "unknown treatment tickling"),
        ("[neck_back, shoulder_top", "[neck_back, wing", "unknown region wing"),
        ("[sports, ", "[facial, ", "facial works none of the focus"),
        ("id: back\n", "id: thai\n", "thai is the id of a treatment"),
        ("id: back\n", "id: legs\n", "the id legs is used twice"),
        ("concern: stress\n", "concern: boredom\n", "unknown concern boredom"),
        ("concern: stress\n", "concern: migraine\n", "migraine is no everyday concern"),
        ("  label: Tired legs\n", "", "label is missing"),
        ("  label: Tired legs\n", "  label: Tired legs\n  says: all is well\n", "unknown field says"),
    ],
)
def test_a_wrong_file_stops_with_its_name_and_line(edited: Edit, old: str, new: str, problem: str) -> None:
    with pytest.raises(KnowledgeError) as refused:
        read(edited(old, new))
    assert problem in str(refused.value)
    assert str(refused.value).startswith("wishes.yaml:")


def test_the_line_is_the_one_to_mend(edited: Edit) -> None:
    folder = edited("concern: stress\n", "concern: boredom\n")
    line = (folder / "wishes.yaml").read_text(encoding="utf-8").splitlines().index("  concern: boredom") + 1
    with pytest.raises(KnowledgeError, match=f"^wishes.yaml:{line}: "):
        read(folder)
