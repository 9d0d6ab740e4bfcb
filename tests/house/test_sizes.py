"""A ratchet on sizes: long files fail, long functions, views and templates are told."""

import ast
import warnings
from collections.abc import Iterator

from tests.house.rooms import CHECKOUT, DOORS, HOUSE, python_files

MOST_LINES_OF_A_FILE = 300
MOST_LINES_OF_A_FUNCTION = 40
MOST_LINES_OF_A_VIEW = 25
MOST_LINES_OF_A_TEMPLATE = 120


class LongerThanTheHouseLikes(UserWarning):
    """Not yet wrong, but to be guarded; see the summary of the run."""


def long_functions() -> Iterator[str]:
    for source in python_files(HOUSE, CHECKOUT / "tests", CHECKOUT / "benchmarks"):
        in_a_door = source.path.is_relative_to(HOUSE) and source.path.relative_to(HOUSE).parts[0] in DOORS
        for node in ast.walk(source.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                is_view = in_a_door and any(each.arg == "request" for each in node.args.args)
                most = MOST_LINES_OF_A_VIEW if is_view else MOST_LINES_OF_A_FUNCTION
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > most:
                    yield f"{source.name}:{node.lineno} {node.name} has {length} lines, over {most}"


def long_templates() -> Iterator[str]:
    for path in sorted(HOUSE.rglob("templates/**/*")):
        if (
            path.is_file()
            and (length := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES_OF_A_TEMPLATE
        ):
            yield f"{path.relative_to(CHECKOUT)} has {length} lines, over {MOST_LINES_OF_A_TEMPLATE}"


def test_no_file_is_longer_than_three_hundred_lines() -> None:
    files = python_files(HOUSE, CHECKOUT / "tests", CHECKOUT / "benchmarks")
    assert [
        f"{source.name} has {source.lines}" for source in files if source.lines > MOST_LINES_OF_A_FILE
    ] == []


def test_long_functions_views_and_templates_are_told() -> None:
    with warnings.catch_warnings():
        # Told in the summary of the run, where everything else that warns is an error.
        warnings.simplefilter("always", LongerThanTheHouseLikes)
        for finding in (*long_functions(), *long_templates()):
            warnings.warn(finding, LongerThanTheHouseLikes, stacklevel=1)
