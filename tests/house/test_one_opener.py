"""What is sealed is opened in one place: nothing outside `health/opening.py` and the keyring unseals."""

import re
from pathlib import Path

from tests.house.rooms import HOUSE

UNSEALS = re.compile(r"\bunseal\(|\bunwrap\(|\bdecrypt\(|AESGCM|import unseal|import unwrap")
OPENERS = {"health/cipher.py", "health/keyring.py", "health/opening.py"}
# They unwrap keys to seal under them or to wrap them anew, and open nothing.
SEALERS = {
    "health/actions/interview.py",
    "health/actions/notes.py",
    "health/actions/reports.py",
    "health/actions/rotation.py",
    "health/audit.py",
}
# What was uploaded and is looked at, under a key that only the page of the look has: no answers, no notes.
PARCELS = {"plumbing/parcels.py"}
LOCKED = re.compile(r"\bsealed(_scope|_file)?\b")


def files(pattern: re.Pattern[str], root: Path) -> set[str]:
    """The files of the house in which a line of code matches."""
    return {
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        if "migrations" not in path.parts and pattern.search(path.read_text(encoding="utf-8"))
    }


def test_nobody_else_unseals() -> None:
    assert files(UNSEALS, HOUSE) == OPENERS | SEALERS | PARCELS


def test_those_who_only_seal_never_call_unseal() -> None:
    assert files(re.compile(r"\bunseal\b|\bdecrypt\b"), HOUSE) == OPENERS | PARCELS


def test_no_other_room_touches_a_sealed_column() -> None:
    assert {file for file in files(LOCKED, HOUSE) if not file.startswith("health/")} == set()


def test_the_guard_sees_a_stranger(tmp_path: Path) -> None:
    (tmp_path / "peek.py").write_text("from unknot.health.cipher import unseal\n")
    (tmp_path / "calm.py").write_text("answers = actions.open_answers(by=aino, visit=visit, now=now)\n")
    assert files(UNSEALS, tmp_path) == {"peek.py"}
