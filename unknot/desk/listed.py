"""A salon's day as a list: what stands on the board, in order of time, each once."""

from collections import defaultdict
from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import date, datetime

from unknot.core.hours import instant
from unknot.desk.entries import Entry, entry
from unknot.desk.places import Day, Frame
from unknot.diary.models import Claim
from unknot.diary.reads import claims_between
from unknot.salons.models import Resource, Salon
from unknot.salons.rota import Rota


@dataclass(frozen=True)
class Row:
    """A visit, a hold or a block, with whom and where."""

    entry: Entry
    who: list[str]
    where: list[str]


def listed(
    salon: Salon, on_date: date, *, now: datetime, rota: Rota, outside: Container[str] = ()
) -> list[Row]:
    """The rows of one local day. One statement beside the hours, however many visits."""
    day = Day.of(rota, on_date)
    rows = claims_between(salon, instant(day.starts), instant(day.ends), now=now)
    claims = day.of_these(rows.select_related("resource"))
    owners: defaultdict[tuple[int | None, int | None, int | None], list[Claim]] = defaultdict(list)
    for claim in claims:
        owners[claim.part_id, claim.hold_id, claim.block_id].append(claim)
    together = sorted(owners.values(), key=lambda mine: (mine[0].span.lower, mine[0].pk))
    return [_row(salon, mine, outside) for mine in together]


def _row(salon: Salon, claims: list[Claim], outside: Container[str]) -> Row:
    first = claims[0]
    made = entry(salon, first, Frame(0, 0), with_name=False)
    visit = made.said.visit
    made = replace(made, said=replace(made.said, is_outside=visit in outside))
    people = [each.resource for each in claims if each.resource.kind == Resource.Kind.PRACTITIONER]
    things = [each.resource for each in claims if each.resource.kind != Resource.Kind.PRACTITIONER]
    return Row(made, [each.name for each in people], [each.name for each in things])
