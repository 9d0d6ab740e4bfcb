"""The home: the one directory in which an installation keeps its data, secrets and outbox."""

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

MARKER = "unknot-home"
DEFAULT_HOME = ".unknot"
_SECRET_BYTES = 48


def _random_text() -> str:
    return secrets.token_urlsafe(_SECRET_BYTES)


@dataclass(frozen=True, slots=True)
class Home:
    """One home directory, absolute. Nothing is written before `create()`."""

    path: Path

    @property
    def marker(self) -> Path:
        return self.path / MARKER

    @property
    def secrets(self) -> Path:
        return self.path / "secrets"

    @property
    def outbox(self) -> Path:
        return self.path / "outbox"

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    def is_ours(self) -> bool:
        return self.marker.is_file()

    def create(self) -> None:
        """Make the home and mark it as ours. A directory with other things in it is refused: ValueError."""
        if self.path.exists() and not self.path.is_dir():
            raise ValueError(f"--home: {self.path} is not a directory")
        if self.path.is_dir() and not self.is_ours() and any(self.path.iterdir()):
            raise ValueError(f"--home: {self.path} is not empty and not a home of Unknot")
        # Root's server runs as another user, who has to pass through the home to reach the data.
        self.path.mkdir(parents=True, exist_ok=True)
        self.path.chmod(0o711 if os.geteuid() == 0 else 0o700)
        for private in (self.secrets, self.outbox, self.logs):
            private.mkdir(mode=0o700, exist_ok=True)
        self.marker.write_text("This directory belongs to Unknot; --fresh may empty it.\n", encoding="utf-8")

    def secret(self, name: str, make: Callable[[], str] = _random_text) -> str:
        """The secret of that name, made (48 random bytes unless `make` says otherwise) when first asked for."""
        place = self.secrets / name
        while not place.is_file():
            draft = self._draft(name, make())
            try:
                # A link fails when another process was first, so all agree on one secret.
                os.link(draft, place)
            except FileExistsError:
                pass
            finally:
                draft.unlink()
                _settle(self.secrets)
        return place.read_text(encoding="utf-8").strip()

    def replace_secret(self, name: str, text: str) -> None:
        """Put another text in the secret's place, at one stroke: whoever reads sees the old or the new one."""
        self._draft(name, text).replace(self.secrets / name)
        _settle(self.secrets)

    def _draft(self, name: str, text: str) -> Path:
        """The text in a file of its own beside the secrets, on the disk before it is theirs."""
        self.secrets.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self.secrets / f".{name}.{secrets.token_hex(8)}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        return draft


def _settle(directory: Path) -> None:
    """Have the directory's entries on the disk: a key that is used must outlive a power cut."""
    opened = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def chosen(environ: Mapping[str, str]) -> Home | None:
    """The home that the environment names, or None when it names none."""
    named = environ.get("UNKNOT_HOME", "")
    return Home(Path(named).absolute()) if named else None
