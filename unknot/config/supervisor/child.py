"""A child process that is kept alive: its own process group, its own log, a growing wait between restarts."""

import contextlib
import functools
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from unknot.config import lifeline

WAITS_S = (0.1, 0.5, 1.0, 2.0, 5.0, 10.0)
STEADY_AFTER_S = 30.0
LONGEST_LOG_BYTES = 20_000_000


def spawn(
    command: Sequence[str], environment: Mapping[str, str], log: Path, *, answer: int | None = None
) -> subprocess.Popen[bytes]:
    """Start a command in a process group of its own that the kernel kills with us. Main thread only.

    What it says goes to the end of `log`; its standard output to the descriptor `answer`, if there is one.
    """
    if log.is_file() and log.stat().st_size > LONGEST_LOG_BYTES:
        log.replace(log.with_suffix(".old.log"))
    with log.open("ab") as file:
        return subprocess.Popen(
            command,
            env=dict(environment),
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=file if answer is None else answer,
            stderr=file,
            process_group=0,
            preexec_fn=functools.partial(lifeline.die_with_parent_of, os.getpid(), signal.SIGKILL),
        )


def kill_group(leader_pid: int) -> None:
    """Kill whatever is left of a process group."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader_pid, signal.SIGKILL)


@dataclass(slots=True)
class Child:
    """What to run and how long it may take to stop; `tend` brings it back when it has died."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    patience_s: float
    process: subprocess.Popen[bytes] | None = None
    _deaths: int = field(default=0, init=False)
    _began_s: float = field(default=0.0, init=False)
    _not_before_s: float = field(default=0.0, init=False)

    def start(self) -> None:
        """Run it now."""
        self._began_s = time.monotonic()
        self.process = spawn(self.command, self.environment, self.log)

    def has_died(self) -> bool:
        """Did it run and end by itself?"""
        return self.process is not None and self.process.poll() is not None

    def tend(self) -> None:
        """Start it again if it has died and its wait is over; to be called again and again."""
        now_s = time.monotonic()
        if self.process is not None:
            if self.process.poll() is None:
                return
            # A dead leader may leave its own children behind, on the same port.
            kill_group(self.process.pid)
            self._deaths = 0 if now_s - self._began_s > STEADY_AFTER_S else self._deaths
            self._not_before_s = now_s + WAITS_S[min(self._deaths, len(WAITS_S) - 1)]
            self._deaths += 1
            self.process = None
        if now_s >= self._not_before_s:
            self.start()

    def stop(self) -> None:
        """Ask it to end, and kill its whole group when its patience is over. Safe to repeat."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=self.patience_s)
        kill_group(self.process.pid)
        self.process.wait()
        self.process = None
