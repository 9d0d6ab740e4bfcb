"""The processes below a process, as the kernel tells them."""

import os
import signal
import time
from pathlib import Path


def family(ancestor: int) -> dict[int, str]:
    """All living descendants of a process: process id to command line."""
    parents: dict[int, int] = {}
    words: dict[int, str] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
            said = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if state != "Z":
            parents[int(entry.name)], words[int(entry.name)] = int(parent), said
    found: set[int] = {ancestor}
    while grown := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= grown
    return {pid: words[pid] for pid in found - {ancestor}}


def alive(pid: int) -> bool:
    """Does the process live, zombies not counted?"""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def survivors(pids: set[int], within_s: float) -> set[int]:
    """Who of them still lives when the time is over, or nobody as soon as all are gone."""
    deadline = time.monotonic() + within_s
    while (left := {pid for pid in pids if alive(pid)}) and time.monotonic() < deadline:
        time.sleep(0.02)
    return left


def kill(pid: int) -> None:
    """The one signal that nobody can catch."""
    os.kill(pid, signal.SIGKILL)
