"""The stack in its order: PostgreSQL, what must be complete before anybody asks, the worker, the web."""

import contextlib
import fcntl
import http.client
import os
import socket
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from unknot.config.cluster import life
from unknot.config.home import Home
from unknot.config.supervisor import preparation
from unknot.config.supervisor.child import Child
from unknot.config.supervisor.refusal import StackRefusal
from unknot.config.supervisor.wish import WishToStop

HOST = "127.0.0.1"
SUPERVISOR_LOCK = "supervisor.lock"
PORT_FREE_WITHIN_S = 3.0
READY_WITHIN_S = 60.0
# Together under the ten seconds that a stop may take; PostgreSQL has the rest.
WEB_PATIENCE_S = 3.0
WORKER_PATIENCE_S = 2.0
_POLL_S = 0.05


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run. `demo` seeds a city, of `salons` salons or of the built-in number when that is None."""

    home: Home
    port: int
    demo: bool = False
    salons: int | None = None

    @property
    def site_url(self) -> str:
        return f"http://{HOST}:{self.port}"


Announce = Callable[[Plan, dict[str, Any]], None]


def run(plan: Plan, environ: Mapping[str, str], announce: Announce) -> None:
    """Run the stack until a signal comes. ClusterRefusal or StackRefusal when it cannot be run.

    `announce` is called once, when the site answers, with what the preparation has told.
    """
    wish = WishToStop()
    plan.home.create()
    with contextlib.ExitStack() as stack:
        lock = life.locked(plan.home.path / SUPERVISOR_LOCK, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if not stack.enter_context(lock):
            raise StackRefusal(f"--home: {plan.home.path} is already being run by another supervisor")
        _await_free_port(plan.port, wish)
        environment = _environment(plan, environ)
        server = None
        if not environment.get("DATABASE_URL"):
            server = stack.enter_context(life.run(plan.home, environ, cancelled=wish.is_set))
            environment["DATABASE_URL"] = server.url
        if wish.is_set():
            return
        told = preparation.run(plan.home, environment, demo=plan.demo, salons=plan.salons, wish=wish)
        if wish.is_set():
            return
        # Stopping unwinds from the end: web, worker, PostgreSQL. The web starts first, as people wait for it.
        worker, web = _worker(plan, environment), _web(plan, environment)
        stack.callback(worker.stop)
        stack.callback(web.stop)
        web.start()
        if _await_ready(plan, web, wish):
            worker.start()
            announce(plan, told)
        while not wish.wait(_POLL_S):
            if server is not None and server.has_died():
                server.start()
            worker.tend()
            web.tend()


def _await_free_port(port: int, wish: WishToStop) -> None:
    """Wait a little: the web of a supervisor that was killed may be on its way out."""
    deadline = time.monotonic() + PORT_FREE_WITHIN_S
    while not wish.is_set():
        try:
            with socket.create_server((HOST, port)):
                return
        except PermissionError:
            raise StackRefusal(f"--port: port {port} may only be used by root") from None
        except OSError:
            if time.monotonic() > deadline:
                raise StackRefusal(f"--port: port {port} is in use; choose another") from None
        wish.wait(0.2)


def _environment(plan: Plan, environ: Mapping[str, str]) -> dict[str, str]:
    chosen = dict(environ)
    chosen["UNKNOT_HOME"] = str(plan.home.path)
    chosen["DJANGO_SETTINGS_MODULE"] = "unknot.config.settings"
    chosen["UNKNOT_SUPERVISOR"] = str(os.getpid())
    chosen.setdefault("UNKNOT_SITE_URL", plan.site_url)
    if plan.demo:
        chosen["UNKNOT_DEMO"] = "on"
    return chosen


def _worker(plan: Plan, environment: Mapping[str, str]) -> Child:
    command = [
        sys.executable, "-m", "django", "procrastinate", "worker",
        "--concurrency", "2", "--shutdown-graceful-timeout", "1",
    ]  # fmt: skip
    return Child("worker", command, environment, plan.home.logs / "worker.log", WORKER_PATIENCE_S)


def _web(plan: Plan, environment: Mapping[str, str]) -> Child:
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "unknot.config.wsgi:application",
        "--workers", "2", "--blocking-threads", "4", "--host", HOST, "--port", str(plan.port),
        "--respawn-failed-workers", "--workers-kill-timeout", "2", "--log-level", "warning",
    ]  # fmt: skip
    return Child("web", command, environment, plan.home.logs / "web.log", WEB_PATIENCE_S)


def _await_ready(plan: Plan, web: Child, wish: WishToStop) -> bool:
    deadline = time.monotonic() + READY_WITHIN_S
    while not wish.wait(_POLL_S):
        if _is_ready(plan.port):
            return True
        if web.has_died() or time.monotonic() > deadline:
            raise StackRefusal(f"the web does not answer; see {web.log}")
    return False


def _is_ready(port: int) -> bool:
    asked = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        asked.request("GET", "/readyz")
        return asked.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()
