"""The rules of an item, from their rows: what does not fit together is refused with its line."""

from collections.abc import Mapping
from types import MappingProxyType

from unknot.core.suitability.conditions import (
    TRIMESTER_SWITCH,
    Condition,
    FirstTrimester,
    Is,
    IsNot,
    Overlaps,
    SameDay,
    Since,
)
from unknot.core.suitability.pregnancy import AGE, DUE, LAST_PERIOD
from unknot.core.suitability.rulebook import CLIENT_MARKS, TODAY, FollowUp, Rule, Until
from unknot.core.suitability.sentences import UNITS, unit_of
from unknot.core.suitability.settings import Stretch
from unknot.core.suitability.values import FollowUpKind, RuleClass, Urgency
from unknot.knowledge.rows import Row
from unknot.knowledge.screening_known import Known, listed, maybe, one_of, said

FollowUps = Mapping[str, FollowUp]
DATES = (FollowUpKind.DATE, FollowUpKind.DATETIME)
_SINCE = {f"since_{op}_{unit}": (unit, op == "ge") for unit in UNITS for op in ("lt", "ge")}
_TRIMESTER = {"ga_lt_first_trimester": False, "ga_ge_first_trimester": True}
_FIELDS = (
    *("class", "under", "treatments", "but", "when", "until", "urgency"),
    *("regions", "adaptations", "offer", "client_reason", "note"),
)


def rule(row: Row, item: str, follow_ups: FollowUps, known: Known) -> Rule:
    """A rule of the item. Raises KnowledgeError."""
    row.only(*_FIELDS)
    kind = RuleClass(one_of(row, "class", tuple(RuleClass)))
    regions, marks = _regions(row, follow_ups, known)
    made = Rule(
        kind=kind,
        treatments=known.treated(row),
        under=_under(row, known),
        when=tuple(condition(each, item, follow_ups, known) for each in row.parts("when"))
        if "when" in row.fields
        else (),
        until=_until(row.part("until"), item, follow_ups, known) if "until" in row.fields else None,
        urgency=Urgency(one_of(row, "urgency", tuple(Urgency))) if "urgency" in row.fields else None,
        regions=regions,
        marks=marks,
        adaptations=listed(row, "adaptations", known.adaptations, "adaptation"),
        offer=listed(row, "offer", known.treatments, "treatment"),
        says=said(row, "client_reason", known.switches) if "client_reason" in row.fields else None,
        note=maybe(row, "note"),
    )
    _check(made, row)
    return made


def condition(row: Row, item: str, follow_ups: FollowUps, known: Known) -> Condition:
    """A test of a rule, or of a follow-up that is required only while it holds. Raises KnowledgeError."""
    row.only("field", "op", "value")
    op = row.text("op")
    if op in _TRIMESTER:
        return _trimester(row, follow_ups, _TRIMESTER[op])
    follow_up = follow_ups.get(row.text("field"))
    if follow_up is None:
        raise row.error(f"unknown follow-up {row.text('field')}", field="field")
    if op in _SINCE:
        unit, reached = _SINCE[op]
        return Since(_dated(row, follow_up), _stretch(row, "value", unit, item, known), reached)
    if op == "same_day_as_appointment":
        return SameDay(_dated(row, follow_up))
    return _compared(row, op, follow_up)


def _compared(row: Row, op: str, follow_up: FollowUp) -> Condition:
    if op == "any" and follow_up.kind is FollowUpKind.MULTI:
        return Overlaps(follow_up.id, frozenset(_option(row, each, follow_up) for each in row.texts("value")))
    if op == "in" and follow_up.kind is FollowUpKind.SINGLE:
        return Is(follow_up.id, frozenset(_option(row, each, follow_up) for each in row.texts("value")))
    if op not in ("eq", "ne"):
        raise row.error(f"unknown operator {op} for a {follow_up.kind}", field="op")
    truth = follow_up.kind is FollowUpKind.BOOL
    value = row.truth("value") if truth else _option(row, row.text("value"), follow_up)
    return Is(follow_up.id, frozenset([value])) if op == "eq" else IsNot(follow_up.id, value)


