"""What a salon writes for everybody to read may not promise what nobody can keep."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from unknot.knowledge.promises import promises_in


def check_public_text(text: str) -> None:
    """Raises ValidationError with a message for each promise: which words, why not, and what one may say instead.

    For every field of a salon that the public reads, as a validator of the field. Names are no such field: a place may
    be called what it is called.
    """
    found = {each.words.casefold(): each for each in promises_in(text)}
    told = [
        _("“%(words)s” promises too much. %(why)s %(instead)s")
        % {"words": each.words, "why": _(each.rule.why), "instead": _(each.rule.instead)}
        for each in found.values()
    ]
    if told:
        raise ValidationError([ValidationError(message, code="promise") for message in told])
