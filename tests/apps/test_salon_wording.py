"""What a salon writes for everybody: let pass, or refused with the words, the reason and another way to say it."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from unknot.salons.wording import check_public_text


def refused(text: str) -> list[str]:
    with pytest.raises(ValidationError) as error:
        check_public_text(text)
    return error.value.messages


def test_a_plain_description_is_let_pass() -> None:
    check_public_text(
        "Quiet rooms by the park. Aino works slowly and with warm oil; you may bring your own music."
    )


def test_a_promise_is_refused_with_its_words_the_reason_and_what_to_say_instead() -> None:
    assert refused("Our hot stones Boost your day.") == [
        "“Boost” promises too much. Nobody can say what is boosted, or by how much. "
        "Say what one notices, for example “you may feel rested”."
    ]


def test_each_promise_is_told_once() -> None:
    assert len(refused("Detox! A detox for body and mind, guaranteed.")) == 2


def test_the_salon_reads_it_in_its_own_language() -> None:
    with override("fi"):
        [message] = refused("Kuumat kivet: tulos taattu!")
    assert message.startswith("”taattu” lupaa liikaa.")
