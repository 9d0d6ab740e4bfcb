"""The screening rules again: straight from the raw files, by their head, and slow.

Written from the head of screening.yaml alone. It shares no code with the core or the loaders: dates are walked day by
day, hours are counted in UTC, and regions are compared side by side.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

import unknot.knowledge

FOLDER = Path(unknot.knowledge.__file__).parent
ORDER = ["allowed", "adapt", "postpone", "clearance", "not_suitable", "emergency"]
UNITS = ("hours", "days", "weeks", "months", "years")
Raw = dict[str, Any]


@cache
def raw(name: str) -> Raw:
    found: Raw = yaml.load((FOLDER / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return found


@dataclass
class Case:
    """A question in the words of the files."""

    answers: list[Raw]
    treatment: str
    start: datetime  # aware
    zone: str
    policy: str = "new_salon"
    switches: Raw | None = None
    regions: list[str] | None = None
    age: int | None = None

    @property
    def today(self) -> date:
        return self.start.astimezone(ZoneInfo(self.zone)).date()


def slow_verdict(case: Case) -> Raw:
    """Verdict, date, avoided sides, adaptations, urgency, reasons and alternatives, the last as sets."""
    judged = judge(case, case.treatment, treated(case.treatment, case.regions))
    found = {name for name in treatments() if name != case.treatment}
    fine = {
        name for name in found if judge(case, name, treated(name, None))["verdict"] in ("allowed", "adapt")
    }
    return judged | {"alternatives": set() if judged["verdict"] in ("allowed", "adapt") else fine}


def judge(case: Case, treatment: str, sides: set[str]) -> Raw:
    """One treatment on some sides of the body."""
    verdict, avoided, adaptations, dates = "allowed", set[str](), set[str](), list[datetime | None]()
    urgencies, reasons = set[str](), set[str]()
    for item, answer, rule in firing(case, treatment):
        becomes, avoids = effect(item, answer, rule, sides)
        if becomes == "allowed":
            continue
        verdict = max(verdict, becomes, key=ORDER.index)
        avoided |= avoids
        adaptations |= set(rule.get("adaptations", []))
        reasons.add(item["id"])
        urgencies |= {rule["urgency"]} if "urgency" in rule else set()
        if rule["class"] == "postpone":
            dates.append(until(rule["until"], answer, case, item))
    if avoided >= sides and verdict != "emergency":
        verdict = "not_suitable"
    open_or_none = verdict != "postpone" or None in dates
    return {
        "verdict": verdict,
        "until": None if open_or_none else max(each for each in dates if each),
        "avoids": avoided,
        "adaptations": adaptations,
        "urgency": "now" if "now" in urgencies else "urgent" if urgencies else None,
        "reasons": reasons,
    }


def firing(case: Case, treatment: str) -> Iterator[tuple[Raw, Raw, Raw]]:
    """Every rule that fires for the treatment, with its item and the answer."""
    said = {each["id"]: {k: v for k, v in each.items() if v is not None and v != []} for each in case.answers}
    if case.age is not None and case.age < 18:
        said.setdefault("minor", {})
    for item in raw("screening.yaml")["items"]:
        if item["id"] not in said:
            continue
        for rule in item["rules"]:
            if treatment not in named(rule) or not in_force(rule, case):
                continue
            answer = said[item["id"]]
            if not all(holds(test, answer, case) for test in rule.get("when", [])):
                continue
            if rule["class"] == "postpone":
                ends = until(rule["until"], answer, case, item)
                if ends is not None and is_over(rule["until"], answer, case):
                    continue
            yield item, answer, rule


def effect(item: Raw, answer: Raw, rule: Raw, sides: set[str]) -> tuple[str, set[str]]:
    kind = rule["class"]
    regions = [each for each in rule.get("regions", []) if each != "client_marks"]
    avoids = halves(regions)
    if "client_marks" in rule.get("regions", []):
        map_id = next(each["id"] for each in item["follow_ups"] if each["type"] == "body_map")
        marks = answer.get(map_id, [])
        avoids |= halves(marks if isinstance(marks, list) else [])
    if kind == "local" and avoids and not avoids & sides:
        return "allowed", set()
    becomes = {"local": "adapt", "none": "allowed"}
    return str(becomes.get(kind, kind)), avoids & sides


def holds(test: Raw, answer: Raw, case: Case) -> bool:
    field, op = test["field"], test["op"]
    if op.startswith("ga_"):
        first = after_trimester(answer, case)
        over = first is not None and case.today >= first
        return over if "_ge_" in op else not over
    said, value = answer.get(field), test.get("value", True)
    unknown = said == "unknown" or (isinstance(said, list) and "unknown" in said)
    if op.startswith("since_ge"):
        return not unknown and said is not None and passed(said, number(value, case), op[9:], case)
    if unknown:
        return True
    if said is None:
        return bool(op == "ne")
    if op.startswith("since_lt"):
        return not passed(said, number(value, case), op[9:], case)
    if op == "same_day_as_appointment":
        return day_of(said, case) == case.today
    wanted = value if isinstance(value, list) else [value]
    if op == "any":
        return any(each in wanted for each in said)
    return bool((said in wanted) == (op != "ne"))


def passed(said: str, count: int, unit: str, case: Case) -> bool:
    """Whether so much time lies between the client's date and the start."""
    if unit == "hours":
        return (case.start - counted_from(said, case)) / timedelta(hours=1) >= count
    return case.today >= calendar(day_of(said, case), count, unit)


