"""Occupied time has one writer: nothing outside the diary's actions touches claims or day rows."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "unknot"
WRITERS = ("diary/actions/", "diary/pages.py", "diary/bridge.py", "diary/tasks.py", "diary/migrations/")
WRITES = re.compile(
    r"(INSERT INTO|UPDATE|DELETE FROM|COPY)\s+diary_(claim|salon_day)"
    r"|\b(Claim|SalonDay)\.objects\b.*\.(create|bulk_create|update|bulk_update|delete|get_or_create|update_or_create)\("
    r"|\b(Claim|SalonDay)\(.*\)\.save\(",
)


def writers(root: Path) -> set[str]:
    """The files that write claims or day rows."""
    return {str(file.relative_to(root)) for file in root.rglob("*.py") if WRITES.search(file.read_text())}


def test_only_the_diary_writes_occupied_time() -> None:
    found = writers(ROOT)

    assert found == {file for file in found if file.startswith(WRITERS)}
    assert "diary/actions/holds.py" in found


def test_the_guard_sees_a_stranger(tmp_path: Path) -> None:
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "views.py").write_text('cursor.execute("DELETE FROM diary_claim WHERE id = 1")\n')
    (tmp_path / "web" / "tidy.py").write_text("Claim.objects.filter(hold=held).delete()\n")
    (tmp_path / "web" / "calm.py").write_text("Claim.objects.filter(hold=held).exists()\n")

    assert writers(tmp_path) == {"web/views.py", "web/tidy.py"}
