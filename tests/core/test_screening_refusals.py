"""A screening file that is wrong stops the start, with its name and the line to mend."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from unknot.knowledge import load, screening
from unknot.knowledge.rows import KnowledgeError

FILES = ("screening.yaml", "sources.yaml")
Edit = Callable[[str, str, str], Path]


@pytest.fixture
def edited(tmp_path: Path) -> Edit:
    """Copies the files into a folder, with one passage of one file replaced."""

    def edit(name: str, old: str, new: str) -> Path:
        for file in FILES:
            text = (load.FOLDER / file).read_text(encoding="utf-8")
            if file == name:
                assert old in text
                text = text.replace(old, new, 1)
            (tmp_path / file).write_text(text, encoding="utf-8")
        return tmp_path

    return edit


FEVER = "until: {field: last_symptom_on, add_hours: fever_clear_hours}"
STAGE = "    - {field: stage, op: in, value: [rest_pain, ulcers]}\n"
WRONG = [
    ("  - class: not_suitable\n", "  - class: forbidden\n", "unknown class forbidden"),
    (
        "    treatments: [lymphatic_drainage]\n",
        "    treatments: [tickling]\n",
        "unknown treatment or family tickling",
    ),
    ("    but: [face]\n", "    but: [feet]\n", "unknown treatment or family feet"),
    ("    regions: [chest_upper]\n", "    regions: [wing]\n", "unknown region wing"),
    ("op: since_lt_weeks", "op: since_lt_fortnights", "unknown operator since_lt_fortnights for a date"),
    (STAGE, "    - {field: stage, op: in, value: [boils]}\n", "boils is no option of stage"),
    (STAGE, "    - {field: step, op: in, value: [ulcers]}\n", "unknown follow-up step"),
    ("value: fresh_clot_months}", "value: botox_days}", "botox_days is no switch of fresh_clot in months"),
    ("value: fresh_clot_months}", "value: moon_months}", "moon_months is no switch of fresh_clot in months"),
    (FEVER, "until: {field: last_seen_on, add_hours: 24}", "until counts from last_seen_on"),
    (FEVER, "until: {field: still_ill, add_hours: 24}", "until counts from still_ill"),
    (FEVER, "until: {field: last_symptom_on}", "until must add hours"),
    ("    until: {open: true}\n", "", "a postpone rule, and no other, says until when"),
    ("    urgency: now\n", "", "an emergency rule, and no other, says how urgent it is"),
    ("    urgency: now\n", "    urgency: soon\n", "unknown urgency soon"),
    (
        "    hidden: [hiv, hepatitis_b, hepatitis_c]\n",
        "    hidden: [chickenpox]\n",
        "the option chickenpox is taken",
    ),
    (
        "    hidden: [hiv, hepatitis_b, hepatitis_c]\n",
        "    hidden: [hiv]\n",
        "hepatitis_b is no option of kind",
    ),
    ("  card: heart_blood\n", "  card: hearts\n", "unknown card hearts"),
    (
        "under: {atherosclerosis: [not_suitable]}",
        "under: {arteries: [not_suitable]}",
        "unknown switch arteries",
    ),
    (
        "under: {atherosclerosis: [not_suitable]}",
        "under: {atherosclerosis: [no]}",
        "atherosclerosis must be a list of texts",
    ),
    (
        "under: {atherosclerosis: [not_suitable]}",
        "under: {atherosclerosis: [never]}",
        "unknown value of atherosclerosis never",
    ),
    ("  sources: [seed, pl_olena]\n", "", "sources is missing"),
    ("  sources: [seed, pl_olena]\n", "  sources: []\n", "sources must be a list of texts"),
    ("  sources: [seed, pl_olena]\n", "  sources: [hearsay]\n", "unknown source hearsay"),
    ("item: fresh_clot, default", "item: old_clot, default", "unknown item old_clot"),
    ("default: 3, min: 3, max: 24", "default: 2, min: 3, max: 24", "default must lie between min and max"),
    ("{id: fresh_clot_months,", "{id: fresh_clot_moons,", "the id must end in one of hours, days"),
    ("not_below: surgery_wait_weeks", "not_below: moon_weeks", "unknown switch moon_weeks before this one"),
    ("hides_item: 'off'", "hides_item: 'no'", "hides_item is none of the values"),
    ("seed_strict: postpone_day1", "seed_strict: sometimes", "seed_strict is none of the values"),
    ("{id: modern, from: modern}", "{id: new, from: modern}", "the policy modern is missing"),
    ("{id: modern, from: modern}", "{id: modern, from: ancient}", "unknown policy ancient"),
    ("set: {menstruation: 'off',", "set: {moon: 'off',", "unknown switch moon"),
    ("set: {menstruation: 'off',", "set: {menstruation: 'on',", "on is no value of menstruation"),
    ("required_one_of: [edd, lmp]", "required_one_of: [edd, lmb]", "unknown follow-up lmb"),
    (
        "adaptations: [avoid_device_area]",
        "adaptations: [avoid_everything]",
        "unknown adaptation avoid_everything",
    ),
    ("offer: [prenatal]", "offer: [tickling]", "unknown treatment tickling"),
    ("fallbacks: [gentle_relaxation, chair]", "fallbacks: [tickling]", "unknown treatment tickling"),
    (
        "  items: [cancer, lymph_nodes]\n",
        "  items: [cancer, lymph_nodes, bruise]\n",
        "bruise stands in two lines",
    ),
    ("  items: [cancer, lymph_nodes]\n", "  items: [cancer, minor]\n", "minor is not asked before a visit"),
    ("  items: [cancer, lymph_nodes]\n", "  items: [cancer]\n", "no line opens lymph_nodes"),
    ("  items: [cancer, lymph_nodes]\n", "  items: [cancer, nodes]\n", "unknown item nodes"),
    ("leads_for: [shoulders, back, legs]", "leads_for: [shoulders, wings]", "unknown wish wings"),
    ("{botox_days}", "{botox_weeks}", "nothing fills {botox_weeks}"),
    ("pressure_max: 2", "pressure_max: 6", "pressure_max must be 1 to 5"),
    ("    type: body_map\n", "    type: drawing\n", "unknown type drawing"),
    ("    optional: true\n", "    optional: maybe\n", "optional must be true or false"),
    ("    optional: true\n", "    optionl: true\n", "unknown field optionl"),
    ("    type: multi\n", "    type: date\n", "a date has no options"),
    ("op: ga_lt_first_trimester}", "op: ga_lt_second_trimester}", "unknown follow-up ga"),
    ("  - id: lmp\n", "  - id: lmq\n", "needs the field ga, and edd and lmp to know it"),
    (
        "op: same_day_as_appointment",
        "op: same_week_as_appointment",
        "unknown operator same_week_as_appointment",
    ),
]


@pytest.mark.parametrize(("old", "new", "problem"), WRONG, ids=lambda text: text.strip()[:50])
def test_a_wrong_file_stops_with_its_name_and_line(edited: Edit, old: str, new: str, problem: str) -> None:
    with pytest.raises(KnowledgeError) as refused:
        screening.read(edited("screening.yaml", old, new))
    assert problem in str(refused.value)
    assert re.match(r"screening\.yaml:\d+: ", str(refused.value))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "    - {field: stage, op: in, value: [rest_pain, ulcers]}",
            "    - {field: step, op: in, value: [ulcers]}",
        ),
        ("    regions: [chest_upper]", "    regions: [wing]"),
        ("    urgency: now", "    urgency: soon"),
        ("    until: {field: today, add_days: 1}", "    until: {field: yesterday, add_days: 1}"),
        (
            "    required_when: {field: active, op: eq, value: false}",
            "    required_when: {field: act, op: eq, value: false}",
        ),
        ("    under: {atherosclerosis: [not_suitable]}", "    under: {arteries: [not_suitable]}"),
        ("  sources: [seed, pl_olena]", "  sources: [hearsay]"),
    ],
)
def test_the_line_is_the_one_to_mend(edited: Edit, old: str, new: str) -> None:
    folder = edited("screening.yaml", old, new)
    line = (folder / "screening.yaml").read_text(encoding="utf-8").splitlines().index(new) + 1
    with pytest.raises(KnowledgeError, match=rf"^screening\.yaml:{line}: "):
        screening.read(folder)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("- id: bhf\n", "- id: bhff\n", "unknown source bhf"),
        ("  tier: A\n", "  tier: F\n", "tier must be one of A, B, C, D, E"),
        ("  url: https", "  url: ftp", "url must be an address of the web"),
    ],
)
def test_a_wrong_source_stops_too(edited: Edit, old: str, new: str, problem: str) -> None:
    with pytest.raises(KnowledgeError, match=problem):
        screening.read(edited("sources.yaml", old, new))
