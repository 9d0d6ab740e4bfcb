"""What the desk is told of a move: done, and until when it may be put back; refused, and why."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from unknot.core.availability.visits import Why
from unknot.design.why import cause_said, missing_said, never_said
from unknot.design.words import wall_time
from unknot.desk.asked import Asked
from unknot.diary import reads
from unknot.diary.actions.moving import UNDO
from unknot.diary.former import last_move
from unknot.diary.models import Appointment, Part
from unknot.diary.values import (
    CHANGED_MEANWHILE,
    NOT_BOOKABLE,
    NOT_CHANGEABLE,
    SLOT_TAKEN,
    TOO_LATE,
    Refusal,
)
from unknot.notices.reads import stands_as_told


@dataclass(frozen=True, slots=True)
class Moved:
    """A sentence for the board, and the visit with its sequence where it may be put back until `until_s`."""

    text: str
    is_refused: bool
    visit: str = ""
    seen: int = 0
    until_s: int = 0

    @classmethod
    def of(cls, public_id: str, now: datetime, *, said: str, is_back: bool) -> "Moved":
        """How it went: `said` is why it was refused, or ''."""
        if said:
            return cls(said, is_refused=True)
        visit = reads.appointment(public_id)
        assert visit is not None
        part = visit.parts.all()[0]
        words = {
            "who": visit.client.name,
            "time": wall_time(visit.starts_at, visit.salon.zone),
            "practitioner": part.practitioner.name,
        }
        if is_back:
            text = _("%(who)s is back at %(time)s with %(practitioner)s.")
        else:
            text = _("%(who)s is now at %(time)s with %(practitioner)s.")
        if will_be_told(visit):
            text = f"{text} {_('The client is told in a minute.')}"
        if is_back:
            return cls(text % words, is_refused=False)
        until = undoable(visit, now)
        return cls(text % words, False, public_id if until else "", visit.sequence, until)


@dataclass(frozen=True, slots=True)
class Undo:
    """Until when a visit may be put back, in seconds since 1970 or 0, and whether its client is to be told."""

    until_s: int
    tells: bool

    @classmethod
    def of(cls, visit: Appointment, now: datetime) -> "Undo":
        """As it is now."""
        until = undoable(visit, now)
        return cls(until, bool(until) and will_be_told(visit))


def will_be_told(visit: Appointment) -> bool:
    """Whether the visit's last move is news to its client, who can be reached."""
    fact = last_move(visit.public_id)
    return bool(visit.client.email) and fact is not None and not stands_as_told(fact)


def undoable(visit: Appointment, now: datetime) -> int:
    """Until when the desk may put a visit back, in seconds since 1970; 0 where it may not."""
    fact = last_move(visit.public_id)
    is_last = fact is not None and fact.body.get("sequence") == visit.sequence
    booked = visit.status == Appointment.Status.BOOKED
    if not booked or not is_last or fact is None or now >= fact.at + UNDO:
        return 0
    return int((fact.at + UNDO).timestamp())


def refused_said(refusal: Refusal) -> str:
    """Why nothing was moved, in a sentence."""
    if refusal.code == NOT_BOOKABLE and refusal.reason is not None:
        return _("Nothing was moved. %(why)s") % {"why": never_said(refusal.reason)}
    return {
        SLOT_TAKEN: _("That time is taken by now. Nothing was moved."),
        CHANGED_MEANWHILE: _(
            "Somebody has changed this visit meanwhile. Nothing was moved: this is how it stands."
        ),
        NOT_CHANGEABLE: _("This visit can’t be moved any more: it was cancelled, or its client is here."),
        TOO_LATE: _("The minute in which it could be put back is over. You can move it."),
    }.get(refusal.code, _("That can’t be changed any more."))


def why_not(part: Part, asked: Asked, now: datetime) -> str:
    """What stands in the way of a visit there, for the salon; '' where nothing does."""
    salon = part.offer.salon
    part.offer.duration_min = asked.minutes
    reasons = reads.reasons(
        part.offer,
        asked.starts_at,
        now=now,
        practitioner=asked.practitioner,
        things=asked.things,
        given_back=reads.own_time(salon.pk, appointment_id=part.appointment_id),
        any_time=True,
    )
    if reasons.is_possible:
        return ""
    if reasons.never is Why.NO_SKILL:
        return _("%(name)s doesn’t give this treatment") % {"name": asked.practitioner.name}
    if reasons.never is Why.NO_ROOM:
        return _("%(name)s doesn’t have what it needs") % {"name": ", ".join(map(str, asked.things))}
    causes = [cause_said(cause, salon.zone) for cause in reasons.change or reasons.causes]
    found = [*(missing_said(role) for role in reasons.missing), *causes]
    return "; ".join(dict.fromkeys(found)) or (never_said(reasons.never) if reasons.never else "")
