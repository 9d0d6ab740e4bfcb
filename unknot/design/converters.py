"""Ids in addresses: only what an id can look like reaches a door."""

import re

from django.urls.converters import StringConverter

_PUBLIC_ID = r"[0-9a-z]{1,40}"


class PublicId(StringConverter):
    """A public id, as `plumbing.ids` makes them."""

    regex = _PUBLIC_ID


def looks_like_an_id(text: str) -> bool:
    """The same for ids that come in a form."""
    return re.fullmatch(_PUBLIC_ID, text) is not None
