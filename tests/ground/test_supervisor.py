"""The stack under its supervisor: it comes up whole, heals, stops in order, and leaves nobody behind."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.ground.family import family, kill, survivors
from tests.ground.stack import Stack, comes_true, environment

# One stack at a time: it is what the others would wait for.
pytestmark = [
    pytest.mark.xdist_group("stack"),
    pytest.mark.skipif(sys.platform != "linux", reason="the kernel's word that a parent has died is Linux's"),
]


ENDS_WITHIN_S = 120
"""How long a command that refuses may take on a busy machine."""


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    above = Path(tempfile.mkdtemp(prefix="unknot-ground-"))
    above.chmod(0o755)
    with Stack(above / "a home") as made:
        yield made
    shutil.rmtree(above)


def test_each_child_leads_a_process_group_of_its_own_in_one_session(stack: Stack) -> None:
    children = [stack.child("postgres", "-D"), stack.child("granian"), stack.child("procrastinate")]
    groups = {os.getpgid(pid) for pid in [stack.pid, *children]}
    assert len(groups) == 4
    assert {os.getsid(pid) for pid in [stack.pid, *children]} == {os.getsid(stack.pid)}


@pytest.mark.parametrize(
    "victim",
    [
        lambda stack: stack.child("postgres", "-D"),
        lambda stack: stack.web_worker(),
        lambda stack: stack.child("granian"),
        lambda stack: stack.child("procrastinate"),
    ],
    ids=["postgresql", "a web worker", "the web", "the job worker"],
)
def test_what_is_killed_comes_back(stack: Stack, victim: Callable[[Stack], int]) -> None:
    names = sorted(name_of(words) for words in family(stack.pid).values() if name_of(words))
    killed = victim(stack)
    kill(killed)
    assert survivors({killed}, within_s=5) == set()
    assert comes_true(
        lambda: sorted(name_of(words) for words in family(stack.pid).values() if name_of(words)) == names
    )
    assert comes_true(lambda: stack.status("/readyz") == 200)


def name_of(words: str) -> str:
    marks = {"granian": "web", "procrastinate": "job worker", "postgres -D": "postgresql"}
    return next((name for mark, name in marks.items() if mark in words), "")


def test_nobody_outlives_a_killed_supervisor_and_the_next_one_recovers(stack: Stack) -> None:
    left = set(family(stack.pid))
    assert len(left) > 8
    kill(stack.pid)
    assert survivors(left, within_s=5) == set()
    assert stack.process is not None
    stack.process.communicate()
    stack.start()
    assert stack.status("/readyz") == 200


def test_a_web_worker_that_comes_up_after_its_server_died_does_not_stay(tmp_path: Path) -> None:
    """It loads while its server is killed: as when one is brought back while the supervisor dies."""
    late = "import time; time.sleep(1); import unknot.config.wsgi; print('stays', flush=True); time.sleep(30)"
    server = (
        "import os, subprocess, sys;"
        f"print(subprocess.Popen([sys.executable, '-c', {late!r}]).pid, flush=True); os._exit(0)"
    )
    env = environment(UNKNOT_SUPERVISOR=str(os.getpid()), UNKNOT_HOME=str(tmp_path))
    told = subprocess.run(
        [sys.executable, "-c", server],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env=env,
        timeout=ENDS_WITHIN_S,
    )
    assert told.stdout.split("\n", 1)[1] == ""
    assert survivors({int(told.stdout.split()[0])}, within_s=ENDS_WITHIN_S) == set()


def test_one_home_has_one_supervisor(stack: Stack) -> None:
    said = subprocess.run(
        stack.command("--port", "1"),
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
        timeout=ENDS_WITHIN_S,
    )
    assert said.returncode == 2
    assert said.stderr == f"unknot up: --home: {stack.home} is already being run by another supervisor\n"


def test_a_port_in_use_is_said_on_one_line(stack: Stack) -> None:
    other = Stack(stack.home.parent / "other")
    said = subprocess.run(
        other.command("--port", str(stack.port)),
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
        timeout=ENDS_WITHIN_S,
    )
    assert said.returncode == 2
    assert said.stderr == f"unknot up: --port: port {stack.port} is in use; choose another\n"


def test_ctrl_c_to_the_whole_group_stops_web_then_worker_then_postgresql(stack: Stack) -> None:
    order = [stack.child("granian"), stack.child("procrastinate"), stack.child("postgres", "-D")]
    everybody = set(family(stack.pid))
    died_at: dict[int, float] = {}
    began = time.monotonic()
    os.killpg(stack.pid, signal.SIGINT)
    os.killpg(stack.pid, signal.SIGINT)
    while len(died_at) < len(order) and time.monotonic() - began < 15:
        for pid in order:
            if pid not in died_at and not Path(f"/proc/{pid}").exists():
                died_at[pid] = time.monotonic()
        time.sleep(0.001)
    assert stack.process is not None
    assert stack.process.wait(timeout=5) == 0
    assert time.monotonic() - began < 10
    assert sorted(order, key=lambda pid: died_at[pid]) == order
    assert survivors(everybody, within_s=0) == set()
    said = (stack.home / "pg" / "data" / "log").glob("*.log")
    assert "database system is shut down" in "".join(log.read_text() for log in said).splitlines()[-1]
    stack.process.communicate()
    stack.process = None


def test_the_stack_stops_while_it_still_prepares(stack: Stack) -> None:
    early = Stack(stack.home.parent / "early")
    process = subprocess.Popen(
        early.command("--port", str(early.port)), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        env=environment(),
    )  # fmt: skip
    assert comes_true(lambda: any("prepare" in words for words in family(process.pid).values()))
    everybody = set(family(process.pid))
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=10) == 0
    assert process.communicate()[1] == ""
    assert survivors(everybody, within_s=0) == set()
