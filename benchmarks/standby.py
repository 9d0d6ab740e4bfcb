"""A streaming replica of a running private cluster, beside it on this machine, for benchmarks and tests."""

import contextlib
import dataclasses
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from unknot.config.cluster.places import choose
from unknot.config.cluster.server import Server
from unknot.config.home import Home

COPIED_WITHIN_S = 300


@contextlib.contextmanager
def standby(primary: Server) -> Iterator[Server]:
    """Everything of the primary, copied while it runs, and then followed; thrown away afterwards.

    What is yielded can be stopped and started again.
    """
    home = Home(Path(tempfile.mkdtemp(prefix="unknot-replica-")))
    home.create()
    try:
        places = choose(home, primary.account)
        copied = subprocess.run(
            [
                primary.programs.path / "pg_basebackup", "-h", primary.places.sockets, "-U", "postgres",
                "-D", places.data, "-X", "stream", "-c", "fast", "-R",
            ],
            cwd="/", capture_output=True, text=True, check=False, timeout=COPIED_WITHIN_S,
            **primary.account.rights(),
        )  # fmt: skip
        if copied.returncode:
            raise RuntimeError(f"pg_basebackup: {copied.stderr.strip()}")
        server = dataclasses.replace(primary, home=home, places=places, process=None)
        try:
            server.start()
            yield server
        finally:
            server.stop()
            if not places.room.is_relative_to(home.path):
                shutil.rmtree(places.room, ignore_errors=True)
    finally:
        shutil.rmtree(home.path, ignore_errors=True)
