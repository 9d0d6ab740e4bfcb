"""The core is true on paper: no clock, no dice, no Django, no files, no environment."""

import ast
import sys
from collections.abc import Iterator

import pytest

from tests.house.rooms import HOUSE, python_files

# What the core may import beyond itself. `time`, `random`, `os`, `pathlib`, `logging` and the like are not here.
ALLOWED = frozenset(
    {
        "__future__", "abc", "bisect", "collections", "dataclasses", "datetime", "decimal", "enum", "fractions",
        "functools", "heapq", "itertools", "math", "operator", "re", "struct", "types", "typing", "zoneinfo",
        "csv", "unicodedata",  # they look at the text that they are given, and at nothing else
        "numpy", "unknot.core",
    }
)  # fmt: skip
CLOCKS = frozenset({"now", "today", "utcnow", "localtime", "time_ns", "monotonic"})
REACHING_OUT = frozenset({"open", "print", "input", "exec", "eval", "__import__", "hash", "id"})


def impurities(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = ["unknot.core" if node.level else node.module or ""]
        else:
            names = []
        line = getattr(node, "lineno", 0)
        for name in names:
            within = name == "unknot.core" or name.startswith("unknot.core.")
            if not within and name.partition(".")[0] not in ALLOWED:
                yield f"{line}: imports {name}"
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS:
            yield f"{line}: reads {node.attr}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in REACHING_OUT:
            yield f"{line}: calls {node.func.id}"


def test_the_core_reads_no_clock_throws_no_dice_and_knows_no_django() -> None:
    found = [
        f"{source.name}:{what}" for source in python_files(HOUSE / "core") for what in impurities(source.tree)
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "import random", "import os", "from django.db import models", "import time", "from unknot.diary import reads",
        "from datetime import datetime\ndatetime.now()", "open('x')", "import datetime\ndatetime.date.today()",
        "import unknot.plumbing.clock",
    ],
)  # fmt: skip
def test_the_rule_sees_what_it_forbids(line: str) -> None:
    assert list(impurities(ast.parse(line))) != []


def test_everything_allowed_is_pythons_own_or_named() -> None:
    assert {name for name in ALLOWED if name not in sys.stdlib_module_names} == {"numpy", "unknot.core"}
