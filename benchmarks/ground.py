"""A throw-away home with its own PostgreSQL, and a demo city or markets in it, for benchmarks that need one."""

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
import psycopg
from django.core.management import call_command
from django.db import connections

from benchmarks.bar import Bar
from unknot.config.cluster import life
from unknot.config.cluster.server import DATABASE, ROLE, Server, url_of
from unknot.config.home import Home


@contextlib.contextmanager
def cluster() -> Iterator[Server]:
    """Django set up on a fresh cluster (fsync on, as in real life), every table there and empty."""
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
            yield server
            connections.close_all()
    finally:
        shutil.rmtree(place, ignore_errors=True)


@contextlib.contextmanager
def city(salons: int) -> Iterator[Server]:
    """A cluster with a demo city of `salons` salons."""
    with cluster() as server:
        seed = importlib.import_module("unknot.config.demo.seed")
        seed.open_city(salons=salons, progress=Bar().show)
        yield server


class Database:
    """One of several databases of the cluster, each a copy of the empty one; `use` makes it Django's own."""

    def __init__(self, server: Server, name: str) -> None:
        connections["default"].close()
        with psycopg.connect(
            host=str(server.places.sockets), user="postgres", dbname="postgres", autocommit=True
        ) as door:
            door.execute(f"CREATE DATABASE {name} TEMPLATE {DATABASE} OWNER {ROLE}")
        self.url = url_of(server.places.sockets, name)
        self._connection = connections.create_connection("default")
        self._connection.settings_dict = {**self._connection.settings_dict, "NAME": name}

    def use(self) -> None:
        """From here on this thread asks this database; connections to the others stay open."""
        connections["default"] = self._connection


@contextlib.contextmanager
def web(url: str | None = None) -> Iterator[int]:
    """The product's web on a free port, 2 workers with 4 threads each, as `unknot up` starts it; yields the port."""
    with served(url) as (port, _):
        yield port


@contextlib.contextmanager
def served(
    url: str | None = None,
    *,
    replica: str = "",
    application: str = "unknot.config.wsgi:application",
    readiness: str = "/readyz",
) -> Iterator[tuple[int, int]]:
    """The same on a database, and its replica; yields the port and the process above the workers."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", application]
    command += ["--workers", "2", "--blocking-threads", "4", "--host", "127.0.0.1", "--port", str(port)]
    environ = {**os.environ, "DJANGO_SETTINGS_MODULE": "unknot.config.settings"}
    environ |= {"DATABASE_URL": url} if url else {}
    environ |= {"UNKNOT_REPLICA_URL": replica} if replica else {}
    server = subprocess.Popen(
        [*command, "--log-level", "warning"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environ,
    )
    try:
        while not _answers(port, readiness):
            if server.poll() is not None:
                raise SystemExit("benchmarks: the web did not start")
            time.sleep(0.1)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(10)


def _answers(port: int, readiness: str) -> bool:
    asked = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        asked.request("GET", readiness)
        return asked.getresponse().status == 200
    except OSError:
        return False
    finally:
        asked.close()
