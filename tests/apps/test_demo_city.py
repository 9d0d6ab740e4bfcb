"""The demo city in the database: what can be booked in it, and that it can be opened again and again."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from unknot.config.demo.salons import salon_id, write_salons
from unknot.config.demo.seed import City, UnknownHours, open_city, who_to_sign_in_as
from unknot.config.demo.sites import sites
from unknot.config.demo.team import PASSWORD_FILE
from unknot.core.hours import TICK_S
from unknot.diary import actions, reads
from unknot.diary.models import Appointment, Block, Claim, SalonDay
from unknot.diary.questions import Question
from unknot.people.models import Client, User
from unknot.plumbing.models import Fact
from unknot.salons.bridge import lane_shifts
from unknot.salons.models import Membership, Offer, Resource, Salon

pytestmark = pytest.mark.django_db

HELSINKI: dict[str, Any] = {"lat": 60.1699, "lon": 24.9384, "radius_m": 20_000}
NOON = datetime(2026, 11, 24, 10, tzinfo=UTC)
FEW = 6


def opened(at: datetime, salons: int | None = FEW) -> City:
    return open_city(salons=salons, progress=lambda stage, done, total: None, clock=lambda: at)


def occupied() -> set[tuple[str, datetime, datetime]]:
    claims = Claim.objects.select_related("resource")
    return {(claim.resource.public_id, claim.span.lower, claim.span.upper) for claim in claims}


def rows() -> dict[str, int]:
    nouns = (Salon, Resource, Offer, Client, Appointment, Claim, SalonDay, Fact, User, Membership)
    return {noun.__name__: noun.objects.count() for noun in nouns}


def salons_with_an_hour_for_the_back(now: datetime, day: int) -> int:
    question = Question(
        **HELSINKI,
        treatments=("back_massage",),
        duration_min=60,
        windows=[(now + timedelta(days=day), now + timedelta(days=day + 1))],
    )
    found = reads.search(question, limit=100, now=now)
    return len(found)


def fullness(now: datetime) -> float:
    """The occupied share of all practitioners' working time, from six days ago until 26 days ahead."""
    first, last = (now - timedelta(days=6)), (now + timedelta(days=26))
    working = sum(
        (shift.ends - shift.starts) * TICK_S
        for salon in Salon.objects.all()
        for shifts in lane_shifts(salon, first.date(), last.date()).values()
        for shift in shifts
    )
    claims = Claim.objects.filter(resource__kind="practitioner", span__overlap=(first, last))
    taken = sum((claim.span.upper - claim.span.lower).total_seconds() for claim in claims)
    return float(taken / working)


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(datetime(2026, 12, 7, 22, 30, tzinfo=UTC), id="Christmas ahead, late in the evening"),
        pytest.param(datetime(2027, 6, 7, 4, 15, tzinfo=UTC), id="midsummer ahead, early in the morning"),
    ],
)
def test_in_any_season_twelve_salons_have_an_hour_for_the_back_on_each_of_the_next_twenty_days(
    now: datetime,
) -> None:
    city = opened(now, salons=None)
    assert city.salons == 118
    assert min(salons_with_an_hour_for_the_back(now, day) for day in range(21)) >= 12
    assert 0.6 <= fullness(now) <= 0.7
    assert city.unknown_hours == (UnknownHours("Helle Stunde", '"nach Vereinbarung"', "comment"),)
    shut = Salon.objects.get(hours_source="unknown")
    until = now + timedelta(days=40)
    for offer in shut.offers.all():
        assert reads.slots(offer, starts_from=now, starts_until=until, now=now) == []


def test_opening_the_city_again_changes_nothing() -> None:
    opened(NOON)
    before, time_before = rows(), occupied()
    assert opened(NOON + timedelta(hours=9)).visits == 0
    assert (rows(), occupied()) == (before, time_before)


def test_a_second_city_from_the_same_seed_is_the_same_city() -> None:
    with transaction.atomic():
        opened(NOON)
        first = occupied()
        transaction.set_rollback(True)
    opened(NOON)
    assert first
    assert occupied() == first


def test_a_start_that_was_killed_is_finished_by_the_next_one() -> None:
    with transaction.atomic():
        opened(NOON)
        whole = occupied(), rows()
        transaction.set_rollback(True)

    def killed(stage: str, done: int, total: int) -> None:
        if stage == "appointments" and done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        open_city(salons=FEW, progress=killed, clock=lambda: NOON)
    assert len(occupied()) < len(whole[0])
    opened(NOON)
    assert (occupied(), rows()) == whole


