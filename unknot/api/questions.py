"""How the OpenAPI document pictures a question to the rulebook. It is read by `core.suitability`, not by this shape."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from unknot.api.fields import Treatment
from unknot.core.suitability.asked import LONGEST_MIN, OLDEST, SHORTEST_MIN, START
from unknot.knowledge import screening

_BOOK = screening.rulebook()
_REGIONS = {"type": "string", "enum": sorted(_BOOK.body.ids)}
_FOLLOW_UP = {
    "anyOf": [{"type": kind} for kind in ("string", "boolean", "null")]
    + [{"type": "array", "items": {"type": "string"}}]
}
_ANSWER = {
    "type": "object",
    "description": "An item the client said yes to, and its follow-ups by id. `unknown` answers any of them. "
    "What items and follow-ups there are is told at /about/rules/.",
    "required": ["id"],
    "properties": {"id": {"type": "string", "enum": list(_BOOK.items)}},
    "additionalProperties": _FOLLOW_UP,
}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _whole(least: int, most: int) -> dict[str, Any]:
    return {"type": "integer", "minimum": least, "maximum": most}


_SWITCHES = {
    **{
        each.id: _or_null({"type": "string", "enum": list(each.values)})
        for each in _BOOK.switches.choices.values()
    },
    **{each.id: _or_null(_whole(each.least, each.most)) for each in _BOOK.switches.numbers.values()},
}
_POLICY = {"type": "string", "enum": list(_BOOK.switches.policies)}
_START = {
    "type": "string",
    "pattern": f"^{START.pattern}$",
    "description": "An instant, or a local time of `zone`.",
    "examples": ["2027-06-05T10:00:00+03:00", "2027-06-05T10:00"],
}


class SuitabilityQuestion(BaseModel):
    """Answers, a treatment and a start. `policy` is new_salon if left out; `regions` all of the treatment's."""

    model_config = ConfigDict(extra="forbid")

    treatment: Treatment
    duration_min: Annotated[int, WithJsonSchema(_whole(SHORTEST_MIN, LONGEST_MIN))]
    starts_at: Annotated[str, WithJsonSchema(_START)]
    zone: Annotated[str | None, Field(examples=["Europe/Helsinki"])] = None
    policy: Annotated[str | None, WithJsonSchema(_or_null(_POLICY))] = None
    switches: Annotated[dict[str, str | int] | None, WithJsonSchema(_or_null(_object(_SWITCHES)))] = None
    client: Annotated[
        dict[str, int] | None, WithJsonSchema(_or_null(_object({"age": _or_null(_whole(0, OLDEST))})))
    ] = None
    regions: Annotated[
        list[str] | None, WithJsonSchema(_or_null({"type": "array", "minItems": 1, "items": _REGIONS}))
    ] = None
    answers: Annotated[list[dict[str, Any]], WithJsonSchema({"type": "array", "items": _ANSWER})]
