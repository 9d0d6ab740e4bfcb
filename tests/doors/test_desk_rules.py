"""Rules at the desk: of the salon, of a practitioner, of a treatment, and who wins."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.doors.boards import quiet_room_with_recovery
from tests.doors.pages import book_well, free, quiet_room
from tests.doors.treating import Role, member
from unknot.diary import audit
from unknot.diary.models import SalonDay
from unknot.salons.models import Offer, Salon

pytestmark = pytest.mark.django_db(transaction=True)

SALON = {"min_notice_min": "60", "horizon_days": "60", "step_min": "15"}


@pytest.fixture
def place() -> cast.Place:
    return quiet_room_with_recovery()


@pytest.fixture
def desk(place: cast.Place) -> Client:
    return member(place, Role.OWNER)


def of_salon(place: cast.Place) -> str:
    return reverse("desk_rules_salon", args=[place.salon.public_id])


def of_aino(place: cast.Place) -> str:
    return reverse("desk_rules_practitioner", args=[place.salon.public_id, place.people["Aino"].public_id])


def of_massage(place: cast.Place) -> str:
    return reverse("desk_rules_offer", args=[place.salon.public_id, "back_massage"])


def test_the_salon_says_how_visits_lie_and_a_further_horizon_is_open_at_once(
    place: cast.Place, desk: Client
) -> None:
    days = SalonDay.objects.count()
    given = {
        **SALON,
        "horizon_days": "70",
        "break_min": "30",
        "break_from_min": "11:00",
        "break_to_min": "14:00",
        "stretch_max_min": "180",
        "pause_min": "15",
        "hands_on_max_min": "300",
        "deep_max_min": "120",
    }
    assert desk.post(of_salon(place), given).status_code == 302
    salon = Salon.objects.get()
    assert salon.rules == (60, 70, 15, (30, 660, 840), (180, 15), 300, 120)
    assert salon.has_rules
    assert SalonDay.objects.count() == days + 10
    assert list(audit.findings()) == []


def test_what_is_booked_keeps_its_terms_when_rules_change(place: cast.Place, desk: Client) -> None:
    visit = book_well(Client(), place, free(place)[0])
    desk.post(of_salon(place), {**SALON, "hands_on_max_min": "30"})
    visit.refresh_from_db()
    assert visit.status == "booked"
    assert list(audit.findings()) == []


def test_the_treatment_wins_then_the_practitioner_then_the_salon(place: cast.Place, desk: Client) -> None:
    desk.post(of_salon(place), {**SALON, "step_min": "60"})
    desk.post(of_aino(place), {"step_min": "30", "prepare_min": "0", "recover_min": "0"})
    assert {each.starts_at.minute for each in free(read(place), who="Aino")} == {0, 30}
    assert {each.starts_at.minute for each in free(read(place), who="Mikael")} == {0}
    desk.post(of_massage(place), {"step_min": "20"})
    assert {each.starts_at.minute for each in free(read(place), who="Aino")} == {0, 20, 40}
    page = desk.get(reverse("desk_rules", args=[place.salon.public_id])).content.decode()
    for said in ("every 60\xa0min", "every 30\xa0min", "every 20\xa0min"):
        assert said in page


def read(place: cast.Place) -> cast.Place:
    """The same place with its offers as they are now."""
    offers = {each.treatment: each for each in Offer.objects.select_related("salon")}
    return cast.Place(Salon.objects.get(), place.people, place.rooms, offers)


def test_an_empty_field_says_whose_rule_holds_instead(place: cast.Place, desk: Client) -> None:
    page = desk.get(of_aino(place)).content.decode()
    assert "Empty: 1\xa0hour, as Hiljainen Huone says." in page
    assert "Empty: no limit. 0 lifts what others say." in page
    desk.post(of_salon(place), {**SALON, "deep_max_min": "90"})
    assert (
        "Empty: at most 90\xa0min, as Hiljainen Huone says." in desk.get(of_massage(place)).content.decode()
    )


def test_nothing_lifts_what_others_say(place: cast.Place, desk: Client) -> None:
    lifted = {"break_min": "0", "stretch_max_min": "0", "hands_on_max_min": "0"}
    given = {**lifted, "prepare_min": "0", "recover_min": "10"}
    assert desk.post(of_aino(place), given).status_code == 302
    aino = place.people["Aino"]
    aino.refresh_from_db()
    assert (aino.break_min, aino.stretch_max_min, aino.hands_on_max_min, aino.recover_min) == (0, 0, 0, 10)
    assert "no limit" in desk.get(reverse("desk_rules", args=[place.salon.public_id])).content.decode()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"step_min": "7"}, "step_min"),
        ({"step_min": "0"}, "step_min"),
        ({"step_min": "485"}, "step_min"),
        ({"step_min": ""}, "step_min"),
        ({"horizon_days": "366"}, "horizon_days"),
        ({"min_notice_min": "-1"}, "min_notice_min"),
        ({"min_notice_min": "99999999999"}, "min_notice_min"),
        ({"break_min": "30"}, "break_from_min"),
        ({"break_from_min": "12:00"}, "break_min"),
        ({"break_min": "30", "break_from_min": "12:02", "break_to_min": "13:00"}, "break_from_min"),
        ({"break_min": "65", "break_from_min": "12:00", "break_to_min": "13:00"}, "break_to_min"),
        ({"break_min": "30", "break_from_min": "13:00", "break_to_min": "12:00"}, "break_to_min"),
        ({"stretch_max_min": "180"}, "pause_min"),
        ({"pause_min": "15"}, "stretch_max_min"),
        ({"stretch_max_min": "725", "pause_min": "15"}, "stretch_max_min"),
        ({"hands_on_max_min": "301"}, "hands_on_max_min"),
        ({"deep_max_min": "many"}, "deep_max_min"),
    ],
)
def test_what_is_wrong_is_named_at_its_field(
    place: cast.Place, desk: Client, wrong: dict[str, Any], field: str
) -> None:
    was = Salon.objects.get().rules
    answer = desk.post(of_salon(place), {**SALON, **wrong})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert Salon.objects.get().rules == was


def test_a_break_may_end_at_midnight_and_fill_all_its_time(place: cast.Place, desk: Client) -> None:
    given = {**SALON, "break_min": "60", "break_from_min": "23:00", "break_to_min": "00:00"}
    assert desk.post(of_salon(place), given).status_code == 302
    assert Salon.objects.get().break_to_min == 1440


def test_only_the_owner_changes_rules(place: cast.Place, client: Client) -> None:
    stranger = member(quiet_room(), Role.OWNER, email="x@example.org")
    aino = member(place, Role.PRACTITIONER, "Aino")
    for address in (of_salon(place), of_aino(place), of_massage(place)):
        assert client.get(address).status_code == 302
        assert aino.get(address).status_code == 403
        assert aino.post(address, SALON).status_code == 403
        assert stranger.post(address, SALON).status_code == 404
    assert stranger.get(reverse("desk_rules", args=[place.salon.public_id])).status_code == 404
