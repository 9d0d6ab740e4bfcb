"""Words that promise too much: what is found, what is let pass, and how a wrong file is refused."""

from pathlib import Path

import pytest
from django.utils.translation import gettext, override

from unknot.knowledge import load, promise_messages
from unknot.knowledge.concerns import concerns
from unknot.knowledge.promises import forbidden, promises_in, read
from unknot.knowledge.rows import KnowledgeError


def found(text: str) -> list[tuple[str, str]]:
    return [(each.rule.id, each.words) for each in promises_in(text)]


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("Our massage cures headaches", "cure", "cures"),
        ("Healing hands for you", "cure", "Healing"),
        ("We treat back pain gently", "treat", "treat"),
        ("The best treatment for sciatica", "treat", "treatment for"),
        ("Flushes out toxins", "cleanse", "toxins"),
        ("A detoxifying wrap", "cleanse", "detoxifying"),
        ("Clearing bad energy since 2019", "cleanse", "bad energy"),
        ("Speeds up your metabolism", "inner_workings", "metabolism"),
        ("Strengthens the immune system", "inner_workings", "immune"),
        ("Balances your hormones", "inner_workings", "hormones"),
        ("BOOSTS your energy", "boost", "BOOSTS"),
        ("Eliminates tension", "eliminate", "Eliminates"),
        ("Used to treat stress", "eliminate", "Used to treat"),
        ("Removes cellulite", "regenerate", "cellulite"),
        ("Results guaranteed", "certain", "guaranteed"),
        ("A clinically  proven method", "certain", "clinically proven"),
        ("Practised for thousands of years", "old", "thousands of years"),
        ("This treats depression", "treat", "treats"),
        ("Makes joints more mobile", "not_borne", "Makes joints more mobile"),
        ("Hieronta parantaa", "cure", "parantaa"),
        ("Hoidamme selkäkipuja", "treat", "Hoidamme"),
        ("Vilkastaa aineenvaihduntaa", "inner_workings", "aineenvaihduntaa"),
        ("Poistaa kuona-aineita", "cleanse", "kuona-aineita"),
        ("Tulos taattu!", "certain", "taattu"),
    ],
)
def test_words_that_promise_too_much_are_found_as_they_are_written(text: str, rule: str, words: str) -> None:
    assert (rule, words) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Massage may ease a new backache for a while",
        "Good for your health and your mood",
        "A treatment of 60 minutes for two",
        "It does not cure anything",
        "It doesn’t flush out toxins, and does nothing for hormones",
        "We never promise to heal",
        "Secure parking, healthy snacks",
        "Hieronta voi rentouttaa",
        "Se ei paranna eikä puhdista kehoa myrkyistä",
        "",
    ],
)
def test_what_promises_nothing_is_let_pass(text: str) -> None:
    assert found(text) == []


def test_a_denial_ends_with_its_clause_and_not_only_is_none() -> None:
    assert found("No side effects. Cures a cold") == [("cure", "Cures")]
    assert found("It not only cures, it delights") == [("cure", "cures")]
    assert found("It cures, not merely soothes") == [("cure", "cures")]


def test_a_condition_in_another_sentence_makes_no_promise_of_a_treatment() -> None:
    assert found("We treat you like a guest. Tell us where the pain is") == []


@pytest.mark.parametrize("language", ["en", "fi"])
def test_a_guides_own_claim_may_be_quoted_and_no_more_than_that(language: str) -> None:
    with override(language):
        said = [gettext(each.says) for each in concerns().values()]
    assert found(" ".join(said)) == []
    assert found(f"{said[0]} It cures.") == [("cure", "cures")]


def test_what_must_never_be_said_of_a_concern_is_found_and_its_claim_offered_instead() -> None:
    unnoticed = [
        words
        for concern in concerns().values()
        for words in concern.never
        if words not in {each.words for each in promises_in(f"It {words}")}
    ]
    assert unnoticed == []
    [told] = [each for each in promises_in("Massage corrects posture") if each.rule.id == "not_borne"]
    assert told.rule.instead == concerns()["neck_shoulder"].says


def test_what_a_salon_reads_is_marked_for_translation() -> None:
    assert tuple(rule.why for rule in forbidden()) == promise_messages.WHY
    assert tuple(rule.instead for rule in forbidden()) == promise_messages.INSTEAD


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("- id: treat\n", "- id: cure\n", "the id cure is used twice"),
        ("  words: [boost,", "  word: [boost,", "unknown field word"),
        ("[boost, boosts", "[boost, boost", "words names something twice"),
        ("  why: Nobody can say", "  because: Nobody can say", "unknown field because"),
    ],
)
def test_a_wrong_file_stops_with_its_name_and_line(tmp_path: Path, old: str, new: str, problem: str) -> None:
    text = (load.FOLDER / "promises.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "promises.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"^promises\.yaml:\d+: ") as refused:
        read(tmp_path)
    assert problem in str(refused.value)
