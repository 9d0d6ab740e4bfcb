"""The rest of a question, read strictly: what is wrong is named, never guessed."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from unknot.core.suitability.answers import region
from unknot.core.suitability.moments import Start, earlier, skipped
from unknot.core.suitability.refusal import BadQuestion, Problem
from unknot.core.suitability.regions import Regions, Sides
from unknot.core.suitability.rulebook import Rulebook, Treated

SHORTEST_MIN, LONGEST_MIN = 5, 480
FIRST_YEAR, LAST_YEAR = 2000, 2200
OLDEST = 150
REQUIRED = ("treatment", "duration_min", "starts_at", "answers")
OPTIONAL = ("zone", "policy", "switches", "client", "regions")
START = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?([Zz]|[+-][0-9]{2}:?[0-9]{2})?",
    re.ASCII,
)


def asked(given: Mapping[str, Any]) -> dict[str, Any]:
    """A question as a program sends it, with no member missing or unknown; null counts as absent.

    What it returns are arguments of `verdict`, still to be read. Raises BadQuestion.
    """
    for name in given:
        if name not in REQUIRED and name not in OPTIONAL:
            raise BadQuestion(str(name), Problem.UNKNOWN)
    there = {name: value for name, value in given.items() if value is not None}
    for name in REQUIRED:
        if name not in there:
            raise BadQuestion(name, Problem.REQUIRED)
    return there


def asked_treatment(given: object, rulebook: Rulebook) -> Treated:
    """A treatment of the catalogue."""
    if not isinstance(given, str) or given not in rulebook.treatments:
        raise BadQuestion("treatment", Problem.TREATMENT)
    return rulebook.treatments[given]


def asked_duration(given: object) -> int:
    """Whole minutes, 5 to 480."""
    return _whole("duration_min", given, SHORTEST_MIN, LONGEST_MIN)


def asked_age(client: object) -> int | None:
    """The client's age in whole years, if it is known."""
    if client is None:
        return None
    if not isinstance(client, Mapping):
        raise BadQuestion("client", Problem.OBJECT)
    for name in client:
        if name != "age":
            raise BadQuestion(f"client.{name}", Problem.UNKNOWN)
    age = client.get("age")
    return None if age is None else _whole("client.age", age, 0, OLDEST)


def asked_regions(given: object, treatment: Treated, body: Regions) -> Sides:
    """The sides to be treated: all of the treatment's unless some are named."""
    if given is None:
        return body.sides(treatment.regions)
    if not isinstance(given, Sequence) or isinstance(given, str | bytes):
        raise BadQuestion("regions", Problem.LIST)
    if not given:
        raise BadQuestion("regions", Problem.EMPTY)
    return body.sides(region(each, f"regions.{place}", body) for place, each in enumerate(given))


def asked_start(given: object, zone: object) -> Start:
    """The start. A local time that the zone's clocks skip is refused; of two such times the first is meant."""
    wall = None if zone is None else _zone(zone)
    moment = given if isinstance(given, datetime) else _moment(given)
    if moment.tzinfo is not None:
        return Start(moment.astimezone(UTC), wall or moment.tzinfo)
    if wall is None:
        raise BadQuestion("starts_at", Problem.NEEDS_ZONE)
    if skipped(moment, wall):
        raise BadQuestion("starts_at", Problem.NO_SUCH_TIME)
    return Start(earlier(moment, wall), wall)


def _moment(given: object) -> datetime:
    if not isinstance(given, str) or not START.fullmatch(given):
        raise BadQuestion("starts_at", Problem.INSTANT)
    try:
        found = datetime.fromisoformat(given.upper())
    except ValueError:
        raise BadQuestion("starts_at", Problem.INSTANT) from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise BadQuestion("starts_at", Problem.YEARS, least=FIRST_YEAR, most=LAST_YEAR)
    return found


def _zone(given: object) -> tzinfo:
    try:
        if isinstance(given, str):
            return ZoneInfo(given)
    except (KeyError, ValueError, OSError):
        pass
    raise BadQuestion("zone", Problem.ZONE)


def _whole(field: str, given: object, least: int, most: int) -> int:
    if type(given) is not int or not least <= given <= most:
        raise BadQuestion(field, Problem.NUMBER, least=least, most=most)
    return given
