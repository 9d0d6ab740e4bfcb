"""Who may see a visit: the private link is turned into a signed cookie for that visit's pages alone.

The link's secret so leaves the address bar, the history and the Referer at once.
"""

from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse

from unknot.diary import reads
from unknot.diary.models import Appointment

COOKIE = "visit"
_MONTH_S = 30 * 86_400


def give(response: HttpResponse, appointment: Appointment, request: HttpRequest) -> None:
    """Let this browser see and change the visit for a month, or until its link is revoked."""
    response.set_signed_cookie(
        COOKIE,
        str(appointment.token_version),
        salt=_salt(appointment.public_id),
        max_age=_MONTH_S,
        path=f"/visits/{appointment.public_id}/",
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def opened(request: HttpRequest, public_id: str) -> Appointment:
    """The appointment, if this browser was let in. Raises Http404 as for one that does not exist."""
    try:
        version = request.get_signed_cookie(COOKIE, salt=_salt(public_id), max_age=_MONTH_S)
    except (KeyError, BadSignature):
        raise Http404 from None
    appointment = reads.appointment(public_id)
    if appointment is None or version != str(appointment.token_version):
        raise Http404
    return appointment


def _salt(public_id: str) -> str:
    return f"visit:{public_id}"
