"""Questions in JSON from a file or stdin, for the commands that answer them."""

import json
import sys
from pathlib import Path
from typing import Any

from unknot.config.cli.questions import MOST, BadInput, Fields


def cases_of(file: str) -> tuple[list[Any], bool]:
    """Return the questions of a file or of stdin ("-"), and whether they came as a list. Raises BadInput."""
    given = _read(file)
    if not isinstance(given, list | Fields):
        raise BadInput(_shown_name(file), "must be an object or a list of objects")
    cases = given if isinstance(given, list) else [given]
    if len(cases) > MOST["cases"]:
        raise BadInput("cases", f"must have at most {MOST['cases']} entries")
    return cases, isinstance(given, list)


def _read(file: str) -> Any:
    """Return the JSON of a file or of stdin ("-"), objects as Fields. Raises BadInput."""
    name = _shown_name(file)
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return json.loads(raw.decode("utf-8-sig"), object_pairs_hook=Fields)
    except UnicodeDecodeError:
        raise BadInput(name, "not UTF-8") from None
    except RecursionError:
        raise BadInput(name, "nested too deeply") from None
    except json.JSONDecodeError as wrong:
        raise BadInput(name, f"not JSON: {wrong.msg}, line {wrong.lineno} column {wrong.colno}") from None
    except ValueError:
        raise BadInput(name, "holds a number that is too long, or is no name of a file") from None
    except OSError as wrong:
        raise BadInput(name, f"cannot be read: {wrong.strerror}") from None


def _shown_name(file: str) -> str:
    """Return the name of the input as it can stand on one line of a terminal."""
    return "stdin" if file == "-" else ascii(file)[1:-1]
