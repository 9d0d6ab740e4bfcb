"""A letter that asks a client to look at her visit: when something waits for her, once, and with no word of what."""

from datetime import timedelta

import pytest

from tests import cast
from tests.apps import answered_cast as told
from tests.apps.answered_cast import answered
from unknot.diary import actions
from unknot.diary.models import Appointment, Part
from unknot.gateways.mail import FakeMail
from unknot.health import actions as locked
from unknot.notices import readers
from unknot.notices.actions import ask, remind
from unknot.notices.models import Notice
from unknot.plumbing.models import Fact

pytestmark = pytest.mark.django_db
NIGHT = cast.wall(2, 3)


def asked(visit: Appointment, mail: FakeMail, *, fact_id: int = 7, at: object = NIGHT) -> int:
    ask(visit.public_id, fact_id=fact_id, clock=cast.clock_at(at), mail=mail)  # type: ignore[arg-type]
    return len(mail.letters)


def worse(said: told.Answers = told.NONE) -> Appointment:
    """A visit that its rules speak against by now."""
    visit = answered(said)
    bad = told.vaccinated(told.START.date())
    locked.renew(visit=visit.public_id, client=visit.client, answers=bad, rulebook="r", now=NIGHT)
    actions.rejudge(visit, clock=cast.clock_at(NIGHT))
    return visit


def test_the_letter_asks_to_look_and_says_no_more() -> None:
    visit, mail = worse(), FakeMail()
    assert asked(visit, mail) == 1
    letter = mail.letters[0]
    assert letter.subject == (
        "Please look at your visit at Hiljainen Huone, Thursday 11 March 2027, 12:00–13:00"
    )
    assert letter.invitation is None
    assert f"/v/{visit.public_id}." in letter.text
    words = ("health", "answer", "vaccin", "ill", "massage", "suit")
    assert [word for word in words if word in (letter.text + letter.subject).lower().split(" ")] == []


def test_a_fact_is_told_once_and_the_next_one_again() -> None:
    visit, mail = worse(), FakeMail()
    assert [asked(visit, mail), asked(visit, mail), asked(visit, mail, fact_id=8)] == [1, 1, 2]
    assert len({letter.reference for letter in mail.letters}) == 2
    assert [each.fact_id for each in Notice.objects.order_by("fact_id")] == [7, 8]


def test_what_waits_no_more_is_not_asked() -> None:
    visit, mail = answered(), FakeMail()
    assert asked(visit, mail) == 0
    Part.objects.update(verdict="adapt", rulebook="r", seen="")
    assert asked(visit, mail) == 1


@pytest.mark.parametrize(("before_s", "letters"), [(1, 1), (0, 0)])
def test_nobody_is_asked_about_a_visit_that_has_begun(before_s: int, letters: int) -> None:
    visit = worse()
    assert asked(visit, FakeMail(), at=told.START - timedelta(seconds=before_s)) == letters


def test_a_cancelled_visit_is_not_asked_about() -> None:
    visit = worse()
    actions.cancel(visit, by="desk:1", clock=cast.clock_at(NIGHT))
    assert asked(visit, FakeMail()) == 0


@pytest.mark.parametrize(
    ("body", "heard"),
    [
        ({"by": "rules", "waits_for_client": True}, 1),
        ({"by": "rules", "waits_for_client": False}, 0),
        ({"by": "client", "waits_for_client": True}, 0),
    ],
)
def test_only_what_others_did_and_what_waits_is_heard(
    body: dict[str, object], heard: int, mailoutbox: list[object]
) -> None:
    now_ahead = answered()
    Part.objects.update(verdict="adapt", rulebook="r", seen="")
    fact = Fact.objects.create(kind="appointment.judged", subject=now_ahead.public_id, body=body, at=NIGHT)
    readers.hear_judged(fact)
    assert len(mailoutbox) == heard


def test_a_refused_note_asks_for_a_look_unless_another_one_waits(mailoutbox: list[object]) -> None:
    visit = answered(told.WAITING)
    part = visit.parts.get()
    handed_in = [
        locked.hand_in(
            client=visit.client, visit=visit.public_id, treatment=part.treatment, from_whom="Dr Virtanen",
            items=["bleeding_disorder"], holds_until=cast.wall(30, 12).date(), file=told.PDF, now=cast.NOW,
        )
        for _ in range(2)
    ]  # fmt: skip
    letters = []
    for note in handed_in:
        locked.refuse_note(by=part.practitioner, note=note.pk, now=NIGHT)  # type: ignore[union-attr]
        readers.hear_refused(Fact.objects.filter(kind="note.refused").latest("pk"))
        letters.append(len(mailoutbox))
    assert letters == [0, 1]


def test_the_reminder_asks_whether_all_is_as_it_was() -> None:
    visit = answered()
    mail = FakeMail()
    assert remind(clock=cast.clock_at(told.START - timedelta(days=1)), mail=mail) == 1
    for text in (mail.letters[0].text, mail.letters[0].html):
        assert "Is everything still as it was?" in text
        assert f"/v/{visit.public_id}." in text


def test_the_look_and_the_letter_about_a_change_do_not_stand_in_each_others_way() -> None:
    visit = worse()
    for kind in (Notice.Kind.BOOKED, Notice.Kind.REMINDER):
        Notice.objects.create(appointment=visit, kind=kind, sequence=0)
    assert asked(visit, FakeMail()) == 1
