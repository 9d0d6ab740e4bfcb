"""A storm: processes book, hold, move, cancel, block and change hours while they and PostgreSQL are killed.

Half a minute in the suite; UNKNOT_STORM_S makes it longer. Everybody writes down what was acknowledged once it was,
and afterwards the diary is held against it.
"""

import os
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import httpx
import psycopg
import pytest

from tests.ground.family import family, kill
from tests.ground.stack import comes_true, environment, unknot
from tests.ground.storm.journal import Told
from tests.ground.storm.referee import faults
from tests.ground.test_cluster import chosen_programs
from unknot.config.cluster import life
from unknot.config.cluster.server import Server
from unknot.config.home import Home

pytestmark = pytest.mark.xdist_group("storm")

LASTS_S = float(os.environ.get("UNKNOT_STORM_S", "30"))
ROUNDS = 4
"""A slow machine gets through fewer turns: the storm goes on, at most so often, until each verb has been done."""
WORKERS = 4
EVERY_VERB = {
    *("book", "hold", "confirm", "release", "move", "cancel", "say"),
    *("block", "unblock", "change_hours", "open_days"),
    *("wait", "wait_visit", "serve", "take_turn", "decline_turn"),
}
GUST_S = 2.0
"""How long after one thing was killed the next is."""


class Storm:
    """The processes on a throw-away cluster, and what was done to them."""

    def __init__(self, server: Server, journals: Path, said: IO[bytes]) -> None:
        self.server, self.journals, self._said = server, journals, said
        self.killed: Counter[str] = Counter()
        self.lasted_s = 0.0
        self.deadlocks = 0
        self._dice = random.Random(5)
        self._env = environment(
            UNKNOT_HOME=str(server.home.path), DATABASE_URL=server.url, UNKNOT_RATE_LIMIT="off",
            DJANGO_SETTINGS_MODULE="unknot.config.settings", UNKNOT_SITE_URL="http://localhost",
            STORM_BEGAN_AT=datetime.now(UTC).isoformat(), STORM_LASTS_S=str(ROUNDS * LASTS_S),
        )  # fmt: skip

    def build(self) -> None:
        for words in (["django", "migrate", "-v0"], ["tests.ground.storm.worker", "build"]):
            assert self._start(*words).wait(120) == 0, self.said()

    @contextmanager
    def http(self) -> Iterator[str]:
        """The product's own web server, with one worker."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = str(free.getsockname()[1])
        web = self._start(
            "granian", "--interface", "wsgi", "unknot.config.wsgi:application", "--workers", "1",
            "--blocking-threads", "2", "--host", "127.0.0.1", "--port", port, "--log-level", "warning",
        )  # fmt: skip
        site = f"http://127.0.0.1:{port}"
        try:
            assert comes_true(lambda: _is_ready(site)), self.said()
            yield site
        finally:
            web.terminate()
            web.wait(20)

    def rage(self, site: str) -> None:
        """Let everybody loose, and kill something every few seconds."""
        until_s = time.time() + LASTS_S
        self.lasted_s += LASTS_S
        crowd = self._start(
            "tests.ground.storm.worker", "act", str(self.journals), str(WORKERS), str(until_s)
        )
        http = self._start(
            "tests.ground.storm.by_http", site, str(self.journals / "http.journal"), str(until_s)
        )
        assert comes_true(lambda: len(family(crowd.pid)) == WORKERS), self.said()
        gust = 0
        while time.time() + GUST_S < until_s:
            time.sleep(GUST_S)
            gust += 1
            if gust % 4:
                kill(self._dice.choice(sorted(family(crowd.pid))))
                self.killed["workers"] += 1
            else:
                self.kill_postgresql()
        for each in (crowd, http):
            assert each.wait(60) == 0, self.said()

    def kill_postgresql(self) -> None:
        """The whole server, and the next time one of those that serve its connections, which brings all down too."""
        self.deadlocks += self.seen_deadlocks()
        if self.killed["servers"] > self.killed["backends"]:
            self._kill_a_backend()
            self.killed["backends"] += 1
            return
        assert self.server.process is not None
        self.server.process.kill()
        self.server.process.wait()
        self.server.start()
        self.killed["servers"] += 1

    def seen_deadlocks(self) -> int:
        """Since the last crash: a crash forgets them."""
        question = "SELECT sum(deadlocks)::int FROM pg_stat_database"
        return int(self._asked(question))

    def logged(self, pattern: str) -> list[str]:
        """What matches in everything that PostgreSQL and the processes have said."""
        logs = [*(self.server.places.data / "log").glob("*.log"), self.journals / "said.log"]
        return [line for log in logs for line in log.read_text().splitlines() if re.search(pattern, line)]

    def said(self) -> str:
        return (self.journals / "said.log").read_text()

    def _kill_a_backend(self) -> None:
        kill(int(self._asked("SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'"
                             " AND datname = 'unknot' AND pid <> pg_backend_pid() LIMIT 1")))  # fmt: skip
        assert comes_true(self._answers)

    def _answers(self) -> bool:
        try:
            return bool(self._asked("SELECT 1"))
        except psycopg.OperationalError:
            return False

    def _asked(self, question: str) -> Any:
        with psycopg.connect(self.server.url) as connection:
            row = connection.execute(question.encode()).fetchone()
        assert row is not None
        return row[0]

    def _start(self, module: str, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", module, *words]
        return subprocess.Popen(command, env=self._env, stdout=self._said, stderr=self._said)


def _is_ready(site: str) -> bool:
    try:
        return httpx.get(f"{site}/readyz").status_code == 200
    except httpx.TransportError:
        return False


@pytest.fixture
def storm() -> Iterator[Storm]:
    above = Path(tempfile.mkdtemp(prefix="unknot-storm-"))
    above.chmod(0o755)
    home = Home(above / "home")
    home.create()
    journals = above / "journals"
    journals.mkdir()
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, above)
        said = stack.enter_context((journals / "said.log").open("ab"))
        yield Storm(stack.enter_context(life.run(home, chosen_programs())), journals, said)


def test_whatever_is_killed_the_diary_keeps_what_it_said(
    storm: Storm, request: pytest.FixtureRequest
) -> None:
    storm.build()
    with storm.http() as site:
        for _ in range(ROUNDS):
            storm.rage(site)
            if Told.read(storm.journals).verbs >= EVERY_VERB:
                break
    storm.deadlocks += storm.seen_deadlocks()
    checked = unknot("check", "--home", str(storm.server.home.path))
    told = Told.read(storm.journals)
    request.node.user_properties.append(("told", summary(storm, told)))

    assert told.unexpected == []
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")
    assert list(faults(told, storm.server.url)) == []
    assert (storm.deadlocks, storm.logged("deadlock detected|claims_constraint_fired|Traceback")) == (0, [])
    assert told.verbs >= EVERY_VERB


def summary(storm: Storm, told: Told) -> str:
    """The storm in one line."""
    done = Counter(each.verb for each in told.attempts.values() if each.done)
    refused = Counter(each.refused for each in told.attempts.values() if each.refused)
    in_doubt = sum(each.is_in_doubt for each in told.attempts.values())
    by_http = sum(each.name.startswith("http") for each in told.attempts.values())
    version = os.environ["UNKNOT_TEST_PG_SEEN"]
    return (
        f"storm on PostgreSQL {version}, {storm.lasted_s:.0f} s, {WORKERS} processes and HTTP ({by_http} attempts):"
        f" {done.total()} acknowledged ({_listed(done)}), {refused.total()} refused ({_listed(refused)}),"
        f" {in_doubt} in doubt; killed {_listed(storm.killed)}; {storm.deadlocks} deadlocks"
    )


def _listed(counted: Counter[str]) -> str:
    return ", ".join(f"{count} {what}" for what, count in counted.most_common())
