"""Who tells the locked room's stories: Outi and Pekka come, Aino and Mikael treat; and what is said."""

from datetime import date, datetime, timedelta
from typing import Any

from tests import cast
from tests.cast import NOW
from unknot.health import actions
from unknot.health.models import Answers, Clearance, Grant
from unknot.health.values import Opened
from unknot.people.models import Client
from unknot.salons.models import Resource

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
HOLD, VISIT, NEXT_VISIT = "h0ld000000000001", "v1s1t00000000001", "v1s1t00000000002"
ANSWERS = [{"id": "pregnancy", "due_on": "2027-08-01"}, {"id": "recent_surgery", "since": "2026-12-01"}]
RULEBOOK = "2026-11-24"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def client(name: str = "Outi Laine") -> Client:
    """A client who is in the books."""
    made = cast.client(name)
    made.save()
    return made


def practitioner(name: str = "Aino") -> Resource:
    """Somebody who gives massages."""
    return Resource.objects.create(kind=Resource.Kind.PRACTITIONER, name=name)


def drafted(hold: str = HOLD, answers: list[dict[str, Any]] = ANSWERS, *, now: datetime = NOW) -> Answers:
    """Answers for a hold, with consent."""
    actions.begin(hold=hold, now=now)
    recorded = actions.record(hold=hold, answers=answers, rulebook=RULEBOOK, now=now)
    assert isinstance(recorded, Answers)
    return recorded


def answered(who: Client, visit: str = VISIT, *, now: datetime = NOW, hold: str = HOLD) -> Answers:
    """Answers of a client for a visit."""
    drafted(hold, now=now)
    actions.adopt(hold=hold, visit=visit, client=who, now=now)
    return Answers.objects.get(visit=visit)


def granted(who: Client, to: Resource, visit: str = VISIT) -> Grant:
    """A grant that opens a day from now, for ten hours."""
    opens_at = NOW + DAY
    return actions.grant(
        visit=visit, client=who, practitioner=to, opens_at=opens_at, closes_at=opens_at + timedelta(hours=10)
    )


def handed_in(who: Client, visit: str = VISIT, **more: Any) -> Clearance:
    """A midwife's note for back massage, until the end of April."""
    values = {
        "treatment": "back_massage",
        "from_whom": "a midwife",
        "items": ["pregnancy"],
        "holds_until": date(2027, 4, 30),
        "file": PDF,
        "now": NOW,
        **more,
    }
    note = actions.hand_in(client=who, visit=visit, **values)
    assert isinstance(note, Clearance)
    return note


def said(opened: object) -> list[dict[str, Any]]:
    """What was opened; the test fails when nothing was."""
    assert isinstance(opened, Opened), opened
    return list(opened.answers)
