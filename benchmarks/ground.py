"""A throw-away home with its own PostgreSQL and a demo city in it, for benchmarks that need one."""

import contextlib
import importlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import django
from django.core.management import call_command

from unknot.config.cluster import life
from unknot.config.cluster.server import Server
from unknot.config.home import Home


@contextlib.contextmanager
def city(salons: int) -> Iterator[Server]:
    """Django set up on a fresh cluster (fsync on, as in real life) with a demo city of `salons` salons."""
    place = Path(tempfile.mkdtemp(prefix="unknot-bench-"))
    home = Home(place)
    home.create()
    try:
        with life.run(home, os.environ) as server:
            os.environ.update(UNKNOT_HOME=str(place), DATABASE_URL=server.url, UNKNOT_RATE_LIMIT="off")
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unknot.config.settings")
            os.environ["UNKNOT_LOG_LEVEL"] = "ERROR"
            django.setup()
            call_command("migrate", interactive=False, verbosity=0)
            call_command("collectstatic", interactive=False, verbosity=0)
            seed = importlib.import_module("unknot.config.demo.seed")
            seed.open_city(salons=salons, progress=_progress)
            yield server
    finally:
        shutil.rmtree(place, ignore_errors=True)


@contextlib.contextmanager
def web() -> Iterator[int]:
    """The product's web on a free port, 2 workers with 4 threads each, as `unknot up` starts it; yields the port."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "unknot.config.wsgi:application"]
    command += ["--workers", "2", "--blocking-threads", "4", "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(
        [*command, "--log-level", "warning"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while not _answers(port):
            if server.poll() is not None:
                raise SystemExit("benchmarks: the web did not start")
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait(10)


def _answers(port: int) -> bool:
    asked = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        asked.request("GET", "/readyz")
        return asked.getresponse().status == 200
    except OSError:
        return False
    finally:
        asked.close()


def _progress(step: str, done: int, of: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{step} {done}/{of}   ", end="\n" if done == of else "", file=sys.stderr)
