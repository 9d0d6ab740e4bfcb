"""The items of the screening rulebook and their follow-ups, from their rows."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from unknot.core.suitability.answers import NOT_SURE
from unknot.core.suitability.rulebook import FollowUp, Item
from unknot.core.suitability.values import FollowUpKind
from unknot.knowledge.rows import Row
from unknot.knowledge.screening_known import Known, listed, maybe, one_of, said
from unknot.knowledge.screening_rules import condition, rule

CHOSEN = (FollowUpKind.SINGLE, FollowUpKind.MULTI)
_FIELDS = (
    *("id", "label", "card", "seed_text", "question", "help", "follow_ups", "required_one_of", "age_under"),
    *("rules", "client_reason", "note", "disagreement", "sources"),
)


def item(row: Row, known: Known) -> Item:
    """An item with its rules. Raises KnowledgeError."""
    row.only(*_FIELDS)
    follow_ups = _follow_ups(row, known)
    return Item(
        id=row.text("id"),
        label=row.text("label"),
        card=one_of(row, "card", known.cards),
        question=said(row, "question", known.switches),
        says=said(row, "client_reason", known.switches),
        rules=tuple(rule(each, row.text("id"), follow_ups, known) for each in row.parts("rules")),
        sources=tuple(known.sources[each] for each in _named_sources(row, known)),
        follow_ups=MappingProxyType(follow_ups),
        one_of=listed(row, "required_one_of", follow_ups, "follow-up"),
        help=maybe(row, "help"),
        age_under=row.number("age_under") if "age_under" in row.fields else None,
        seed_text=maybe(row, "seed_text"),
        note=maybe(row, "note"),
        disagreement=maybe(row, "disagreement"),
    )


def _named_sources(row: Row, known: Known) -> tuple[str, ...]:
    row.texts("sources")  # without a source there is no rule
    return listed(row, "sources", known.sources, "source")


def _follow_ups(row: Row, known: Known) -> dict[str, FollowUp]:
    if "follow_ups" not in row.fields:
        return {}
    rows = {each.text("id"): each for each in row.rows("follow_ups")}
    plain = {key: _follow_up(each) for key, each in rows.items()}
    if [each.kind for each in plain.values()].count(FollowUpKind.BODY_MAP) > 1:
        raise row.error("one body_map is all that client_marks can mean", field="follow_ups")
    return {key: _with_need(rows[key], row.text("id"), each, plain, known) for key, each in plain.items()}


def _follow_up(row: Row) -> FollowUp:
    row.only("id", "type", "text", "options", "hidden", "optional", "required_when")
    kind = FollowUpKind(one_of(row, "type", tuple(FollowUpKind)))
    hidden = row.texts("hidden") if "hidden" in row.fields else ()
    options = _options(row) if kind in CHOSEN else {}
    for each in (*hidden, *options):
        if each == NOT_SURE or (each in hidden and each in options):
            raise row.error(f"the option {each} is taken", field="options")
    if kind not in CHOSEN and {"options", "hidden"} & set(row.fields):
        raise row.error(f"a {kind} has no options", field="type")
    optional = row.truth("optional") if "optional" in row.fields else False
    return FollowUp(row.text("id"), kind, row.text("text"), options, frozenset(hidden), optional)


def _options(row: Row) -> Mapping[str, str]:
    part = row.part("options")
    return MappingProxyType({each: part.text(each) for each in part.fields})


def _with_need(
    row: Row, item: str, made: FollowUp, all_of_them: Mapping[str, FollowUp], known: Known
) -> FollowUp:
    if "required_when" not in row.fields:
        return made
    return replace(made, required_when=condition(row.part("required_when"), item, all_of_them, known))
