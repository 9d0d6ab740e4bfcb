"""A process of the storm that comes through the JSON door: `python -m tests.ground.storm.by_http SITE JOURNAL UNTIL`.

It stops at UNTIL, in seconds since 1970.
"""

import random
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx

from tests.ground.storm.journal import Journal, Standing

UNAVAILABLE = 503


class Visitor:
    """Holds, confirms, books, moves and cancels through HTTP; an answer of 5xx is unexpected while all is up."""

    def __init__(self, http: httpx.Client, journal: Journal, dice: random.Random) -> None:
        self.http, self.journal, self.dice = http, journal, dice
        self.mine: dict[str, str] = {}

    def turn(self) -> None:
        found = self._ask("GET", "/search", params={
            "near": "60.1841,24.9497", "duration_min": "60", "treatment": "back_massage",
        })  # fmt: skip
        hits = found.json()["results"] if found.status_code == 200 else []
        if not hits:
            return
        hit = self.dice.choice(hits)
        wish = {"offer": hit["offer"]["id"], "starts_at": self.dice.choice(hit["slots"])["starts_at"]}
        verb = self.dice.choice([self.book, self.hold, self.move, self.cancel])
        verb(wish)

    def book(self, wish: dict[str, Any]) -> None:
        attempt = self.journal.begin("book")
        self._booked(attempt, self._ask("POST", "/appointments", json={**wish, "client": self._me(attempt)}))

    def hold(self, wish: dict[str, Any]) -> None:
        attempt = self.journal.begin("hold")
        held = self._ask("POST", "/holds", json=wish)
        self._answered(attempt, held)
        if held.status_code == 201:
            attempt = self.journal.begin("confirm")
            kept = {"hold": held.json()["id"], "token": held.json()["token"], "client": self._me(attempt)}
            self._booked(attempt, self._ask("POST", "/appointments", json=kept))

    def move(self, wish: dict[str, Any]) -> None:
        for visit, headers in self._one_of_mine():
            to = datetime.fromisoformat(wish["starts_at"])
            attempt = self.journal.begin("move", visit, to, "booked")
            body = {"starts_at": wish["starts_at"]}
            self._answered(
                attempt, self._ask("PUT", f"/appointments/{visit}/time", json=body, headers=headers)
            )

    def cancel(self, wish: dict[str, Any]) -> None:
        for visit, headers in self._one_of_mine():
            attempt = self.journal.begin("cancel", visit, None, "cancelled")
            path = f"/appointments/{visit}/cancellation"
            self._answered(attempt, self._ask("POST", path, headers=headers))

    def _one_of_mine(self) -> list[tuple[str, dict[str, str]]]:
        if not self.mine:
            return []
        visit, token = self.dice.choice(list(self.mine.items()))
        return [(visit, {"Authorization": f"Bearer {token}"})]

    def _me(self, attempt: str) -> dict[str, str]:
        return {"name": attempt, "email": "outi@example.org"}

    def _booked(self, attempt: str, answer: httpx.Response) -> None:
        if answer.status_code == 201:
            self.mine[answer.json()["id"]] = answer.json()["token"]
        self._answered(attempt, answer)

    def _answered(self, attempt: str, answer: httpx.Response) -> None:
        if answer.status_code in (200, 201):
            body = answer.json()
            at = datetime.fromisoformat(body["starts_at"])
            standing = Standing.of(body["sequence"], at, body["status"]) if "sequence" in body else None
            self.journal.done(attempt, body["id"] if standing else "", standing)
        elif answer.status_code < 500:
            self.journal.refused(attempt, answer.json()["code"])

    def _ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        answer = self.http.request(method, f"/api/v1{path}", **more)
        # "busy" would be a lock that was not won in ten seconds; only a database that is down may be said.
        if answer.status_code >= 500 and (answer.status_code != UNAVAILABLE or "busy" in answer.text):
            self.journal.unexpected(f"{method} {path}: {answer.status_code} {answer.text}")
        return answer


def main() -> None:
    site, path, until_s = sys.argv[1:]
    journal = Journal(Path(path))
    with httpx.Client(base_url=site, timeout=20) as http:
        visitor = Visitor(http, journal, random.Random(path))
        while time.time() < float(until_s):
            try:
                visitor.turn()
            except httpx.TransportError:
                time.sleep(0.05)


if __name__ == "__main__":
    main()
