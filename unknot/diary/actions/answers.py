"""A visit and its client's answers about health: taken over, judged for its start, opened to who treats.

The locked room's rows are locked after all of the diary's. What is written on the part is what the salon has to know,
never why.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from unknot.core.hours import day_start, instant, local_day, tick_floor
from unknot.core.suitability import BadQuestion, Verdict
from unknot.diary import decisions
from unknot.diary.actions.foresight import foresee
from unknot.diary.actions.taking import all_or_nothing
from unknot.diary.models import Appointment, Hold, Part
from unknot.diary.values import ASK_AGAIN, NOT_ACCEPTED, UNSUITABLE, Refusal, Refused
from unknot.health import actions as locked
from unknot.health import reads as health
from unknot.plumbing import facts
from unknot.plumbing.clock import Clock

EVENING = timedelta(hours=6)
"""How long before the visit's local day its practitioner may begin to prepare."""
NOTES_WITHIN = timedelta(hours=48)
"""How long after a visit its practitioner may still look, to finish the notes."""
MISSED_KEPT = timedelta(days=30)
DECIDED = ["verdict", "rulebook", "avoid", "pressure_max", "seen", "judged_under"]
RULES = "rules"
Told = Part.Told


@dataclass(frozen=True, slots=True)
class Said:
    """How a client has answered about health when she books: for this hold, as before, or rather in person.

    `accepted` is the digest (`decisions.shown`) of what she was shown of the verdict.
    """

    told: Part.Told
    accepted: str = ""


def take_over(appointment: Appointment, part: Part, held: Hold, said: Said, now: datetime) -> None:
    """What a client answered for a hold, or before her last visit, becomes this visit's, and is judged for its start.

    Raises Refused, and then nothing is booked.
    """
    if not _adopted(appointment, held, said, now):
        raise Refused(Refusal(ASK_AGAIN))
    part.told = said.told
    made = _made(appointment, part, now)
    if made is not None:
        seen = said.accepted or (_seen_before(part) if said.told == Told.AS_BEFORE else "")
        _insist(made, seen)
        _write(part, made, seen)
    part.save(update_fields=["told", *DECIDED])


def judge(appointment: Appointment, part: Part, *, accepted: str | None, now: datetime) -> None:
    """Judge a visit's answers for its start as it is now, if it has any; and let in who treats it then.

    With `accepted` (a digest or "") a client asks: what the rules refuse, or she has not seen, is Refused. With None
    the salon or the rules do: the verdict is written down whatever it is, and none where her answers don't do any
    more. What she has not accepted waits for her.
    """
    try:
        made = _made(appointment, part, now)
    except Refused:
        if accepted is not None:
            raise
        undecide(part)
        return
    if made is None:
        return
    if accepted is not None:
        _insist(made, accepted or part.seen)
    _write(part, made, accepted or part.seen)
    part.save(update_fields=DECIDED)


@all_or_nothing
def rejudge(appointment: Appointment, *, by: str = RULES, clock: Clock) -> Appointment:
    """Judge a visit again: its rules have changed, or a note has been decided. A new outcome is a fact."""
    judge_again(appointment, locked_part(appointment), by=by, now=clock())
    return appointment


def judge_again(appointment: Appointment, part: Part, *, by: str, now: datetime) -> None:
    """The same inside a transaction that holds the part. The fact says whether the client has to look at it."""
    before = _outcome(part)
    judge(appointment, part, accepted=None, now=now)
    if _outcome(part) != before:
        body = {"by": by, "waits_for_client": part.waits_for_client}
        facts.record("appointment.judged", appointment.public_id, body, at=now)


def locked_part(appointment: Appointment) -> Part:
    """The visit's one part, locked."""
    parts = appointment.parts.select_related("offer__salon", "practitioner")
    return parts.select_for_update(of=("self",)).get()


def undecide(part: Part) -> None:
    """Nothing is decided about a part any more."""
    part.verdict = part.rulebook = part.judged_under = part.seen = ""
    part.avoid, part.pressure_max = [], None
    part.save(update_fields=["told", *DECIDED])


