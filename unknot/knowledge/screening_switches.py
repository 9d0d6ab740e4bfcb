"""The switches and policies of the screening rulebook, as values."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from unknot.core.suitability.sentences import UNITS, unit_of
from unknot.core.suitability.settings import NEW_SALON, Choice, Number, Policy, Switches
from unknot.knowledge.rows import Document, Row

BASES = ("seed_strict", "modern")


def switches(document: Document, items: Mapping[str, Row]) -> Switches:
    """All switches and policies. Raises KnowledgeError."""
    choices = {row.text("id"): _choice(row, items) for row in document.rows("switches")}
    numbers: dict[str, Number] = {}
    for row in document.rows("numbers"):
        numbers[row.text("id")] = _number(row, items, numbers)
    policies = {row.text("id"): _policy(row, choices) for row in document.rows("policies")}
    for wanted in {NEW_SALON, *BASES} - set(policies):
        raise document.top.error(f"the policy {wanted} is missing", field="policies")
    return Switches(MappingProxyType(choices), MappingProxyType(numbers), MappingProxyType(policies))


def _choice(row: Row, items: Mapping[str, Row]) -> Choice:
    row.only("id", "item", "values", "hides_item", *BASES)
    values = row.texts("values")
    for field in [*BASES, *(["hides_item"] if "hides_item" in row.fields else [])]:
        if row.text(field) not in values:
            raise row.error(f"{field} is none of the values", field=field)
    hides = row.text("hides_item") if "hides_item" in row.fields else None
    return Choice(row.text("id"), _item(row, items), values, {base: row.text(base) for base in BASES}, hides)


def _number(row: Row, items: Mapping[str, Row], before: Mapping[str, Number]) -> Number:
    row.only("id", "item", "default", "min", "max", "not_below")
    least, default, most = row.number("min"), row.number("default"), row.number("max")
    if not 0 <= least <= default <= most:
        raise row.error("default must lie between min and max", field="default")
    if unit_of(row.text("id")) not in UNITS:
        raise row.error(f"the id must end in one of {', '.join(UNITS)}", field="id")
    floor = row.text("not_below") if "not_below" in row.fields else None
    if floor is not None and floor not in before:
        raise row.error(f"unknown switch {floor} before this one", field="not_below")
    return Number(row.text("id"), _item(row, items), default, least, most, floor)


def _policy(row: Row, choices: Mapping[str, Choice]) -> Policy:
    row.only("id", "from", "set")
    if row.text("from") not in BASES:
        raise row.error(f"unknown policy {row.text('from')}", field="from")
    return Policy(row.text("id"), row.text("from"), dict(_sets(row, choices)))


def _sets(row: Row, choices: Mapping[str, Choice]) -> Iterator[tuple[str, str]]:
    part = row.part("set") if "set" in row.fields else None
    for name in part.fields if part else ():
        assert part is not None
        if name not in choices:
            raise part.error(f"unknown switch {name}", field=name)
        if part.text(name) not in choices[name].values:
            raise part.error(f"{part.text(name)} is no value of {name}", field=name)
        yield name, part.text(name)


def _item(row: Row, items: Mapping[str, Row]) -> str:
    if row.text("item") not in items:
        raise row.error(f"unknown item {row.text('item')}", field="item")
    return row.text("item")
