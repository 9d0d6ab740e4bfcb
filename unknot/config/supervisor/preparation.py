"""Runs `prepare` as a child, shows its progress to a person at a terminal, and reads its answer."""

import json
import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from unknot.config.home import Home
from unknot.config.progress import Progress
from unknot.config.supervisor.child import kill_group, spawn
from unknot.config.supervisor.refusal import StackRefusal
from unknot.config.supervisor.wish import WishToStop

_POLL_S = 0.05


def run(
    home: Home, environment: Mapping[str, str], *, demo: bool, salons: int | None, wish: WishToStop
) -> dict[str, Any]:
    """What the preparation told; {} when a wish to stop has ended it. StackRefusal when it failed."""
    command = [sys.executable, "-m", "unknot.config.supervisor.prepare"]
    command += ["--demo"] if demo else []
    command += ["--salons", str(salons)] if salons is not None else []
    log = home.logs / "prepare.log"
    log.unlink(missing_ok=True)
    with tempfile.TemporaryFile() as answer:
        child = spawn(command, environment, log, answer=answer.fileno())
        shown = Progress(sys.stderr)
        while child.poll() is None and not wish.wait(_POLL_S):
            told = _last_told(answer)
            if "step" in told:
                shown.show(told["step"], told["done"], told["of"])
        kill_group(child.pid)
        failed = child.wait() != 0
        shown.clear()
        if wish.is_set():
            return {}
        if failed:
            raise StackRefusal(f"the preparation failed: {_last_line(log)} (in {log})")
        return dict(_last_told(answer)["told"])


def _last_told(answer: IO[bytes]) -> dict[str, Any]:
    # Not read(): the child shares the file's position, and would write where we had read to.
    text = os.pread(answer.fileno(), os.fstat(answer.fileno()).st_size, 0)
    complete = text.rpartition(b"\n")[0]
    return json.loads(complete.rpartition(b"\n")[2]) if complete else {}


def _last_line(log: Path) -> str:
    lines = [line for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
    return lines[-1] if lines else "without a word"
