"""Asking the JSON door: short ways to say a request, and what an error must look like."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.test import Client

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer
else:
    Answer = HttpResponse

OUTI = {"name": "Outi Laine", "email": "outi@example.org"}


class Door:
    """The JSON door as a program sees it."""

    def __init__(self) -> None:
        self.http = Client(raise_request_exception=False)

    def get(self, path: str, query: Mapping[str, Any] | None = None, /, **headers: str) -> Answer:
        return self.http.get(f"/api/v1{path}", query or {}, headers=headers)

    def post(self, path: str, body: object = None, /, **headers: str) -> Answer:
        return self._send("POST", path, body, headers)

    def put(self, path: str, body: object = None, /, **headers: str) -> Answer:
        return self._send("PUT", path, body, headers)

    def delete(self, path: str, **headers: str) -> Answer:
        return self.http.delete(f"/api/v1{path}", headers=headers)

    def _send(self, method: str, path: str, body: object, headers: Mapping[str, str]) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.http.generic(
            method,
            f"/api/v1{path}",
            body if isinstance(body, bytes) else _json(body),
            content_type="application/json",
            headers=named,
        )


def bearer(token: str) -> dict[str, str]:
    """The header that opens a hold or an appointment."""
    return {"authorization": f"Bearer {token}"}


def problem(response: HttpResponse | Answer) -> tuple[int, str]:
    """Status and code of a problem document; fails when it is not one."""
    assert response["Content-Type"] == "application/problem+json"
    body = json.loads(response.content)
    assert body["status"] == response.status_code
    assert {"type", "title", "detail"} <= body.keys()
    return response.status_code, body["code"]


def fields(response: HttpResponse | Answer) -> list[str]:
    """The fields that a 422 names."""
    assert problem(response) == (422, "invalid")
    return [error["field"] for error in json.loads(response.content)["errors"]]


def _json(body: object) -> bytes:
    return b"" if body is None else json.dumps(body).encode()
