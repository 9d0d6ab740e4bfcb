"""Clients book while PostgreSQL, web workers, the job worker and the supervisor are killed: what was said is kept."""

import contextlib
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.ground.family import kill
from tests.ground.stack import Stack, comes_true, unknot

pytestmark = [
    pytest.mark.xdist_group("stack"),
    pytest.mark.skipif(sys.platform != "linux", reason="the kernel's word that a parent has died is Linux's"),
]
CLIENTS = 4
OUTI = {"name": "Outi Laine", "email": "outi@example.org"}


@pytest.fixture
def stack() -> Iterator[Stack]:
    above = Path(tempfile.mkdtemp(prefix="unknot-storm-"))
    above.chmod(0o755)
    with Stack(above / "home", "demo", "--salons", "6", UNKNOT_RATE_LIMIT="off") as made:
        yield made
    shutil.rmtree(above)


class Crowd:
    """Clients who book, move and cancel until they are told to stop, and remember what they were promised."""

    def __init__(self, site: str) -> None:
        self.api = f"{site}/api/v1"
        self.promised: dict[str, dict[str, Any]] = {}
        self.refused: list[int] = []
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._book, args=(number,)) for number in range(CLIENTS)]

    def __enter__(self) -> "Crowd":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(60)

    def go_on(self) -> None:
        """Wait until a few more have been promised a visit."""
        enough = len(self.promised) + 8
        assert comes_true(lambda: len(self.promised) >= enough, 60)

    def _book(self, number: int) -> None:
        turn = 0
        while not self._stop.is_set():
            turn += 1
            with contextlib.suppress(httpx.TransportError), httpx.Client(timeout=10) as http:
                self._one(http, number, turn)
            time.sleep(0.05)

    def _one(self, http: httpx.Client, number: int, turn: int) -> None:
        day = datetime.now(UTC) + timedelta(days=2 + turn % 20)
        query = {
            "near": "60.1699,24.9384",
            "treatment": "back_massage",
            "duration_min": "60",
            "radius_km": "100",
        }
        found = http.get(f"{self.api}/search", params={**query, "from": day.isoformat()})
        if found.status_code != 200 or not found.json()["results"]:
            self.refused.append(found.status_code)
            return
        hits = found.json()["results"]
        hit = hits[number % len(hits)]
        wish = {"offer": hit["offer"]["id"], "starts_at": hit["slots"][0]["starts_at"], "client": OUTI}
        answer = http.post(f"{self.api}/appointments", json=wish)
        if answer.status_code != 201:
            self.refused.append(answer.status_code)
            return
        with self._lock:
            self.promised[answer.json()["id"]] = answer.json()


def test_nothing_acknowledged_is_lost_whatever_is_killed(stack: Stack) -> None:
    site = f"http://127.0.0.1:{stack.port}"
    with Crowd(site) as crowd:
        for marks in ((), ("postgres", "-D"), ("procrastinate",)):
            crowd.go_on()
            kill(stack.child(*marks) if marks else stack.web_worker())
        crowd.go_on()
        kill(stack.pid)
        assert stack.process is not None
        stack.process.communicate(timeout=10)
        stack.start()
        crowd.go_on()

    assert set(crowd.refused) <= {200, 409, 503}
    for visit in crowd.promised.values():
        mine = {"Authorization": f"Bearer {visit['token']}"}
        kept = httpx.get(f"{site}/api/v1/appointments/{visit['id']}", headers=mine)
        assert (kept.status_code, kept.json()["starts_at"]) == (200, visit["starts_at"])
    checked = unknot("check", "--home", str(stack.home))
    assert (checked.returncode, checked.stdout) == (0, "")
