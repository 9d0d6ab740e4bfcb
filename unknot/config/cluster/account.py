"""Whom the server runs as. PostgreSQL refuses root, so root lends it another account."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from unknot.config.cluster.refusal import ClusterRefusal

_LENDERS = ("postgres", "nobody")


@dataclass(frozen=True, slots=True)
class Account:
    """A user and group; `lent` is true when we are root and the server is not."""

    name: str
    uid: int
    gid: int
    lent: bool

    def rights(self) -> dict[str, Any]:
        """Keyword arguments for subprocess that make a child run as this account."""
        if not self.lent:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def reaches(self, flag: str, path: Path) -> bool:
        """`test FLAG path`, asked as this account: the only answer that knows all of the system's rules."""
        asked = subprocess.run(["test", flag, str(path)], cwd="/", check=False, **self.rights())
        return asked.returncode == 0

    def own(self, path: Path) -> None:
        """Make the directory this account's alone."""
        path.mkdir(mode=0o700, exist_ok=True)
        if self.lent:
            os.chown(path, self.uid, self.gid)
        path.chmod(0o700)


def server_account() -> Account:
    """Ourselves, or `postgres`, else `nobody`, when we are root."""
    if os.geteuid() != 0:
        return Account(str(os.geteuid()), os.geteuid(), os.getegid(), lent=False)
    for name in _LENDERS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid, lent=True)
    raise ClusterRefusal(
        "PostgreSQL does not run as root, and there is no user postgres or nobody to run it as"
    )
