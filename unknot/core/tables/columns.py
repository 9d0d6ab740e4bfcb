"""What a column holds, guessed from its name in English, German, Finnish, French, Swedish or Spanish."""

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from typing import Final


class Column(StrEnum):
    """What can be taken of a row."""

    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    EMAIL = "email"
    PHONE = "phone"
    LANGUAGE = "language"
    STARTS = "starts"
    DAY = "day"
    TIME = "time"
    ENDS = "ends"
    DURATION = "duration"
    TREATMENT = "treatment"
    PRACTITIONER = "practitioner"
    STATUS = "status"


NAMES: Final = {
    Column.FIRST_NAME: "first name|firstname|given name|forename|vorname|etunimi|prenom|fornamn|nombre de pila",
    Column.LAST_NAME: "last name|lastname|surname|family name|nachname|sukunimi|nom de famille|efternamn|apellido"
    "|apellidos|familienname",
    Column.EMAIL: "email|e mail|mail|email address|e mail address|sahkoposti|sahkopostiosoite|e mail adresse"
    "|emailadresse|correo|courriel|e post|client email|customer email",
    Column.PHONE: "phone|phone number|mobile|mobile number|mobile phone|cell|cell phone|telefon|telefonnummer|handy"
    "|mobil|mobiltelefon|puhelin|puhelinnumero|matkapuhelin|telephone|tel|telefono|movil|client phone"
    "|customer phone",
    Column.LANGUAGE: "language|sprache|kieli|langue|sprak|idioma",
    Column.STARTS: "start|starts|start time|starts at|begin|beginn|start date time|date time|datetime|alkaa|alku"
    "|appointment|appointment time|termin|debut|borjar|inicio",
    Column.DAY: "date|day|datum|tag|paiva|pvm|paivamaara|start date|appointment date|jour|fecha|dag",
    Column.TIME: "time|uhrzeit|zeit|kellonaika|klo|aika|heure|hora|tid|startzeit|start hour",
    Column.ENDS: "end|ends|end time|ends at|ende|paattyy|loppuu|fin|slut",
    Column.DURATION: "duration|minutes|min|length|dauer|minuten|kesto|duree|duracion|langd|duration min"
    "|duration minutes|dauer min",
    Column.TREATMENT: "treatment|service|service name|behandlung|leistung|massage|hoito|palvelu|soin|prestation"
    "|tratamiento|servicio|behandling|appointment type|type",
    Column.PRACTITIONER: "practitioner|therapist|staff|staff member|employee|provider|mitarbeiter|therapeut"
    "|therapeutin|hieroja|hoitaja|tyontekija|praticien|terapeuta|with|resource|team member",
    Column.STATUS: "status|state|zustand|tila|statut|estado|appointment status",
    Column.NAME: "name|client|client name|customer|customer name|full name|kunde|kundin|kundenname|nimi|asiakas"
    "|asiakkaan nimi|nom|nombre|namn|patient|guest",
}
_KNOWN: Final = {name: column for column, names in NAMES.items() for name in names.split("|")}


def guessed(header: Sequence[str]) -> tuple[Column | None, ...]:
    """What each column holds; each is guessed once, the first of a name wins.

    >>> guessed(["Vorname", "E-Mail", "Notiz"])
    (<Column.FIRST_NAME: 'first_name'>, <Column.EMAIL: 'email'>, None)
    """
    found: list[Column | None] = []
    for name in header:
        column = _KNOWN.get(_plain(name))
        found.append(None if column in found else column)
    return tuple(found)


def _plain(name: str) -> str:
    bare = unicodedata.normalize("NFKD", name.casefold())
    return " ".join(
        re.sub(r"[^a-z0-9]+", " ", "".join(c for c in bare if not unicodedata.combining(c))).split()
    )