def until(rule: Raw, answer: Raw, case: Case, item: Raw) -> datetime | None:
    """The naive local moment at which the rule ends, or None when nobody knows."""
    if rule.get("open"):
        return None
    if "first_trimester_end" in rule:
        first = after_trimester(answer, case)
        return None if first is None else start_of(first)
    unit = next(unit for unit in UNITS if f"add_{unit}" in rule)
    count = number(rule[f"add_{unit}"], case)
    if rule["field"] == "today":
        ends = case.today + timedelta(days=count)
        return start_of(ends)
    said = answer.get(rule["field"])
    if said is None or said == "unknown":
        return None
    if unit == "hours":
        moment = counted_from(said, case) + timedelta(hours=count)
        return moment.astimezone(ZoneInfo(case.zone)).replace(tzinfo=None, fold=0)
    ends = calendar(day_of(said, case), count, unit)
    return start_of(ends)


def is_over(rule: Raw, answer: Raw, case: Case) -> bool:
    if "first_trimester_end" in rule:
        first = after_trimester(answer, case)
        return first is not None and case.today >= first
    unit = next(unit for unit in UNITS if f"add_{unit}" in rule)
    if rule["field"] == "today":
        return False
    return passed(answer[rule["field"]], number(rule[f"add_{unit}"], case), unit, case)


def after_trimester(answer: Raw, case: Case) -> date | None:
    weeks, days = map(int, switch("first_trimester_end", case).split("+"))
    last = weeks * 7 + days
    for field, days_before in (("edd", 280), ("lmp", 0)):
        said = answer.get(field)
        if said is not None and said != "unknown":
            day = day_of(said, case) - timedelta(days=days_before)
            while (day - day_of(said, case)).days + days_before <= last:
                day += timedelta(days=1)
            return day
    return None


def calendar(day: date, count: int, unit: str) -> date:
    if unit in ("days", "weeks"):
        return day + timedelta(days=count * (7 if unit == "weeks" else 1))
    year, month = day.year, day.month
    for _ in range(count * (12 if unit == "years" else 1)):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def day_of(said: str, case: Case) -> date:
    return moment_of(said, case).date() if "T" in said else date.fromisoformat(said)


def moment_of(said: str, case: Case) -> datetime:
    """A client's moment on the salon's wall; of two the later."""
    given = datetime.fromisoformat(said)
    zone = ZoneInfo(case.zone)
    return given.astimezone(zone) if given.tzinfo else given.replace(tzinfo=zone, fold=1)


def counted_from(said: str, case: Case) -> datetime:
    """From where hours run, in UTC: the moment, or the end of the day."""
    if "T" in said:
        return moment_of(said, case).astimezone(UTC)
    next_day = start_of(date.fromisoformat(said) + timedelta(days=1))
    return next_day.replace(tzinfo=ZoneInfo(case.zone)).astimezone(UTC)


def start_of(day: date) -> datetime:
    return datetime.fromisoformat(f"{day}T00:00")


def number(value: int | str, case: Case) -> int:
    if isinstance(value, int):
        return value
    own = case.switches or {}
    row = next(each for each in raw("screening.yaml")["numbers"] if each["id"] == value)
    found = int(own.get(value, row["default"]))
    return max(found, number(row["not_below"], case)) if "not_below" in row else found


def switch(name: str, case: Case) -> str:
    policy = next(each for each in raw("screening.yaml")["policies"] if each["id"] == case.policy)
    row = next(each for each in raw("screening.yaml")["switches"] if each["id"] == name)
    return str((case.switches or {}).get(name, policy.get("set", {}).get(name, row[policy["from"]])))


def in_force(rule: Raw, case: Case) -> bool:
    return all(switch(name, case) in values for name, values in rule.get("under", {}).items())


def treatments() -> dict[str, Raw]:
    return {each["id"]: each for each in raw("treatments.yaml")["treatments"]}


def named(rule: Raw) -> set[str]:
    """The treatments of a rule."""
    every = treatments()

    def spelled(names: list[str]) -> set[str]:
        return {key for key, each in every.items() if key in names or each["family"] in names}

    found = set(every) if rule["treatments"] == "all" else spelled(rule["treatments"])
    return found - spelled(rule.get("but", []))


def treated(treatment: str, regions: list[str] | None) -> set[str]:
    given = regions if regions is not None else treatments()[treatment]["regions"]
    groups = raw("body_regions.yaml")["groups"]
    return halves(groups[given] if isinstance(given, str) else given)


def halves(ids: list[str]) -> set[str]:
    """Sides of the body: a bare id with two sides is both."""
    sided = {each["id"]: each["sides"] == ["left", "right"] for each in raw("body_regions.yaml")["regions"]}
    found: set[str] = set()
    for each in ids:
        found |= {f"{each}_left", f"{each}_right"} if sided.get(each) else {each}
    return found
