"""The JSON door and a salon whose days are open from the real clock's now."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from tests import cast
from tests.doors.api.asking import Door
from unknot.diary import reads
from unknot.plumbing import clock


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
def place(db: None) -> cast.Place:
    return cast.hiljainen_huone(clock.now())


@pytest.fixture
def free(place: cast.Place) -> Iterator[list[datetime]]:
    """The next free starts of a facial, which only Sanna gives."""
    now = clock.now()
    found = reads.slots(
        place.offers["facial"], starts_from=now, starts_until=now + timedelta(days=14), now=now
    )
    yield [slot.starts_at for slot in found]
