"""A private link turned into a signed cookie for its own pages alone.

The link's secret so leaves the address bar, the history and the Referer at once.
"""

from typing import NamedTuple

from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse

_MONTH_S = 30 * 86_400


class Pass(NamedTuple):
    """The cookie's name, and the folder of addresses in which each thing has its pages."""

    cookie: str
    folder: str

    def give(self, response: HttpResponse, public_id: str, version: int, request: HttpRequest) -> None:
        """Let this browser in for a month, or until the link of this version is revoked."""
        response.set_signed_cookie(
            self.cookie,
            str(version),
            salt=self._salt(public_id),
            max_age=_MONTH_S,
            path=f"/{self.folder}/{public_id}/",
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )

    def version(self, request: HttpRequest, public_id: str) -> str:
        """The version of the link by which this browser was let in. Raises Http404 where it was not."""
        try:
            given = request.get_signed_cookie(self.cookie, salt=self._salt(public_id), max_age=_MONTH_S)
        except (KeyError, BadSignature):
            raise Http404 from None
        return str(given)

    def _salt(self, public_id: str) -> str:
        return f"{self.cookie}:{public_id}"
