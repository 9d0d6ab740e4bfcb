"""Which facts the notices hear."""

from unknot.gateways.mail import gateway
from unknot.notices.actions import ask, tell, welcome
from unknot.notices.waiting import tell_turn, tell_waiting
from unknot.plumbing import facts
from unknot.plumbing.clock import now
from unknot.plumbing.models import Fact

HEARD = ("appointment.booked", "appointment.moved", "appointment.cancelled")
BY_THE_CLIENT = "client"


def subscribe() -> None:
    """Have the job worker tell clients of every change, and ask for their word where something waits for it."""
    for kind in HEARD:
        facts.subscribe(kind, "notices.letters", hear)
    facts.subscribe("appointment.introduced", "notices.letters", hear_introduced)
    facts.subscribe("appointment.judged", "notices.looks", hear_judged)
    facts.subscribe("note.refused", "notices.looks", hear_refused)
    facts.subscribe("waiting.began", "notices.waiting", hear_waiting)
    facts.subscribe("turn.began", "notices.waiting", hear_turn)


def hear(fact: Fact) -> None:
    """Tell the client how the visit stands after a fact. Raises MailNotSentError, for another try."""
    tell(fact.subject, clock=now, mail=gateway())


def hear_introduced(fact: Fact) -> None:
    """Send her own letter to who has said who she is."""
    welcome(fact.subject, clock=now, mail=gateway())


def hear_judged(fact: Fact) -> None:
    """Ask the client to look at a visit that has been judged otherwise, unless she did it herself."""
    if fact.body["waits_for_client"] and fact.body["by"] != BY_THE_CLIENT:
        ask(fact.subject, fact_id=fact.pk, clock=now, mail=gateway())


def hear_refused(fact: Fact) -> None:
    """Ask the client to look at a visit for which a note that she handed in does not do."""
    ask(fact.body["visit"], fact_id=fact.pk, clock=now, mail=gateway())


def hear_waiting(fact: Fact) -> None:
    """Send who waits her private link."""
    tell_waiting(fact.subject, clock=now, mail=gateway())


def hear_turn(fact: Fact) -> None:
    """Tell who waits that it is her turn."""
    tell_turn(fact.body["turn"], clock=now, mail=gateway())
