"""The screening file: what it promises."""

import re
from collections.abc import Iterator

from unknot.core.suitability.conditions import FirstTrimester, Is
from unknot.core.suitability.pregnancy import AGE
from unknot.core.suitability.rulebook import TODAY, Item
from unknot.core.suitability.sentences import placeholders
from unknot.core.suitability.settings import Stretch
from unknot.core.suitability.values import RuleClass
from unknot.knowledge import load, screening, screening_messages

BOOK = screening.rulebook()

# What a client reads never names what it may be: no diagnosis, only what to do.
SUSPECTED = (
    "stroke",
    "clot",
    "thromb",
    "infection",
    "cauda",
    "artery",
    "dissection",
    "sepsis",
    "tumour",
    "pressure on the nerve",
)


def test_67_items_14_of_the_classic_list_and_21_switches() -> None:
    assert len(BOOK.items) == 67
    assert sum(item.seed_text is not None for item in BOOK.items.values()) == 14
    assert (len(BOOK.switches.choices), len(BOOK.switches.numbers)) == (9, 12)
    assert list(BOOK.switches.policies) == ["seed_strict", "modern", "new_salon"]


def test_every_item_has_a_question_a_sentence_a_rule_and_a_source() -> None:
    for item in BOOK.items.values():
        assert item.question.endswith("?"), item.id
        assert item.says.endswith("."), item.id
        assert item.rules and item.sources, item.id


def test_the_classic_lists_own_words_are_kept() -> None:
    assert BOOK.items["fresh_clot"].seed_text == "fresh clots"
    assert BOOK.items["pregnancy"].seed_text == "pregnancy (first trimester)"


def test_what_a_client_reads_about_warning_signs_names_no_illness() -> None:
    for item in BOOK.items.values():
        for says in [item.label, item.says, *(rule.says for rule in item.rules if rule.says)]:
            if item.card == "red_flags" or item.rules[0].kind is RuleClass.EMERGENCY:
                assert [each for each in SUSPECTED if each in says.casefold()] == [], item.id


def test_every_emergency_says_whom_to_call() -> None:
    for item in BOOK.items.values():
        for rule in item.rules:
            if rule.kind is RuleClass.EMERGENCY:
                assert {"emergency", "advice_line"} & set(placeholders(rule.says or item.says)), item.id


def test_no_sentence_carries_a_number_to_call() -> None:
    text = (load.FOLDER / "screening.yaml").read_text(encoding="utf-8")
    sentences = [each for item in BOOK.items.values() for each in (item.says, item.question)]
    assert [each for each in sentences if re.search(r"\b(999|112|911|111)\b|A&E|\bGP\b", each)] == []
    assert "999" not in text


def test_a_question_that_names_a_period_names_the_salons() -> None:
    named = {
        item.id: placeholders(item.question) for item in BOOK.items.values() if placeholders(item.question)
    }
    assert named == {
        "injection_site": ("injection_days",),
        "surgery_recent": ("surgery_letter_weeks",),
        "fracture_recent": ("fracture_weeks",),
        "acute_injury": ("injury_hours",),
        "botox": ("botox_days",),
        "fillers": ("filler_days",),
        "isotretinoin": ("isotretinoin_months",),
    }


def test_viruses_in_the_blood_change_nothing_and_are_never_offered() -> None:
    kind = BOOK.items["infectious_disease"].follow_ups["kind"]
    assert kind.hidden == {"hiv", "hepatitis_b", "hepatitis_c"}
    assert kind.hidden.isdisjoint(kind.options)


def test_each_item_asked_before_a_visit_stands_in_one_line() -> None:
    opened = [item for line in BOOK.lines for item in line.items]
    assert len(opened) == len(set(opened))
    others = {item.id for item in BOOK.items.values()} - set(opened)
    assert others == {"intoxication", "heavy_meal", "strong_painkillers", "minor"}


def test_nine_plain_lines_one_for_the_face_and_one_that_is_hidden_at_first() -> None:
    assert [line.id for line in BOOK.lines] == [
        *("warning_signs", "ill", "heart", "cancer", "pregnancy", "bones", "long_term", "skin", "allergy"),
        *("face", "period"),
    ]


def sentences(items: Iterator[Item]) -> list[str]:
    found: list[str] = []
    for item in items:
        found += [item.label, item.question, *([item.help] if item.help else [])]
        for follow_up in item.follow_ups.values():
            found += [follow_up.text, *follow_up.options.values()]
        found += [rule.says for rule in item.rules if rule.says]
        found += [item.says, *([item.disagreement] if item.disagreement else [])]
    return list(dict.fromkeys(found))


def test_every_sentence_people_read_is_marked_for_translation() -> None:
    assert list(screening_messages.BY_CARD) == list(BOOK.cards)
    for card, marked in screening_messages.BY_CARD.items():
        assert list(marked) == sentences(item for item in BOOK.items.values() if item.card == card), card
    frame = [line.text for line in BOOK.lines] + list(BOOK.cards.values())
    assert list(screening_messages.FRAME) == frame + [each.text for each in BOOK.adaptations.values()]


def test_a_source_without_an_address_is_the_article_alone() -> None:
    sources = {each.id: each for item in BOOK.items.values() for each in item.sources}
    assert [each.id for each in sources.values() if each.url is None] == ["seed"]


def test_what_a_list_of_equivalent_mutants_relies_on() -> None:
    # docs/hard/suitability-mutants.md: no need looks at the start, and a trimester's end is also a test of its rule.
    needs = [each.required_when for item in BOOK.items.values() for each in item.follow_ups.values()]
    assert {type(need) for need in needs if need} == {Is}
    rules = [
        rule for item in BOOK.items.values() for rule in item.rules if rule.until and rule.until.field == AGE
    ]
    assert [FirstTrimester(AGE, over=False) in rule.when for rule in rules] == [True]
    untils = [rule.until for item in BOOK.items.values() for rule in item.rules if rule.until]
    assert [each.stretch for each in untils if each.field == TODAY] == [Stretch(1, "days")]
