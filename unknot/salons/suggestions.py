"""What a salon is likely to sell a treatment for, how long it takes and what it needs: a start that it may change."""

from typing import Final

from unknot.core.money import minor
from unknot.knowledge.load import Treatment, treatments

DEARER: Final = {
    **{"hot_stone": 1.15, "lomi_lomi": 1.15, "prenatal": 1.05, "oncology": 1.05, "lymphatic_drainage": 1.1},
    **{"thai": 1.05, "facial": 1.2, "facial_peel": 1.4, "microcurrent_facial": 1.45, "body_scrub_wrap": 1.25},
    **{"chair": 0.9, "reflexology": 0.95, "gentle_relaxation": 0.95},
}
EQUIPMENT: Final = {
    **{
        "hot_stone": "hot_stones",
        "cupping": "cups",
        "gua_sha": "gua_sha_set",
        "body_scrub_wrap": "wrap_blanket",
    },
    **{
        "facial": "facial_steamer",
        "facial_peel": "magnifying_lamp",
        "microcurrent_facial": "microcurrent_device",
    },
}
"""What a treatment needs beside a practitioner and a room."""
THINGS_IN_FINNISH: Final = {
    **{"hot_stones": "Kuumat kivet", "cups": "Imukupit", "gua_sha_set": "Gua sha -välineet"},
    **{"wrap_blanket": "Kääreet", "facial_steamer": "Höyrylaite", "magnifying_lamp": "Suurennuslamppu"},
    **{"microcurrent_device": "Mikrovirtalaite"},
}
"""What a Finnish salon writes on its equipment; the others use the English words."""
PREPARED_MIN: Final = {"hot_stone": 10, "body_scrub_wrap": 5}
CLEARED_AWAY_MIN: Final = {"hot_stone": 15, "body_scrub_wrap": 15, "facial_peel": 10}
USUALLY_CLEARED_AWAY_MIN: Final = 10
TABLE, MAT, CHAIR = "table", "mat", "chair"
FIXED_MINUTES: Final = 12
"""A visit costs as much as so many minutes before it begins."""
LONG_ENOUGH_FOR_ALL_MIN: Final = 60
"""From here on a treatment that can be either is sold for the whole body."""
SOLD_AT_FIRST_MIN: Final = (60, 90)
"""Lengths that are suggested beside a treatment's usual one, where the catalogue knows them."""
MINUTE_PRICE: Final = {
    "EUR": (1.1, 1),
    "USD": (1.4, 5),
    "GBP": (1.0, 1),
    "CHF": (1.6, 5),
    "SEK": (12.0, 10),
    "NOK": (13.0, 10),
    "DKK": (9.0, 5),
    "PLN": (3.0, 5),
    "CZK": (17.0, 10),
    "HUF": (280.0, 100),
    "RON": (3.5, 5),
    "CAD": (1.7, 5),
    "AUD": (1.8, 5),
    "NZD": (1.7, 5),
    "JPY": (110.0, 100),
    "SGD": (1.6, 1),
    "RUB": (60.0, 100),
}
"""By currency what a minute costs in whole units, and to what prices are rounded. Rough, and only a start; nothing is
suggested in a currency that is not here."""


def durations(treatment: Treatment) -> list[int]:
    """The lengths that are suggested for a treatment, in minutes."""
    wanted = {treatment.default_min, *SOLD_AT_FIRST_MIN}
    return [each for each in treatment.durations_min if each in wanted]


def price_minor(treatment: str, duration_min: int, currency: str) -> int | None:
    """A price to begin with, in the smallest unit; None in a currency of which too little is known."""
    if currency not in MINUTE_PRICE:
        return None
    minute, rounded_to = MINUTE_PRICE[currency]
    exact = minute * (duration_min + FIXED_MINUTES) * DEARER.get(treatment, 1.0)
    return minor(max(1, round(exact / rounded_to)) * rounded_to, currency)


def buffers(treatment: str) -> tuple[int, int]:
    """How long it is got ready for, and how long one clears away after it, in minutes."""
    return PREPARED_MIN.get(treatment, 0), CLEARED_AWAY_MIN.get(treatment, USUALLY_CLEARED_AWAY_MIN)


def room_feature(treatment: Treatment) -> str:
    """What the room must have: a table unless the treatment is given on a mat or a chair."""
    if treatment.positions[0] == "floor_mat":
        return MAT
    return CHAIR if treatment.positions == ("seated",) else TABLE


def extent(treatment: Treatment, duration_min: int) -> str:
    """Whether so long a visit is for the whole body or a part of it."""
    if len(treatment.extent) == 1:
        return treatment.extent[0]
    return "full" if duration_min >= LONG_ENOUGH_FOR_ALL_MIN else "partial"


def equipment(treatment_ids: tuple[str, ...]) -> list[str]:
    """What some treatments need beside practitioners and rooms, each once."""
    return sorted({EQUIPMENT[each] for each in treatment_ids if each in EQUIPMENT and each in treatments()})


def thing_name(feature: str, language: str) -> str:
    """What a salon of a language calls a piece of equipment."""
    english = feature.replace("_", " ").capitalize()
    return THINGS_IN_FINNISH.get(feature, english) if language == "fi" else english
