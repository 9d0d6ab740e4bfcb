"""Throwing a home away, and only a home: never a directory that somebody else filled."""

import fcntl
import shutil

from unknot.config.cluster import life, places
from unknot.config.home import Home
from unknot.config.supervisor.refusal import StackRefusal
from unknot.config.supervisor.stack import SUPERVISOR_LOCK


def empty(home: Home) -> None:
    """Remove the home with its data, wherever that lies. StackRefusal when it is not ours or being run."""
    if not home.path.exists() or (home.path.is_dir() and not any(home.path.iterdir())):
        return
    if not home.is_ours():
        raise StackRefusal(f"--fresh: {home.path} is not a home of Unknot, so nothing was removed")
    exclusively = fcntl.LOCK_EX | fcntl.LOCK_NB
    with (
        life.locked(home.path / SUPERVISOR_LOCK, exclusively) as unsupervised,
        life.locked(home.path / life.RUNNER_LOCK, exclusively) as stopped,
    ):
        if not (unsupervised and stopped):
            raise StackRefusal(f"--fresh: {home.path} is being run; stop it first")
        known = places.recorded(home)
        for outside in (known.room, known.sockets) if known else ():
            shutil.rmtree(outside, ignore_errors=True)
        for entry in home.path.iterdir():
            # The marker goes last: a removal that was cut off can be repeated.
            if entry != home.marker:
                shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
        home.marker.unlink()
