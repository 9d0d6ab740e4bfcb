"""A salon with a hole in its Tuesday, and short ways to ask what comes with its times."""

from datetime import datetime, timedelta
from typing import Any

from tests import cast
from unknot.core.money.benefit import Benefit
from unknot.diary import actions, audit, reads
from unknot.diary.models import Appointment, Hold, Part
from unknot.diary.values import Refusal
from unknot.plumbing.tokens import fingerprint
from unknot.salons.actions import give

FIVE_OFF = Benefit(off_minor=500)
TEN_PERCENT = Benefit(percent=10)
PILLOW = Benefit(extra="hot neck pillow")
TUESDAY: dict[str, Any] = {"starts_from": cast.wall(2, 0), "starts_until": cast.wall(3, 0), "now": cast.NOW}
MAYA = fingerprint("maya")
LATER = cast.NOW + timedelta(minutes=11)


def run_by(*names: str) -> cast.Place:
    made = cast.salon()
    for name in names:
        cast.practitioner(made, name, "back_massage")
        cast.room(made, f"{name}’s room")
    cast.offer(made)
    made.open()
    for hour in (9, 11):
        booked(made, hour, practitioner=made.people["Aino"])
    return giving(made, FIVE_OFF)


def giving(place: cast.Place, benefit: Benefit, rest_min: int = 30) -> cast.Place:
    give(place.salon, benefit, rest_min=rest_min, by="desk:1", now=cast.NOW)
    return place


def booked(place: cast.Place, hour: int, minute: int = 0, **more: Any) -> Appointment:
    wanted: dict[str, Any] = {"client": cast.client(), "by": "client", "clock": cast.clock_at(), **more}
    back = place.offers["back_massage"]
    made = actions.book(offer=back, starts_at=cast.wall(2, hour, minute), **wanted)
    assert isinstance(made, Appointment), made
    return made


def held(place: cast.Place, hour: int, minute: int = 0, **more: Any) -> Hold:
    wanted: dict[str, Any] = {"clock": cast.clock_at(), **more}
    back = place.offers["back_massage"]
    made = actions.hold(offer=back, starts_at=cast.wall(2, hour, minute), **wanted)
    assert isinstance(made, Hold), made
    return Hold.objects.select_related("offer__salon", "practitioner").get(pk=made.pk)


def confirmed(kept: Hold, now: datetime = cast.NOW) -> Part:
    made = actions.confirm(kept, client=cast.client(), by="client", clock=cast.clock_at(now))
    assert isinstance(made, Appointment), made
    return made.parts.get()


def cancelled(place: cast.Place, hour: int) -> None:
    visit = Appointment.objects.get(starts_at=cast.wall(2, hour), status="booked")
    actions.cancel(visit, by="desk:1", clock=cast.clock_at())


def moved(visit: Appointment, hour: int, **more: Any) -> Appointment | Refusal:
    wanted: dict[str, Any] = {"by": "client", "clock": cast.clock_at(), **more}
    return actions.move(visit, starts_at=cast.wall(2, hour), **wanted)


def carrying(place: cast.Place, **more: Any) -> dict[str, Benefit]:
    """By the wall, the times of 2 March that carry something."""
    found = reads.slots(place.offers["back_massage"], **TUESDAY, **more)
    return {
        f"{each.starts_at.astimezone(cast.HELSINKI):%H:%M}": each.benefit
        for each in found
        if each.benefit.is_any
    }


def filling(place: cast.Place, **more: Any) -> list[str]:
    """The same as a month says it."""
    found = reads.times(place.offers["back_massage"], **TUESDAY, **more)
    assert found.filling <= set(found.free)
    return sorted(f"{each.astimezone(cast.HELSINKI):%H:%M}" for each in found.filling)


def terms(part: Part | Hold) -> Benefit:
    return part.gap_benefit


def kinds() -> list[str]:
    return [each.kind for each in audit.findings(cast.NOW)]
