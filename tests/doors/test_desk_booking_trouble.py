"""What may go wrong with a phone call: sent twice, taken meanwhile, known already, typed wrongly, made up."""

import threading

import pytest
from django.db import connection
from django.test import Client

from tests import cast
from tests.doors.booking import NEW, buttons, here, opened, sent, start_of, tapped, words
from tests.doors.pages import free, quiet_room
from tests.doors.treating import Role, member, visit
from unknot.diary.models import Appointment, Part
from unknot.people.models import Client as Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> cast.Place:
    return quiet_room()


@pytest.fixture
def desk(place: cast.Place) -> Client:
    return member(place, Role.RECEPTION)


def test_the_same_form_sent_twice_makes_one_visit(place: cast.Place, desk: Client) -> None:
    form = opened(desk, place)
    first, second = (tapped(desk, place, form, **NEW) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert (Appointment.objects.count(), Person.objects.count()) == (1, 1)


def test_a_form_that_has_booked_and_comes_back_changed_is_refused(place: cast.Place, desk: Client) -> None:
    form = opened(desk, place)
    tapped(desk, place, form, **NEW)
    answer = tapped(desk, place, form, name="Outi Virta")
    assert (answer.status_code, "was sent before" in words(answer)) == (409, True)
    assert Appointment.objects.count() == 1


def test_forms_without_a_key_are_each_their_own(place: cast.Place, desk: Client) -> None:
    for number in (0, 4):
        form = {
            **sent(opened(desk, place, number)),
            "key": "",
            "offer": place.offers["back_massage"].public_id,
        }
        assert desk.post(here(place), {**form, **NEW}).status_code == 302
    assert Appointment.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_taps_at_once_make_one_visit() -> None:
    place = quiet_room()
    desk = member(place, Role.RECEPTION)
    form = opened(desk, place)
    answers: list[str] = []

    def tap() -> None:
        answers.append(tapped(desk, place, form, **NEW).headers["Location"])
        connection.close()

    taps = [threading.Thread(target=tap) for _ in range(3)]
    for each in taps:
        each.start()
    for each in taps:
        each.join()
    assert (len(answers), len(set(answers)), Appointment.objects.count()) == (3, 1, 1)


def test_a_start_that_was_taken_meanwhile_offers_the_nearest_and_keeps_what_was_typed(
    place: cast.Place, desk: Client
) -> None:
    form = opened(desk, place)
    visit(place, None)
    answer = tapped(desk, place, form, **NEW, phone="040 1234567")
    page = answer.content.decode()
    assert (answer.status_code, "what you typed is still here" in page) == (409, True)
    assert ('value="Outi Laine"' in page, 'value="040 1234567"' in page) == (True, True)
    starts = buttons(answer, "start")
    assert len(starts) == 4
    mikael = place.people["Mikael"].public_id
    assert starts[0].endswith(mikael), "the same start with somebody else is the nearest"
    then = desk.post(here(place), {**sent(answer), **NEW, "phone": "040 1234567", "start": starts[0]})
    assert then.status_code == 302
    made = Part.objects.order_by("pk").last()
    assert made is not None
    assert (made.practitioner.name, made.appointment.client.phone) == ("Mikael", "+358401234567")


@pytest.mark.parametrize(
    "typed",
    [
        {"phone": "040 1234567"},
        {"email": "OUTI@example.org"},
        {"phone": "0401234567", "email": "x@example.org"},
    ],
)
def test_a_known_number_or_address_is_pointed_out_before_a_second_row(
    place: cast.Place, desk: Client, typed: dict[str, str]
) -> None:
    known = visit(place, None).client
    Person.objects.filter(pk=known.pk).update(phone="+358401234567")
    form = opened(desk, place)
    asked = tapped(desk, place, form, name="Outi L", **typed)
    assert (asked.status_code, "Is this Outi Laine?" in words(asked)) == (409, True)
    assert (Appointment.objects.count(), buttons(asked, "same")) == (1, [known.public_id])
    yes = desk.post(here(place), {**sent(asked), "name": "Outi L", **typed, "same": known.public_id})
    assert (yes.status_code, Person.objects.count()) == (302, 1)


def test_somebody_new_may_share_a_number(place: cast.Place, desk: Client) -> None:
    visit(place, None)
    typed = {"name": "Onni Laine", "email": "outi@example.org"}
    asked = tapped(desk, place, opened(desk, place), **typed)
    answer = desk.post(here(place), {**sent(asked), **typed, "new": "1"})
    assert (answer.status_code, Person.objects.filter(name="Onni Laine").count()) == (302, 1)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "Say who is coming."),
        ({"name": "040 123"}, "Nobody is known by that."),
        ({"name": "outi@example.org"}, "Nobody is known by that."),
        ({"name": "Outi", "phone": "12"}, "This phone number doesn’t look complete."),
        ({"name": "Outi", "email": "outi@"}, "This e-mail address doesn’t look complete."),
    ],
)
def test_what_is_wrong_is_named_and_kept(
    place: cast.Place, desk: Client, typed: dict[str, str], said: str
) -> None:
    answer = tapped(desk, place, opened(desk, place), **typed)
    assert (answer.status_code, said in words(answer), Appointment.objects.count()) == (422, True, 0)
    assert all(f'value="{value}"' in answer.content.decode() for value in typed.values() if value)


@pytest.mark.parametrize(
    "wrong",
    [{"on": "2027-02-30"}, {"at": "25:00"}, {"with": "nobody"}, {"on": ""}, {"on": "9999-12-31"}],
)
def test_an_address_that_no_page_has_is_not_found(
    place: cast.Place, desk: Client, wrong: dict[str, str]
) -> None:
    assert desk.get(here(place), {**start_of(place, free(place)[0]), **wrong}).status_code == 404


@pytest.mark.parametrize(
    "wrong", [{"wanted": "nothing", "start": "x"}, {"start": "soon"}, {"start": "2027-03-02T09:00"}, {"offer": "none"}]
)  # fmt: skip
def test_what_no_button_sends_is_not_found(place: cast.Place, desk: Client, wrong: dict[str, str]) -> None:
    given = {**sent(opened(desk, place)), "wanted": place.offers["back_massage"].public_id, **NEW, **wrong}
    assert desk.post(here(place), given).status_code == 404
