"""Putting back what the desk has moved, within a minute: itself a move, judged like any other."""

from datetime import datetime

from unknot.diary.actions.changing import changed, locked
from unknot.diary.actions.moving import UNDO, Seen, moved_on, parts_of
from unknot.diary.actions.taking import all_or_nothing
from unknot.diary.choice import Wish
from unknot.diary.former import Former, last_move
from unknot.diary.models import Appointment
from unknot.diary.values import CHANGED_MEANWHILE, TOO_LATE, Refusal, Refused
from unknot.plumbing.clock import Clock
from unknot.salons.models import Resource


@all_or_nothing
def put_back(appointment: Appointment, *, seen: int, by: str, clock: Clock) -> Appointment:
    """Put a visit back where it stood before the desk's last move, to the same hands and room, all or nothing.

    Refused when the old time is taken by now (`slot_taken`), when a minute has passed (`too_late`), or when something
    has changed since the move whose sequence is `seen`.
    """
    fact = last_move(appointment.public_id)
    if fact is None or fact.body.get("sequence") != seen:
        raise Refused(Refusal(CHANGED_MEANWHILE))
    was = Former.of(fact.body["was"])
    (part,) = parts_of(appointment, with_party=False)
    part.offer.duration_min = was.minutes
    known = Resource.objects.in_bulk([was.practitioner, *was.things])
    wish = Wish(
        part.offer,
        was.starts_at,
        known[was.practitioner],
        any_time=True,
        things=tuple(known[each] for each in was.things),
    )
    pages = locked(appointment, [wish.reach], clock)
    _in_time(fact.at, pages.now)
    back = moved_on(pages, appointment, [part], wish, Seen(sequence=seen), by)
    _together_again(back, was)
    back.reaffirmed_at = was.reaffirmed_at
    changed(back, pages.now, sequence=False)
    return back


def _in_time(moved_at: datetime, now: datetime) -> None:
    if now >= moved_at + UNDO:
        raise Refused(Refusal(TOO_LATE))


def _together_again(appointment: Appointment, was: Former) -> None:
    """Have it with those again with which it was had together, as far as they still stand alone."""
    alone = Appointment.objects.filter(status=Appointment.Status.BOOKED, lead=None)
    if was.lead is not None and appointment.lead_id is None and alone.filter(pk=was.lead).exists():
        appointment.lead_id = was.lead
    alone.filter(pk__in=was.followers).update(lead=appointment)
