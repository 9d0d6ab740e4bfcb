"""Is this an e-mail, is this a phone number: checked and brought to one form."""

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

EMAIL_LENGTH = 254


def clean_email(text: str) -> str:
    """The address with its domain in lower case. Raises ValueError."""
    address = text.strip()
    try:
        validate_email(address)
    except ValidationError as error:
        raise ValueError("not an e-mail address") from error
    if len(address) > EMAIL_LENGTH:
        raise ValueError("not an e-mail address")
    local, _, domain = address.rpartition("@")
    return f"{local}@{domain.lower()}"


def clean_phone(text: str, country: str) -> str:
    """The number in E.164, read as a local one of `country` (ISO 3166 alpha-2) unless it begins with +.

    Raises ValueError.
    """
    try:
        number = phonenumbers.parse(text.strip(), country)
    except phonenumbers.NumberParseException as error:
        raise ValueError("not a phone number") from error
    if number.extension or not phonenumbers.is_valid_number(number):
        raise ValueError("not a phone number")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
