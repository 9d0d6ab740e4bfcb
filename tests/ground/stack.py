"""A stack of a test's own: the supervisor on a home of its own, in a process group of its own."""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.ground.family import family

UP_WITHIN_S = 240.0
"""How long a start may take on a machine that has much else to do."""


class Stack:
    """`unknot up`, or another command that runs the stack."""

    def __init__(self, home: Path, *command: str, **settings: str) -> None:
        self.words = command or ("up",)
        self.settings = settings
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = int(free.getsockname()[1])
        self.home = home
        self.process: subprocess.Popen[str] | None = None

    def command(self, *words: str) -> list[str]:
        main, *options = self.words
        return [sys.executable, "-m", "unknot.config.cli", main, "--home", str(self.home), *options, *words]

    def start(self) -> None:
        self.process = subprocess.Popen(
            self.command("--port", str(self.port)),
            process_group=0, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=environment(**self.settings),
        )  # fmt: skip
        assert comes_true(self.answers_or_has_ended, UP_WITHIN_S)
        assert self.process.poll() is None, self.process.communicate()
        assert comes_true(self.works)

    def answers_or_has_ended(self) -> bool:
        return self.status("/readyz") == 200 or (self.process is not None and self.process.poll() is not None)

    def works(self) -> bool:
        return any("procrastinate" in words for words in family(self.pid).values())

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def child(self, *marks: str) -> int:
        """The direct child whose command line holds all the marks, once it is there: it may just be coming back."""
        seen: list[int] = []

        def is_there() -> bool:
            seen[:] = [
                pid for pid, words in family(self.pid).items()
                if all(mark in words for mark in marks) and leads_a_group(pid)
            ]  # fmt: skip
            return bool(seen)

        assert comes_true(is_there)
        return seen[0]

    def web_worker(self) -> int:
        """One of the processes that answer requests."""
        web = self.child("granian")
        assert comes_true(lambda: bool(family(web)))
        return min(family(web))

    def status(self, path: str) -> int:
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            asked.request("GET", path)
            return int(asked.getresponse().status)
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            asked.close()

    def __enter__(self) -> "Stack":
        """Started; whatever happens then, it is ended."""
        try:
            self.start()
        except BaseException:
            self.end()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                self.process.terminate()
            self.process.communicate(timeout=15)
            self.process = None


def leads_a_group(pid: int) -> bool:
    """Is it a process group's first, and still there?"""
    try:
        return os.getpgid(pid) == pid
    except ProcessLookupError:
        return False


def environment(**settings: str) -> dict[str, str]:
    """The machine's environment without anything that is meant for us, and with these settings."""
    ours = ("UNKNOT_", "DATABASE_URL", "DJANGO_", "PG_BIN")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)} | settings


def unknot(*words: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    """What a command says, run to its end."""
    command = [sys.executable, "-m", "unknot.config.cli", *words]
    env = environment(**settings)
    return subprocess.run(command, capture_output=True, text=True, check=False, env=env, timeout=60)


def comes_true(wanted: Callable[[], bool], within_s: float = 60.0) -> bool:
    deadline = time.monotonic() + within_s
    while not wanted():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
