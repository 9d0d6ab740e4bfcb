"""Style sheets written file by file and sent as one: each name in settings.SHEETS is its files, one after another."""

import atexit
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage, Storage


class SheetFinder(finders.BaseFinder):
    """Finds the joined sheets among the static files. They are joined once for each process that looks for them."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self._folder: Path | None = None

    def check(self, **kwargs: Any) -> list[Any]:
        """Nothing that Django's system check could find."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The joined file's own path, or nothing."""
        found = [str(self._joined() / path)] if path in settings.SHEETS else []
        return found if find_all else (found[0] if found else [])

    def list(self, ignore_patterns: Any) -> Iterable[tuple[str, Storage]]:
        """The names of all joined sheets, and where to read them."""
        storage = FileSystemStorage(location=self._joined())
        return [(name, storage) for name in settings.SHEETS]

    def _joined(self) -> Path:
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="unknot-sheets-"))
            atexit.register(shutil.rmtree, self._folder, ignore_errors=True)
            for name, parts in settings.SHEETS.items():
                joined = self._folder / name
                joined.parent.mkdir(parents=True, exist_ok=True)
                joined.write_text("".join(map(_text, parts)), encoding="utf-8")
        return self._folder


def _text(part: str) -> str:
    """Raises LookupError for a part that is no static file."""
    found = finders.find(part)
    if not found:
        raise LookupError(f"SHEETS: {part} is no static file")
    return Path(found).read_text(encoding="utf-8") + "\n"
