"""Which facts the notices hear."""

from unknot.gateways.mail import gateway
from unknot.notices.actions import tell
from unknot.plumbing import facts
from unknot.plumbing.clock import now
from unknot.plumbing.models import Fact

HEARD = ("appointment.booked", "appointment.moved", "appointment.cancelled")


def subscribe() -> None:
    """Have the job worker tell clients of every change."""
    for kind in HEARD:
        facts.subscribe(kind, "notices.letters", hear)


def hear(fact: Fact) -> None:
    """Tell the client how the visit stands after a fact. Raises MailNotSentError, for another try."""
    tell(fact.subject, clock=now, mail=gateway())
