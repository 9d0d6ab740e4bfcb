"""The door behind the real server: granian with two workers, on the test's own database."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.parse import quote

import httpx
from django.conf import settings
from django.db import connection

READY_WITHIN_S = 30


@contextlib.contextmanager
def granian() -> Iterator[str]:
    """The site's address while the server runs."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = int(probe.getsockname()[1])
    site = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "unknot.config.wsgi:application"]
    command += ["--workers", "2", "--blocking-threads", "4", "--host", "127.0.0.1", "--port", str(port)]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(
        [*command, "--log-level", "error"], env=_environment(site), stdout=quiet, stderr=quiet
    )
    try:
        _await_ready(server, site)
        yield site
    finally:
        server.terminate()
        server.wait(10)


def _environment(site: str) -> dict[str, str]:
    where = connection.settings_dict
    user, host = quote(where["USER"]), quote(where["HOST"], safe="")
    return {
        **os.environ,
        "DATABASE_URL": f"postgres://{user}@/{where['NAME']}?host={host}",
        "DJANGO_SETTINGS_MODULE": str(settings.SETTINGS_MODULE).replace(
            "tests.settings", "unknot.config.settings"
        ),
        "UNKNOT_RATE_LIMIT": "off",
        "UNKNOT_SITE_URL": site,
    }


def _await_ready(server: "subprocess.Popen[bytes]", site: str) -> None:
    until = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < until:
        assert server.poll() is None, "granian ended"
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"{site}/livez").status_code == 200:
                return
        time.sleep(0.1)
    raise AssertionError("granian does not answer")
