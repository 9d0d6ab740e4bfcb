"""What stands on a board: visits, holds, blocks and what is taken elsewhere, with the time each needs around it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from unknot.core.hours import tick_ceil, tick_floor
from unknot.design.templatetags.words import treatment_name
from unknot.design.words import duration, wall_time
from unknot.desk.decision import FEW, Decision, decision
from unknot.desk.places import Frame, Place
from unknot.diary.models import Appointment, Claim, Part
from unknot.salons.models import Salon


@dataclass(frozen=True)
class Said:
    """What occupies the time. `state` is its shape, `word` the same in a word; a visit has its id and its decision.

    `is_outside` says that it lies outside the salon's hours as they are by now. `seen` is the sequence of a visit that
    can be moved, else None; `frees_s` when a hold runs out, in seconds since 1970; `block` the id of a block.
    """

    state: str
    title: str
    detail: str = ""
    word: str = ""
    visit: str = ""
    decision: Decision | None = None
    is_outside: bool = False
    seen: int | None = None
    frees_s: int | None = None
    block: str = ""

    @property
    def can_move(self) -> bool:
        """Whether it may be lifted."""
        return self.seen is not None


@dataclass(frozen=True)
class Entry:
    """One claim as the desk reads it; `key` is its id on the page, '' where there is none."""

    place: Place
    said: Said
    starts: str
    ends: str
    key: str = ""


@dataclass(frozen=True)
class Around:
    """Preparation or recovery that belongs to the entry beside it."""

    place: Place


def entry(salon: Salon, claim: Claim, frame: Frame, *, with_name: bool, is_outside: bool = False) -> Entry:
    """A claim on a board of its salon; who gives the treatment is named first `with_name`: in a room's column."""
    owner = claim.part or claim.hold or claim.block
    assert owner is not None
    place = frame.place(tick_floor(owner.starts_at), tick_ceil(owner.ends_at))
    return Entry(
        Place(f"{place.classes} beside{claim.place}") if claim.place else place,
        _said(salon, claim, with_name=with_name, is_outside=is_outside),
        wall_time(owner.starts_at, salon.zone),
        wall_time(owner.ends_at, salon.zone),
    )


def around(claim: Claim, frame: Frame) -> Iterator[Around]:
    """What a claim takes before and after what it is for."""
    owner = claim.part or claim.hold
    if owner is None:
        return
    for starts, ends in (
        (tick_floor(claim.span.lower), tick_floor(owner.starts_at)),
        (tick_ceil(owner.ends_at), tick_ceil(claim.span.upper)),
    ):
        if starts < ends:
            yield Around(frame.place(starts, ends))


def _said(salon: Salon, claim: Claim, *, with_name: bool, is_outside: bool) -> Said:
    """Another salon's time shows only that it is taken."""
    if claim.part is not None and claim.part.appointment.salon_id == salon.pk:
        given_by = claim.part.practitioner.name if with_name else ""
        return _visit(claim.part, given_by, is_outside=is_outside)
    if claim.hold is not None and claim.hold.offer.salon_id == salon.pk:
        hold = claim.hold.extended()
        frees = wall_time(hold.expires_at, salon.zone)
        detail = f"{treatment_name(hold.offer.treatment)} {duration(hold.offer.duration_min)}"
        title = _("held, frees %(time)s") % {"time": frees}
        return Said("held", title, detail, _("held"), frees_s=int(hold.expires_at.timestamp()))
    if claim.block is not None:
        return Said("rest", claim.block.reason or _("blocked"), block=claim.block.public_id)
    return Said("rest", _("elsewhere"))


def _visit(part: Part, given_by: str, *, is_outside: bool) -> Said:
    appointment = part.appointment
    words = {
        "arrived": _("here"),
        "in_treatment": _("in treatment"),
        "done": _("done"),
        "no_show": _("did not come"),
    }
    return Said(
        appointment.status,
        f"{given_by} · {appointment.client.name}" if given_by else appointment.client.name,
        f"{treatment_name(part.treatment)} {duration(part.minutes)}",
        words.get(appointment.status, ""),
        appointment.public_id,
        decision(part, most=FEW),
        is_outside,
        appointment.sequence if appointment.status == Appointment.Status.BOOKED else None,
    )
