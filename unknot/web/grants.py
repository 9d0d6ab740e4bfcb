"""Who may see a visit: whoever came by its private link, and whoever booked it here."""

from django.http import Http404, HttpRequest, HttpResponse

from unknot.diary import reads
from unknot.diary.models import Appointment
from unknot.web.passes import Pass

_PASS = Pass("visit", "visits")


def give(response: HttpResponse, appointment: Appointment, request: HttpRequest) -> None:
    """Let this browser see and change the visit."""
    _PASS.give(response, appointment.public_id, appointment.token_version, request)


def opened(request: HttpRequest, public_id: str) -> Appointment:
    """The appointment, if this browser was let in. Raises Http404 as for one that does not exist."""
    version = _PASS.version(request, public_id)
    appointment = reads.appointment(public_id)
    if appointment is None or version != str(appointment.token_version):
        raise Http404
    return appointment
