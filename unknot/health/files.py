"""Is this a file that a note may be: told by its content, never by its name."""

from unknot.health.models import Clearance

_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


def kind_of(content: bytes) -> Clearance.Kind | None:
    """PDF, JPEG or PNG by the file's first bytes; None for anything else.

    Sources: ISO 32000-2, 7.5.2; ITU-T T.81, B.1.1.3 (SOI, then another marker); W3C PNG, 5.2 and 11.2.1.
    """
    if content.startswith((b"%PDF-1.", b"%PDF-2.")):
        return Clearance.Kind.PDF
    if content.startswith(b"\xff\xd8\xff"):
        return Clearance.Kind.JPEG
    if content.startswith(_PNG):
        return Clearance.Kind.PNG
    return None
