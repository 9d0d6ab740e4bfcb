"""The day before: asked once, answered in one tap; who is ill moves free of charge to a day that fits."""

from datetime import timedelta
from typing import Any

import pytest

from tests import cast
from tests.apps import answered_cast as told
from tests.doors.answered import (
    BOOKED_BEFORE,
    address,
    answered_visit,
    open_every_day,
    shown,
    tomorrow,
)
from unknot.design.words import on_wall
from unknot.diary.models import Appointment
from unknot.health import actions as locked
from unknot.plumbing import clock
from unknot.web.check_in import is_asked

pytestmark = pytest.mark.django_db
QUESTION = "Still well?"


def near_visit(said: list[Any] = told.NONE, **more: Any) -> Any:
    """A visit tomorrow, at a salon that lets nobody move within two days."""
    place = open_every_day(clock.now() - BOOKED_BEFORE, change_notice_min=48 * 60, **more)
    return answered_visit(said, place=place, starts_at=tomorrow(place))


@pytest.mark.parametrize(
    ("at", "asked"),
    [
        (cast.wall(10, 0) - timedelta(seconds=1), False),
        (cast.wall(10, 0), True),
        (told.START - timedelta(seconds=1), True),
        (told.START, False),
    ],
)
def test_it_is_asked_from_the_salons_day_before_until_the_visit_begins(at: Any, asked: bool) -> None:
    assert is_asked(told.answered(), at) is asked


def test_who_has_just_booked_is_not_asked() -> None:
    visit = told.answered(now=told.START - timedelta(hours=20))
    later = [told.START - timedelta(hours=8, seconds=1), told.START - timedelta(hours=8)]
    assert [is_asked(visit, at) for at in later] == [False, True]


@pytest.mark.parametrize("change", [{"status": "cancelled"}, {"status": "arrived"}])
def test_only_who_is_still_to_come_is_asked(change: dict[str, str]) -> None:
    visit = told.answered()
    Appointment.objects.update(**change)
    visit.refresh_from_db()
    assert not is_asked(visit, told.START - timedelta(hours=3))


def test_yes_is_one_tap_and_is_not_asked_again() -> None:
    browser, visit = near_visit()
    assert QUESTION in shown(browser, visit)
    page = browser.post(address("visit_check_in", visit), {"word": "as_before"}, follow=True)
    assert QUESTION not in page.content.decode()
    assert "Thank you for saying that all is as it was." in shown(browser, visit)


def test_ill_lifts_the_salons_limit_and_offers_the_first_times_from_the_day_that_fits() -> None:
    browser, visit = near_visit()
    assert "Changes are no longer possible here." in shown(browser, visit)
    page = browser.post(address("visit_check_in", visit), {"word": "otherwise"}, follow=True).content.decode()
    assert page.count('class="time"') == 6
    first = page.partition('name="starts_at" value="')[2].partition('"')[0]
    # Whoever was last ill today is well for two full days by then.
    today = on_wall(clock.now(), "Europe/Helsinki").date()
    assert first[:10] == (today + timedelta(days=3)).isoformat()
    assert "fee" not in page.lower()
    moved = browser.post(address("visit_time", visit), {"starts_at": first}, follow=True).content.decode()
    assert "Confirmed" in moved
    visit.refresh_from_db()
    assert (visit.starts_at.date().isoformat(), visit.excused_at) == (first[:10], None)


def test_who_is_excused_may_cancel() -> None:
    browser, visit = near_visit()
    browser.post(address("visit_cancellation", visit))
    visit.refresh_from_db()
    assert visit.status == "booked"
    browser.post(address("visit_check_in", visit), {"word": "otherwise"})
    browser.post(address("visit_cancellation", visit))
    visit.refresh_from_db()
    assert visit.status == "cancelled"


def test_the_times_fit_what_was_answered_before_too() -> None:
    place = open_every_day(clock.now() - BOOKED_BEFORE, change_notice_min=48 * 60)
    start = tomorrow(place)
    in_four_days = on_wall(start, "Europe/Helsinki").date() + timedelta(days=3)
    browser, visit = answered_visit(told.NONE, place=place, starts_at=start)
    said = told.vaccinated(in_four_days)
    locked.renew(visit=visit.public_id, client=visit.client, answers=said, rulebook="r", now=clock.now())
    page = browser.post(address("visit_check_in", visit), {"word": "otherwise"}, follow=True).content.decode()
    first = page.partition('name="starts_at" value="')[2].partition('"')[0]
    assert first[:10] not in {(in_four_days + timedelta(days=days)).isoformat() for days in range(3)}


def test_who_can_come_after_all_says_so() -> None:
    browser, visit = near_visit()
    for word in ("otherwise", "as_before"):
        browser.post(address("visit_check_in", visit), {"word": word})
    visit.refresh_from_db()
    assert (visit.excused_at, visit.reaffirmed_at is None) == (None, False)
    assert "Changes are no longer possible here." in shown(browser, visit)


def test_without_a_word_there_is_no_such_page() -> None:
    browser, visit = near_visit()
    assert browser.get(address("visit_check_in", visit)).headers["Location"] == address("visit", visit)


def test_nothing_is_said_about_a_visit_that_is_cancelled() -> None:
    browser, visit = near_visit()
    Appointment.objects.update(status="cancelled")
    answer = browser.post(address("visit_check_in", visit), {"word": "otherwise"})
    assert (answer.status_code, Appointment.objects.get().excused_at) == (409, None)
