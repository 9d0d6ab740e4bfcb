"""In a demo one tap plays the owner, the reception or a practitioner; elsewhere there is nothing to tap."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests import cast
from tests.doors.pages import quiet_room
from unknot.people.models import User
from unknot.salons.models import Membership

pytestmark = pytest.mark.django_db

PAGE, PLAY = "desk_session", "desk_session_demo"
ROLES = ("owner", "reception", "practitioner")


def team() -> cast.Place:
    place = quiet_room()
    for role in ROLES:
        user = User.objects.create_user(f"{role}@example.org", f"Somebody {role}", None)
        treats = place.people["Aino"] if role == "practitioner" else None
        Membership.objects.create(user=user, salon=place.salon, role=role, practitioner=treats)
    return place


@pytest.mark.parametrize("role", ROLES)
def test_a_tap_signs_in_as_that_person(settings: Settings, role: str) -> None:
    settings.DEMO = True
    place, browser = team(), Client()
    assert f'name="role" value="{role}"' in browser.get(reverse(PAGE)).content.decode()
    answer = browser.post(reverse(PLAY), {"role": role})
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("desk"))
    today = browser.get(reverse("desk"), follow=True)
    assert today.context["user"].email == f"{role}@example.org"
    assert today.context["salon"] == place.salon


def test_whoever_was_sent_to_sign_in_comes_back_but_never_to_another_site(settings: Settings) -> None:
    settings.DEMO = True
    place = team()
    day = reverse("desk_day", args=[place.salon.public_id, "2027-03-01"])
    for onward, leads_to in ((day, day), ("https://elsewhere.example/", reverse("desk"))):
        answer = Client().post(reverse(PLAY), {"role": "owner", "next": onward})
        assert answer.headers["Location"] == leads_to


def test_outside_a_demo_nobody_is_played(settings: Settings) -> None:
    team()
    assert not settings.DEMO
    browser = Client()
    assert 'name="role"' not in browser.get(reverse(PAGE)).content.decode()
    assert browser.post(reverse(PLAY), {"role": "owner"}).status_code == 404
    assert "_auth_user_id" not in browser.session


def test_only_the_demos_own_people_are_played(settings: Settings) -> None:
    settings.DEMO = True
    place = team()
    other = User.objects.create_user("somebody@example.org", "Somebody Else", None)
    Membership.objects.filter(role="owner").delete()
    Membership.objects.create(user=other, salon=place.salon, role="owner")
    browser = Client()
    assert browser.post(reverse(PLAY), {"role": "owner"}).status_code == 404
    assert browser.post(reverse(PLAY), {"role": "nobody"}).status_code == 404
    assert browser.get(reverse(PLAY)).status_code == 405
