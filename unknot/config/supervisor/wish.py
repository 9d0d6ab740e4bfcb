"""A wish to stop, from a signal; the supervisor looks at it wherever it waits."""

import signal
import threading
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class WishToStop:
    """Set by Ctrl-C, SIGTERM or a closed terminal, as often as they come; nothing is interrupted midway."""

    def __init__(self) -> None:
        self._event = threading.Event()
        for number in SIGNALS:
            signal.signal(number, self._on_signal)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._event.set()

    def is_set(self) -> bool:
        """Has a signal come?"""
        return self._event.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait that long or until somebody wishes us to stop; True in that case."""
        return self._event.wait(seconds)
