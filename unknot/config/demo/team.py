"""Who can sign in to the demo city: the people of one salon in Helsinki, with a password of this home's own."""

import os
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from unknot.config.demo.accounts import OWNER, PRACTITIONER, RECEPTION, TEAM
from unknot.config.demo.drafts import Draft
from unknot.config.demo.lands import HOME_AREA
from unknot.config.demo.names import public_id
from unknot.config.demo.salons import salon_id
from unknot.people.models import User
from unknot.salons.models import Membership, Resource, Salon

PASSWORD_FILE: Final = "demo-password"
CONSONANTS, VOWELS = "bdfghjklmnprstv", "aeiou"
WORDS, SYLLABLES = 4, 2


def who_to_sign_in_as() -> list[tuple[str, str, str]]:
    """Role, e-mail and password of the owner, the receptionist and a practitioner of one salon."""
    password = _password()
    return [
        (_("owner"), OWNER, password),
        (_("reception"), RECEPTION, password),
        (_("practitioner"), PRACTITIONER, password),
    ]


def write_team(drafts: Sequence[Draft]) -> None:
    """Make the three accounts if they are not there, and give them a new home's new password."""
    each = their_salon(drafts)
    is_new_password = not _place().is_file()
    standing = set(User.objects.filter(email__in=TEAM).values_list("email", flat=True))
    if len(standing) == len(TEAM) and not is_new_password:
        return
    hashed = make_password(_password())
    salon = Salon.objects.get(public_id=salon_id(each.site))
    practitioner = Resource.objects.get(public_id=public_id("practitioner", each.site.key, 0))
    roles = {OWNER: "owner", RECEPTION: "reception", PRACTITIONER: "practitioner"}
    names = {OWNER: "Aila Rinne", RECEPTION: "Oiva Salmi", PRACTITIONER: practitioner.name}
    with transaction.atomic():
        for email, role in roles.items():
            user, _made = User.objects.update_or_create(
                email=email,
                defaults={"password": hashed},
                create_defaults={"name": names[email], "password": hashed},
            )
            works_as = practitioner if role == Membership.Role.PRACTITIONER else None
            Membership.objects.get_or_create(
                user=user, salon=salon, defaults={"role": role, "practitioner": works_as}
            )


def their_salon(drafts: Sequence[Draft]) -> Draft:
    """The first salon of Helsinki with hours and at least three practitioners, or else the first at all."""
    large = (each for each in drafts if each.site.area == HOME_AREA and len(each.practitioners) >= 3)
    return next((each for each in large if any(each.weekly)), drafts[0])


def _place() -> Path:
    if settings.HOME is None:
        raise RuntimeError("the demo city needs a home: UNKNOT_HOME")
    return Path(settings.HOME.secrets) / PASSWORD_FILE


def _password() -> str:
    """This home's password, made when it is asked for the first time; readable by its owner only."""
    place = _place()
    if not place.is_file():
        draft = place.with_name(f".{PASSWORD_FILE}.{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(_invented_password())
        draft.replace(place)
    return place.read_text(encoding="utf-8").strip()


def _invented_password() -> str:
    """Easy to type, hard to guess: four short words, about 50 bits."""
    syllable = [consonant + vowel for consonant in CONSONANTS for vowel in VOWELS]
    return "-".join("".join(secrets.choice(syllable) for _ in range(SYLLABLES)) for _ in range(WORDS))
