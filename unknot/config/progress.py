"""Showing a person at a terminal how far long work is."""

from typing import IO


class Progress:
    """One line that is written over; nothing at all when nobody looks."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream if stream.isatty() else None

    def show(self, step: str, done: int, of: int) -> None:
        """Write the step and how far it is."""
        if self._stream:
            self._stream.write(f"\r\x1b[K{step} {done}/{of}")
            self._stream.flush()

    def clear(self) -> None:
        """Leave an empty line behind."""
        if self._stream:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
