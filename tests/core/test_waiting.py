"""Chains of moves beside every assignment there is, and the ends of turns at both sides of each limit."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot.core.waiting import TOO_SHORT, Place, Waits, chain, turn_until

TICKS, LANES = 5, 2
places = st.dictionaries(
    st.integers(0, LANES - 1), st.integers(1, (1 << TICKS) - 1), min_size=1, max_size=LANES
)


@st.composite
def diaries(draw: st.DrawFn) -> tuple[dict[int, int], list[Waits]]:
    """Some lanes, and up to four who wait; what they have never overlaps."""
    rest = dict.fromkeys(range(LANES), (1 << TICKS) - 1)
    waiting = []
    for _ in range(draw(st.integers(0, 4))):
        has = draw(st.one_of(st.just({}), places))
        has = {lane: ticks & rest[lane] for lane, ticks in has.items() if ticks & rest[lane]}
        rest = {lane: ticks & ~has.get(lane, 0) for lane, ticks in rest.items()}
        waiting.append(Waits(draw(st.lists(places, max_size=3)), has))
    busy = draw(st.integers(0, (1 << TICKS) - 1))
    return {lane: ticks & ~busy for lane, ticks in rest.items()}, waiting


def all_choices(waiting: Sequence[Waits]) -> Iterator[tuple[int | None, ...]]:
    """Every assignment, the best for the first first, then for the second."""
    yield from product(*((*range(len(one.wanted)), None) for one in waiting))


def taken_by(waiting: Sequence[Waits], choices: Sequence[int | None]) -> list[Place]:
    return [
        one.has if choice is None else one.wanted[choice]
        for one, choice in zip(waiting, choices, strict=True)
    ]


def fits(clear: dict[int, int], waiting: Sequence[Waits], choices: Sequence[int | None]) -> bool:
    """Whether everybody, whether she moved or not, has ticks of her own within what there is."""
    for lane in range(LANES):
        left = clear.get(lane, 0)
        for one in waiting:
            left |= one.has.get(lane, 0)
        for place in taken_by(waiting, choices):
            ticks = place.get(lane, 0)
            if ticks & ~left:
                return False
            left &= ~ticks
    return True


@given(diaries())
def test_a_chain_is_the_best_of_all_assignments_in_fair_order(
    diary: tuple[dict[int, int], list[Waits]],
) -> None:
    clear, waiting = diary

    found = chain(clear, waiting)

    best = next(each for each in all_choices(waiting) if fits(clear, waiting, each))
    assert [found.get(who) for who in range(len(waiting))] == list(best)


def test_a_place_of_somebody_who_can_not_move_stays_hers() -> None:
    ten, eleven = {0: 0b01}, {0: 0b10}

    assert chain({}, [Waits([ten]), Waits([eleven], has=ten)]) == {}


def test_the_first_in_the_order_goes_before_who_could_move_more_people() -> None:
    ten, eleven = {0: 0b01}, {0: 0b10}

    assert chain(ten, [Waits([ten]), Waits([ten], has=eleven), Waits([eleven])]) == {0: 0}


@pytest.mark.parametrize("others", [8, 9])
def test_a_chain_is_followed_to_its_limit(others: int) -> None:
    """The first wants the place of the second, who wants that of the third; the last wants what is free."""
    waiting = [Waits([{0: 1}])]
    waiting += [Waits([{0: 1 << (at + 1)}], has={0: 1 << at}) for at in range(others)]

    moved = chain({0: 1 << others}, waiting)

    assert (0 in moved) is (others == 8)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2027-03-01T09:00", "2027-03-01T11:00"),
        ("2027-03-01T18:00", "2027-03-01T20:00"),
        ("2027-03-01T18:01", "2027-03-02T10:00"),
        ("2027-03-01T23:30", "2027-03-02T10:00"),
        ("2027-03-02T07:59", "2027-03-02T10:00"),
        ("2027-03-02T08:01", "2027-03-02T10:01"),
        ("2027-03-28T00:30", "2027-03-28T10:00"),
    ],
)
def test_a_turn_lasts_two_hours_and_never_ends_at_night(now: str, until: str) -> None:
    moment = datetime.fromisoformat(now + "+02:00" if now < "2027-03-28T03" else now + "+03:00").astimezone(
        UTC
    )

    found = turn_until(moment, latest=moment + timedelta(days=9), zone="Europe/Helsinki")

    assert found is not None
    assert found.astimezone(ZoneInfo("Europe/Helsinki")).strftime("%Y-%m-%dT%H:%M") == until


def test_a_turn_ends_when_its_time_can_not_be_taken_any_more() -> None:
    now = datetime(2027, 3, 1, 9, tzinfo=UTC)

    assert turn_until(now, latest=now + TOO_SHORT, zone="Etc/UTC") == now + TOO_SHORT
    assert turn_until(now, latest=now + TOO_SHORT - timedelta(seconds=1), zone="Etc/UTC") is None
