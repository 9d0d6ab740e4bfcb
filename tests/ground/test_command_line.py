"""The command line: exit codes, and one line that names what is wrong."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ground.stack import unknot
from unknot.config.cli import bench


@pytest.mark.parametrize("command", ["up", "demo", "check", "rekey", "manage", "bench", "slots"])
def test_each_command_explains_itself(command: str) -> None:
    said = unknot(command, "--help")
    assert said.returncode == 0
    assert "--home DIR" in said.stdout


def test_no_command_is_bad_usage() -> None:
    assert unknot().returncode == 2


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1", "8000.0"])
def test_a_port_that_is_none_is_refused_by_name(port: str) -> None:
    said = unknot("up", f"--port={port}")
    assert said.returncode == 2
    assert "argument --port: must be a whole number from 1 to 65535" in said.stderr


@pytest.mark.parametrize("salons", ["0", "100001", "some"])
def test_a_number_of_salons_beyond_the_limits_is_refused_by_name(salons: str) -> None:
    said = unknot("demo", "--salons", salons)
    assert said.returncode == 2
    assert "argument --salons: must be a whole number from 1 to 100000" in said.stderr


@pytest.mark.parametrize("salons", ["99", "100001", "some"])
def test_a_market_beyond_the_limits_is_refused_by_name(salons: str) -> None:
    said = unknot("bench", "--salons", salons)
    assert said.returncode == 2
    assert "argument --salons: must be a whole number from 100 to 100000" in said.stderr


def test_a_market_too_large_for_a_quick_look_is_refused_by_name() -> None:
    said = unknot("bench", "--quick", "--salons", "2001")
    assert (said.returncode, said.stderr) == (2, "unknot bench: --quick: takes at most --salons 2000\n")


def test_where_there_is_no_checkout_nothing_can_be_measured(tmp_path: Path) -> None:
    assert bench.missing(tmp_path) == (
        f"needs a checkout of Unknot: there is no benchmarks/ beside {tmp_path}/unknot"
    )


@pytest.mark.parametrize("command", ["check", "rekey", "manage"])
def test_a_home_that_is_not_there_is_refused_by_name(command: str, tmp_path: Path) -> None:
    said = unknot(command, "--home", str(tmp_path / "none"))
    assert said.returncode == 2
    assert (
        said.stderr
        == f"unknot {command}: --home: {tmp_path}/none is not a home of Unknot; `unknot up` makes one\n"
    )
    assert not (tmp_path / "none").exists()


def test_a_directory_with_other_things_is_refused_as_a_home(tmp_path: Path) -> None:
    (tmp_path / "letter").touch()
    said = unknot("up", "--home", str(tmp_path))
    assert said.returncode == 2
    assert said.stderr == f"unknot up: --home: {tmp_path} is not empty and not a home of Unknot\n"


def test_a_setting_that_is_wrong_is_refused_by_name(tmp_path: Path) -> None:
    said = unknot("manage", "check", DATABASE_URL="mysql://localhost/x")
    assert said.returncode == 2
    assert said.stderr == "unknot manage: DATABASE_URL: must begin with postgres:// or postgresql://\n"


def test_a_database_that_does_not_answer_is_said_on_one_line(tmp_path: Path) -> None:
    said = unknot("check", DATABASE_URL=f"postgres:///x?host={tmp_path}")
    assert said.returncode == 2
    assert said.stderr.startswith("unknot check: the database refuses: ")
    assert len(said.stderr.splitlines()) == 1


def test_slots_asks_neither_django_nor_the_environment() -> None:
    watched = (
        "import sys; from unknot.config.cli import main; code = main(['slots', '-']);"
        "sys.exit(3 if any(name.partition('.')[0] in ('django', 'psycopg') for name in sys.modules) else code)"
    )
    said = subprocess.run(
        [sys.executable, "-c", watched], input="[]", capture_output=True, text=True, check=False,
        env={"UNKNOT_HOME": "/nowhere", "DATABASE_URL": "nonsense", "PATH": os.environ["PATH"]},
    )  # fmt: skip
    assert (said.returncode, said.stdout) == (0, "[]\n")
