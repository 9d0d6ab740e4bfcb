"""Pages for when something is wrong: they help, and need neither database nor context."""

import pytest
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory

from unknot.design.middleware import BackInAMoment


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("fine")


@pytest.mark.parametrize(
    "name", ["403.html", "403_csrf.html", "404.html", "429.html", "500.html", "503.html"]
)
def test_error_pages_stand_alone(name: str) -> None:
    rendered = render_to_string(name, {"wait_s": 7})
    assert (rendered.lstrip()[:15], rendered.count("<h1>")) == ("<!doctype html>", 1)


@pytest.mark.parametrize(("wait_s", "said"), [(1, "in one second."), (2, "in 2 seconds.")])
def test_who_is_too_quick_is_told_how_long_to_wait(wait_s: int, said: str) -> None:
    assert said in render_to_string("429.html", {"wait_s": wait_s})


@pytest.mark.parametrize("failure", [OperationalError("away"), InterfaceError("closed")])
def test_a_database_that_does_not_answer_is_a_503_page(failure: Exception) -> None:
    answer = BackInAMoment(page).process_exception(RequestFactory().get("/"), failure)
    assert answer is not None
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert "Back in a moment" in answer.content.decode()


def test_other_failures_stay_what_they_are() -> None:
    assert BackInAMoment(page).process_exception(RequestFactory().get("/"), ValueError("broken")) is None
