"""One postmaster: make its data directory, run it as a direct child, know when it answers, stop it."""

import functools
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from unknot.config import lifeline
from unknot.config.cluster import binaries
from unknot.config.cluster.account import Account, server_account
from unknot.config.cluster.binaries import Binaries
from unknot.config.cluster.places import Places, choose
from unknot.config.cluster.refusal import ClusterRefusal
from unknot.config.home import Home

DATABASE = "unknot"
ROLE = "unknot"
READY_WITHIN_S = 60
GONE_WITHIN_S = 20
_POLL_S = 0.02
_STOPS = ((signal.SIGINT, 4.5), (signal.SIGQUIT, 6.0), (signal.SIGKILL, None))
_DRAFT = "data.draft-"
_SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "128MB",
    "max_connections": "60",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "logging_collector": "on",
    "log_filename": "postgresql-%a.log",
    "log_truncate_on_rotation": "on",
    "log_rotation_age": "1d",
    # Statements carry people's names as parameters; neither belongs into a log.
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
}
# A test's rows are never committed: statistics taken from outside would say that its tables are empty.
_IN_A_HURRY = {
    "autovacuum": "off",
    # A run of tests races fifty clients while others ask too.
    "max_connections": "200",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}


def url_of(sockets: Path, database: str = DATABASE, role: str = ROLE) -> str:
    """The DATABASE_URL of a server that listens in this socket directory."""
    return f"postgres://{role}@/{database}?host={quote(str(sockets), safe='')}"


def answers(sockets: Path) -> bool:
    """Does a server accept connections in this socket directory?"""
    try:
        psycopg.connect(host=str(sockets), user="postgres", dbname="postgres", connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def live_postmaster(data: Path) -> int | None:
    """The process id that postmaster.pid names, if such a process lives and works in this data directory."""
    try:
        pid = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None
    proc = Path(f"/proc/{pid}")
    if not Path("/proc/self").exists():
        return pid
    try:
        working_in = (proc / "cwd").readlink()
    except (FileNotFoundError, PermissionError, ProcessLookupError):
        return None
    return pid if working_in == data.resolve() else None


@dataclass(slots=True)
class Server:
    """A cluster that this process may run. `durable=False` is for tests: it forgets all in a power cut."""

    home: Home
    places: Places
    account: Account
    programs: Binaries
    durable: bool = True
    cancelled: Callable[[], bool] = lambda: False
    process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def url(self) -> str:
        return url_of(self.places.sockets)

    def start(self) -> None:
        """Make the cluster if there is none, run it, wait until it answers, and give it our database.

        Also for a server that has died. When it is cancelled meanwhile it returns early.
        """
        if self.places.version is None:
            self._make()
        deadline = time.monotonic() + READY_WITHIN_S
        while not self._come_up(deadline):
            if self.cancelled():
                return
            # The dead server's children may still hold its memory: PostgreSQL refuses until they are gone.
            if time.monotonic() > deadline:
                raise ClusterRefusal(f"PostgreSQL does not start: {self._complaint()}")
            time.sleep(0.2)
        self._make_database()

    def has_died(self) -> bool:
        """Did it run and end by itself?"""
        return self.process is not None and self.process.poll() is not None

    def stop(self) -> None:
        """Fast shutdown; SIGQUIT when that takes too long (the next start recovers). Safe to repeat."""
        if self.process is None:
            return
        for number, patience_s in _STOPS:
            if self.process.poll() is None:
                self.process.send_signal(number)
            try:
                self.process.wait(timeout=patience_s)
            except subprocess.TimeoutExpired:
                continue
            break
        self.process = None

    def _make(self) -> None:
        # Under another name first: an initdb that was cut off leaves nothing that looks like a cluster.
        for cut_off in self.places.room.glob(f"{_DRAFT}*"):
            shutil.rmtree(cut_off)
        draft = self.places.room / f"{_DRAFT}{os.getpid()}"
        command = [
            str(self.programs.path / "initdb"), "-D", str(draft), "-U", "postgres", "--auth=trust",
            "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums",
        ]  # fmt: skip
        if self.programs.major >= 17:
            command.append("--locale-provider=builtin")
        if not self.durable:
            command.append("-N")
        made = subprocess.run(
            command, cwd="/", env=_environment(), capture_output=True, text=True, check=False, process_group=0,
            **self.account.rights(),
        )  # fmt: skip
        if made.returncode:
            raise ClusterRefusal(f"initdb failed: {_last_line(made.stderr)}")
        draft.rename(self.places.data)

    def _come_up(self, deadline: float) -> bool:
        settings = _SETTINGS if self.durable else _SETTINGS | _IN_A_HURRY
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with self._start_log.open("wb") as log:
            self.process = subprocess.Popen(
                [self.programs.path / "postgres", "-D", self.places.data, "-k", self.places.sockets, *options],
                cwd="/", env=_environment(), stdin=subprocess.DEVNULL, stdout=log, stderr=log, process_group=0,
                preexec_fn=functools.partial(lifeline.die_with_parent_of, os.getpid(), signal.SIGQUIT),
                **self.account.rights(),
            )  # fmt: skip
        while self.process.poll() is None:
            if answers(self.places.sockets):
                return True
            if time.monotonic() > deadline or self.cancelled():
                break
            time.sleep(_POLL_S)
        self.stop()
        return False

    def _make_database(self) -> None:
        host = str(self.places.sockets)
        with psycopg.connect(host=host, user="postgres", dbname="postgres", autocommit=True) as connection:
            if not connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [ROLE]).rowcount:
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(sql.Identifier(ROLE)))
            if not connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE]).rowcount:
                make = sql.SQL("CREATE DATABASE {} OWNER {}")
                connection.execute(make.format(sql.Identifier(DATABASE), sql.Identifier(ROLE)))

    @property
    def _start_log(self) -> Path:
        return self.home.logs / "postgresql-start.log"

    def _complaint(self) -> str:
        for log in (*sorted((self.places.data / "log").glob("*.log"), key=_modified), self._start_log):
            fatal = [line for line in log.read_text(errors="replace").splitlines() if "FATAL" in line]
            if fatal:
                return f"{fatal[-1]} (in {log})"
        return f"see {self._start_log}"


def of_home(
    home: Home,
    environ: Mapping[str, str],
    *,
    durable: bool = True,
    cancelled: Callable[[], bool] = lambda: False,
) -> Server:
    """The server of a home with the programs that fit its data. Starts nothing."""
    account = server_account()
    places = choose(home, account)
    major = places.version
    found = (
        binaries.for_new_cluster(environ) if major is None else binaries.for_existing_cluster(major, environ)
    )
    return Server(
        home, places, account, binaries.within_reach(found, account, places.room), durable, cancelled
    )


def _environment() -> dict[str, str]:
    # Nothing of ours belongs into the server: PGDATA, PGHOST and friends would change what it does.
    return {"LC_ALL": "C.UTF-8", "PATH": os.environ.get("PATH", os.defpath), "TZ": "UTC"}


def _modified(path: Path) -> float:
    return -path.stat().st_mtime


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "without a word"
