"""What an invented salon sells: treatments, durations, prices, and what each needs."""

from random import Random
from typing import Final, NamedTuple

from unknot.config.demo.lands import HOME_AREA, Land
from unknot.config.demo.sites import Site, dice
from unknot.knowledge.load import Treatment, treatments

BACK: Final = "back_massage"
BACK_SHARE: Final = {HOME_AREA: 0.85}
BACK_SHARE_ELSEWHERE: Final = 0.7
SHORTEST_MIN, LONGEST_MIN = 30, 90
LONG_ENOUGH_FOR_ALL_MIN: Final = 60
"""From here on a treatment that can be either is sold for the whole body."""
FIXED_MINUTES: Final = 12
"""A visit costs as much as so many minutes before it begins."""

LEANINGS: Final = {
    "shop=massage": {"massage": 6, "reflex": 2, "bodywork": 2, "face": 0.2, "body": 0.5},
    "healthcare=alternative": {"massage": 5, "reflex": 2, "bodywork": 3, "face": 0.1, "body": 0.1},
    "shop=cosmetics": {"massage": 2, "reflex": 1, "bodywork": 0.3, "face": 6, "body": 3},
    "shop=beauty": {"massage": 3, "reflex": 1, "bodywork": 0.5, "face": 4, "body": 3},
}
"""How much a kind of place leans to each family of treatments; others lean to massage."""
OTHERS_LEAN: Final = {"massage": 4, "reflex": 1, "bodywork": 1, "face": 2, "body": 1}

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
AFTER_IT_MIN: Final = 15
AFTER_IT_SHARE: Final = 1 / 3
AFTER_IT: Final = {"fi": "Tee ja lepohetki lopuksi"}
AFTER_IT_ELSEWHERE: Final = "Tea and quiet rest afterwards"
"""What lengthens a massage of an hour or more at every third place."""
TABLE, MAT, CHAIR = "table", "mat", "chair"


class Dish(NamedTuple):
    """One line of the price list; minutes and whole minor units."""

    treatment: str
    extent: str
    duration_min: int
    price_minor: int
    buffer_before_min: int
    buffer_after_min: int
    room_feature: str
    equipment_features: tuple[str, ...]


def menu(site: Site, throw: Random, headcount: int) -> list[Dish]:
    """Two to eight treatments in one to three durations each; nearly everybody sells a back massage of an hour."""
    level = throw.uniform(0.85, 1.25)
    tidy_min = throw.choice((0, 5, 10, 10, 15))
    dishes = []
    for treatment in _chosen(site, throw, headcount):
        for duration_min in _durations(treatment, throw):
            dishes.append(
                Dish(
                    treatment.id,
                    _extent(treatment, duration_min),
                    duration_min,
                    _price_minor(site.land, treatment.id, duration_min, level),
                    PREPARED_MIN.get(treatment.id, 0),
                    CLEARED_AWAY_MIN.get(treatment.id, tidy_min),
                    room_feature(treatment),
                    (EQUIPMENT[treatment.id],) if treatment.id in EQUIPMENT else (),
                )
            )
    return dishes


def thing_name(feature: str, land: Land) -> str:
    """What a salon of a country calls a piece of equipment."""
    english = feature.replace("_", " ").capitalize()
    return THINGS_IN_FINNISH.get(feature, english) if land.language == "fi" else english


def lengthened(site: Site, dish: Dish) -> bool:
    """Whether a dish can be had with tea and rest afterwards."""
    return dish.duration_min >= LONG_ENOUGH_FOR_ALL_MIN and dice("add-on", site.key).random() < AFTER_IT_SHARE


def after_it(land: Land) -> tuple[str, int]:
    """What it is called there, and what it costs in minor units."""
    price = max(1, round(land.minute_price * AFTER_IT_MIN / 2 / land.round_to)) * land.round_to * 100
    return AFTER_IT.get(land.language, AFTER_IT_ELSEWHERE), price


def room_feature(treatment: Treatment) -> str:
    """What the room must have: a table unless the treatment is given on a mat or a chair."""
    if treatment.positions[0] == "floor_mat":
        return MAT
    return CHAIR if treatment.positions == ("seated",) else TABLE


def _chosen(site: Site, throw: Random, headcount: int) -> list[Treatment]:
    leaning = LEANINGS.get(site.kind, OTHERS_LEAN)
    left = {each.id: each for each in treatments().values() if _sold_min(each) and each.id != BACK}
    count = throw.randint(2, min(8, 3 + headcount))
    chosen = []
    if throw.random() < BACK_SHARE.get(site.area, BACK_SHARE_ELSEWHERE):
        chosen.append(treatments()[BACK])
    while len(chosen) < count:
        ids = list(left)
        (picked,) = throw.choices(ids, [leaning[left[each].family] for each in ids])
        chosen.append(left.pop(picked))
    return chosen


def _durations(treatment: Treatment, throw: Random) -> list[int]:
    possible = _sold_min(treatment)
    sold = set(throw.sample(possible, throw.randint(1, min(3, len(possible)))))
    return sorted(sold | {60} if treatment.id == BACK else sold)


def _sold_min(treatment: Treatment) -> list[int]:
    return [each for each in treatment.durations_min if SHORTEST_MIN <= each <= LONGEST_MIN]


def _extent(treatment: Treatment, duration_min: int) -> str:
    if len(treatment.extent) == 1:
        return treatment.extent[0]
    return "full" if duration_min >= LONG_ENOUGH_FOR_ALL_MIN else "partial"


def _price_minor(land: Land, treatment: str, duration_min: int, level: float) -> int:
    exact = land.minute_price * (duration_min + FIXED_MINUTES) * DEARER.get(treatment, 1.0) * level
    return max(1, round(exact / land.round_to)) * land.round_to * 100
