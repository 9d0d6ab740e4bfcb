"""Where a home's data and socket live, and what to do when the home's own place will not do."""

import json
import secrets
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from unknot.config.cluster.account import Account
from unknot.config.cluster.refusal import ClusterRefusal
from unknot.config.home import Home

# sockaddr_un.sun_path on Linux holds 108 bytes with its closing NUL (104 on macOS); <sys/un.h>.
LONGEST_SOCKET_PATH = 103
SOCKET_NAME = ".s.PGSQL.5432"
RECORD = "postgresql.json"
FAR_ROOTS = (Path("/var/lib"), Path("/var/tmp"))


@dataclass(frozen=True, slots=True)
class Places:
    """`room` holds the data directory and copied programs; both `room` and `sockets` are the account's, 0700."""

    room: Path
    sockets: Path

    @property
    def data(self) -> Path:
        return self.room / "data"

    @property
    def version(self) -> int | None:
        """The major version that wrote the data, None when there is none yet."""
        try:
            return int((self.data / "PG_VERSION").read_text().strip())
        except FileNotFoundError:
            return None


def recorded(home: Home) -> Places | None:
    """The places chosen before, or None."""
    try:
        said = json.loads((home.path / RECORD).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    room = Path(said["room"])
    sockets = Path(said["sockets"])
    # Relative paths are the home's own, so that a home can be moved.
    return Places(home.path / room, home.path / sockets)


def choose(home: Home, account: Account) -> Places:
    """The places of this home, made ready for the account and recorded in the home."""
    before = recorded(home)
    room = before.room if before else home.path / "pg"
    if not before and not account.reaches("-x", home.path):
        room = _far_room(home, account)
    try:
        account.own(room)
    except OSError as problem:
        raise ClusterRefusal(f"{room} cannot be used for the database: {problem.strerror}") from None
    if not account.reaches("-w", room):
        raise ClusterRefusal(f"user {account.name} cannot reach {room}: choose another --home")
    sockets = before.sockets if before and _is_private(before.sockets, account) else _sockets(room, account)
    places = Places(room, sockets)
    _record(home, places)
    return places


def _far_room(home: Home, account: Account) -> Path:
    """A directory outside a home that the server's account cannot reach; no mode above the home is changed."""
    # By chance, not by the home's path: a new home in an old one's place is not to find the old one's data.
    name = "unknot-" + secrets.token_hex(6)
    for root in FAR_ROOTS:
        if account.reaches("-x", root):
            return root / name
    raise ClusterRefusal(f"user {account.name} cannot reach {home.path}: choose another --home")


def _sockets(room: Path, account: Account) -> Path:
    inside = room / "run"
    if _fits(inside):
        account.own(inside)
        return inside
    for root in (tempfile.gettempdir(), "/tmp"):
        if _fits(Path(root) / "unknot-12345678"):
            short = Path(tempfile.mkdtemp(prefix="unknot-", dir=root))
            account.own(short)
            return short
    raise ClusterRefusal("no directory is short enough for PostgreSQL's socket: set TMPDIR to a short one")


def _fits(directory: Path) -> bool:
    return len(bytes(directory / SOCKET_NAME)) <= LONGEST_SOCKET_PATH


def _is_private(directory: Path, account: Account) -> bool:
    """Is it still there, the account's own and closed to others? A temporary directory may have been swept."""
    try:
        seen = directory.lstat()
    except FileNotFoundError:
        return False
    return stat.S_ISDIR(seen.st_mode) and seen.st_uid == account.uid and seen.st_mode & 0o077 == 0


def _record(home: Home, places: Places) -> None:
    def as_written(path: Path) -> str:
        return str(path.relative_to(home.path)) if path.is_relative_to(home.path) else str(path)

    text = json.dumps({"room": as_written(places.room), "sockets": as_written(places.sockets)}) + "\n"
    record = home.path / RECORD
    if not record.is_file() or record.read_text(encoding="utf-8") != text:
        draft = record.with_suffix(".draft")
        draft.write_text(text, encoding="utf-8")
        draft.replace(record)
