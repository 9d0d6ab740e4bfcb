"""The OpenAPI 3.1 document, made from the shapes that are read and the answers that are given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel, TypeAdapter

from unknot import __version__
from unknot.api import booking_replies as booked
from unknot.api import replies as out
from unknot.api import shapes
from unknot.api.door import answer
from unknot.api.problems import CONTENT_TYPE, KINDS
from unknot.api.questions import SuitabilityQuestion
from unknot.api.reading import read_query
from unknot.api.verdict_replies import VerdictReply
from unknot.core.availability.visits import Why

READ_ERRORS = ("invalid", "rate_limited", "busy", "unavailable", "internal")
Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation as the document tells it. `answer` is a TypedDict, or None for an empty one."""

    path: str
    method: str
    summary: str
    answer: Any
    status: int = 200
    query: type[BaseModel] = shapes.NoQuery
    bodies: Sequence[type[BaseModel]] = ()
    errors: Sequence[str] = ()
    bearer: bool = False
    idempotent: bool = False


OPERATIONS = (
    Operation(
        "/search", "get", "Salons near a place that have time", out.SearchReply, query=shapes.SearchQuery
    ),
    Operation("/salons/{salon_id}", "get", "A salon", out.SalonPageReply, errors=["not_found"]),
    Operation(
        "/salons/{salon_id}/offers", "get", "What a salon sells", out.OffersReply, errors=["not_found"]
    ),
    Operation(
        "/salons/{salon_id}/slots",
        "get",
        "The free starts of an offer",
        out.SlotsReply,
        query=shapes.SlotsQuery,
        errors=["not_found"],
    ),
    Operation(
        "/salons/{salon_id}/slots/why",
        "get",
        "Why an offer can't start then, and the nearest starts",
        out.WhyReply,
        query=shapes.WhyQuery,
        errors=["not_found"],
    ),
    Operation(
        "/holds",
        "post",
        "Keep a slot for ten minutes",
        booked.HoldReply,
        status=201,
        bodies=[shapes.HoldWish],
        errors=["slot_taken", "not_bookable", "too_many_holds"],
        idempotent=True,
    ),
    Operation(
        "/holds/{hold_id}", "delete", "Let a hold go", None, status=204, errors=["not_found"], bearer=True
    ),
    Operation(
        "/appointments",
        "post",
        "Confirm a hold, or book a slot at once",
        booked.AppointmentReply,
        status=201,
        bodies=[shapes.HoldToConfirm, shapes.SlotToBook],
        errors=["slot_taken", "not_bookable", "hold_used"],
        idempotent=True,
    ),
    Operation(
        "/appointments/{appointment_id}",
        "get",
        "An appointment",
        booked.AppointmentReply,
        errors=["not_found"],
        bearer=True,
    ),
    Operation(
        "/appointments/{appointment_id}/time",
        "put",
        "Move an appointment, all or nothing",
        booked.AppointmentReply,
        bodies=[shapes.NewTime],
        errors=[
            "not_found",
            "slot_taken",
            "not_bookable",
            "too_late",
            "not_changeable",
            "unsuitable",
            "not_accepted",
            "ask_again",
        ],
        bearer=True,
    ),
    Operation(
        "/appointments/{appointment_id}/cancellation",
        "post",
        "Cancel an appointment; repeatable",
        booked.AppointmentReply,
        errors=["not_found", "too_late"],
        bearer=True,
    ),
    Operation(
        "/suitability",
        "post",
        "What the salon's rules make of answers, for a treatment at a start; nothing is kept",
        VerdictReply,
        bodies=[SuitabilityQuestion],
    ),
)


def openapi(request: HttpRequest) -> HttpResponse:
    """The document."""
    read_query(request, shapes.NoQuery)
    return answer(document())


