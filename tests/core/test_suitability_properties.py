"""What holds for all answers, and the same rules read a second time, slowly, from the raw files."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.screening_cast import ZONE, judged
from tests.core.slow_screening import Case, Raw, slow_verdict
from unknot.core.suitability import Outcome, Verdict, verdict
from unknot.core.suitability.rulebook import FollowUp, Item
from unknot.core.suitability.values import SEVERITY, FollowUpKind
from unknot.knowledge import screening

BOOK = screening.rulebook()
ZONES = (ZONE, "America/New_York", "Asia/Singapore", "Africa/Cairo", "Australia/Lord_Howe")
STRETCHES = (0, 1, 2, 3, 7, 14, 28, 42, 60, 84, 90, 98, 100, 180, 182, 190, 200, 365, 5 * 365, 5 * 365 + 2)
MIDSUMMER = datetime(2027, 6, 5, 7, tzinfo=UTC)

DATES = st.dates(date(2022, 1, 1), date(2028, 1, 1)).map(date.isoformat)
OF_A_KIND: dict[FollowUpKind, Callable[[FollowUp], st.SearchStrategy[Any]]] = {
    FollowUpKind.BOOL: lambda _: st.booleans(),
    FollowUpKind.SINGLE: lambda each: st.sampled_from([*each.options, *sorted(each.hidden)]),
    FollowUpKind.MULTI: lambda each: st.lists(st.sampled_from(list(each.options)), unique=True),
    FollowUpKind.DATE: lambda _: DATES,
    FollowUpKind.DATETIME: lambda _: st.tuples(DATES, st.sampled_from(["", "T00:00", "T12:30"])).map("".join),
    FollowUpKind.BODY_MAP: lambda _: st.lists(st.sampled_from(list(BOOK.body.ids)), max_size=4),
}


def answer_to(item: Item) -> st.SearchStrategy[Raw]:
    follow_ups = {
        each.id: st.just("unknown") | OF_A_KIND[each.kind](each) for each in item.follow_ups.values()
    }
    return st.fixed_dictionaries({"id": st.just(item.id)}, optional=follow_ups)


ANSWERS = st.lists(
    st.sampled_from(list(BOOK.items.values())), max_size=5, unique_by=lambda item: item.id
).flatmap(lambda items: st.tuples(*map(answer_to, items)).map(list))
POLICIES = st.sampled_from(list(BOOK.switches.policies))
TREATMENTS = st.sampled_from(list(BOOK.treatments))
STARTS = st.integers(-180 * 24 * 60, 180 * 24 * 60).map(
    lambda minutes: MIDSUMMER + timedelta(minutes=minutes)
)


def severity(found: Verdict) -> int:
    return SEVERITY[found.verdict]


@settings(deadline=None)
@given(ANSWERS, POLICIES, TREATMENTS, STARTS)
def test_the_verdict_depends_on_nothing_but_its_arguments(
    answers: list[Raw], policy: str, treatment: str, starts_at: datetime
) -> None:
    asked = {"policy": policy, "treatment": treatment, "starts_at": starts_at}
    first = judged(*answers, **asked)
    judged({"id": "cauda_equina"}, policy="seed_strict")
    assert judged(*answers, **asked) == first
    reversed_order = judged(*reversed(answers), **asked)
    assert reversed_order == first


@settings(deadline=None)
@given(ANSWERS, POLICIES, TREATMENTS, STARTS, st.data())
def test_one_more_answer_never_makes_it_milder(
    answers: list[Raw], policy: str, treatment: str, starts_at: datetime, data: st.DataObject
) -> None:
    there = {each["id"] for each in answers}
    more = data.draw(
        st.sampled_from([each for each in BOOK.items.values() if each.id not in there]).flatmap(answer_to)
    )
    asked = {"policy": policy, "treatment": treatment, "starts_at": starts_at}
    before, after = judged(*answers, **asked), judged(*answers, more, **asked)
    assert severity(after) >= severity(before)
    sides = BOOK.body.sides
    assert sides(before.avoid_regions) <= sides(after.avoid_regions)
    assert set(before.adaptations) <= set(after.adaptations)
    assert set(after.alternatives) <= set(before.alternatives) or severity(before) <= SEVERITY[Outcome.ADAPT]
    if before.verdict == after.verdict == "postpone" and after.until is not None:
        assert before.until is not None and before.until <= after.until


@settings(deadline=None)
@given(
    st.sampled_from(
        [each for each in BOOK.items.values() if each.id not in ("menstruation_day1", "intoxication")]
    ).flatmap(answer_to),
    POLICIES,
    TREATMENTS,
    STARTS,
    st.integers(0, 400 * 24 * 60),
)
def test_a_start_that_fits_still_fits_later(
    answer: Raw, policy: str, treatment: str, starts_at: datetime, minutes_later: int
) -> None:
    asked = {"policy": policy, "treatment": treatment}
    now = judged(answer, starts_at=starts_at, **asked)
    later = judged(answer, starts_at=starts_at + timedelta(minutes=minutes_later), **asked)
    if now.verdict == "allowed":
        assert later.verdict in ("allowed", "adapt")  # adapt: once enough time has passed some rules say how
    if now.verdict == "postpone" and now.until is not None:
        local = now.until.replace(tzinfo=ZoneInfo(ZONE))
        assert judged(answer, starts_at=local, **asked).verdict != "postpone"


def random_answer(dice: random.Random, item: Item, start: datetime, zone: str) -> Raw:
    answer: Raw = {"id": item.id}
    for each in item.follow_ups.values():
        if dice.random() < 0.85:
            answer[each.id] = "unknown" if dice.random() < 0.1 else random_value(dice, each, start, zone)
    return answer


def random_value(dice: random.Random, each: FollowUp, start: datetime, zone: str) -> Any:
    if each.kind is FollowUpKind.BOOL:
        return dice.random() < 0.5
    if each.kind is FollowUpKind.SINGLE:
        return dice.choice([*each.options, *sorted(each.hidden)])
    if each.kind is FollowUpKind.MULTI:
        return dice.sample(list(each.options), dice.randint(0, len(each.options)))
    if each.kind is FollowUpKind.BODY_MAP:
        return dice.sample(list(BOOK.body.ids), dice.randint(0, 4))
    days = timedelta(days=dice.choice(STRETCHES) + dice.randint(-2, 2))
    today = start.astimezone(ZoneInfo(zone)).date()
    day = today - days if each.id != "edd" else today + timedelta(days=180 + dice.randint(-20, 20))
    return f"{day}{dice.choice(['', '', 'T09:30', 'T23:00', 'T12:00:00Z'])}"


def random_switches(dice: random.Random) -> Raw:
    chosen: Raw = {}
    known = BOOK.switches
    for name in dice.sample([*known.choices, *known.numbers], dice.choice([0, 0, 1, 4, 9])):
        if name in known.choices:
            chosen[name] = dice.choice(known.choices[name].values)
        else:
            number = known.numbers[name]
            chosen[name] = dice.choice([number.least, number.default, number.most])
    if chosen.get("surgery_letter_weeks", 99) < chosen.get("surgery_wait_weeks", 6):
        del chosen["surgery_letter_weeks"]
    return chosen


def random_case(dice: random.Random) -> Case:
    zone = dice.choice(ZONES)
    start = datetime(
        2027, dice.choice([1, 3, 4, 10, 11]), dice.randint(1, 28), dice.randint(5, 20), 15, tzinfo=UTC
    )
    items = dice.sample(list(BOOK.items.values()), dice.choice([1, 1, 1, 2, 3, 5]))
    return Case(
        answers=[random_answer(dice, item, start, zone) for item in items],
        treatment=dice.choice(list(BOOK.treatments)),
        start=start,
        zone=zone,
        policy=dice.choice(list(BOOK.switches.policies)),
        switches=random_switches(dice),
        regions=dice.choice([None, None, dice.sample(list(BOOK.body.ids), dice.randint(1, 6))]),
        age=dice.choice([None, 17, 18]),
    )


def as_slow(found: Verdict) -> Raw:
    return {
        "verdict": found.verdict.value,
        "until": found.until,
        "avoids": set(BOOK.body.sides(found.avoid_regions)),
        "adaptations": set(found.adaptations),
        "urgency": found.urgency.value if found.urgency else None,
        "reasons": {each.id for each in found.reasons},
        "alternatives": set(found.alternatives),
    }


@pytest.mark.parametrize("seed", range(8))
def test_the_engine_agrees_with_a_slow_reading_of_the_raw_rules(seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(250):
        case = random_case(dice)
        found = verdict(
            answers=case.answers,
            client={"age": case.age},
            treatment=case.treatment,
            duration_min=60,
            starts_at=case.start,
            zone=case.zone,
            regions=case.regions,
            rulebook=BOOK,
            policy=case.policy,
            switches=case.switches,
        )
        assert as_slow(found) == slow_verdict(case), case
