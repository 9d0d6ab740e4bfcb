"""The gap benefit: what is shown with a time is granted with it, kept with the hold and the visit, and proved."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests import cast
from unknot.core.money.benefit import NOTHING, Benefit
from unknot.diary import actions, audit, gaps, reads
from unknot.diary.models import Appointment, Hold, Part
from unknot.diary.questions import Question
from unknot.diary.values import GAP_GONE, Refusal
from unknot.plumbing.tokens import fingerprint
from unknot.salons.actions import give

pytestmark = pytest.mark.django_db

FIVE_OFF = Benefit(off_minor=500)
TEN_PERCENT = Benefit(percent=10)
PILLOW = Benefit(extra="hot neck pillow")
TUESDAY: dict[str, Any] = {"starts_from": cast.wall(2, 0), "starts_until": cast.wall(3, 0), "now": cast.NOW}
MAYA = fingerprint("maya")
LATER = cast.NOW + timedelta(minutes=11)


@pytest.fixture
def place() -> cast.Place:
    """Aino alone, with a visit at 9 and one at 11: an hour between them is a hole. Five euros off for who fills it."""
    return run_by("Aino")


@pytest.fixture
def two() -> cast.Place:
    """The same with Mikael, whose day is empty."""
    return run_by("Aino", "Mikael")


def run_by(*names: str) -> cast.Place:
    made = cast.salon()
    for name in names:
        cast.practitioner(made, name, "back_massage")
        cast.room(made, f"{name}’s room")
    cast.offer(made)
    made.open()
    for hour in (9, 11):
        booked(made, hour, practitioner=made.people["Aino"])
    return giving(made, FIVE_OFF)


def giving(place: cast.Place, benefit: Benefit, rest_min: int = 30) -> cast.Place:
    give(place.salon, benefit, rest_min=rest_min)
    return place


def booked(place: cast.Place, hour: int, minute: int = 0, **more: Any) -> Appointment:
    wanted: dict[str, Any] = {"client": cast.client(), "by": "client", "clock": cast.clock_at(), **more}
    back = place.offers["back_massage"]
    made = actions.book(offer=back, starts_at=cast.wall(2, hour, minute), **wanted)
    assert isinstance(made, Appointment), made
    return made


def held(place: cast.Place, hour: int, minute: int = 0, **more: Any) -> Hold:
    wanted: dict[str, Any] = {"clock": cast.clock_at(), **more}
    back = place.offers["back_massage"]
    made = actions.hold(offer=back, starts_at=cast.wall(2, hour, minute), **wanted)
    assert isinstance(made, Hold), made
    return Hold.objects.select_related("offer__salon", "practitioner").get(pk=made.pk)


def confirmed(kept: Hold, now: datetime = cast.NOW) -> Part:
    made = actions.confirm(kept, client=cast.client(), by="client", clock=cast.clock_at(now))
    assert isinstance(made, Appointment), made
    return made.parts.get()


def cancelled(place: cast.Place, hour: int) -> None:
    visit = Appointment.objects.get(starts_at=cast.wall(2, hour), status="booked")
    actions.cancel(visit, by="desk:1", clock=cast.clock_at())


def moved(visit: Appointment, hour: int, **more: Any) -> Appointment | Refusal:
    wanted: dict[str, Any] = {"by": "client", "clock": cast.clock_at(), **more}
    return actions.move(visit, starts_at=cast.wall(2, hour), **wanted)


def carrying(place: cast.Place, **more: Any) -> dict[str, Benefit]:
    """By the wall, the times of 2 March that carry something."""
    found = reads.slots(place.offers["back_massage"], **TUESDAY, **more)
    return {
        f"{each.starts_at.astimezone(cast.HELSINKI):%H:%M}": each.benefit
        for each in found
        if each.benefit.is_any
    }


def filling(place: cast.Place, **more: Any) -> list[str]:
    """The same as a month says it."""
    found = reads.times(place.offers["back_massage"], **TUESDAY, **more)
    assert found.filling <= set(found.free)
    return sorted(f"{each.astimezone(cast.HELSINKI):%H:%M}" for each in found.filling)


def terms(part: Part | Hold) -> Benefit:
    return part.gap_benefit


def kinds() -> list[str]:
    return [each.kind for each in audit.findings(cast.NOW)]


def test_only_the_time_that_fills_the_hole_carries_it_and_all_times_are_shown(place: cast.Place) -> None:
    with_it = reads.slots(place.offers["back_massage"], **TUESDAY)
    assert carrying(place) == {"10:00": FIVE_OFF}
    assert filling(place) == ["10:00"]

    giving(place, NOTHING)
    without = reads.slots(place.offers["back_massage"], **TUESDAY)
    assert carrying(place) == {}
    assert filling(place) == []
    assert [each.starts_at for each in with_it] == [each.starts_at for each in without]


def test_a_search_shows_the_same(place: cast.Place) -> None:
    question = Question(
        lat=60.18,
        lon=24.95,
        radius_m=2000,
        treatments=["back_massage"],
        duration_min=60,
        windows=[(cast.wall(2, 0), cast.wall(3, 0))],
    )
    (hit,) = reads.search(question, limit=3, now=cast.NOW)
    assert hit.benefits == [FIVE_OFF, NOTHING, NOTHING]
    (found,) = reads.named([hit])
    assert [each.benefit for each in found.slots] == hit.benefits


@pytest.mark.parametrize(
    ("benefit", "price_minor", "off_minor"),
    [(FIVE_OFF, 6700, 500), (TEN_PERCENT, 6480, 720), (PILLOW, 7200, 0)],
)
def test_it_is_held_and_booked_as_it_was_shown(
    place: cast.Place, benefit: Benefit, price_minor: int, off_minor: int
) -> None:
    giving(place, benefit)
    kept = held(place, 10)
    part = confirmed(kept)

    assert terms(kept) == terms(part) == benefit
    assert (part.price_minor, part.off_minor, part.list_minor) == (price_minor, off_minor, 7200)
    assert kinds() == []


def test_any_other_time_costs_what_it_always_does(place: cast.Place) -> None:
    part = confirmed(held(place, 13))

    assert terms(part) == NOTHING
    assert (part.price_minor, part.off_minor) == (7200, 0)


def test_it_is_not_lost_once_it_is_held(place: cast.Place) -> None:
    """Neither when the visits around it go, nor when the salon chooses otherwise, nor when the hold has run out."""
    kept = held(place, 10)
    cancelled(place, 9)
    cancelled(place, 11)
    giving(place, NOTHING)

    assert terms(confirmed(kept, LATER)) == FIVE_OFF
    assert kinds() == []


def test_it_is_not_granted_when_the_hole_has_gone_between_showing_and_holding(place: cast.Place) -> None:
    assert filling(place) == ["10:00"]
    cancelled(place, 9)

    assert terms(held(place, 10)) == NOTHING


def test_what_is_only_held_makes_no_hole(place: cast.Place) -> None:
    """Nobody makes a time cheaper by holding the one beside it."""
    held(place, 15)

    assert filling(place) == ["10:00"]
    confirmed(held(place, 16))
    confirmed(held(place, 14))
    assert filling(place) == ["10:00"]


def test_a_salons_own_booking_is_judged_likewise(place: cast.Place) -> None:
    assert booked(place, 10, by="desk:1").parts.get().price_minor == 6700
    assert booked(place, 14, by="desk:1").parts.get().price_minor == 7200


def test_a_move_is_judged_anew(place: cast.Place) -> None:
    visit = booked(place, 14)
    assert isinstance(moved(visit, 10), Appointment)
    assert visit.parts.get().price_minor == 6700
    visit.refresh_from_db()
    assert isinstance(moved(visit, 15), Appointment)
    assert (visit.parts.get().price_minor, visit.parts.get().off_minor) == (7200, 0)
    assert kinds() == []


def test_a_move_to_what_no_longer_comes_with_it_is_refused_and_the_visit_stays(place: cast.Place) -> None:
    visit = booked(place, 14)
    cancelled(place, 9)

    assert moved(visit, 10, promised=gaps.shown(FIVE_OFF)) == Refusal(GAP_GONE)
    visit.refresh_from_db()
    assert visit.starts_at == cast.wall(2, 14)
    assert isinstance(moved(visit, 10), Appointment)


def test_a_move_to_what_comes_with_something_else_by_now_is_refused(place: cast.Place) -> None:
    visit = booked(place, 14)
    giving(place, TEN_PERCENT)

    assert moved(visit, 10, promised=gaps.shown(FIVE_OFF)) == Refusal(GAP_GONE)
    assert isinstance(moved(visit, 10, promised=gaps.shown(TEN_PERCENT)), Appointment)


def test_whom_the_salon_moves_keeps_what_she_has(place: cast.Place) -> None:
    cheaper, usual = booked(place, 10), booked(place, 14)

    moved(cheaper, 15, by="desk:1")
    moved(usual, 10, by="desk:1")

    assert cheaper.parts.get().price_minor == 6700
    assert usual.parts.get().price_minor == 7200
    assert kinds() == []


def test_her_own_hold_is_in_nobodys_way_and_the_turn_is_as_the_next_hold_gives_it(two: cast.Place) -> None:
    """Her hold makes Mikael the busier one; but it gives way, and then it is his turn."""
    mine = held(two, 13, practitioner=two.people["Mikael"], visitor=MAYA)
    held(two, 14, practitioner=two.people["Mikael"])
    assert filling(two) == ["10:00"]

    own = reads.own_time(two.salon.pk, hold_id=mine.pk)
    is_shown = "10:00" in filling(two, given_back=own)
    assert terms(held(two, 10, visitor=MAYA)).is_any == is_shown
    assert not is_shown


def test_it_hangs_on_whose_turn_it_is(two: cast.Place) -> None:
    """Mikael has nothing to do yet: the time at ten is his, and his day is empty. Aino's is had by asking for her."""
    assert filling(two) == []
    assert terms(held(two, 10)) == NOTHING
    aino = two.people["Aino"]
    assert filling(two, practitioner=aino) == filling(two, preferred=aino) == ["10:00"]
    assert terms(held(two, 10, practitioner=aino)) == FIVE_OFF


def test_several_together_carry_none(two: cast.Place) -> None:
    """Aino's part alone would fill her hole at ten."""
    back = two.offers["back_massage"]
    assert filling(two, also=[back]) == []
    kept = held(two, 10, also=[back])

    assert {kept.practitioner.name, kept.followers.get().practitioner.name} == {"Aino", "Mikael"}
    assert [terms(each) for each in (kept, kept.followers.get())] == [NOTHING, NOTHING]
