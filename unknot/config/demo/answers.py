"""What clients of the team's salon have answered before their visits of today and tomorrow, so that there is something
to prepare for. Everything is invented.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction

from unknot.config.demo.drafts import Draft
from unknot.config.demo.names import public_id
from unknot.config.demo.paper import paper
from unknot.config.demo.salons import salon_id
from unknot.core.hours import day_start, instant, local_day, tick_floor
from unknot.core.suitability import Outcome
from unknot.diary import actions, decisions
from unknot.diary.models import Appointment, Part
from unknot.health import actions as locked
from unknot.knowledge.screening import rulebook
from unknot.plumbing.clock import Clock
from unknot.salons.models import Salon

Documents = list[dict[str, Any]]

A_DAY: Final = 6
"""So many visits of a day have answers."""
STORIES: Final[tuple[Documents | None, ...]] = (
    [{"id": "oil_allergy", "kind": ["nuts"], "anaphylaxis": False}],
    [{"id": "bleeding_disorder"}],
    [{"id": "bruise", "regions": ["upper_back_right", "shin_left"]}, {"id": "low_bp_faint"}],
    [{"id": "anticoagulants"}, {"id": "bruise", "regions": ["lower_back_left", "calf_left"]}],
    None,
    [],
)
"""What is said, each once a day; None is a client who would rather be asked in person."""
NOTE_HOLDS: Final = timedelta(days=90)


def answer_some(each: Draft, *, clock: Clock) -> int:
    """Let clients answer for a handful of the salon's visits of today and tomorrow; how many answered now.

    A day on which somebody has answered already stays as it is.
    """
    salon, now = Salon.objects.get(public_id=salon_id(each.site)), clock()
    today = local_day(salon.zone, tick_floor(now))
    treating = public_id("practitioner", each.site.key, 0)
    with transaction.atomic():
        return sum(
            _answer_for(part, story, now=now, clock=clock)
            for on_date in (today, today + timedelta(days=1))
            for part, story in _told(_parts(salon, on_date, treating))
        )


def _parts(salon: Salon, on_date: date, treating: str) -> list[Part]:
    """The first visits of a day, those of who can sign in before all others."""
    begins, ends = (instant(day_start(salon.zone, day)) for day in (on_date, on_date + timedelta(days=1)))
    parts = Part.objects.filter(appointment__salon=salon, starts_at__gte=begins, starts_at__lt=ends)
    if parts.exclude(told="").exists():
        return []
    coming = parts.filter(appointment__status__in=[Appointment.Status.BOOKED, Appointment.Status.ARRIVED])
    found = coming.select_related("appointment__client", "offer__salon", "practitioner")
    by_turn = sorted(found, key=lambda part: (part.practitioner.public_id != treating, part.starts_at))
    return by_turn[:A_DAY]


def _told(parts: Sequence[Part]) -> Iterator[tuple[Part, Documents | None]]:
    """Each visit with the first story left that fits it; whoever finds none is well."""
    left = list(STORIES)
    for part in parts:
        story = next((each for each in left if each is None or _fits(part, each)), [])
        if story in left:
            left.remove(story)
        yield part, story


def _answer_for(part: Part, story: Documents | None, *, now: datetime, clock: Clock) -> bool:
    told = Part.Told.IN_PERSON if story is None else Part.Told.ONLINE
    Part.objects.filter(pk=part.pk).update(told=told)
    if story is not None:
        _record(part, story, now)
        actions.rejudge(part.appointment, clock=clock)
    return story is not None


def _fits(part: Part, story: Documents) -> bool:
    """Whether the visit could have been booked with these answers."""
    owed = decisions.owed(part.offer, part.starts_at, story)
    return not owed and decisions.judged(part.offer, part.starts_at, story).verdict in decisions.BOOKABLE


def _record(part: Part, story: Sequence[dict[str, Any]], now: datetime) -> None:
    visit, client = part.appointment.public_id, part.appointment.client
    locked.begin(hold=visit, now=now)
    locked.record(hold=visit, answers=story, rulebook=rulebook().version, now=now)
    locked.adopt(hold=visit, visit=visit, client=client, now=now)
    if decisions.judged(part.offer, part.starts_at, story).verdict is Outcome.CLEARANCE:
        locked.hand_in(
            client=client,
            visit=visit,
            treatment=part.treatment,
            from_whom="Dr. Venla Korpi",
            items=[each["id"] for each in story],
            holds_until=local_day(part.offer.salon.zone, tick_floor(now)) + NOTE_HOLDS,
            file=paper(["Invented for a demonstration.", "The treatment is fine.", "Dr. Venla Korpi"]),
            now=now,
        )
