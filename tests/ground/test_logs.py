"""Logs tell what happened, never to whom."""

import json
import logging
from collections.abc import Iterator
from functools import partial

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from unknot.config import logs


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Iterator[list[dict[str, object]]]:
    """The log lines of the test, once it has logged."""
    said: list[dict[str, object]] = []
    handler = logging.Handler()
    handler.emit = lambda record: said.append(dict(record.msg))  # type: ignore[method-assign, arg-type]
    logger = logging.getLogger("unknot.request")
    logger.addHandler(handler)
    yield said
    logger.removeHandler(handler)


def test_a_request_is_one_line_without_its_path_or_query(lines: list[dict[str, object]]) -> None:
    request = RequestFactory().get("/v/aBc.hush", {"token": "hush"})
    answered = logs.RequestLog(lambda request: HttpResponse(status=404))(request)
    assert len(lines) == 1
    assert {"method": "GET", "route": "(none)", "status": 404}.items() <= lines[0].items()
    assert answered["X-Request-ID"] == lines[0]["request_id"]
    assert "hush" not in json.dumps(lines, default=str)


def test_an_open_board_to_which_nothing_is_new_is_not_told(lines: list[dict[str, object]]) -> None:
    for method, status in (("GET", 204), ("DELETE", 204), ("GET", 200)):
        answer = partial(_answer, status)
        logs.RequestLog(answer)(RequestFactory().generic(method, "/"))
    told = [(line["method"], line["status"]) for line in lines if line["level"] != "debug"]
    assert told == [("DELETE", 204), ("GET", 200)]


def _answer(status: int, request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=status)


def test_a_failure_tells_its_kind_and_place_but_not_its_message(lines: list[dict[str, object]]) -> None:
    def fails(request: HttpRequest) -> HttpResponse:
        raise ValueError("Anna Virtanen, anna@example.org")

    watched = logs.RequestLog(fails)
    try:
        fails(HttpRequest())
    except ValueError as failure:
        watched.process_exception(HttpRequest(), failure)
    assert [line["error"] for line in lines] == ["ValueError"]
    assert "test_logs.py" in str(lines[0]["frames"])
    assert "Anna" not in json.dumps(lines, default=str)


@pytest.mark.parametrize(
    "key", ["email", "token", "client_name", "Authorization", "health_answer", "password", "phone"]
)
def test_a_value_whose_key_sounds_secret_is_dropped(key: str) -> None:
    assert logs.drop_secrets(None, "info", {key: "hush", "status": 200}) == {key: "[dropped]", "status": 200}
