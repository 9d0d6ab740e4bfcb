"""A verdict of the rulebook beside a bare reading of the same rules for the same questions.

200 random questions of one to four answers, for random treatments, under the three policies. Both sides name the
outcome, the first date that fits and the areas to avoid; the core adds reasons, what is missing, and alternatives.

    python -m benchmarks.suitability [--rounds N] [--json]

The bare side is what a programmer would write without the core: for one treatment, answers already read, switches
settled and rules picked beforehand, and no alternatives. Goal: a verdict under a millisecond.
"""

import argparse
import json
import random
import statistics
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import process_time_ns
from typing import Any, Final, NamedTuple

from unknot.core.suitability import verdict
from unknot.core.suitability.answers import Answers, answers
from unknot.core.suitability.asked import asked_start
from unknot.core.suitability.conditions import TRIMESTER_SWITCH, Scene
from unknot.core.suitability.rulebook import FollowUp
from unknot.core.suitability.settings import Settings, settings
from unknot.core.suitability.values import SEVERITY, FollowUpKind, Outcome, RuleClass
from unknot.knowledge import screening

GOAL_US: Final = 1000
BOOK: Final = screening.rulebook()
START: Final = datetime(2027, 6, 5, 7, tzinfo=UTC)
ZONE: Final = "Europe/Helsinki"

Answered = tuple[str, datetime | None, tuple[str, ...]]


class Question(NamedTuple):
    """What is asked of both sides."""

    treatment: str
    policy: str
    answers: list[dict[str, Any]]


def questions(seed: int, count: int = 200) -> list[Question]:
    """Random questions, the same for the same seed."""
    dice = random.Random(seed)
    items = list(BOOK.items.values())
    return [
        Question(
            dice.choice(list(BOOK.treatments)),
            dice.choice(list(BOOK.switches.policies)),
            [
                {"id": item.id} | {each.id: value(dice, each) for each in item.follow_ups.values()}
                for item in dice.sample(items, dice.randint(1, 4))
            ],
        )
        for _ in range(count)
    ]


def value(dice: random.Random, follow_up: FollowUp) -> Any:
    """A random answer to a follow-up."""
    if follow_up.kind is FollowUpKind.BOOL:
        return dice.random() < 0.5
    if follow_up.kind is FollowUpKind.SINGLE:
        return dice.choice(list(follow_up.options))
    if follow_up.kind is FollowUpKind.MULTI:
        return dice.sample(list(follow_up.options), 1)
    if follow_up.kind is FollowUpKind.BODY_MAP:
        return dice.sample(list(BOOK.body.ids), 2)
    return str(START.date() - timedelta(days=dice.randint(0, 400)))


def bare(asked: Question) -> Callable[[], Answered]:
    """A plain loop over the rules of the answered items, with all that can be prepared done before."""
    chosen = settings(BOOK.switches, asked.policy)
    start = asked_start(START, ZONE)
    said = answers(asked.answers, BOOK, start.zone)
    treated = BOOK.sides[asked.treatment]
    rules = list(picked(asked, said, chosen))

    def judge() -> Answered:
        outcome, avoided, dates = Outcome.ALLOWED, set[str](), []
        for rule, answer, marked in rules:
            scene = Scene(answer, start, chosen)
            if not all(test.holds(scene) for test in rule.when):
                continue
            limit = rule.until.limit(scene, chosen.choices[TRIMESTER_SWITCH]) if rule.until else None
            avoids = BOOK.body.sides(rule.regions) | marked
            if (limit and limit.passed) or (rule.kind is RuleClass.LOCAL and avoids and not avoids & treated):
                continue
            if rule.kind is RuleClass.POSTPONE:
                dates.append(limit.at if limit else None)
            avoided |= avoids & treated
            if SEVERITY[rule.kind.outcome] > SEVERITY[outcome]:
                outcome = rule.kind.outcome
        if avoided == treated and outcome is not Outcome.EMERGENCY:
            outcome = Outcome.NOT_SUITABLE
        is_dated = outcome is Outcome.POSTPONE and None not in dates
        return outcome.value, max(dates) if is_dated else None, BOOK.body.named(frozenset(avoided))

    return judge


def picked(asked: Question, said: Answers, chosen: Settings) -> Any:
    """The rules of the answered items for this treatment, each with its answer and what the client marked."""
    for item in BOOK.items.values():
        for rule in item.rules if item.id in said else ():
            if asked.treatment in rule.treatments and rule.belongs(chosen.choices):
                marked = said[item.id].get(item.body_map or "")
                is_marked = rule.marks and isinstance(marked, frozenset)
                yield rule, said[item.id], marked if is_marked else frozenset()


def whole(asked: Question) -> Callable[[], Answered]:
    """The core, from the raw question to all that a verdict says."""

    def judge() -> Answered:
        found = verdict(
            answers=asked.answers,
            treatment=asked.treatment,
            duration_min=60,
            starts_at=START,
            zone=ZONE,
            rulebook=BOOK,
            policy=asked.policy,
        )
        return found.verdict.value, found.until, found.avoid_regions

    return judge


def micros(calls: list[Callable[[], Answered]]) -> float:
    """The mean time of a call in microseconds of this process, whatever else the machine does."""
    before = process_time_ns()
    for call in calls:
        call()
    return (process_time_ns() - before) / len(calls) / 1000


def measured(rounds: int) -> dict[str, Any]:
    """Medians and the ratio of interleaved rounds, after checking that the answers are equal."""
    asked = questions(seed=1)
    theirs, mine = [bare(each) for each in asked], [whole(each) for each in asked]
    for place, (left, right) in enumerate(zip(theirs, mine, strict=True)):
        if left() != right():
            raise SystemExit(f"the answers differ: {asked[place]}: {left()} {right()}")
    pairs = [(micros(theirs), micros(mine)) for _ in range(rounds)]
    slowest = max(min(micros([call]) for _ in range(5)) for call in mine)
    return {
        "questions": len(asked),
        "rounds": rounds,
        "bare_us": round(statistics.median(left for left, _ in pairs), 1),
        "verdict_us": round(statistics.median(right for _, right in pairs), 1),
        "slowest_us": round(slowest, 1),
        "ratio": round(statistics.median(right / left for left, right in pairs), 2),
        "goal_us": GOAL_US,
    }


def main() -> int:
    """Measure and print; 0 when even the slowest verdict reaches the goal, else 1."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.suitability", description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="interleaved rounds, at least 5")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    args = parser.parse_args()
    result = measured(max(5, args.rounds))
    if args.json:
        print(json.dumps(result))
    else:
        print(f"{result['questions']} questions, {result['rounds']} rounds")
        print(f"  bare reading        {result['bare_us']:8.1f} us")
        print(
            f"  verdict             {result['verdict_us']:8.1f} us    (slowest question {result['slowest_us']} us)"
        )
        print(f"  ratio               {result['ratio']:8.2f}    (goal: a verdict under {GOAL_US} us)")
    return 0 if result["slowest_us"] < GOAL_US else 1


if __name__ == "__main__":
    sys.exit(main())
