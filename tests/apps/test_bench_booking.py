"""What pgbench runs beside bookings through HTTP: it must not fall behind what a booking sends."""

from pathlib import Path

import pytest

from benchmarks import booking_stock, market
from benchmarks.market import Big
from unknot.plumbing.clock import now

pytestmark = pytest.mark.django_db(transaction=True)

SALONS, DAYS = 4, 9


def test_the_script_for_pgbench_sends_what_a_booking_sends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UNKNOT_HOME", str(tmp_path))
    market.write(SALONS, days=DAYS, now=now(), progress=lambda *how_far: None, big=[Big(20, 20)])
    made = booking_stock.script()
    assert (made.sent, made.scripted) == (8, 8)
    lines = made.path.read_text().splitlines()
    assert [line for line in lines if "pipeline" in line] == ["\\startpipeline", "\\endpipeline"] * 2
    assert "%s" not in made.path.read_text()
