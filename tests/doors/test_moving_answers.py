"""A move is judged for its new start, and what stands in its way leads on: times that fit, a plan, a question."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests import cast
from tests.apps import answered_cast as told
from tests.doors.answered import (
    BOOKED_BEFORE,
    address,
    answered_visit,
    far,
    open_every_day,
    shown,
    starts,
)
from unknot.design.words import on_wall, wall_long_day
from unknot.diary.models import Appointment, Part
from unknot.diary.values import ASK_AGAIN, NOT_ACCEPTED, UNSUITABLE, Refusal
from unknot.health import actions as locked
from unknot.plumbing import clock
from unknot.salons.models import Salon
from unknot.web import refusals

pytestmark = pytest.mark.django_db
ZONE = "Europe/Helsinki"


def two_starts() -> tuple[cast.Place, datetime, datetime]:
    """A place, a start in five days and one in twelve."""
    place = open_every_day(clock.now() - BOOKED_BEFORE)
    return place, starts(place, clock.now() + timedelta(days=5))[0], far(place)


def day_of(start: datetime, days: int = 0) -> date:
    return on_wall(start, ZONE).date() + timedelta(days=days)


def move(browser: Client, visit: Appointment, start: datetime, **more: str) -> Any:
    return browser.post(address("visit_time", visit), {"starts_at": start.isoformat(), **more})


def test_a_day_that_does_not_fit_is_no_dead_end() -> None:
    place, soon, later = two_starts()
    browser, visit = answered_visit(told.vaccinated(day_of(soon)), place=place, starts_at=later)
    response = move(browser, visit, soon)
    page = " ".join(response.content.decode().split())
    assert response.status_code == 409
    fits = soon + timedelta(days=3)
    assert f"It fits from {wall_long_day(fits, ZONE)} on." in page
    first = page.partition('name="starts_at" value="')[2].partition('"')[0]
    assert first[:10] == day_of(soon, 3).isoformat()
    assert "vaccin" not in page
    browser.post(address("visit_time", visit), {"starts_at": first})
    visit.refresh_from_db()
    assert on_wall(visit.starts_at, ZONE).isoformat(timespec="minutes") == first


def test_an_adapted_plan_is_shown_and_accepted_in_one_tap() -> None:
    place, soon, later = two_starts()
    browser, visit = answered_visit(told.injected(day_of(soon)), place=place, starts_at=later)
    response = move(browser, visit, soon)
    page = " ".join(response.content.decode().split())
    assert response.status_code == 409
    assert "Your treatment, adapted" in page
    assert "<button" in page
    assert "anti-wrinkle" not in page.lower()
    accepted = page.partition('name="accepted" value="')[2].partition('"')[0]
    assert move(browser, visit, soon, accepted=accepted).status_code == 302
    visit.refresh_from_db()
    part = Part.objects.get()
    assert (visit.starts_at, part.verdict, part.waits_for_client) == (soon, "adapt", False)


def test_what_was_not_accepted_moves_nothing() -> None:
    place, soon, later = two_starts()
    browser, visit = answered_visit(told.injected(day_of(soon)), place=place, starts_at=later)
    move(browser, visit, soon, accepted="something else")
    visit.refresh_from_db()
    assert visit.starts_at == later


def test_what_fits_as_it_is_moves_at_once() -> None:
    place, soon, later = two_starts()
    browser, visit = answered_visit(told.ADAPTED, place=place, starts_at=later)
    assert move(browser, visit, soon).headers["Location"] == address("visit", visit)


def test_a_question_that_is_open_for_the_new_day_is_asked_and_leads_back_to_the_move() -> None:
    place, soon, later = two_starts()
    browser, visit = answered_visit(told.ADAPTED, place=place, starts_at=later)
    unread = [{"id": "of_old"}]
    locked.renew(visit=visit.public_id, client=visit.client, answers=unread, rulebook="r", now=clock.now())
    response = move(browser, visit, soon)
    questions = response.headers["Location"]
    assert questions.startswith(address("visit_interview", visit) + "?to=")
    card = browser.post(questions, follow=True).content.decode()
    form = card.partition('id="card" method="post" action="')[2].partition('"')[0].replace("&amp;", "&")
    page = browser.post(form, {"none": "1"}, follow=True).content.decode()
    assert "It fits. Your visit moves when you tap." in page
    assert move(browser, visit, soon).status_code == 302


def test_the_month_begins_where_it_fits_when_the_visit_does_not() -> None:
    place, soon, _later = two_starts()
    browser, visit = answered_visit(told.NONE, place=place, starts_at=soon)
    said = told.vaccinated(day_of(soon))
    locked.renew(visit=visit.public_id, client=visit.client, answers=said, rulebook="r", now=clock.now())
    Part.objects.update(verdict="postpone", seen="")
    page = shown(browser, visit, "visit_time")
    assert f"It fits from {wall_long_day(soon + timedelta(days=3), ZONE)} on." in page


@pytest.mark.parametrize(("verdict", "is_open"), [("postpone", True), ("adapt", False)])
def test_what_speaks_against_a_visit_opens_moving_and_cancelling_past_the_limit(
    verdict: str, is_open: bool
) -> None:
    browser, visit = answered_visit(told.NONE)
    Salon.objects.update(change_notice_min=60 * 24 * 30)
    Part.objects.update(verdict=verdict)
    page = shown(browser, visit)
    assert (f'href="{address("visit_cancellation", visit)}"' in page) is is_open
    assert ("Changes are no longer possible here." in page) is not is_open


@pytest.mark.parametrize("code", [UNSUITABLE, NOT_ACCEPTED, ASK_AGAIN])
def test_each_refusal_about_answers_has_words_of_its_own(code: str) -> None:
    unknown = Refusal("something else")
    assert refusals.title(Refusal(code)) != refusals.title(unknown)
    assert refusals.sentence(Refusal(code)) != refusals.sentence(unknown)
