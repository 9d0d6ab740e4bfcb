"""`unknot suitability FILE.json|-`: what the rulebook makes of answers, from the question alone, in English.

For support and for checking: it reads no home, settings or database, and does not load Django.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from time import perf_counter_ns
from typing import TYPE_CHECKING, Any, Final

from unknot.config.cli.questions import BadInput, Fields, field_name
from unknot.config.cli.reading import cases_of
from unknot.core.suitability import BadQuestion, verdict
from unknot.core.suitability.asked import asked
from unknot.core.suitability.telling import told
from unknot.knowledge import screening
from unknot.knowledge.plain_words import english

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

FINE: Final = 0
BAD_INPUT: Final = 2

_PLACE: Final = re.compile(r"\.([0-9]+)(?=\.|$)")


def add_parser(subparsers: "Subparsers") -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser("suitability", help="judge answers by the rulebook, as a question in JSON")
    parser.add_argument("file", metavar="FILE.json|-", help="one question or a list of them; - reads stdin")
    parser.add_argument(
        "--time", action="store_true", help="add the microseconds each answer took to compute"
    )
    parser.add_argument("--home", metavar="DIR", help="accepted by every command; this one reads no home")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Answer the questions of `args.file` on stdout, or say on stderr which field is wrong."""
    try:
        cases, several = cases_of(args.file)
        answers = [
            _answered(case, f"cases[{n}]" if several else "", args.time) for n, case in enumerate(cases)
        ]
    except BadInput as wrong:
        print(f"unknot suitability: {wrong}", file=sys.stderr)
        return BAD_INPUT
    written = [json.dumps(each, ensure_ascii=False) for each in answers]
    sys.stdout.write("[" + ",\n ".join(written) + "]\n" if several else written[0] + "\n")
    return FINE


def _answered(case: Any, path: str, timed: bool) -> dict[str, Any]:
    at = f"{path}." if path else ""
    if not isinstance(case, Fields):
        raise BadInput(path, "must be an object")
    for where, name in _repeated(case):
        raise BadInput(at + where + field_name(name), "given twice")
    rulebook = screening.rulebook()
    try:
        question = asked(case)
        before = perf_counter_ns()
        found = verdict(**question, rulebook=rulebook)
        spent = perf_counter_ns() - before
    except BadQuestion as wrong:
        raise BadInput(at + _as_path(wrong.field), wrong.problem.value % wrong.data) from None
    answer = told(found, english)
    return answer | {"microseconds": spent / 1000} if timed else answer


def _as_path(field: str) -> str:
    """A dotted field as the commands write it: answers[0].id."""
    return field_name(_PLACE.sub(r"[\1]", field))


def _repeated(case: Fields) -> Iterator[tuple[str, str]]:
    """Names given twice in an object of the question, each with where it stands."""
    answers = case.get("answers")
    within = {f"answers[{n}].": each for n, each in enumerate(answers if isinstance(answers, list) else [])}
    for where, given in {
        "": case,
        "client.": case.get("client"),
        "switches.": case.get("switches"),
        **within,
    }.items():
        if isinstance(given, Fields) and given.repeated is not None:
            yield where, given.repeated
