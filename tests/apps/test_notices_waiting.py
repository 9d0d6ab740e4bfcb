"""Letters to who waits: that she is put down, and that it is her turn; each once, and none too late."""

from datetime import timedelta

import pytest

from tests import cast
from tests.apps.waiting_cast import (
    ON_TUESDAY,
    SECOND,
    cancelled,
    full,
    one_pair_of_hands,
    served,
    visit_waits,
    waits,
)
from unknot.diary.models import Turn, Waiting
from unknot.gateways.mail import FakeMail
from unknot.notices.waiting import tell_turn, tell_waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> cast.Place:
    return one_pair_of_hands()


def turn_of(place: cast.Place) -> Turn:
    visits = full(place)
    waits(place, "Bea")
    cancelled(visits[12])
    served(place)
    return Turn.objects.get()


def test_whose_turn_it_is_reads_when_until_when_and_where_to_say_so(place: cast.Place) -> None:
    turn, mail = turn_of(place), FakeMail()

    for _ in "twice":
        tell_turn(turn.pk, clock=cast.clock_at(), mail=mail)

    (letter,) = mail.letters
    assert letter.to == "bea@example.org"
    assert letter.subject == "A time for you at Hiljainen Huone: Tuesday 2 March 2027, 12:00–13:00"
    for text in (letter.text, letter.html):
        assert "kept for you until Monday 1 March 2027, 10:00" in text
        assert f"/w/{turn.waiting.public_id}.{turn.waiting.token}" in text
        assert "massage" not in text.lower()
        assert "stays as it is" not in text


def test_whose_visit_would_move_reads_that_it_stays_otherwise(place: cast.Place) -> None:
    visits, mail = full(place), FakeMail()
    visit_waits(visits[16])
    cancelled(visits[9])
    served(place)

    tell_turn(Turn.objects.get().pk, clock=cast.clock_at(), mail=mail)

    assert "Your visit stays as it is unless you say yes." in mail.letters[0].text


def test_a_turn_that_is_over_is_not_told(place: cast.Place) -> None:
    turn, mail = turn_of(place), FakeMail()

    tell_turn(turn.pk, clock=cast.clock_at(turn.until), mail=mail)
    assert mail.letters == []

    tell_turn(turn.pk, clock=cast.clock_at(turn.until - SECOND), mail=mail)
    assert len(mail.letters) == 1


def test_who_is_put_down_gets_her_link_once(place: cast.Place) -> None:
    full(place)
    bea, mail = waits(place, "Bea", ON_TUESDAY), FakeMail()

    for minutes in (0, 1):
        tell_waiting(bea.public_id, clock=cast.clock_at(cast.NOW + timedelta(minutes=minutes)), mail=mail)

    (letter,) = mail.letters
    assert letter.subject == "You are waiting for a time at Hiljainen Huone"
    assert f"/w/{bea.public_id}.{bea.token}" in letter.text
    assert Waiting.objects.get().told_at == cast.NOW


def test_a_letter_speaks_the_language_of_who_waits(place: cast.Place) -> None:
    turn, mail = turn_of(place), FakeMail()
    turn.waiting.client.language = "fi"
    turn.waiting.client.save()

    tell_turn(turn.pk, clock=cast.clock_at(), mail=mail)

    assert (
        mail.letters[0].subject
        == "Sinulle on aika: Hiljainen Huone, tiistai 2. maaliskuuta 2027 klo 12.00–13.00"
    )
