"""How far long work is, on standard error."""

import sys
from time import monotonic
from typing import IO

WIDTH = 30


class Bar:
    """A bar that is written over at a terminal; elsewhere each step says once that it is done, and how long it took."""

    def __init__(self, stream: IO[str] | None = None) -> None:
        self._stream = stream or sys.stderr
        self._step = ""
        self._began = monotonic()

    def show(self, step: str, done: int, of: int) -> None:
        """Draw the step, `done` of `of`."""
        if step != self._step:
            self._step, self._began = step, monotonic()
        took_s = monotonic() - self._began
        full = WIDTH * done // max(of, 1)
        line = f"{step:24} [{'#' * full}{'.' * (WIDTH - full)}] {done}/{of}  {took_s:.0f} s"
        if self._stream.isatty():
            self._stream.write(f"\r\x1b[K{line}" + ("\n" if done == of else ""))
        elif done == of:
            self._stream.write(line + "\n")
        self._stream.flush()
