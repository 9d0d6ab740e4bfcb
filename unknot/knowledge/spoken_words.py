"""The rulebook's sentences in the reader's language."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from unknot.core.suitability.sentences import Amount, Sentence, filled
from unknot.knowledge.care_lines import care_lines

_UNITS: Mapping[str, Callable[[int], str]] = {
    "hours": lambda count: ngettext("%(count)d hour", "%(count)d hours", count),
    "days": lambda count: ngettext("%(count)d day", "%(count)d days", count),
    "weeks": lambda count: ngettext("%(count)d week", "%(count)d weeks", count),
    "months": lambda count: ngettext("%(count)d month", "%(count)d months", count),
    "years": lambda count: ngettext("%(count)d year", "%(count)d years", count),
}


def spoken(sentence: Sentence, country: str | None = None) -> str:
    """The sentence in the language of the request, with the numbers to call in the salon's country."""
    amounts = {name: spoken_amount(amount) for name, amount in sentence.amounts}
    return filled(_(sentence.text), whom_to_call(country) | amounts)


def spoken_amount(amount: Amount) -> str:
    """3 days, 6 weeks."""
    return _UNITS[amount.unit](amount.count) % {"count": amount.count}


def whom_to_call(country: str | None) -> dict[str, str]:
    """What stands after "call" for `emergency` and `advice_line`; neutral words where we know no number."""
    lines = care_lines(country)
    return {
        "emergency": _called(lines.emergency) or pgettext("whom to call", "your emergency number"),
        "advice_line": _called(lines.advice_line)
        or pgettext("whom to call", "your local medical advice line"),
    }


def _called(number: str | None) -> str:
    # In many languages a number is called with an ending or a preposition, so the phrase is translated.
    return pgettext("whom to call", "%(number)s") % {"number": number} if number else ""
