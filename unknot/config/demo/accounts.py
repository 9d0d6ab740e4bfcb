"""The addresses of those who can sign in to the demo city; read by settings, so it knows no model."""

from typing import Final

OWNER: Final = "owner@example.org"
RECEPTION: Final = "reception@example.org"
PRACTITIONER: Final = "practitioner@example.org"
TEAM: Final = (OWNER, RECEPTION, PRACTITIONER)
