"""What a benchmark answers: rows with a goal and a measured ratio, and what it left out."""

import json
import operator
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from time import perf_counter
from typing import NamedTuple

ROUNDS = 5
SIGNS = {"<=": operator.le, ">=": operator.ge, "=": operator.eq}

Call = Callable[[], object]


class Row(NamedTuple):
    """One figure. `goal` is a sign and a limit, as in "<= 2.5"; `unit` says of what the figure is a multiple."""

    name: str
    goal: str
    measured: float
    unit: str

    @property
    def met(self) -> bool:
        """Whether the figure is on the right side of its limit; the limit itself counts."""
        sign, limit = self.goal.split()
        return SIGNS[sign](self.measured, float(limit))


class Found(NamedTuple):
    """What was measured, what was not, and what broke off, each with its reason."""

    rows: Sequence[Row]
    skipped: Sequence[str] = ()
    broken: Sequence[str] = ()

    @property
    def is_fine(self) -> bool:
        """Whether every goal is met and nothing broke off."""
        return not self.broken and all(row.met for row in self.rows)

    def as_json(self) -> str:
        """The rows with `met` beside the rest, as one JSON object; what broke off is among what was skipped."""
        rows = [{**row._asdict(), "met": row.met} for row in self.rows]
        return json.dumps({"rows": rows, "skipped": [*self.skipped, *self.broken]}, ensure_ascii=False)

    def as_table(self) -> str:
        """Goal and measured side by side, then what falls short and what was left out."""
        lines = [("what", "goal", "measured", "", "of"), *map(_cells, self.rows)]
        widths = [max(len(line[column]) for line in lines) for column in range(4)]
        table = [_line(line, widths) for line in lines]
        short = [row for row in self.rows if not row.met]
        told = [f"Falls short: {row.name} ({_short(row.measured)}, not {row.goal})" for row in short]
        if self.rows and self.is_fine:
            told = ["Every goal is met."]
        told += [f"Broke off: {each}" for each in self.broken]
        return "\n".join([*table, "", *told, *(f"Skipped: {each}" for each in self.skipped)])


def together(parts: Iterable[Found]) -> Found:
    """Several findings as one."""
    found = list(parts)
    return Found(
        [row for each in found for row in each.rows],
        [said for each in found for said in each.skipped],
        [said for each in found for said in each.broken],
    )


def seconds(call: Call, times: int = 1) -> float:
    """The mean time of one call."""
    began = perf_counter()
    for _ in range(times):
        call()
    return (perf_counter() - began) / times


def interleaved(calls: Mapping[str, Call], *, rounds: int = ROUNDS, times: int = 1) -> list[dict[str, float]]:
    """Seconds of each call, round by round: all are timed in turn, so that a noisy moment strikes all alike."""
    return [{name: seconds(call, times) for name, call in calls.items()} for _ in range(rounds)]


def ratio(taken: Sequence[Mapping[str, float]], one: str, other: str) -> float:
    """How many times `other` goes into `one`: the median of the rounds' own quotients."""
    return statistics.median(each[one] / each[other] for each in taken)


def _cells(row: Row) -> tuple[str, ...]:
    return row.name, row.goal, _short(row.measured), "" if row.met else "SHORT", row.unit


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    what, goal, measured, met, unit = cells
    columns = (what.ljust(widths[0]), goal.rjust(widths[1]), measured.rjust(widths[2]), met.ljust(widths[3]))
    return "  ".join((*columns, unit)).rstrip()


def _short(figure: float) -> str:
    """Three digits that count; whole numbers from a hundred on."""
    return f"{figure:,.0f}" if abs(figure) >= 100 or figure == int(figure) else f"{figure:.3g}"


def as_row(name: str, goal: str, measured: float, unit: str) -> Row:
    """A row with its figure rounded to four digits that count, so that JSON and table say the same."""
    return Row(name, goal, float(f"{measured:.4g}"), unit)
