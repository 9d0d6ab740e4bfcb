"""What stands on an invented salon's shelf: a nut oil, another oil, a lotion; under brands that do not exist."""

from typing import Final, NamedTuple

from unknot.config.demo.sites import Site, dice

BRANDS: Final = ("Utukka", "Hiilu", "Kastepiha", "Lummekari", "Oraskoto", "Vienola")
NUTS, OIL, SCENT = "nuts", "carrier_oil", "fragrance_or_essential_oil"


class Bottle(NamedTuple):
    """One product; `in_finnish` is what a Finnish salon writes, the others use the English words."""

    in_english: str
    in_finnish: str
    medium: str
    allergens: tuple[str, ...]


NUT_OILS: Final = (
    Bottle("almond oil", "manteliöljy", "oil", (NUTS, OIL)),
    Bottle("hazelnut oil", "hasselpähkinäöljy", "oil", (NUTS, OIL)),
)
OTHER_OILS: Final = (
    Bottle("jojoba oil", "jojobaöljy", "oil", (OIL,)),
    Bottle("grapeseed oil", "viinirypäleensiemenöljy", "oil", (OIL,)),
)
LOTIONS: Final = (
    Bottle("unscented lotion", "hajusteeton voide", "lotion", ()),
    Bottle("lavender lotion", "laventelivoide", "lotion", (SCENT,)),
)


def bottles(site: Site) -> list[tuple[str, Bottle]]:
    """Three products with the names that the salon writes on them; the same in every run."""
    throw = dice("products", site.key)
    brand, drawn = throw.choice(BRANDS), [throw.choice(kind) for kind in (NUT_OILS, OTHER_OILS, LOTIONS)]
    finnish = site.land.language == "fi"
    return [(f"{brand} {each.in_finnish if finnish else each.in_english}", each) for each in drawn]
