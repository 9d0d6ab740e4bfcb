"""What a salon sells, changed at its desk: what is booked stays, what it means is shown first, and days stay right."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.doors.boards import quiet_room_with_recovery
from tests.doors.pages import book_well, free, quiet_room
from tests.doors.treating import Role, member
from unknot.diary import audit
from unknot.diary.models import Part
from unknot.salons.models import AddOn, Offer, Resource, Skill

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place() -> cast.Place:
    return quiet_room_with_recovery()


@pytest.fixture
def desk(place: cast.Place) -> Client:
    return member(place, Role.OWNER)


def page(place: cast.Place, name: str = "desk_offer", *more: str) -> str:
    return reverse(name, args=[place.salon.public_id, *more])


def filled(place: cast.Place, *givers: str, **more: Any) -> dict[str, Any]:
    """The form of the back massage as it stands, but for what is given."""
    return {
        "price60": "72",
        "givers": [place.people[name].public_id for name in givers or ("Aino", "Mikael", "Sanna")],
        "room_feature": "table",
        "buffer_before_min": "0",
        "buffer_after_min": "10",
        **more,
    }


def seen_on(answer: Any) -> str:
    return str(re.findall(r'name="seen" value="([^"]*)"', answer.content.decode())[0])


def test_lengths_prices_and_buffers_are_changed_and_what_is_booked_keeps_its_own(
    place: cast.Place, desk: Client
) -> None:
    visit = book_well(Client(), place, free(place)[0])
    was = Part.objects.get(appointment=visit)
    answer = desk.post(
        page(place, "desk_offer", "back_massage"),
        filled(place, price60="80", price90="110.50", buffer_after_min="15"),
    )
    assert answer.status_code == 302
    sold = Offer.objects.filter(treatment="back_massage", is_active=True).order_by("duration_min")
    assert [(each.duration_min, each.price_minor, each.buffer_after_min) for each in sold] == [
        (60, 8000, 15),
        (90, 11050, 15),
    ]
    assert sold[0].who == sold[1].who != 0
    part = Part.objects.get(appointment=visit)
    assert (part.price_minor, part.claimed) == (was.price_minor, was.claimed)
    assert list(audit.findings()) == []


def test_a_length_without_a_price_is_sold_no_more_and_comes_back_as_the_same(
    place: cast.Place, desk: Client
) -> None:
    address = page(place, "desk_offer", "back_massage")
    desk.post(address, filled(place, price60="", price90="100"))
    assert [each.duration_min for each in Offer.objects.filter(treatment="back_massage", is_active=True)] == [
        90
    ]
    desk.post(address, filled(place, price60="75", price90="100"))
    old = Offer.objects.get(pk=place.offers["back_massage"].pk)
    assert (old.is_active, old.price_minor) == (True, 7500)


def test_who_gives_it_no_more_is_shown_with_her_visits_before_anything_changes(
    place: cast.Place, desk: Client
) -> None:
    slot = next(each for each in free(place) if each.practitioner.name == "Aino")
    book_well(Client(), place, slot, practitioner=place.people["Aino"].public_id)
    address, given = page(place, "desk_offer", "back_massage"), filled(place, "Mikael", "Sanna")
    look = desk.post(address, given)
    assert look.status_code == 200
    assert "1 visit falls outside" in look.content.decode()
    assert Skill.objects.filter(practitioner=place.people["Aino"]).exists()
    done = desk.post(address, {**given, "seen": seen_on(look)})
    assert done.status_code == 302
    assert not Skill.objects.filter(practitioner=place.people["Aino"]).exists()
    assert Part.objects.get().practitioner == place.people["Aino"]
    assert {each.practitioner.name for each in free(Offered(place))} == {"Mikael", "Sanna"}
    assert list(audit.findings()) == []


class Offered(cast.Place):
    """The same place with its offers read anew."""

    def __init__(self, place: cast.Place) -> None:
        offers = {each.treatment: each for each in Offer.objects.select_related("salon")}
        super().__init__(place.salon, place.people, place.rooms, offers)


def test_a_visit_that_was_not_shown_stops_the_change(place: cast.Place, desk: Client) -> None:
    slot = next(each for each in free(place) if each.practitioner.name == "Aino")
    book_well(Client(), place, slot, practitioner=place.people["Aino"].public_id)
    answer = desk.post(
        page(place, "desk_offer", "back_massage"), filled(place, "Mikael", seen="somebody else")
    )
    assert answer.status_code == 409
    assert "nothing has been changed" in answer.content.decode()
    assert Skill.objects.filter(practitioner=place.people["Aino"]).exists()


def test_another_room_touches_what_is_booked_in_the_old_one(place: cast.Place, desk: Client) -> None:
    book_well(Client(), place, free(place)[0])
    look = desk.post(page(place, "desk_offer", "back_massage"), filled(place, room_feature="mat"))
    assert "1 visit falls outside" in look.content.decode()
    none = desk.post(
        page(place, "desk_offer", "facial"), {**filled(place), "price60": "90", "room_feature": ""}
    )
    assert none.status_code == 302


def test_sent_twice_it_is_the_same(place: cast.Place, desk: Client) -> None:
    address = page(place, "desk_offer", "back_massage")
    for _ in range(2):
        assert desk.post(address, filled(place, price90="100")).status_code == 302
    assert Offer.objects.filter(treatment="back_massage").count() == 2


def test_a_treatment_of_the_catalogue_comes_with_its_usual_answers(place: cast.Place, desk: Client) -> None:
    assert "Hot stone" in desk.get(page(place, "desk_offer_new")).content.decode()
    form = desk.get(page(place, "desk_offer", "hot_stone")).content.decode()
    assert re.search(r'name="buffer_before_min" value="10"', form)
    checked = re.findall(
        r'name="(?:givers|room_feature|equipment_features)" value="([^"]*)"[^>]* checked', form
    )
    assert checked == [
        *(place.people[name].public_id for name in ("Aino", "Mikael", "Sanna")),
        "table",
        "hot_stones",
    ]
    given = filled(place, price60="95", buffer_before_min="10", equipment_features=["hot_stones"])
    assert desk.post(page(place, "desk_offer", "hot_stone"), given).status_code == 302
    made = Offer.objects.get(treatment="hot_stone")
    assert (made.price_minor, made.equipment_features, made.equipment) == (9500, ["hot_stones"], [0])
    assert made.who.bit_count() == 3


def test_a_treatment_that_is_sold_no_more_keeps_what_is_booked(place: cast.Place, desk: Client) -> None:
    book_well(Client(), place, free(place)[0])
    assert desk.post(page(place, "desk_offer_removal", "back_massage")).status_code == 302
    assert not Offer.objects.filter(treatment="back_massage", is_active=True).exists()
    assert Part.objects.get().appointment.status == "booked"
    assert "not sold now" in desk.get(page(place, "desk_offers")).content.decode()


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"price60": "7,2,"}, "price60", "Enter a number."),
        ({"price60": "-1"}, "price60", "greater than or equal to 0"),
        ({"buffer_after_min": "7"}, "buffer_after_min", "Use steps of five minutes."),
        ({"buffer_before_min": "125"}, "buffer_before_min", "less than or equal to 120"),
        ({"givers": []}, "givers", "Say who gives it"),
        ({"room_feature": "moon"}, "room_feature", "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_named_at_its_field_and_nothing_typed_is_lost(
    place: cast.Place, desk: Client, wrong: dict[str, Any], field: str, said: str
) -> None:
    answer = desk.post(page(place, "desk_offer", "back_massage"), {**filled(place, price90="123"), **wrong})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert said in answer.content.decode()
    assert 'value="123"' in answer.content.decode()
    assert not Offer.objects.filter(duration_min=90).exists()


def test_add_ons_go_for_all_lengths_and_who_has_one_keeps_it(place: cast.Place, desk: Client) -> None:
    desk.post(page(place, "desk_offer", "back_massage"), filled(place, price90="100"))
    address = page(place, "desk_add_ons", "back_massage")
    tea = {"name0": "Tea and rest", "minutes0": "15", "price0": "12"}
    for _ in range(2):
        assert desk.post(address, tea).status_code == 302
    assert [(each.offer.duration_min, each.price_minor) for each in AddOn.objects.order_by("pk")] == [
        (60, 1200),
        (90, 1200),
    ]
    desk.post(address, {**tea, "price0": "14"})
    assert {each.price_minor for each in AddOn.objects.all()} == {1400}
    desk.post(address, {"name0": ""})
    assert AddOn.objects.filter(is_active=True).count() == 0
    wrong = desk.post(address, {"name0": "Tea", "minutes0": "7", "price0": ""})
    assert wrong.status_code == 422
    assert set(wrong.context["form"].errors) == {"minutes0", "price0"}


def test_only_its_owner_changes_what_a_salon_sells(place: cast.Place, client: Client) -> None:
    addresses = [
        page(place, "desk_offers"),
        page(place, "desk_offer", "back_massage"),
        page(place, "desk_add_ons", "back_massage"),
        page(place, "desk_offer_new"),
    ]
    reception, stranger = (
        member(place, Role.RECEPTION),
        member(quiet_room(), Role.OWNER, email="x@example.org"),
    )
    for address in addresses:
        assert client.get(address).status_code == 302
        assert reception.get(address).status_code == 403
        assert stranger.get(address).status_code == 404
    assert reception.post(addresses[1], filled(place, price60="1")).status_code == 403
    assert stranger.post(page(place, "desk_offer_removal", "back_massage")).status_code == 404
    assert Offer.objects.get(pk=place.offers["back_massage"].pk).price_minor == 7200


def test_the_room_where_two_lie_side_by_side_is_named(place: cast.Place, desk: Client) -> None:
    Resource.objects.filter(pk=place.rooms["Room 3"].pk).update(serves=2)
    desk.post(page(place, "desk_offer", "back_massage"), filled(place, price60="73"))
    assert "two side by side in Room 3" in desk.get(page(place, "desk_offers")).content.decode()
