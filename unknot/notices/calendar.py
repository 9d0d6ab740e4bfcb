"""A visit as a calendar file (RFC 5545), and as an invitation that calendar programs act on (RFC 5546).

The file travels through calendars that others read: no treatment, no private link, nothing about health.
"""

from datetime import UTC, datetime
from email.utils import parseaddr
from typing import Literal
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vGeo, vText

from unknot.diary.models import Appointment
from unknot.gateways.mail import one_line
from unknot.notices.zones import vtimezone
from unknot.salons.models import Salon

Method = Literal["PUBLISH", "REQUEST", "CANCEL"]


def calendar(appointment: Appointment, *, method: Method, now: datetime) -> bytes:
    """The visit as an .ics file, in the active language.

    PUBLISH is for downloading, REQUEST invites or changes, CANCEL takes away; the last two name the client. The UID
    stays the visit's for ever and SEQUENCE rises with its changes, so that programs replace what they have.
    """
    told = Calendar()
    told.add("prodid", "-//Unknot//Visits//EN")
    told.add("version", "2.0")
    told.add("calscale", "GREGORIAN")
    told.add("method", method)
    zone = ZoneInfo(appointment.salon.zone)
    local = [instant.astimezone(zone) for instant in (appointment.starts_at, appointment.ends_at)]
    # The second pass of a repeated hour has no name in local time: RFC 5545 reads it as the first.
    if any(instant.fold for instant in local):
        local = [instant.astimezone(UTC) for instant in local]
    elif zone.key != "UTC":
        told.add_component(vtimezone(zone.key, appointment.starts_at, appointment.ends_at))
    told.add_component(_event(appointment, local[0], local[1], method, now))
    content: bytes = told.to_ical()
    return content


def _event(
    appointment: Appointment, starts_at: datetime, ends_at: datetime, method: Method, now: datetime
) -> Event:
    salon = appointment.salon
    event = Event()
    event.add("uid", f"{appointment.public_id}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("created", appointment.created_at.astimezone(UTC))
    event.add("last-modified", appointment.changed_at.astimezone(UTC))
    event.add("dtstart", starts_at)
    event.add("dtend", ends_at)
    event.add("summary", _("Visit at %(salon)s") % {"salon": one_line(salon.name)})
    event.add("location", place(salon))
    event.add("geo", vGeo((salon.lat, salon.lon)))
    event.add("status", "CONFIRMED" if appointment.is_live else "CANCELLED")
    event.add("transp", "OPAQUE" if appointment.is_live else "TRANSPARENT")
    event.add("organizer", _person(salon.name, salon.email or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))
    if method != "PUBLISH":
        event.add("attendee", _attendee(appointment))
    return event


def place(salon: Salon) -> str:
    """Where the salon is, on one line: street, postcode and city as far as they are known."""
    town = f"{salon.postcode} {salon.city}".strip()
    return one_line(", ".join(part for part in (salon.street, town) if part)) or one_line(salon.name)


def _attendee(appointment: Appointment) -> vCalAddress:
    """The client, who has said yes by booking and is asked for no answer."""
    person = _person(appointment.client.name, appointment.client.email)
    person.params["ROLE"] = vText("REQ-PARTICIPANT")
    person.params["PARTSTAT"] = vText("ACCEPTED")
    person.params["RSVP"] = vText("FALSE")
    return person


def _person(name: str, email: str) -> vCalAddress:
    person = vCalAddress(f"mailto:{quote(email, safe='@+.!*_-')}")
    # A double quote cannot stand in a parameter (RFC 5545, 3.2).
    person.params["CN"] = vText(one_line(name).replace('"', "'"))
    return person
