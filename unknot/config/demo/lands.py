"""What differs from country to country in the demo city: zone, money, language, how dear things are."""

from typing import Final, NamedTuple

from unknot.config.demo import words
from unknot.config.demo.words import Words


class Land(NamedTuple):
    """A part of the world with salons of the demo city. `minute_price` is what a minute costs, in whole units."""

    zone: str
    country: str
    subdivision: str
    currency: str
    language: str
    minute_price: float
    round_to: int
    room: str
    words: Words


LANDS: Final = {
    "Helsinki, FI": Land("Europe/Helsinki", "FI", "", "EUR", "fi", 1.15, 1, "Huone", words.FINNISH),
    "Baltimore, US": Land("America/New_York", "US", "MD", "USD", "en", 1.5, 5, "Room", words.ENGLISH),
    "Harrisburg, US": Land("America/New_York", "US", "PA", "USD", "en", 1.3, 5, "Room", words.ENGLISH),
    "Krems, AT": Land("Europe/Vienna", "AT", "3", "EUR", "de", 1.1, 1, "Raum", words.GERMAN),
    "Bayreuth, DE": Land("Europe/Berlin", "DE", "BY", "EUR", "de", 1.05, 1, "Raum", words.GERMAN),
    "Heidelberg, DE": Land("Europe/Berlin", "DE", "BW", "EUR", "de", 1.15, 1, "Raum", words.GERMAN),
    "Liechtenstein": Land("Europe/Vaduz", "LI", "", "CHF", "de", 1.6, 5, "Raum", words.GERMAN),
    "Andorra": Land("Europe/Andorra", "AD", "", "EUR", "ca", 1.0, 1, "Sala", words.CATALAN),
    "Monaco": Land("Europe/Monaco", "MC", "", "EUR", "fr", 1.8, 5, "Salle", words.FRENCH),
    "Moscow, RU": Land("Europe/Moscow", "RU", "", "RUB", "ru", 60.0, 100, "Кабинет", words.RUSSIAN),
    "Singapore": Land("Asia/Singapore", "SG", "", "SGD", "en", 1.6, 1, "Room", words.SINGAPOREAN),
}
"""By the `area` of osm_salons.csv."""

HOME_AREA: Final = "Helsinki, FI"
