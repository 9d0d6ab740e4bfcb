"""Who comes along says who she is: her link becomes hers alone, and letters reach her and not who booked."""

from datetime import datetime, timedelta

import pytest

from tests import cast
from unknot.diary import actions, audit
from unknot.diary.actions import Coming
from unknot.diary.models import Appointment, Hold
from unknot.diary.values import NOT_CHANGEABLE, Refusal
from unknot.gateways.mail import FakeMail
from unknot.notices.actions import remind, tell, welcome
from unknot.plumbing.links import visit_link
from unknot.plumbing.models import Fact

pytestmark = pytest.mark.django_db

NINE = cast.wall(2, 9)
PETRI = {"name": "Petri Virta", "email": "petri@example.org", "phone": ""}


def couple(*, email: str = "outi@example.org") -> Appointment:
    place = cast.hiljainen_huone()
    back = place.offers["back_massage"]
    kept = actions.hold(offer=back, starts_at=NINE, also=[back], clock=cast.clock_at())
    assert isinstance(kept, Hold)
    petri = Coming(cast.client("Petri", email=email))
    lead = actions.confirm(kept, client=cast.client(), others=[petri], by="client", clock=cast.clock_at())
    assert isinstance(lead, Appointment)
    return lead


def introduced(visit: Appointment, *, now: datetime = cast.NOW) -> Appointment:
    answer = actions.introduce(visit, **PETRI, clock=cast.clock_at(now))
    assert isinstance(answer, Appointment), answer
    return answer


def told(*visits: Appointment, now: datetime = cast.NOW) -> list[tuple[str, str]]:
    """To whom a letter goes about each, and of which kind."""
    mail = FakeMail()
    for each in visits:
        tell(each.public_id, clock=cast.clock_at(now), mail=mail)
    return [(each.to, each.reference.split(".")[1]) for each in mail.letters]


def test_who_is_reached_through_who_booked_has_a_link_that_both_know() -> None:
    lead = couple()
    follower = lead.followers.get()
    assert (lead.borrows_address, follower.borrows_address) == (False, True)
    assert not couple_with_two_addresses().followers.get().borrows_address


def couple_with_two_addresses() -> Appointment:
    return couple(email="petri@example.org")


def test_once_she_says_who_she_is_the_old_link_opens_nothing() -> None:
    follower = couple().followers.get()
    before = follower.token
    after = introduced(follower)
    assert not after.opens_with(before)
    assert after.opens_with(Appointment.objects.get(pk=follower.pk).token)
    assert (after.client.name, after.client.email) == ("Petri Virta", "petri@example.org")
    assert [fact.subject for fact in Fact.objects.filter(kind="appointment.introduced")] == [after.public_id]
    assert list(audit.findings(cast.NOW)) == []


def test_that_is_said_once_and_not_of_what_is_over_or_cancelled() -> None:
    lead = couple()
    follower = lead.followers.get()

    def again(visit: Appointment, now: datetime = cast.NOW) -> object:
        return actions.introduce(visit, **PETRI, clock=cast.clock_at(now))

    assert again(lead) == again(follower, follower.ends_at) == Refusal(NOT_CHANGEABLE)
    introduced(follower, now=follower.ends_at - timedelta(seconds=1))
    assert again(follower) == Refusal(NOT_CHANGEABLE)
    actions.cancel(follower, by="client", clock=cast.clock_at())
    Appointment.objects.update(borrows_address=True)
    assert again(follower) == Refusal(NOT_CHANGEABLE)


def test_one_letter_tells_who_booked_of_both() -> None:
    lead = couple()
    follower = lead.followers.get()
    mail = FakeMail()
    for each in (lead, follower):
        tell(each.public_id, clock=cast.clock_at(), mail=mail)
    (letter,) = mail.letters
    hers = follower.parts.get().practitioner.name
    assert f"Together with: Petri, with {hers}" in letter.text
    assert f"Petri, with {hers}" in letter.html
    assert letter.to == "outi@example.org"


def test_each_with_an_address_of_her_own_has_a_letter_of_her_own() -> None:
    lead = couple_with_two_addresses()
    assert told(lead, lead.followers.get()) == [
        ("outi@example.org", "booked"),
        ("petri@example.org", "booked"),
    ]


def test_what_happens_to_one_alone_is_told_to_who_booked() -> None:
    lead = couple()
    follower = lead.followers.get()
    actions.cancel(follower, by="desk:7", clock=cast.clock_at(cast.NOW + timedelta(minutes=1)))
    assert told(follower) == [("outi@example.org", "cancelled")]


def test_what_happens_to_both_is_told_once() -> None:
    lead = couple()
    follower = lead.followers.get()
    later = cast.NOW + timedelta(minutes=1)
    actions.move(lead, starts_at=NINE + timedelta(hours=1), by="client", clock=cast.clock_at(later))
    assert told(lead, follower) == [("outi@example.org", "moved")]
    actions.cancel(lead, by="client", clock=cast.clock_at(later + timedelta(minutes=1)))
    assert told(lead, follower) == [("outi@example.org", "cancelled")]


def test_her_first_letter_brings_the_new_link_and_from_then_on_she_has_her_own() -> None:
    lead = couple()
    follower = introduced(lead.followers.get())
    mail = FakeMail()
    for _ in range(2):
        welcome(follower.public_id, clock=cast.clock_at(), mail=mail)
    (letter,) = mail.letters
    assert (letter.to, letter.name) == ("petri@example.org", "Petri Virta")
    assert visit_link(follower.public_id, follower.token) in letter.text
    later = cast.NOW + timedelta(minutes=1)
    actions.move(lead, starts_at=NINE + timedelta(hours=1), by="client", clock=cast.clock_at(later))
    assert told(lead, follower) == [("outi@example.org", "moved"), ("petri@example.org", "moved")]


def test_both_are_reminded_in_one_letter_until_she_has_her_own() -> None:
    lead = couple()
    day_before = NINE - timedelta(hours=23)
    Appointment.objects.update(changed_at=day_before - timedelta(days=1))
    mail = FakeMail()
    assert remind(clock=cast.clock_at(day_before), mail=mail) == 1
    introduced(lead.followers.get())
    assert remind(clock=cast.clock_at(day_before), mail=mail) == 1
    assert [each.to for each in mail.letters] == ["outi@example.org", "petri@example.org"]
