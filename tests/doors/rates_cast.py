"""An address that has asked often already, whatever minute it is."""

from unknot.plumbing import rates
from unknot.plumbing.clock import now
from unknot.plumbing.models import RateCount
from unknot.plumbing.tokens import fingerprint


def asked_already(name: str, hits: int) -> None:
    """As if this address had asked so often in this minute, and in the next one, should it begin meanwhile."""
    minute = int(now().timestamp() // rates.WINDOW_S)
    RateCount.objects.all().delete()
    for window in (minute, minute + 1):
        RateCount.objects.create(key=fingerprint(f"{name}:127.0.0.1"), window=window, hits=hits)
