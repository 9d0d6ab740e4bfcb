"""The ground under all tests: a PostgreSQL of the run's own, and no network but this machine's."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from unknot.config import environment
from unknot.config.cluster import binaries, life
from unknot.config.home import Home

_ground = contextlib.ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        os.environ["UNKNOT_TEST_DATABASE_URL"] = _start_postgresql()
    settings.DATABASES["default"].update(environment.database(os.environ["UNKNOT_TEST_DATABASE_URL"]))
    sys.addaudithook(_refuse_the_world)


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        _ground.close()


@pytest.fixture(autouse=True)
def _its_own_language() -> Iterator[None]:
    """A request leaves its language behind in its thread: no test starts with the one of the test before."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


def pytest_report_header() -> str:
    return f"postgresql: {os.environ['UNKNOT_TEST_PG_SEEN']}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests have measured: a user property `told` comes here from workers too."""
    reports = [each for some in terminalreporter.stats.values() for each in some]
    called = [each for each in reports if getattr(each, "when", None) == "call"]
    lines = [value for each in called for name, value in each.user_properties if name == "told"]
    if lines:
        terminalreporter.section("measured")
        terminalreporter.write_line("\n".join(sorted(lines)))


def _start_postgresql() -> str:
    chosen = dict(os.environ)
    if wanted := os.environ.get("UNKNOT_TEST_PG"):
        found = [source for source in binaries.sources(chosen) if str(source.major) == wanted]
        if not found:
            pytest.exit(f"UNKNOT_TEST_PG: PostgreSQL {wanted} is not here", returncode=2)
        chosen["PG_BIN"] = str(found[0].path)
    home = Home(Path(os.environ["UNKNOT_TEST_HOME"]))
    server = _ground.enter_context(life.run(home, chosen, durable=False))
    os.environ["UNKNOT_TEST_PG_SEEN"] = str(server.programs.major)
    return server.url


def _refuse_the_world(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook, because it sees every connection of this process and cannot be undone by a test."""
    if event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        if isinstance(address, tuple) and not _is_here(str(address[0])):
            raise PermissionError("tests reach only this machine")
    if event == "socket.getaddrinfo" and not _is_here(str(arguments[0] or "")):
        raise PermissionError("tests ask for no other machine's address")


def _is_here(host: str) -> bool:
    return host in ("", "localhost", "::1", "b'localhost'", "testserver") or host.startswith("127.")
