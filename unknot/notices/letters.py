"""What a letter about a visit says.

It names salon, practitioner and time, never the treatment: some treatments tell something about one's health, and mail
is read on the way. The treatment stands behind the private link.
"""

from datetime import datetime
from typing import Final

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from unknot.diary.models import Appointment, Part
from unknot.gateways.mail import Invitation, Letter, is_plain, one_line
from unknot.notices import wall
from unknot.notices.calendar import calendar, place
from unknot.notices.models import Notice
from unknot.plumbing.links import visit_link

_Words = dict[Notice.Kind, Promise]

_SUBJECTS: Final[_Words] = {
    Notice.Kind.BOOKED: lazy("Booked: your visit at %(salon)s, %(when)s"),
    Notice.Kind.MOVED: lazy("Changed: your visit at %(salon)s is now %(when)s"),
    Notice.Kind.CANCELLED: lazy("Cancelled: your visit at %(salon)s, %(when)s"),
    Notice.Kind.REMINDER: lazy("Reminder: your visit at %(salon)s, %(when)s"),
    Notice.Kind.LOOK: lazy("Please look at your visit at %(salon)s, %(when)s"),
}
_OPENINGS: Final[_Words] = {
    Notice.Kind.BOOKED: lazy("Your visit at %(salon)s is booked."),
    Notice.Kind.MOVED: lazy("Your visit at %(salon)s has changed. This is how it stands now."),
    Notice.Kind.CANCELLED: lazy("Your visit at %(salon)s is cancelled. You need not do anything."),
    Notice.Kind.REMINDER: lazy("This is a reminder of your visit at %(salon)s."),
    Notice.Kind.LOOK: lazy("Please look at your visit at %(salon)s: something on its page waits for you."),
}


def letter(
    appointment: Appointment, kind: Notice.Kind, *, now: datetime, fact_id: int | None = None
) -> Letter:
    """The letter to the visit's client, in the client's language. The client must have an e-mail.

    `fact_id` tells letters of one kind about one time apart.
    """
    with translation.override(language(appointment.client.language)):
        return _letter(appointment, kind, now, f".{fact_id}" if fact_id else "")


def _letter(appointment: Appointment, kind: Notice.Kind, now: datetime, which: str) -> Letter:
    client, salon = appointment.client, appointment.salon
    words = _words(appointment, kind, now)
    named = {"salon": words["salon"], "when": words["when"]}
    return Letter(
        to=client.email,
        name=client.name,
        subject=str(_SUBJECTS[kind]) % named,
        text=render_to_string("notices/letter.txt", words).strip() + "\n",
        html=render_to_string("notices/letter.html", words),
        invitation=_invitation(appointment, kind, now),
        reference=f"{appointment.public_id}.{kind}.{appointment.sequence}{which}",
        reply_to=salon.email if is_plain(salon.email) else "",
        reply_name=salon.name,
    )


def _words(appointment: Appointment, kind: Notice.Kind, now: datetime) -> dict[str, object]:
    """What the templates show."""
    salon, zone = appointment.salon, appointment.salon.zone
    name = one_line(salon.name)
    parts = list(appointment.parts.select_related("practitioner"))
    link = visit_link(appointment.public_id, appointment.token)
    return {
        "opening": str(_OPENINGS[kind]) % {"salon": name},
        "client": one_line(appointment.client.name),
        "salon": name,
        "place": place(salon),
        "phone": salon.phone,
        "when": wall.visit_time(appointment.starts_at, appointment.ends_at, zone),
        "zone": wall.zone_name(appointment.starts_at, zone),
        "practitioners": ", ".join(dict.fromkeys(one_line(part.practitioner.name) for part in parts)),
        "gap": ", ".join(filter(None, (_gap(part) for part in parts))) if appointment.is_live else "",
        "together": _together(appointment),
        "link": link if appointment.is_live else "",
        "asks": kind == Notice.Kind.REMINDER,
        "changeable_until": _changeable_until(appointment, now),
        "language": translation.get_language(),
        "direction": "rtl" if get_language_bidi() else "ltr",
    }


def _gap(part: Part) -> str:
    """What comes with the time because it fills a gap in the day. Never the price, which may tell the treatment."""
    benefit = part.gap_benefit
    if benefit.extra:
        return _("with %(extra)s") % {"extra": one_line(benefit.extra)}
    if benefit.percent:
        return _("%(percent)d %% less to pay") % {"percent": benefit.percent}
    off = wall.amount(part.off_minor, part.currency)
    return _("%(amount)s less to pay") % {"amount": off} if part.off_minor else ""


def _together(appointment: Appointment) -> str:
    """Who else comes at the same time, each with her practitioner: "Petri, with Mikael"; '' for who comes alone."""
    said = []
    for each in appointment.party:
        if each.client_id != appointment.client_id and (each.is_live or each.is_told_with_lead):
            part = each.parts.select_related("practitioner").get()
            names = {"client": one_line(each.client.name), "who": one_line(part.practitioner.name)}
            said.append(_("%(client)s, with %(who)s") % names)
    return "; ".join(said)


def _changeable_until(appointment: Appointment, now: datetime) -> str:
    """Until when the client may change the visit alone, in words; '' when that is the start, or over."""
    limit = appointment.change_until
    return wall.moment(limit, appointment.salon.zone) if now < limit < appointment.starts_at else ""


def _invitation(appointment: Appointment, kind: Notice.Kind, now: datetime) -> Invitation | None:
    match kind:
        case Notice.Kind.BOOKED | Notice.Kind.MOVED:
            return Invitation(calendar(appointment, method="REQUEST", now=now), "REQUEST")
        case Notice.Kind.CANCELLED:
            return Invitation(calendar(appointment, method="CANCEL", now=now), "CANCEL")
        case _:
            return None


def language(code: str) -> str:
    """The nearest language that the site has, or its own."""
    try:
        return translation.get_supported_language_variant(code)
    except LookupError:
        return settings.LANGUAGE_CODE