def test_after_three_weeks_the_weeks_are_topped_up_and_nothing_old_moves() -> None:
    opened(NOON)
    before = occupied()
    later = NOON + timedelta(days=21)
    opened(later)
    after = occupied()
    assert before < after
    assert {lower.date() for _, lower, _ in after - before} <= {
        (NOON + timedelta(days=day)).date() for day in range(28, 51)
    }
    assert 0.55 <= fullness(later) <= 0.75
    for salon in Salon.objects.all():
        last = salon.days.order_by("-on_date")[0].on_date
        assert last >= (later + timedelta(days=salon.horizon_days)).date()


def test_a_top_up_goes_around_what_somebody_has_booked() -> None:
    opened(NOON)
    salon = Salon.objects.get(public_id=salon_id(sites(FEW)[0]))
    offer = salon.offers.order_by("id")[0]
    ahead = NOON + timedelta(days=31)
    slot = reads.slots(offer, starts_from=ahead, starts_until=ahead + timedelta(days=4), now=NOON)[0]
    taken = actions.block(
        resource=Resource.objects.get(public_id=slot.practitioner.public_id),
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        by="desk",
        clock=lambda: NOON,
    )
    assert isinstance(taken, Block)
    opened(NOON + timedelta(days=10))
    assert Claim.objects.filter(block=taken).count() == 1
    assert actions.rebuild(salon, clock=lambda: NOON + timedelta(days=10)) == 0


def test_a_larger_city_keeps_the_salons_of_the_smaller_one() -> None:
    opened(NOON, 2)
    before = occupied()
    opened(NOON, 4)
    assert before < occupied()
    assert Salon.objects.count() == 4


def test_every_day_row_says_what_its_claims_say() -> None:
    opened(NOON)
    opened(NOON + timedelta(days=1))
    differing = [
        actions.rebuild(each, clock=lambda: NOON + timedelta(days=1)) for each in Salon.objects.all()
    ]
    assert differing == [0] * FEW


def test_past_visits_have_been_attended_or_missed_and_future_ones_are_booked() -> None:
    opened(NOON)
    past = Counter(Appointment.objects.filter(ends_at__lte=NOON).values_list("status", flat=True))
    ahead = set(Appointment.objects.filter(ends_at__gt=NOON).values_list("status", flat=True))
    assert past.keys() == {"arrived", "no_show"}
    assert past["no_show"] < past["arrived"] / 5
    assert ahead == {"booked"}


def test_clients_are_invented_and_reached_where_nobody_lives() -> None:
    opened(NOON)
    assert set(Client.objects.values_list("email", flat=True)) == set(
        Client.objects.filter(email__endswith="@example.org").values_list("email", flat=True)
    )
    phones = set(Client.objects.exclude(phone="").values_list("phone", flat=True))
    assert {phone[:9] for phone in phones} <= {"+35850000", "+12025550"}


def test_three_people_of_one_helsinki_salon_can_sign_in() -> None:
    opened(NOON)
    assert [role for role, _, _ in who_to_sign_in_as()] == ["owner", "reception", "practitioner"]
    salons = set()
    for role, email, password in who_to_sign_in_as():
        user = User.objects.get(email=email)
        assert user.check_password(password)
        membership = user.memberships.get()
        assert membership.role == role
        assert (membership.practitioner is not None) == (role == "practitioner")
        salons.add(membership.salon)
    assert [salon.zone for salon in salons] == ["Europe/Helsinki"]


def test_the_password_is_the_homes_own_and_only_its_owner_can_read_it() -> None:
    opened(NOON)
    home = settings.HOME
    assert home is not None
    place = home.secrets / PASSWORD_FILE
    assert place.stat().st_mode & 0o777 == 0o600
    lost = place.read_text()
    place.unlink()
    opened(NOON)
    fresh = place.read_text()
    assert fresh != lost
    assert User.objects.get(email="owner@example.org").check_password(fresh)
    assert not User.objects.get(email="owner@example.org").check_password(lost)


def test_progress_is_told_for_each_stage_up_to_its_end() -> None:
    heard: list[tuple[str, int, int]] = []
    open_city(salons=3, progress=lambda *told: heard.append(told), clock=lambda: NOON)
    assert heard == [("salons", 0, 3), ("salons", 3, 3), *(("appointments", done, 3) for done in (1, 2, 3))]


def test_salons_from_openstreetmap_name_their_place_and_invented_ones_do_not() -> None:
    write_salons(sites(120))
    assert Salon.objects.exclude(osm="").count() == 118
    invented = Salon.objects.filter(osm="")
    assert [(salon.street, salon.postcode, salon.city) for salon in invented] == [("", "", "")] * 2
    assert Salon.objects.filter(zone="Europe/Helsinki").count() == 87
