"""Tie a child's life to its parent's, so that nobody outlives a supervisor that was killed."""

import ctypes
import os
import sys
from pathlib import Path

# <linux/prctl.h>
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent(signal_number: int) -> None:
    """Ask the kernel to send us the signal when the thread that made us ends. Linux only; elsewhere nothing.

    Call it in the child: a change of user would forget it. The parent must have made us from its main thread.
    """
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal_number, 0, 0, 0)


def die_with_parent_of(parent_pid: int, signal_number: int) -> None:
    """The same, also when the parent ended before we could ask."""
    die_with_parent(signal_number)
    if os.getppid() != parent_pid:
        os.kill(os.getpid(), signal_number)


def die_with_child_of(grandparent_pid: int, signal_number: int) -> None:
    """The same for a child of that process's child: a server's worker, which may load long after its server died."""
    die_with_parent(signal_number)
    if _LIBC is not None and _parent_of(os.getppid()) != grandparent_pid:
        os.kill(os.getpid(), signal_number)


def _parent_of(pid: int) -> int:
    """Whose child a process is; 0 for one that is no more."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0
