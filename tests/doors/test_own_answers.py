"""A client's own answers: sealed at first sight, opened by a tap, taken along, changed and erased."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.apps import answered_cast as told
from tests.doors.answered import address, answered_visit, far, open_every_day, opened_by, shown
from unknot.diary.models import Appointment, Part
from unknot.health import actions as locked
from unknot.health.models import Answers, Key, Reading
from unknot.health.values import Opened
from unknot.plumbing import clock

pytestmark = pytest.mark.django_db
THINNERS = "Do you take blood thinners"


def looks(role: str) -> int:
    return Reading.objects.filter(role=role).count()


def said(visit: Appointment) -> list[dict[str, Any]]:
    opened = locked.own_answers(client=visit.client, visit=visit.public_id, now=clock.now())
    assert isinstance(opened, Opened)
    return list(opened.answers)


def answer(browser: Client, visit: Appointment, **given: Any) -> str:
    """One step of the interview; the page that it leads to."""
    response = browser.post(address("visit_interview_answers", visit), given, follow=True)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def begin(browser: Client, visit: Appointment) -> str:
    response = browser.post(address("visit_interview", visit), follow=True)
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (told.NONE, ["As you have booked it."]),
        (told.ADAPTED, ["Pressure: at most medium."]),
        (told.WAITING, ["It waits for a note", "Pressure: at most light.", "Hand in a note"]),
        ([{"id": "wound_local", "regions": ["lower_back_left"]}], ["Left out: lower back (left)."]),
    ],
)
def test_the_visit_says_what_is_decided_and_never_why(answers: list[Any], words: list[str]) -> None:
    browser, visit = answered_visit(answers)
    page = shown(browser, visit)
    assert [each for each in words if each not in page] == []
    why = ("thinners", "bleeding", "wound", "health", "cut")
    assert [each for each in why if each in page.lower()] == []
    assert "Your answers</a>" in page


def test_at_first_sight_nothing_is_open_and_nobody_has_looked() -> None:
    browser, visit = answered_visit(told.ADAPTED)
    page = shown(browser, visit, "visit_answers")
    assert THINNERS not in page
    assert "Nobody yet." in page
    assert looks("client") == 0


def test_a_tap_opens_them_and_is_on_record() -> None:
    browser, visit = answered_visit(told.ADAPTED)
    page = " ".join(browser.post(address("visit_answers", visit)).content.decode().split())
    assert THINNERS in page
    assert looks("client") == 1
    assert "You:" in shown(browser, visit, "visit_answers")


def test_what_was_answered_about_it_stands_in_words() -> None:
    browser, visit = answered_visit([{"id": "epilepsy", "controlled": True}])
    page = " ".join(browser.post(address("visit_answers", visit)).content.decode().split())
    assert "<strong>Yes</strong>" in page


def test_no_page_of_the_answers_is_kept_by_a_browser_or_named_by_what_it_holds() -> None:
    browser, visit = answered_visit(told.WAITING)
    names = ("visit_answers", "visit_erasure", "visit_withdrawal", "visit_interview")
    pages = [browser.get(address(name, visit)) for name in names]
    pages += [browser.post(address(name, visit)) for name in ("visit_answers", "visit_answers_copy")]
    pages += [browser.post(address("visit_notes", visit), {"begin": "1"})]
    assert [("no-store" in each.headers["Cache-Control"]) for each in pages] == [True] * len(pages)
    titles = {each.content.decode().partition("<title>")[2].partition(" ·")[0] for each in pages}
    assert titles == {"Your answers", "Hand in a note", ""}


def test_a_stranger_finds_no_page_at_all() -> None:
    _browser, visit = answered_visit(told.ADAPTED)
    gets = ("visit_answers", "visit_erasure", "visit_withdrawal", "visit_interview", "visit_check_in")
    posts = (*gets, "visit_answers_copy", "visit_plan", "visit_notes", "visit_interview_answers")
    stranger = Client()
    assert {stranger.get(address(name, visit)).status_code for name in gets} == {404}
    assert {stranger.post(address(name, visit)).status_code for name in posts} == {404}
    assert stranger.post(address("visit_note_removal", visit, "n0te")).status_code == 404


def test_the_file_holds_everything_of_this_client_and_of_nobody_else() -> None:
    place = open_every_day(clock.now())
    browser, visit = answered_visit(told.ADAPTED, place=place)
    answered_visit(told.WAITING, place=place, starts_at=None)
    response = browser.post(address("visit_answers_copy", visit))
    assert response.headers["Content-Disposition"] == 'attachment; filename="unknot.json"'
    document = json.loads(response.content)
    assert [each["answers"] for each in document["answers"]] == [told.ADAPTED]
    assert [(each["visit"], each["verdict"]) for each in document["decisions"]] == [
        (visit.public_id, "adapt")
    ]
    assert looks("client") == 1


def test_erasing_asks_once_and_leaves_nothing() -> None:
    browser, visit = answered_visit(told.ADAPTED)
    question = shown(browser, visit, "visit_erasure")
    assert "Erase everything?" in question
    assert "Your visit stays booked, and you will be asked in person." in question
    assert Answers.objects.count() == 1
    page = browser.post(address("visit_erasure", visit), follow=True).content.decode()
    assert "Nothing is kept for this visit." in page
    assert (Answers.objects.count(), Key.objects.count(), Reading.objects.count()) == (0, 0, 0)
    assert "You will be asked a few questions in person." in shown(browser, visit)


def test_a_withdrawn_consent_leaves_who_has_looked() -> None:
    browser, visit = answered_visit(told.ADAPTED)
    browser.post(address("visit_answers", visit))
    browser.post(address("visit_withdrawal", visit))
    page = shown(browser, visit, "visit_answers")
    assert Answers.objects.count() == 0
    assert "You:" in page
    assert "Erase who has looked, too" in page


def test_answers_are_changed_beside_the_visit_until_all_are_there() -> None:
    browser, visit = answered_visit(told.ADAPTED)
    card = begin(browser, visit)
    assert 'value="anticoagulants" checked' in card
    answer(browser, visit, item=["epilepsy"], line=["long_term"])
    assert said(visit) == told.ADAPTED
    page = answer(browser, visit, about="epilepsy", controlled="yes")
    assert said(visit) == [{"id": "epilepsy", "controlled": True}]
    assert "This changes" in page
    assert Part.objects.get().is_to_accept


def test_what_changes_is_accepted_in_one_tap() -> None:
    browser, visit = answered_visit(told.NONE)
    begin(browser, visit)
    page = answer(browser, visit, item=["anticoagulants"], line=["heart"])
    accepted = page.partition('name="accepted" value="')[2].partition('"')[0]
    assert "See what changes" in shown(browser, visit)
    browser.post(address("visit_plan", visit), {"accepted": accepted})
    assert not Part.objects.get().waits_for_client
    assert "See what changes" not in shown(browser, visit)


def test_accepting_something_else_than_what_is_shown_changes_nothing() -> None:
    browser, visit = answered_visit(told.NONE)
    begin(browser, visit)
    answer(browser, visit, item=["anticoagulants"], line=["heart"])
    again = browser.post(address("visit_plan", visit), {"accepted": "of yesterday"}).content.decode()
    assert "This changes" in again
    assert Part.objects.get().is_to_accept


def test_a_plan_that_can_not_be_read_any_more_is_asked_for_again() -> None:
    browser, visit = answered_visit(told.ADAPTED)
    unread = [{"id": "of_old"}]
    locked.renew(visit=visit.public_id, client=visit.client, answers=unread, rulebook="r", now=clock.now())
    Part.objects.update(seen="")
    page = browser.post(address("visit_plan", visit), follow=True).content.decode()
    assert "The questions have changed since you answered them." in page


def test_nothing_applies_any_more_and_the_visit_is_as_booked() -> None:
    browser, visit = answered_visit(told.ADAPTED)
    begin(browser, visit)
    page = answer(browser, visit, none="1")
    assert "As you have booked it." in page
    assert said(visit) == []


def test_an_urgent_answer_says_what_to_do_now_and_offers_no_time() -> None:
    browser, visit = answered_visit(told.NONE)
    begin(browser, visit)
    page = answer(browser, visit, item=["cauda_equina"], line=["warning_signs"])
    assert 'href="tel:112"' in page
    assert 'class="time"' not in page
    assert "Cancel the visit" in page
    assert "If you need help now, call 112." in shown(browser, visit)


def test_what_speaks_against_the_day_offers_the_first_times_that_fit() -> None:
    browser, visit = answered_visit(told.NONE)
    on_date = visit.starts_at.astimezone().date()
    begin(browser, visit)
    answer(browser, visit, item=["vaccination"], line=["ill"])
    page = answer(browser, visit, about="vaccination", at_on=on_date.isoformat(), sore="no")
    assert "Better from" in page
    assert page.count('class="time"') == 6
    assert "Moving and cancelling are free of charge." in page
    assert "It can’t be given at this time." in shown(browser, visit)


@pytest.mark.parametrize(("minutes_ago", "is_shown"), [(29, True), (31, False)])
def test_a_draft_is_shown_for_half_an_hour(minutes_ago: int, is_shown: bool) -> None:
    browser, visit = answered_visit(told.ADAPTED)
    before = clock.now() - timedelta(minutes=minutes_ago)
    locked.begin(hold=visit.public_id, now=before)
    locked.record(hold=visit.public_id, answers=told.ADAPTED, rulebook="r", now=before)
    page = browser.get(address("visit_interview", visit), {"again": "1"}).content.decode()
    assert ('value="anticoagulants" checked' in page) is is_shown
    assert ("What you answered before is ticked already." in page) is not is_shown


def test_who_was_to_be_asked_in_person_may_answer_after_consent() -> None:
    place = open_every_day(clock.now())
    visit = told.in_person(place, starts_at=far(place), now=clock.now())
    browser = opened_by(Client(), visit)
    assert "You will be asked a few questions in person." in shown(browser, visit)
    assert "I agree" in begin(browser, visit)
    browser.post(address("visit_interview_consent", visit))
    page = answer(browser, visit, none="1")
    assert "As you have booked it." in page


def test_who_would_rather_be_asked_in_person_after_all_is() -> None:
    browser, visit = answered_visit(told.ADAPTED)
    browser.post(address("visit_interview_consent", visit), {"told": "in_person"})
    assert "You will be asked a few questions in person." in shown(browser, visit)


def test_a_visit_that_is_over_is_not_answered_for() -> None:
    browser, visit = answered_visit(told.ADAPTED)
    Appointment.objects.update(status="arrived")
    assert browser.post(address("visit_interview", visit)).status_code == 302
    assert Answers.objects.filter(visit="").count() == 0


def test_new_questions_are_asked_again_on_the_visits_page() -> None:
    browser, visit = answered_visit(told.ADAPTED)
    locked.renew(
        visit=visit.public_id,
        client=visit.client,
        answers=[{"id": "of_old"}, *told.ADAPTED],
        rulebook="r",
        now=clock.now(),
    )
    Part.objects.update(verdict="", rulebook="", seen="", pressure_max=None)
    assert "The questions have changed since you answered them." in shown(browser, visit)
    assert 'value="anticoagulants" checked' in begin(browser, visit)
    opened = browser.post(address("visit_answers", visit)).content.decode()
    assert "is not asked any more" in opened


def test_the_rules_that_changed_are_accepted_on_the_visits_page() -> None:
    browser, visit = answered_visit(told.ADAPTED)
    Part.objects.update(seen="")
    assert "Something has changed." in shown(browser, visit)
    page = browser.post(address("visit_plan", visit)).content.decode()
    accepted = page.partition('name="accepted" value="')[2].partition('"')[0]
    browser.post(address("visit_plan", visit), {"accepted": accepted})
    assert not Part.objects.get().waits_for_client