@all_or_nothing
def let_in(appointment: Appointment) -> None:
    """Let in who treats a visit for which nothing was answered, to write down how it went; nobody once it is cancelled.

    As long as for any other visit. To let in again changes nothing.
    """
    fresh = Appointment.objects.select_for_update().get(pk=appointment.pk)
    if fresh.is_live:
        _admit(appointment, locked_part(appointment))


def close(appointment: Appointment) -> None:
    """The visit was cancelled: nobody is let in for it any more."""
    locked.revoke(visit=appointment.public_id)


def keep(appointment: Appointment, now: datetime) -> None:
    """A missed visit's answers go after thirty days; those of any other one stay as long as their consent runs."""
    missed = appointment.status == Appointment.Status.NO_SHOW
    locked.keep(visit=appointment.public_id, until=now + MISSED_KEPT if missed else None)


def _adopted(appointment: Appointment, held: Hold, said: Said, now: datetime) -> bool:
    """Whether the answers that are said to be there are the visit's now.

    Of treatments in a row the first has taken the draft over; the others are about the same answers.
    """
    visit, client = appointment.public_id, appointment.client
    if said.told == Told.IN_PERSON:
        locked.abandon(hold=held.public_id)
        return True
    if said.told == Told.AS_BEFORE or held.lead_id is not None:
        return locked.repeat(visit=visit, client=client, now=now)
    return locked.adopt(hold=held.public_id, visit=visit, client=client, now=now)


def _made(appointment: Appointment, part: Part, now: datetime) -> Verdict | None:
    """The verdict on the visit's answers, None where none were given. Raises Refused when they don't do any more."""
    # The grant comes before the keys: whoever opens answers locks them in this order.
    if health.answered([appointment.public_id], now=now) or health.is_granted(appointment.public_id):
        _admit(appointment, part)
    foresight = foresee(appointment, part, now=now)
    if foresight is None:
        if part.is_answered:
            raise Refused(Refusal(ASK_AGAIN))
        return None
    try:
        if foresight.owes(part.starts_at):
            raise Refused(Refusal(ASK_AGAIN))
        return foresight.at(part.starts_at)
    except BadQuestion:
        raise Refused(Refusal(ASK_AGAIN)) from None


def _insist(made: Verdict, seen: str) -> None:
    """A client books only what the rules let her, and only as she has seen it."""
    if made.verdict not in decisions.BOOKABLE:
        raise Refused(Refusal(UNSUITABLE))
    if not decisions.is_accepted(made, seen):
        raise Refused(Refusal(NOT_ACCEPTED))


def _write(part: Part, made: Verdict, seen: str) -> None:
    part.verdict, part.rulebook = made.verdict, made.rulebook
    part.judged_under = decisions.judged_under(part.offer.salon)
    part.seen = decisions.shown(made) if decisions.is_accepted(made, seen) else ""
    part.avoid, part.pressure_max = list(made.avoid_regions), made.pressure_max


def _outcome(part: Part) -> tuple[object, ...]:
    """What a client or the salon would see another time."""
    return part.verdict, tuple(part.avoid), part.pressure_max, part.waits_for_client


def _seen_before(part: Part) -> str:
    """What the client saw and accepted when she was last judged."""
    earlier = Part.objects.filter(appointment__client=part.appointment.client_id).exclude(pk=part.pk)
    newest = earlier.exclude(seen="").order_by("-appointment__created_at", "-pk")
    return newest.values_list("seen", flat=True).first() or ""


def _admit(appointment: Appointment, part: Part) -> None:
    """Let in who treats, from the evening before until the notes are due."""
    zone = appointment.salon.zone
    day_begins = instant(day_start(zone, local_day(zone, tick_floor(part.starts_at))))
    locked.grant(
        visit=appointment.public_id,
        client=appointment.client,
        practitioner=part.practitioner,
        opens_at=day_begins - EVENING,
        closes_at=part.ends_at + NOTES_WITHIN,
    )
