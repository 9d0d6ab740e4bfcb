"""Reading a request strictly: what is unknown, repeated, broken or of another type is refused, never guessed."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest
from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from unknot.api.fields import SAID
from unknot.api.problems import FieldError, Problem, invalid, refused_field

MOST_BYTES = 64 * 1024
FIELD_SHOWN = 60
_BEARER = re.compile(r"bearer +([A-Za-z0-9_-]{1,200})", re.IGNORECASE)

Shape = TypeVar("Shape", bound=BaseModel)


def read_query(request: HttpRequest, shape: type[Shape]) -> Shape:
    """The query as `shape`. Raises Problem."""
    values: dict[str, str] = {}
    for name, value in _pairs(request):
        if name in values:
            raise refused_field(shown(name), _("is given more than once"))
        values[name] = value
    return checked(shape, values)


def read_object(request: HttpRequest) -> dict[str, Any]:
    """The JSON object in the body. Raises Problem."""
    refuse_oversize(request)
    if request.content_type != "application/json":
        raise refused_field("body", _("must be sent as application/json"))
    try:
        text = request.body.decode("utf-8")
        found = json.loads(text, parse_constant=_no_number, object_pairs_hook=_once_each)
    except (ValueError, RecursionError):
        raise refused_field("body", _("is not readable JSON in UTF-8")) from None
    if not isinstance(found, dict):
        raise refused_field("body", _("must be an object"))
    return found


def refuse_body(request: HttpRequest) -> None:
    """Nothing, or an object without members, where a request needs no body. Raises Problem."""
    if request.body and (members := read_object(request)):
        raise invalid(FieldError(shown(name), _("is not known here")) for name in members)


def refuse_oversize(request: HttpRequest) -> None:
    """Raises Problem when the body is larger than 64 kB, before it is read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MOST_BYTES:
        raise refused_field("body", _("is larger than 64 kB"))


def checked(shape: type[Shape], values: dict[str, Any]) -> Shape:
    """The values as `shape`. Raises Problem naming each field that is wrong."""
    try:
        return shape.model_validate(values)
    except ValidationError as error:
        raise invalid(_named(error.errors(include_url=False, include_input=False))) from None


def bearer(request: HttpRequest) -> str:
    """The token of `Authorization: Bearer TOKEN`. Raises Problem `not_found` when there is none."""
    found = _BEARER.fullmatch(request.headers.get("Authorization", ""))
    if found is None:
        raise Problem("not_found")
    return found[1]


def _pairs(request: HttpRequest) -> Iterator[tuple[str, str]]:
    # WSGI hands bytes over as latin-1. Django's QueryDict would replace broken UTF-8, which is a guess.
    raw = str(request.META.get("QUERY_STRING", "")).encode("latin-1", "replace")
    for piece in filter(None, raw.split(b"&")):
        name, _equals, value = piece.partition(b"=")
        field = _decoded(name)
        if field is None:
            raise refused_field("query", _("is not UTF-8"))
        text = _decoded(value)
        if text is None:
            raise refused_field(shown(field), _("is not UTF-8"))
        yield field, text


def _decoded(quoted: bytes) -> str | None:
    try:
        return unquote_to_bytes(quoted.replace(b"+", b" ")).decode("utf-8")
    except UnicodeDecodeError:
        return None


def _named(errors: Iterable[ErrorDetails]) -> Iterator[FieldError]:
    sentences = {
        "missing": _("is required"),
        "extra_forbidden": _("is not known here"),
        "list_type": _("must be a list"),
        "model_type": _("must be an object"),
    }
    for error in errors:
        field = shown(".".join(str(step) for step in error["loc"])) or "body"
        own = error["msg"] if error["type"] == SAID else sentences.get(error["type"], _("is not valid"))
        yield FieldError(field, own)


def shown(name: str) -> str:
    """A name that came from outside, safe to say again."""
    return name.encode("utf-8", "replace").decode("utf-8")[:FIELD_SHOWN]


def _no_number(constant: str) -> None:
    raise ValueError(constant)


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a member is given twice")
    return found
