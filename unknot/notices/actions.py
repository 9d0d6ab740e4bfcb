"""Telling clients about their visits: after each change, the day before, and when something waits for them.

A letter is handed over inside the transaction that writes its Notice, so that two jobs send it once. A machine that
dies between the mail server's yes and the commit sends it again: rather twice than never, and the Message-ID is the
same. What is told is how the visit stands now, not what the fact says: a change that has been overtaken is told by
the one that overtook it.
"""

from datetime import datetime

import structlog
from django.db import IntegrityError, transaction

from unknot.diary import reads as diary
from unknot.diary.models import Appointment
from unknot.gateways.mail import Mail, MailNotSentError
from unknot.notices.letters import letter
from unknot.notices.models import Notice
from unknot.notices.reads import due
from unknot.plumbing.clock import Clock

_log = structlog.get_logger("unknot.notices")


def tell(public_id: str, *, clock: Clock, mail: Mail) -> None:
    """Send the letter about a visit's last change, unless it has been sent, or comes too late to be of use.

    Of two who come together and are reached at one address, the letter about the first tells of both.
    Raises MailNotSentError; then nothing is written and the letter may be tried again.
    """
    appointment = diary.appointment(public_id)
    moment = clock()
    if appointment is None or not appointment.client.email or appointment.ends_at <= moment:
        return
    if not appointment.is_told_with_lead:
        _send_once(appointment, _change(appointment), moment, mail)


def welcome(public_id: str, *, clock: Clock, mail: Mail) -> None:
    """Send who came along and has an address of her own by now her own letter, with her new link. As `tell`."""
    appointment = diary.appointment(public_id)
    moment = clock()
    if appointment is None or not appointment.client.email or appointment.starts_at <= moment:
        return
    if appointment.status == Appointment.Status.BOOKED:
        _send_once(appointment, Notice.Kind.BOOKED, moment, mail)


def ask(public_id: str, *, fact_id: int, clock: Clock, mail: Mail) -> None:
    """Ask a client to look at her visit, because of a fact, as long as something on it waits for her.

    As `tell`: once, and never about a visit that is over or cancelled. Raises MailNotSentError.
    """
    appointment = diary.appointment(public_id)
    moment = clock()
    if appointment is None or not appointment.client.email or appointment.starts_at <= moment:
        return
    if appointment.status == Appointment.Status.BOOKED and diary.waits_for_client(appointment):
        _send_once(appointment, Notice.Kind.LOOK, moment, mail, fact_id=fact_id)


def remind(*, clock: Clock, mail: Mail) -> int:
    """Send the reminders that are due; return how many went out.

    A server that is away ends the round, a letter it wants later waits for the next one.
    """
    moment = clock()
    sent = 0
    for appointment in list(due(moment)):
        try:
            sent += _send_once(appointment, Notice.Kind.REMINDER, moment, mail)
        except MailNotSentError as trouble:
            if trouble.away:
                break
            if trouble.refused:
                _give_up(appointment, moment)
    return sent


def _change(appointment: Appointment) -> Notice.Kind:
    if not appointment.is_live:
        return Notice.Kind.CANCELLED
    return Notice.Kind.MOVED if appointment.sequence else Notice.Kind.BOOKED


def _send_once(
    appointment: Appointment, kind: Notice.Kind, at: datetime, mail: Mail, *, fact_id: int | None = None
) -> bool:
    """Whether the letter went out now; False when it had before."""
    log = _log.bind(kind=str(kind), appointment=appointment.public_id, sequence=appointment.sequence)
    try:
        with transaction.atomic():
            if not _written(appointment, kind, at, fact_id):
                return False
            mail.send(letter(appointment, kind, now=at, fact_id=fact_id))
    except MailNotSentError as trouble:
        log.warning("letter_not_sent", why=str(trouble))
        raise
    log.info("letter_sent")
    return True


def _written(appointment: Appointment, kind: Notice.Kind, at: datetime, fact_id: int | None) -> bool:
    """Write the notice; False when it stands already. Waits for another job that is writing it."""
    try:
        with transaction.atomic():
            Notice.objects.create(
                appointment=appointment, kind=kind, sequence=appointment.sequence, fact_id=fact_id, at=at
            )
    except IntegrityError:
        return False
    return True


def _give_up(appointment: Appointment, at: datetime) -> None:
    Notice.objects.create(
        appointment=appointment,
        kind=Notice.Kind.REMINDER,
        sequence=appointment.sequence,
        refused=True,
        at=at,
    )
