"""Public holidays by country and region, from the `holidays` package."""

from datetime import date
from functools import lru_cache

import holidays

LONGEST_REGION = 6


@lru_cache(maxsize=512)
def public_holidays(country: str, subdivision: str, year: int) -> frozenset[date]:
    """The public holidays of a year; none for a country or region the package does not know."""
    try:
        days = holidays.country_holidays(country, subdiv=subdivision or None, years=year)
    except NotImplementedError:
        return frozenset()
    return frozenset(days.keys())


def named_holidays(country: str, subdivision: str, year: int, language: str) -> dict[date, str]:
    """The public holidays of a year with their names, in a language that the package has, else in one of its own."""
    try:
        known = holidays.country_holidays(country, subdiv=subdivision or None, years=year)
        said = {"en": "en_US"}.get(language, language)
        if said in known.supported_languages:
            known = holidays.country_holidays(country, subdiv=subdivision or None, years=year, language=said)
    except NotImplementedError:
        return {}
    return dict(sorted(known.items()))


def regions(country: str) -> list[str]:
    """The regions of a country that have holidays of their own, by code; none where all have the same."""
    return [
        each for each in holidays.list_supported_countries().get(country, []) if len(each) <= LONGEST_REGION
    ]
