"""The market that benchmarks run on: as full as it says, and nothing for `unknot check` to find."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from benchmarks import market
from benchmarks.market import Big
from unknot.core.hours import TICK_S
from unknot.diary import audit, reads
from unknot.diary.models import Claim, SalonDay
from unknot.diary.questions import Question
from unknot.salons.bridge import lane_shifts
from unknot.salons.models import Lane, Offer, Salon

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 3, 22, 7, tzinfo=UTC)
"""A week before summer time begins in Helsinki."""
SALONS, DAYS, PEOPLE, ROOMS = 8, 9, 20, 20


@pytest.fixture
def written() -> list[tuple[str, int, int]]:
    told: list[tuple[str, int, int]] = []
    market.write(
        SALONS, days=DAYS, now=NOW, progress=lambda *how_far: told.append(how_far), big=[Big(PEOPLE, ROOMS)]
    )
    return told


def fullness() -> float:
    """The occupied share of the practitioners' working time in the ordinary salons, in the days to come."""
    first, last = NOW.date() + timedelta(days=1), NOW.date() + timedelta(days=DAYS)
    midnight = NOW.replace(hour=0)
    days = midnight + timedelta(days=1), midnight + timedelta(days=DAYS + 1)
    salons = list(Salon.objects.order_by("pk"))[1:]
    working = sum(
        (shift.ends - shift.starts) * TICK_S
        for salon in salons
        for shifts in lane_shifts(salon, first, last).values()
        for shift in shifts
    )
    days = (
        datetime(first.year, first.month, first.day, tzinfo=UTC),
        datetime(last.year, last.month, last.day, 23, tzinfo=UTC),
    )
    claims = Claim.objects.filter(
        resource__lanes__salon__in=salons, resource__kind="practitioner", span__overlap=days
    )
    return float(sum((claim.span.upper - claim.span.lower).total_seconds() for claim in claims) / working)


def test_a_market_is_true_full_and_bookable(written: list[tuple[str, int, int]]) -> None:
    assert list(audit.findings(NOW)) == []
    assert Counter(Lane.objects.values_list("salon__name", flat=True)) == {
        "Salon 1": PEOPLE + ROOMS,
        **{f"Salon {number}": 8 for number in range(2, SALONS + 1)},
    }
    assert SalonDay.objects.count() == SALONS * (DAYS + 5)
    assert 0.55 < fullness() < 0.75
    question = Question(
        *market.CENTRE, 5_000.0, ("back_massage",), 60, windows=[(NOW, NOW + timedelta(days=DAYS))]
    )
    assert len(reads.search(question, limit=20, now=NOW)) > SALONS // 2


def test_a_market_goes_on_counting_where_it_stopped(written: list[tuple[str, int, int]]) -> None:
    offer = Offer.objects.create(
        salon=Salon.objects.all()[0], treatment="swedish", duration_min=30, price_minor=1
    )

    assert offer.pk == Offer.objects.count()


def test_a_market_says_how_far_it_is(written: list[tuple[str, int, int]]) -> None:
    assert ("salons", SALONS, SALONS) in written
    assert [step for step, done, of in written if done == of][-1] == "constraints and indexes"
