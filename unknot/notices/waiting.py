"""Writing to who waits: that she is put down, and that it is her turn.

As all letters these name salon and time, never the treatment, and go out once.
"""

from datetime import datetime

import structlog
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from unknot.diary.models import Turn, Waiting
from unknot.gateways.mail import Letter, Mail, MailNotSentError, is_plain, one_line
from unknot.notices import wall
from unknot.notices.calendar import place
from unknot.notices.letters import language
from unknot.plumbing.clock import Clock
from unknot.plumbing.links import waiting_link

_log = structlog.get_logger("unknot.notices")


def tell_waiting(public_id: str, *, clock: Clock, mail: Mail) -> None:
    """Send her the private link, unless that has been done or she waits no more. Raises MailNotSentError."""
    rows = Waiting.objects.select_related("salon", "client")
    waiting = rows.filter(public_id=public_id, state=Waiting.State.WAITING).first()
    if waiting is not None:
        _send_once(waiting, None, clock(), mail)


def tell_turn(turn_id: int, *, clock: Clock, mail: Mail) -> None:
    """Tell her that a time is kept for her, once, and only while it is. Raises MailNotSentError."""
    now = clock()
    rows = Turn.objects.select_related("waiting__salon", "waiting__client", "hold__practitioner")
    turn = rows.filter(pk=turn_id, state=Turn.State.OPEN, until__gt=now).first()
    if turn is not None:
        _send_once(turn.waiting, turn, now, mail)


def waiting_letter(waiting: Waiting, turn: Turn | None) -> Letter:
    """The letter in the client's language: of a turn, or that she is put down."""
    salon, client = waiting.salon, waiting.client
    with translation.override(language(client.language)):
        words = _words(waiting, turn)
        return Letter(
            to=client.email,
            name=client.name,
            subject=str(words["subject"]),
            text=render_to_string("notices/waiting.txt", words).strip() + "\n",
            html=render_to_string("notices/waiting.html", words),
            reference=f"{waiting.public_id}.{f'turn.{turn.pk}' if turn else 'waiting'}",
            reply_to=salon.email if is_plain(salon.email) else "",
            reply_name=salon.name,
        )


def _words(waiting: Waiting, turn: Turn | None) -> dict[str, object]:
    salon, zone = waiting.salon, waiting.salon.zone
    name = one_line(salon.name)
    words: dict[str, object] = {
        "client": one_line(waiting.client.name),
        "salon": name,
        "place": place(salon),
        "phone": salon.phone,
        "link": waiting_link(waiting.public_id, waiting.token),
        "language": translation.get_language(),
        "direction": "rtl" if get_language_bidi() else "ltr",
    }
    if turn is None:
        subject = _("You are waiting for a time at %(salon)s") % {"salon": name}
        return {
            **words,
            "subject": subject,
            "opening": _("We tell you as soon as a time becomes free for you."),
        }
    when = wall.visit_time(turn.starts_at, turn.ends_at, zone)
    return {
        **words,
        "subject": _("A time for you at %(salon)s: %(when)s") % {"salon": name, "when": when},
        "opening": _("A time has become free, and it is your turn."),
        "when": when,
        "zone": wall.zone_name(turn.starts_at, zone),
        "practitioner": one_line(turn.hold.practitioner.name) if turn.hold else "",
        "until": wall.moment(turn.until, zone),
        "moves": waiting.appointment_id is not None,
    }


def _send_once(waiting: Waiting, turn: Turn | None, now: datetime, mail: Mail) -> None:
    log = _log.bind(kind="turn" if turn else "waiting", waiting=waiting.public_id)
    try:
        with transaction.atomic():
            if not (turn or waiting).mark_told(now):
                return
            mail.send(waiting_letter(waiting, turn))
    except MailNotSentError as trouble:
        log.warning("letter_not_sent", why=str(trouble))
        raise
    log.info("letter_sent")
