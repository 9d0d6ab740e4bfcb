"""The rulebook's sentences in plain English, for programs that load no translations."""

from unknot.core.suitability.sentences import Amount, Sentence, filled
from unknot.knowledge.care_lines import care_lines


def english(sentence: Sentence, country: str | None = None) -> str:
    """The sentence in English, with the salon's amounts and the numbers to call in its country."""
    lines = care_lines(country)
    words = {
        "emergency": lines.emergency or "your emergency number",
        "advice_line": lines.advice_line or "your local medical advice line",
    }
    return filled(sentence.text, words | {name: _amount(amount) for name, amount in sentence.amounts})


def _amount(amount: Amount) -> str:
    unit = amount.unit.removesuffix("s") if amount.count == 1 else amount.unit
    return f"{amount.count} {unit}"
