"""Unknot: from an aching back to a confirmed, suitable massage in a few taps."""

import zoneinfo

__version__ = "0.1.0"

# The pinned tzdata package decides what time it is anywhere, not whatever the machine happens to carry.
zoneinfo.reset_tzpath(to=())
