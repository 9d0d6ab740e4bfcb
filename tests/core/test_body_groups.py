"""The body map's large parts, and what a wrong file says."""

import shutil
from pathlib import Path

import pytest

from unknot.knowledge import body, load, messages
from unknot.knowledge.rows import KnowledgeError


def test_each_region_is_in_one_of_thirteen_groups_of_five_sections() -> None:
    named = [region for each in body.body_groups().values() for region in each.group.regions]

    assert sorted(named) == sorted(load.regions())
    assert (len(body.body_groups()), len(body.sections())) == (13, 5)


def test_groups_and_sections_are_marked_for_translation_in_the_files_order() -> None:
    assert tuple(each.lay for each in body.body_groups().values()) == messages.BODY_GROUP_NAMES
    assert tuple(each.lay for each in body.sections().values()) == messages.SECTION_NAMES


def test_a_group_with_sides_has_only_regions_with_sides() -> None:
    for each in body.body_groups().values():
        assert not each.group.sides or all(load.regions()[region].sides for region in each.group.regions)


def test_bones_and_what_is_never_treated_get_no_minutes() -> None:
    assert body.body().unworked == {
        *("spine_neck", "spine_upper", "spine_lower"),
        *("breast", "groin", "neck_front", "armpit", "elbow_crease"),
    }


@pytest.mark.parametrize(
    ("line", "instead", "problem"),
    [
        ("  share: 8", "  share: 0", "share must be 1 or more"),
        ("  section: head", "  section: tail", "unknown section tail"),
        ("- id: tummy_groin", "- id: groin", "groin is the id of a region"),
        ("  - spine_lower\n  - flank\n  - sacrum\n- id: hips", "  - sacrum\n- id: hips", "is in no group"),
        ("  - temple\n  - face\n  - jaw\n", "  - temple\n  - face\n  - hand\n", "is in another group too"),
    ],
)
def test_a_wrong_file_is_told_by_its_line(tmp_path: Path, line: str, instead: str, problem: str) -> None:
    shutil.copy(load.FOLDER / body.FILE, tmp_path)
    file = tmp_path / body.FILE
    text = file.read_text(encoding="utf-8")
    before, found, after = text.rpartition(line)
    assert found
    file.write_text(f"{before}{instead}{after}", encoding="utf-8")

    with pytest.raises(KnowledgeError, match=rf"^body_regions\.yaml:\d+: .*{problem}"):
        body.read(tmp_path)
