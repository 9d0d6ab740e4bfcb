"""The catalogue and the body map: what they promise, and how a wrong file is refused."""

from collections.abc import Callable
from pathlib import Path

import pytest

from unknot.knowledge import load, messages
from unknot.knowledge.rows import KnowledgeError

Edit = Callable[[str, str, str], Path]


@pytest.fixture
def edited(tmp_path: Path) -> Edit:
    """Copies both files into a folder, with one passage of one file replaced."""

    def edit(name: str, old: str, new: str) -> Path:
        for file in ("treatments.yaml", "body_regions.yaml"):
            text = (load.FOLDER / file).read_text()
            if file == name:
                assert old in text
                text = text.replace(old, new, 1)
            (tmp_path / file).write_text(text)
        return tmp_path

    return edit


def test_the_catalogue_has_the_back_massage_as_it_is_sold() -> None:
    back = load.treatments()["back_massage"]
    assert back.name == "Classic back massage"
    assert back.durations_min == (30, 45, 60, 90)
    assert (back.default_min, back.pressure_min, back.pressure_max) == (45, 2, 4)
    assert set(back.regions) == {
        *("shoulder_blade", "upper_back", "mid_back", "lower_back", "sacrum", "flank", "spine_upper"),
        *("spine_lower", "spine_neck", "base_of_skull", "neck_back", "shoulder_top"),
    }


def test_there_are_24_treatments_and_45_regions() -> None:
    assert (len(load.treatments()), len(load.regions())) == (24, 45)


def test_a_client_asks_for_a_region_or_one_side_of_it() -> None:
    ids = load.treatable_ids()
    assert {"lower_back", "lower_back_left", "lower_back_right", "scalp"} <= ids
    assert "scalp_left" not in ids
    treated = [region for region in load.regions().values() if region.treatable]
    assert len(ids) == sum(3 if region.sides else 1 for region in treated)
    assert not ids & {"breast", "breast_left", "neck_front"}


def test_five_regions_are_never_treated_and_no_treatment_names_them() -> None:
    untouched = {region.id for region in load.regions().values() if not region.treatable}
    assert untouched == {"breast", "groin", "neck_front", "armpit", "elbow_crease"}
    assert not untouched & {each for treatment in load.treatments().values() for each in treatment.regions}


def test_the_body_map_carries_no_codes_that_need_a_licence() -> None:
    assert "snomed" not in (load.FOLDER / "body_regions.yaml").read_text().casefold()


def test_every_name_people_read_is_marked_for_translation() -> None:
    assert tuple(each.name for each in load.treatments().values()) == messages.TREATMENT_NAMES
    assert tuple(each.lay for each in load.regions().values()) == messages.REGION_NAMES


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        ("treatments.yaml", "regions: feet", "regions: paws", "unknown group of regions paws"),
        ("treatments.yaml", "  - scalp\n", "  - hair\n", "unknown region hair"),
        ("treatments.yaml", "  - scalp\n", "  - breast\n", "the region breast is never treated"),
        ("treatments.yaml", "- id: thai\n", "- id: shiatsu\n", "the id shiatsu is used twice"),
        ("treatments.yaml", "  family: reflex\n", "", "family is missing"),
        ("treatments.yaml", "default_min: 20\n", "default_min: 25\n", "is not one of the durations"),
        ("treatments.yaml", "  - 15\n  - 20\n", "  - 12\n  - 20\n", "12 is no duration: 5 to 480 in fives"),
        ("treatments.yaml", "    max: 4\n", "    max: 6\n", "pressure must rise from min to max"),
        ("treatments.yaml", "  - thumb_walking\n", "  - tickling\n", "tickling is not in the glossary"),
        ("treatments.yaml", "clothed: false", "clothed: sometimes", "clothed must be true or false"),
        ("treatments.yaml", "name: Shiatsu", "name: ''", "name must be a text"),
        (
            "body_regions.yaml",
            "  arms:\n  - shoulder_joint\n",
            "  arms:\n  - wing\n",
            "names the unknown region wing",
        ),
        (
            "body_regions.yaml",
            "  sides:\n  - mid\n",
            "  sides:\n  - both\n",
            "sides must be [mid] or [left, right]",
        ),
        ("body_regions.yaml", "  - temporalis\n", "  - biceps\n", "unknown muscle biceps"),
        ("body_regions.yaml", "  lay: Jaw\n", "  lay: Jaw\n  lay: Chin\n", "lay stands here twice"),
    ],
)
def test_a_wrong_file_stops_with_its_name_and_line(
    edited: Edit, name: str, old: str, new: str, problem: str
) -> None:
    folder = edited(name, old, new)
    with pytest.raises(KnowledgeError) as refused:
        load.read(folder)
    assert problem in str(refused.value)
    assert str(refused.value).startswith(f"{name}:")


def test_the_line_is_the_one_to_mend(edited: Edit) -> None:
    folder = edited("treatments.yaml", "regions: feet", "regions: paws")
    lines = (folder / "treatments.yaml").read_text().splitlines()
    with pytest.raises(KnowledgeError, match=f"^treatments.yaml:{lines.index('  regions: paws') + 1}: "):
        load.read(folder)


def test_a_file_that_is_no_yaml_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "body_regions.yaml").write_text("version: 1\ngroups: [\n")
    with pytest.raises(KnowledgeError, match=r"^body_regions\.yaml:3: "):
        load.read(tmp_path)
