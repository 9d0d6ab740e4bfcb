"""Imports and foreign keys go down the stairs, also those that are only a string."""

import ast
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.rooms import CHECKOUT, HOUSE, python_files, stair_of

RELATIONS = frozenset({"ForeignKey", "OneToOneField", "ManyToManyField"})
USER_ROOM = "people"


def upward_relations(room: str, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or _called(node.func) not in RELATIONS:
            continue
        targets = [*node.args[:1], *(word.value for word in node.keywords if word.arg in ("to", "through"))]
        for target in targets:
            named = target.value if isinstance(target, ast.Constant) else ""
            app = named.partition(".")[0] if isinstance(named, str) and "." in named else ""
            if isinstance(target, ast.Attribute) and target.attr == "AUTH_USER_MODEL":
                app = USER_ROOM
            if app and app not in ("auth", "contenttypes") and stair_of(app) > stair_of(room):
                yield f"{node.lineno}: {room} points up at {app}"


def _called(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def lint_imports(checkout: Path) -> subprocess.CompletedProcess[str]:
    program = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-P", "-c", program, "--no-cache"],
        cwd=checkout, env={"PYTHONPATH": str(checkout), "PATH": "/usr/bin"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_no_relation_between_models_points_up() -> None:
    found = [
        f"{source.name}:{what}"
        for source in python_files(HOUSE)
        if "models" in source.path.name or "models" in source.path.parts
        for what in upward_relations(source.path.relative_to(HOUSE).parts[0], source.tree)
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        'models.ForeignKey("diary.Appointment", on_delete=models.CASCADE)',
        'ForeignKey(to="diary.Appointment", on_delete=CASCADE)',
        'models.ManyToManyField("salons.Salon", through="notices.Letter")',
    ],
)
def test_the_rule_sees_a_relation_that_points_up(line: str) -> None:
    assert len(list(upward_relations("salons", ast.parse(line)))) == 1


@pytest.fixture(scope="module")
def another_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    checkout = tmp_path_factory.mktemp("checkout")
    unwanted = shutil.ignore_patterns("__pycache__", "static", "templates", "*.csv", "*.gz")
    shutil.copytree(HOUSE, checkout / "unknot", ignore=unwanted)
    shutil.copy(CHECKOUT / "pyproject.toml", checkout)
    return checkout


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("core", "unknot.plumbing"),
        ("salons", "unknot.diary"),
        ("web", "unknot.api"),
        ("diary", "unknot.notices"),
        ("design", "unknot.config"),
    ],
)
def test_an_import_up_the_stairs_breaks_the_contract(
    another_house: Path, importer: str, imported: str
) -> None:
    intruder = another_house / "unknot" / importer / "intruder.py"
    intruder.write_text(f"import {imported}\n")
    said = lint_imports(another_house)
    intruder.unlink()
    assert said.returncode == 1, said.stdout + said.stderr
    assert f"unknot.{importer}.intruder -> {imported}" in said.stdout


def test_a_room_that_nobody_listed_breaks_the_contract(another_house: Path) -> None:
    attic = another_house / "unknot" / "attic"
    attic.mkdir()
    (attic / "__init__.py").touch()
    said = lint_imports(another_house)
    shutil.rmtree(attic)
    assert said.returncode == 1
    assert "attic" in said.stdout


def test_the_house_keeps_its_contract(another_house: Path) -> None:
    said = lint_imports(another_house)
    assert said.returncode == 0, said.stdout + said.stderr


def test_the_contract_lists_the_rooms_of_this_house() -> None:
    contract = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][
        0
    ]
    listed = {room.strip() for layer in contract["layers"] for room in layer.split("|")}
    assert listed == {path.parent.name for path in HOUSE.glob("*/__init__.py")}
