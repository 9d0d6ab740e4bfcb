"""Whole offers equal a minute-by-minute reading: practitioners, rooms, equipment, buffers, holds, notice, midnight."""

import random
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.salons import CoreSalon, random_question, random_salon
from tests.core.slow_salon import Salon, SlowSalon

SALONS, QUESTIONS = 1000, 10


def both(salon: Salon, day: date) -> tuple[SlowSalon, CoreSalon]:
    around = day - timedelta(days=2), day + timedelta(days=3)
    return SlowSalon(salon, *around), CoreSalon(salon, *around)


def test_ten_thousand_questions_are_answered_as_by_a_walk_through_the_minutes() -> None:
    dice = random.Random("whole offers")
    some = 0
    for number in range(SALONS):
        salon, day = random_salon(dice)
        slow, core = both(salon, day)
        for _ in range(QUESTIONS):
            question = random_question(dice, salon, day)
            found = slow.starts(question)
            assert core.starts(question) == found, (number, salon, question)
            some += bool(found)
    assert some > SALONS * QUESTIONS / 8


@settings(max_examples=500, deadline=None)
@given(seed=st.integers(0, 2**32), data=st.data())
def test_any_offer_of_any_salon(seed: int, data: st.DataObject) -> None:
    dice = random.Random(seed)
    salon, day = random_salon(dice)
    slow, core = both(salon, day)
    question = random_question(dice, salon, day)._replace(
        duration_min=data.draw(st.integers(1, 96)) * 5,
        step_min=data.draw(st.integers(1, 96)) * 5,
        before_min=data.draw(st.integers(0, 24)) * 5,
        after_min=data.draw(st.integers(0, 24)) * 5,
        notice_min=data.draw(st.integers(0, 4000)),
    )
    assert core.starts(question) == slow.starts(question)
