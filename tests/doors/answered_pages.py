"""The pages of visits with answers, for tests that look at every page."""

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from django.test import Client

from tests.apps import answered_cast as told
from tests.doors.answered import address, answered_visit, open_every_day, starts, tomorrow
from unknot.diary import actions
from unknot.diary.models import Appointment, Part
from unknot.health import actions as locked
from unknot.health.models import Clearance
from unknot.plumbing import clock


class Shown(NamedTuple):
    """A page's name, its address, and the browser that may open it."""

    name: str
    path: str
    browser: Client


def answered_pages() -> Iterator[Shown]:
    """What a client sees after booking, in every state that a GET shows."""
    booked_at = clock.now() - timedelta(hours=13)
    place = open_every_day(booked_at, name="Toinen Huone", phone="+358401234567")
    later = iter(starts(place, clock.now() + timedelta(days=4), days=20)[::12])

    def visit_page(name: str, said: told.Answers, **state: object) -> Shown:
        browser, visit = answered_visit(said, place=place, starts_at=next(later))
        Part.objects.filter(appointment=visit).update(**state)
        return Shown(name, address("visit", visit), browser)

    yield visit_page("visit-as-booked", told.NONE)
    yield visit_page("visit-adapted", told.ADAPTED)
    yield visit_page("visit-left-out", [{"id": "wound_local", "regions": ["lower_back_left", "calf_right"]}])
    yield visit_page("visit-to-accept", told.ADAPTED, seen="")
    yield visit_page("visit-to-answer", told.NONE, verdict="", rulebook="")
    yield visit_page("visit-unsuitable", told.NONE, verdict="postpone")
    yield visit_page("visit-care", told.NONE, verdict="emergency")
    yield from note_pages(*answered_visit(told.WAITING, place=place, starts_at=next(later)))
    yield from day_before_pages(*answered_visit(told.ADAPTED, place=place, starts_at=tomorrow(place)))


def note_pages(browser: Client, visit: Appointment) -> Iterator[Shown]:
    """A visit that waits for a note: none yet, then one in each state."""
    here = address("visit", visit)
    yield Shown("visit-note", here, browser)
    part = visit.parts.get()
    for decide in (None, locked.confirm_note, locked.refuse_note):
        note = locked.hand_in(
            client=visit.client,
            visit=visit.public_id,
            treatment=part.treatment,
            from_whom="Dr Virtanen",
            items=["bleeding_disorder"],
            holds_until=visit.starts_at.date() + timedelta(days=90),
            file=told.PDF,
            now=clock.now(),
        )
        assert isinstance(note, Clearance)
        if decide:
            decide(by=part.practitioner, note=note.pk, now=clock.now())
    yield Shown("visit-notes", here, browser)


def day_before_pages(browser: Client, visit: Appointment) -> Iterator[Shown]:
    """The day before: asked, ill, well; and the pages of the answers, erasure last."""
    here = address("visit", visit)
    yield Shown("visit-still-well", here, browser)
    actions.excuse(visit, by=actions.CLIENT, clock=clock.database_now)
    yield Shown("visit-check-in", address("visit_check_in", visit), browser)
    yield Shown("visit-excused", here, browser)
    actions.reaffirm(visit, by=actions.CLIENT, clock=clock.database_now)
    yield Shown("visit-reaffirmed", here, browser)
    for name in ("visit_answers", "visit_interview", "visit_erasure", "visit_withdrawal"):
        yield Shown(name, address(name, visit), browser)
    browser.post(address("visit_erasure", visit))
    yield Shown("visit-in-person", here, browser)
    yield Shown("visit-answers-erased", address("visit_answers", visit), browser)
    yield Shown("visit-consent", address("visit_interview", visit), browser)