def _option(row: Row, value: str, follow_up: FollowUp) -> str:
    if value not in follow_up.options and value not in follow_up.hidden:
        raise row.error(f"{value} is no option of {follow_up.id}", field="value")
    return value


def _trimester(row: Row, follow_ups: FollowUps, over: bool) -> FirstTrimester:
    if row.text("field") != AGE or not {DUE, LAST_PERIOD} <= set(follow_ups):
        raise row.error(
            f"{row.text('op')} needs the field {AGE}, and {DUE} and {LAST_PERIOD} to know it", field="field"
        )
    return FirstTrimester(AGE, over)


def _dated(row: Row, follow_up: FollowUp) -> str:
    if follow_up.kind not in DATES:
        raise row.error(f"{follow_up.id} is no date", field="field")
    return follow_up.id


def _stretch(row: Row, field: str, unit: str, item: str, known: Known) -> Stretch:
    if not isinstance(row.fields.get(field), str):
        return Stretch(row.number(field), unit)
    switch = known.switches.numbers.get(row.text(field))
    if switch is None or switch.item != item or unit_of(switch.id) != unit:
        raise row.error(f"{row.text(field)} is no switch of {item} in {unit}", field=field)
    return Stretch(switch.id, unit)


def _until(row: Row, item: str, follow_ups: FollowUps, known: Known) -> Until:
    if "open" in row.fields:
        row.only("open")
        return Until(None)
    if "first_trimester_end" in row.fields:
        row.only("field", "first_trimester_end")
        _trimester_field(row, follow_ups)
        return Until(AGE)
    added = [unit for unit in UNITS if f"add_{unit}" in row.fields]
    row.only("field", *(f"add_{unit}" for unit in added))
    if len(added) != 1:
        raise row.error("until must add hours, days, weeks, months or years")
    field = row.text("field")
    if field != TODAY and (field not in follow_ups or follow_ups[field].kind not in DATES):
        raise row.error(f"until counts from {field}, which is no date of this item", field="field")
    return Until(field, _stretch(row, f"add_{added[0]}", added[0], item, known))


def _trimester_field(row: Row, follow_ups: FollowUps) -> None:
    if row.text("field") != AGE or not {DUE, LAST_PERIOD} <= set(follow_ups):
        raise row.error(f"first_trimester_end needs the field {AGE}", field="field")


def _regions(row: Row, follow_ups: FollowUps, known: Known) -> tuple[tuple[str, ...], bool]:
    named = listed(row, "regions", {**known.body.regions, CLIENT_MARKS: ()}, "region")
    marks = CLIENT_MARKS in named
    if marks and not any(each.kind is FollowUpKind.BODY_MAP for each in follow_ups.values()):
        raise row.error("client_marks needs a follow-up of type body_map", field="regions")
    return tuple(each for each in named if each != CLIENT_MARKS), marks


def _under(row: Row, known: Known) -> tuple[tuple[str, frozenset[str]], ...]:
    if "under" not in row.fields:
        return ()
    part = row.part("under")
    for name in part.fields:
        if name not in known.switches.choices or name == TRIMESTER_SWITCH:
            raise part.error(f"unknown switch {name}", field=name)
    values = {
        name: MappingProxyType(dict.fromkeys(known.switches.choices[name].values)) for name in part.fields
    }
    return tuple(
        (name, frozenset(listed(part, name, values[name], f"value of {name}"))) for name in part.fields
    )


def _check(made: Rule, row: Row) -> None:
    if (made.until is None) == (made.kind is RuleClass.POSTPONE):
        raise row.error("a postpone rule, and no other, says until when", field="class")
    if (made.urgency is None) == (made.kind is RuleClass.EMERGENCY):
        raise row.error("an emergency rule, and no other, says how urgent it is", field="class")
    if made.kind is RuleClass.LOCAL and not (made.regions or made.marks):
        raise row.error("a local rule names regions", field="class")
    if not made.treatments:
        raise row.error("no treatment is left", field="treatments")