@cache
def document() -> Schema:
    """OpenAPI 3.1, the same for everybody."""
    components: dict[str, Schema] = {"Problem": _problem_schema()}
    paths: dict[str, Schema] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = _described(operation, components)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Unknot",
            "version": __version__,
            "summary": "Find, hold, book, move and cancel a visit at a salon.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/api/v1"}],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _described(operation: Operation, components: dict[str, Schema]) -> Schema:
    told: Schema = {
        "operationId": f"{operation.method} {operation.path}",
        "summary": operation.summary,
        "parameters": [*_in_path(operation.path), *_in_query(operation.query), *_headers(operation)],
        "responses": _responses(operation, components),
    }
    if operation.bodies:
        told["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": _body(operation, components)}},
        }
    if operation.bearer:
        told["security"] = [{"token": []}]
    return told


def _responses(operation: Operation, components: dict[str, Schema]) -> Schema:
    good: Schema = {"description": "Done"}
    if operation.answer is not None:
        schema = _added(TypeAdapter(operation.answer), operation.answer.__name__, components)
        good["content"] = {"application/json": {"schema": schema}}
    said: dict[str, list[str]] = {}
    keyed = ("in_progress", "idempotency_mismatch") if operation.idempotent else ()
    for code in (*operation.errors, *keyed, *READ_ERRORS, "bad_request"):
        said.setdefault(str(KINDS[code].status), []).append(code)
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {
        str(operation.status): good,
        **{
            status: {"description": f"`code`: {', '.join(codes)}", "content": {CONTENT_TYPE: problem}}
            for status, codes in sorted(said.items())
        },
    }


def _in_path(path: str) -> list[Schema]:
    names = [piece[1:-1] for piece in path.split("/") if piece.startswith("{")]
    schema = {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[0-9a-z]+$"}
    return [{"name": name, "in": "path", "required": True, "schema": schema} for name in names]


def _in_query(shape: type[BaseModel]) -> list[Schema]:
    made = shape.model_json_schema()
    required = made.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in required, "schema": _given(schema)}
        for name, schema in made["properties"].items()
    ]


def _given(schema: Schema) -> Schema:
    """A query's value is there or not; it is never null."""
    plain = {key: value for key, value in schema.items() if key != "title"}
    choices = [choice for choice in plain.pop("anyOf", ()) if choice != {"type": "null"}]
    if plain.get("default", ...) is None:
        del plain["default"]
    return {**choices[0], **plain} if choices else plain


def _headers(operation: Operation) -> list[Schema]:
    if not operation.idempotent:
        return []
    schema = {"type": "string", "pattern": "^[!-~]{1,255}$"}
    told = "A repeat with the same key gets the first answer, for a day."
    return [
        {"name": "Idempotency-Key", "in": "header", "required": False, "description": told, "schema": schema}
    ]


def _body(operation: Operation, components: dict[str, Schema]) -> Schema:
    made = [_added(TypeAdapter(shape), shape.__name__, components) for shape in operation.bodies]
    return made[0] if len(made) == 1 else {"oneOf": made}


def _added(adapter: TypeAdapter[Any], name: str, components: dict[str, Schema]) -> Schema:
    """Put a schema and those it refers to among the components; the reference to it."""
    made = adapter.json_schema(ref_template="#/components/schemas/{model}")
    components.update(made.pop("$defs", {}))
    components.setdefault(name, made)
    return {"$ref": f"#/components/schemas/{name}"}


def _problem_schema() -> Schema:
    text: Mapping[str, str] = {"type": "string"}
    field = {"type": "object", "required": ["field", "detail"], "properties": {"field": text, "detail": text}}
    return {
        "type": "object",
        "required": ["type", "title", "status", "detail", "code"],
        "properties": {
            "type": text,
            "title": text,
            "status": {"type": "integer"},
            "detail": text,
            "code": {"type": "string", "enum": sorted(KINDS)},
            "errors": {"type": "array", "items": field},
            "reason": {"type": "string", "enum": [str(why) for why in Why]},
            "alternatives": {"type": "array", "items": {"type": "object"}, "maxItems": 3},
        },
    }
