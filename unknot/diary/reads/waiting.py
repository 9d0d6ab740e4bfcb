"""Who waits at a salon, in fair order, and what would suit each."""

from datetime import datetime

Span = tuple[datetime, datetime]
