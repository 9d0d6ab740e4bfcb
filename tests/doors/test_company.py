"""For two at once, or another treatment after it: chosen, held, booked and shown, all or nothing."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.doors.pages import DETAILS, free, hold_at, nothing_applies, quiet_room
from tests.doors.treating import member
from unknot.diary import actions, audit
from unknot.diary.models import Appointment, Hold, Part
from unknot.plumbing import clock
from unknot.salons.models import Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> cast.Place:
    return quiet_room()


def text(answer: Any) -> str:
    return str(answer.content.decode()).replace("\xa0", " ")


def offer_page(client: Client, place: cast.Place, **query: str) -> str:
    path = reverse("offer", args=[place.salon.public_id, place.offers["back_massage"].public_id])
    return text(client.get(path, query))


def times_on(page: str) -> list[str]:
    return re.findall(r'name="starts_at" value="([^"]+)"', page)


def pills(page: str) -> list[tuple[str, str]]:
    """The names of the pills and where they lead."""
    found = re.findall(r'<a class="pill" rel="nofollow" href="([^"]+)"[^>]*>([^<]+)', page)
    return [(name.strip(), href.replace("&amp;", "&")) for href, name in found]


def tap(client: Client, place: cast.Place, start: str, **company: str) -> Any:
    return client.post(
        reverse("holds"),
        {"offer": place.offers["back_massage"].public_id, "starts_at": start, **company},
    )


def booked(client: Client, place: cast.Place, *, companion: str = "", **company: str) -> Appointment:
    start = times_on(offer_page(client, place, **company))[0]
    answer = tap(client, place, start, **company)
    assert answer.status_code == 302
    nothing_applies(client, answer.headers["Location"])
    form = {"hold": hold_at(answer.headers["Location"]), **DETAILS, "companion": companion}
    confirmed = client.post(reverse("appointments"), form)
    assert confirmed.status_code == 302
    return Appointment.objects.get(public_id=confirmed.headers["Location"].split("/")[2])


def facial(place: cast.Place) -> dict[str, str]:
    return {"then": place.offers["facial"].public_id}


def test_two_at_once_is_one_tap_on_the_offers_page(client: Client, place: cast.Place) -> None:
    href = dict(pills(offer_page(client, place)))["Two at once"]
    page = text(client.get(href.partition("#")[0]))
    assert 'name="two" value="1"' in page
    assert all("two=1" in link for link in re.findall(r'<a id="d[^>]*href="([^"]+)"', page))
    actions.hold(
        offer=place.offers["back_massage"],
        starts_at=datetime.fromisoformat(times_on(page)[0]),
        clock=clock.now,
    )
    assert times_on(offer_page(client, place, two="1"))[0] != times_on(page)[0]
    assert times_on(offer_page(client, place))[0] == times_on(page)[0]


def test_another_treatment_after_it_is_two_taps(client: Client, place: cast.Place) -> None:
    choosing = dict(pills(offer_page(client, place)))["Another after it"]
    href = dict(pills(text(client.get(choosing.partition("#")[0]))))["Classic facial with massage, 60 min"]
    page = text(client.get(href.partition("#")[0]))
    assert f'name="then" value="{place.offers["facial"].public_id}"' in page
    last_of_day = sorted(start[11:16] for start in times_on(page))[-1]
    assert last_of_day <= "15:00"


def test_the_other_may_come_first_unless_the_client_minds(client: Client, place: cast.Place) -> None:
    for name in ("Aino", "Mikael"):
        actions.block(
            resource=place.people[name],
            starts_at=clock.now(),
            ends_at=free(place)[0].starts_at + timedelta(hours=1),
            by="desk",
            clock=clock.now,
        )
    turned = free(place, "facial")[0].starts_at
    page = offer_page(client, place, **facial(place), day=f"{turned.astimezone(cast.HELSINKI):%Y-%m-%d}")
    assert re.search(r"<button[^>]*>09:00 <small>Classic facial with massage first</small>", page)
    assert not re.search(r"<button[^>]*>10:00 <small>", page)
    href = dict(pills(page))["Classic back massage first"]
    minds = text(client.get(href.partition("#")[0]))
    assert (">09:00" in minds, ">10:00" in minds, 'name="ordered" value="1"' in minds) == (False, True, True)
    refused = tap(client, place, turned.isoformat(), **facial(place), ordered="1")
    assert refused.status_code == 409
    address = tap(client, place, turned.isoformat(), **facial(place)).headers["Location"]
    nothing_applies(client, address)
    lines = re.findall(r"<dt class=\"figures\">([^<]+)</dt><dd>([^,]+)", text(client.get(address)))
    assert lines == [("09:00", "Classic facial with massage"), ("10:00", "Classic back massage")]


def test_where_only_one_can_give_it_two_at_once_is_not_offered(client: Client, place: cast.Place) -> None:
    path = reverse("offer", args=[place.salon.public_id, place.offers["facial"].public_id])
    assert "Two at once" not in dict(pills(text(client.get(path))))


def test_two_are_held_and_the_page_says_who_gives_what(client: Client, place: cast.Place) -> None:
    start = times_on(offer_page(client, place, two="1"))[0]
    address = tap(client, place, start, two="1").headers["Location"]
    nothing_applies(client, address)
    page = text(client.get(address))
    assert [word in page for word in ("with Aino", "with Mikael", "€144", "Who comes with you?")] == [
        True
    ] * 4
    assert "change-length" not in page
    assert Hold.objects.count() == 2


def test_for_two_a_second_client_gets_a_visit_and_a_link_of_their_own(
    client: Client, place: cast.Place
) -> None:
    lead = booked(client, place, two="1", companion="Petri")
    (follower,) = lead.followers.all()
    told = Part.objects.get(appointment=follower).told
    assert (follower.client.name, follower.client.email, told) == ("Petri", DETAILS["email"], "in_person")
    page = text(client.get(reverse("visit", args=[lead.public_id])))
    link = f"/v/{follower.public_id}.{follower.token}"
    assert ("Together with Petri" in page, link in page) == (True, True)
    petri = Client()
    petri.get(link)
    theirs = text(petri.get(reverse("visit", args=[follower.public_id])))
    assert ("Together with Outi Laine" in theirs, lead.token in theirs) == (True, False)
    assert list(audit.findings()) == []


def test_once_who_comes_along_has_an_address_of_her_own_only_she_opens_her_visit(
    client: Client, place: cast.Place
) -> None:
    lead = booked(client, place, two="1", companion="Petri")
    follower = lead.followers.get()
    link, visit = f"/v/{follower.public_id}.{follower.token}", reverse("visit", args=[follower.public_id])
    petri = Client()
    for each in (client, petri):
        each.get(link)
        assert "Make it yours alone" in text(each.get(visit))
    page = reverse("visit_client", args=[follower.public_id])
    assert petri.post(page, {"name": "Petri", "email": "not one"}).status_code == 422
    assert petri.post(page, {"name": "Petri Virta", "email": "petri@example.org"}).status_code == 302
    assert [each.get(visit).status_code for each in (client, petri)] == [404, 200]
    assert client.get(link).status_code == 404
    client.get(f"/v/{lead.public_id}.{lead.token}")
    hers = text(client.get(reverse("visit", args=[lead.public_id])))
    assert ("Together with Petri Virta" in hers, follower.public_id in hers) == (True, False)
    theirs = text(petri.get(visit))
    assert ("Make it yours alone" in theirs, lead.token in theirs) == (False, False)
    assert petri.get(page).status_code == 302
    assert client.get(reverse("visit_client", args=[lead.public_id])).status_code == 302


def test_where_one_room_is_for_both_the_pages_say_so(client: Client, place: cast.Place) -> None:
    assert "One room for both of you" not in held_page(Client(), place)
    place.rooms["Room 2"].serves = 2
    place.rooms["Room 2"].save()
    place.open(clock.now())
    assert "One room for both of you" in held_page(client, place)
    lead = booked(client, place, two="1", companion="Petri")
    visit = text(client.get(reverse("visit", args=[lead.public_id])))
    assert "One room for both of you" in visit
    desk = member(place, Membership.Role.RECEPTION)
    day = lead.starts_at.astimezone(cast.HELSINKI).date()
    board = text(desk.get(reverse("desk_day", args=[place.salon.public_id, day]), {"by": "room"}))
    assert (board.count("beside1"), board.count("beside2")) == (1, 1)


def held_page(client: Client, place: cast.Place) -> str:
    start = times_on(offer_page(client, place, two="1"))[0]
    address = tap(client, place, start, two="1").headers["Location"]
    nothing_applies(client, address)
    return text(client.get(address))


def test_the_desk_sees_who_comes_together(client: Client, place: cast.Place) -> None:
    lead = booked(client, place, two="1", companion="Petri")
    desk = member(place, Membership.Role.RECEPTION)
    page = text(desk.get(reverse("desk_visit", args=[place.salon.public_id, lead.public_id])))
    assert ("Together with" in page, "Petri, " in page) == (True, True)


def test_who_comes_along_need_not_be_named(client: Client, place: cast.Place) -> None:
    assert booked(client, place, two="1").followers.get().client.name == "Outi Laine +1"


def test_in_a_row_both_are_the_same_clients(client: Client, place: cast.Place) -> None:
    lead = booked(client, place, **facial(place))
    (follower,) = lead.followers.all()
    assert (follower.client, follower.starts_at) == (lead.client, lead.ends_at)
    page = text(client.get(reverse("visit", args=[lead.public_id])))
    assert ("Also yours" in page, "Classic facial with massage, 60 min, with Sanna" in page) == (True, True)


def test_what_was_just_taken_is_refused_with_times_for_the_same_company(
    client: Client, place: cast.Place
) -> None:
    start = times_on(offer_page(client, place, two="1"))[0]
    tap(Client(), place, start)
    refused = tap(client, place, start, two="1")
    page = text(refused)
    assert (refused.status_code, 'name="two" value="1"' in page, start in times_on(page)) == (
        409,
        True,
        False,
    )
    assert Hold.objects.count() == 1


def test_a_lapsed_hold_keeps_its_company(client: Client, place: cast.Place) -> None:
    start = times_on(offer_page(client, place, two="1"))[0]
    address = tap(client, place, start, two="1").headers["Location"]
    Hold.objects.update(expires_at=clock.now())
    assert 'name="two" value="1"' in text(client.get(address))


@pytest.mark.parametrize("then", ["nobody", "0000000000000000"])
def test_what_the_salon_does_not_sell_is_not_found(client: Client, place: cast.Place, then: str) -> None:
    start = times_on(offer_page(client, place))[0]
    assert tap(client, place, start, then=then).status_code == 404
    assert "Just you" in offer_page(client, place, then=then)


def test_to_cancel_says_what_goes_with_it(client: Client, place: cast.Place) -> None:
    lead = booked(client, place, two="1")
    path = reverse("visit_cancellation", args=[lead.public_id])
    assert "It cancels what was booked with it, too" in text(client.get(path))
    client.post(path)
    assert {each.status for each in lead.party} == {"cancelled"}


def test_to_move_moves_all_to_a_time_for_all(client: Client, place: cast.Place) -> None:
    lead = booked(client, place, **facial(place))
    path = reverse("visit_time", args=[lead.public_id])
    page = text(client.get(path))
    assert "What was booked with it moves along" in page
    start = times_on(page)[0]
    assert client.post(path, {"starts_at": start}).status_code == 302
    first, second = lead.party
    assert (first.starts_at, second.starts_at) == (datetime.fromisoformat(start), first.ends_at)
    assert list(audit.findings()) == []


def test_the_results_show_only_where_two_can_have_it_at_once(client: Client, place: cast.Place) -> None:
    asked = {"where": "Helsinki", "treatment": "back_massage"}
    alone, both = (text(client.get(reverse("search"), {**asked, **more})) for more in ({}, {"two": "on"}))
    start = times_on(both)[0]
    assert (start in times_on(alone), 'name="two" value="1"' in alone) == (True, False)
    assert tap(client, place, start, two="1").status_code == 302
    assert start not in times_on(text(Client().get(reverse("search"), {**asked, "two": "on"})))
    place.people["Mikael"].skills.all().delete()
    place.open(clock.now())
    assert "Nothing is free then" in text(Client().get(reverse("search"), {**asked, "two": "on"}))
