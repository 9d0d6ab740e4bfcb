"""The kinds of values that come in: each reads one thing, strictly, and documents itself with the same pattern."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from math import isfinite
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from unknot.knowledge import load

SAID = "said"
MOST_NAME, MOST_FOCUS, MOST_CONTACT, MOST_ID = 200, 60, 254, 200
MOST_ADD_ONS = 10
FIRST_INSTANT, LAST_INSTANT = datetime(2000, 1, 1, tzinfo=UTC), datetime(2201, 1, 1, tzinfo=UTC)

# RFC 3339, date-time; the years are narrowed in the document and by comparison here.
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?P<fraction>\.[0-9]{1,20})?([Zz]|[+-][0-9]{2}:?[0-9]{2})"
)
_LOST_PLUS = re.compile(r" (?=[0-9]{2}:?[0-9]{2}$)")
_WHOLE = re.compile(r"0|[1-9][0-9]{0,8}")
_DECIMAL = re.compile(r"[0-9]{1,20}(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?")
_LAT = r"-?(90(\.0{1,20})?|[0-8]?[0-9](\.[0-9]{1,20})?)"
_LON = r"-?(180(\.0{1,20})?|(1[0-7][0-9]|[0-9]{1,2})(\.[0-9]{1,20})?)"
_NEAR = re.compile(f"({_LAT}),({_LON})")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def wrong(sentence: str) -> PydanticCustomError:
    """The error that says `sentence` about the field being read."""
    return PydanticCustomError(SAID, "{sentence}", {"sentence": sentence})


def text(value: object) -> str:
    """A string that a database and a page can hold: no NUL, no half of a surrogate pair."""
    if not isinstance(value, str):
        raise wrong(_("must be a string"))
    if "\0" in value:
        raise wrong(_("must not contain NUL"))
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise wrong(_("is not Unicode")) from None
    return value


def line(most: int) -> Callable[[object], str]:
    """A reader of strings of 1 to `most` characters, stripped, on one line."""

    def read(value: object) -> str:
        given = text(value)
        if not given.strip() or len(given) > most:
            raise wrong(_("must have 1 to %(most)d characters") % {"most": most})
        if _CONTROL.search(given):
            raise wrong(_("must not contain control characters"))
        return given.strip()

    return read


def instant(value: object) -> datetime:
    """An instant of RFC 3339 with its offset, in UTC."""
    # A + that was not escaped in an address arrives as a space; before an offset it can be nothing else.
    given = _LOST_PLUS.sub("+", text(value))
    found = _INSTANT.fullmatch(given)
    if found is None:
        raise wrong(_("must be an instant with its offset, such as 2027-03-28T08:00:00Z"))
    if (found["fraction"] or "")[7:].strip("0"):
        raise wrong(_("must not be finer than a microsecond"))
    try:
        read = datetime.fromisoformat(given.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        raise wrong(_("is no instant of the calendar")) from None
    if not FIRST_INSTANT <= read < LAST_INSTANT:
        raise wrong(_("must lie between the years 2000 and 2200"))
    return read


def whole(least: int, most: int) -> Callable[[object], int]:
    """A reader of whole numbers from `least` to `most`, written in plain digits."""

    def read(value: object) -> int:
        given = text(value)
        if not _WHOLE.fullmatch(given) or not least <= int(given) <= most:
            raise wrong(
                _("must be a whole number from %(least)d to %(most)d") % {"least": least, "most": most}
            )
        return int(given)

    return read


def add_ons(value: object) -> list[str]:
    """At most ten ids, each once, in the order given."""
    if not isinstance(value, list):
        raise wrong(_("must be a list"))
    if len(value) > MOST_ADD_ONS:
        raise wrong(_("must have at most %(most)d entries") % {"most": MOST_ADD_ONS})
    return list(dict.fromkeys(line(MOST_ID)(each) for each in value))


def asked_add_ons(value: object) -> list[str]:
    """The same in a query: ids with commas between them."""
    return add_ons(text(value).split(","))


def flag(value: object) -> bool:
    """A boolean of JSON."""
    if not isinstance(value, bool):
        raise wrong(_("must be true or false"))
    return value


def asked_flag(value: object) -> bool:
    """A boolean of a query."""
    given = text(value)
    if given not in ("true", "false"):
        raise wrong(_("must be true or false"))
    return given == "true"


def radius(value: object) -> float:
    """Kilometres, over 0 to 100."""
    given = text(value)
    read = float(given) if _DECIMAL.fullmatch(given) else 0.0
    if not isfinite(read) or not 0 < read <= 100:
        raise wrong(_("must be a number over 0, at most 100"))
    return read


def near(value: object) -> tuple[float, float]:
    """LAT,LON in degrees."""
    found = _NEAR.fullmatch(text(value))
    if found is None:
        raise wrong(_("must be LAT,LON in degrees, such as 60.1699,24.9384"))
    lat, lon = found[0].split(",")
    return float(lat), float(lon)


def treatment(value: object) -> str:
    """An id of the catalogue."""
    given = text(value)
    if given not in load.treatments():
        raise wrong(_("is no known treatment"))
    return given


def region(value: object) -> str:
    """An id of the body map."""
    given = text(value)
    if given not in load.treatable_ids():
        raise wrong(_("is no known region"))
    return given


def focus(value: object) -> list[str]:
    """At most 60 regions, each once, in the order given."""
    if not isinstance(value, list):
        raise wrong(_("must be a list"))
    if len(value) > MOST_FOCUS:
        raise wrong(_("must have at most %(most)d entries") % {"most": MOST_FOCUS})
    return list(dict.fromkeys(region(each) for each in value))


_DATE = r"(2[01][0-9]{2}|2200)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_TIME = r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?"
# Without `format`: who makes examples from both format and pattern finds hardly any.
_INSTANT_SCHEMA = {
    "type": "string",
    "description": "RFC 3339 with an offset, between the years 2000 and 2200.",
    "pattern": f"^{_DATE}[Tt]{_TIME}([Zz]|[+-](0[0-9]|1[0-3]):?[0-5][0-9])$",
    "examples": ["2027-03-02T08:00:00Z"],
}
_NAME_PATTERN = r"^[^\x00-\x1f\x7f-\x9f]*\S[^\x00-\x1f\x7f-\x9f]*$"
_ID_SCHEMA = {"type": "string", "minLength": 1, "maxLength": MOST_ID, "pattern": r"^[!-~]+$"}

Instant = Annotated[datetime, BeforeValidator(instant), WithJsonSchema(_INSTANT_SCHEMA)]
Id = Annotated[str, BeforeValidator(line(MOST_ID)), WithJsonSchema(_ID_SCHEMA)]
Token = Annotated[str, BeforeValidator(line(MOST_ID)), WithJsonSchema(_ID_SCHEMA)]
Name = Annotated[
    str,
    BeforeValidator(line(MOST_NAME)),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": MOST_NAME, "pattern": _NAME_PATTERN}),
]
Email = Annotated[
    str,
    BeforeValidator(line(MOST_CONTACT)),
    WithJsonSchema({"type": "string", "format": "email", "maxLength": MOST_CONTACT}),
]
Phone = Annotated[
    str,
    BeforeValidator(line(40)),
    WithJsonSchema({"type": "string", "maxLength": 40, "examples": ["+358401234567", "040 123 4567"]}),
]
Near = Annotated[
    tuple[float, float],
    BeforeValidator(near),
    WithJsonSchema({"type": "string", "pattern": f"^{_NEAR.pattern}$", "examples": ["60.1699,24.9384"]}),
]
RadiusKm = Annotated[
    float,
    BeforeValidator(radius),
    WithJsonSchema({"type": "number", "exclusiveMinimum": 0, "maximum": 100}),
]
Limit = Annotated[
    int, BeforeValidator(whole(1, 100)), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 100})
]
DurationMin = Annotated[
    int, BeforeValidator(whole(5, 480)), WithJsonSchema({"type": "integer", "minimum": 5, "maximum": 480})
]
_FLAG_SCHEMA = WithJsonSchema({"type": "boolean"})
AddOns = Annotated[
    list[str],
    BeforeValidator(add_ons),
    WithJsonSchema({"type": "array", "maxItems": MOST_ADD_ONS, "items": _ID_SCHEMA}),
]
AskedAddOns = Annotated[
    list[str],
    BeforeValidator(asked_add_ons),
    WithJsonSchema(
        {
            "type": "string",
            "description": "Ids of add-ons, with commas between them.",
            "pattern": f"^[0-9a-z]{{1,40}}(,[0-9a-z]{{1,40}}){{0,{MOST_ADD_ONS - 1}}}$",
        }
    ),
]
Flag = Annotated[bool, BeforeValidator(flag), _FLAG_SCHEMA]
AskedFlag = Annotated[bool, BeforeValidator(asked_flag), _FLAG_SCHEMA]
Treatment = Annotated[
    str,
    BeforeValidator(treatment),
    WithJsonSchema({"type": "string", "enum": list(load.treatments())}),
]
Focus = Annotated[
    list[str],
    BeforeValidator(focus),
    WithJsonSchema(
        {
            "type": "array",
            "maxItems": MOST_FOCUS,
            "items": {"type": "string", "enum": sorted(load.treatable_ids())},
        }
    ),
]
