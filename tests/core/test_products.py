"""What is left out of a salon's shelf: what holds an allergen, never more, and everything when she can't say."""

import pytest

from unknot.core.suitability.products import Shelf, Stocked, shelf

ALMOND = Stocked("Almond oil", "oil", frozenset({"nuts", "carrier_oil"}))
JOJOBA = Stocked("Jojoba oil", "oil", frozenset({"carrier_oil"}))
ROSE = Stocked("Rose lotion", "lotion", frozenset({"fragrance_or_essential_oil"}))
PLAIN = Stocked("Plain lotion", "lotion", frozenset())
WAX = Stocked("Wax", "wax", frozenset())
ALL = (ALMOND, JOJOBA, ROSE, PLAIN, WAX)
OILS_AND_LOTIONS = ("oil", "lotion")


@pytest.mark.parametrize(
    ("avoided", "leave_out", "use"),
    [
        ({"nuts"}, ("Almond oil",), ("Jojoba oil", "Rose lotion", "Plain lotion")),
        ({"carrier_oil"}, ("Almond oil", "Jojoba oil"), ("Rose lotion", "Plain lotion")),
        ({"latex"}, (), ("Almond oil", "Jojoba oil", "Rose lotion", "Plain lotion")),
        (set(), (), ("Almond oil", "Jojoba oil", "Rose lotion", "Plain lotion")),
        (None, ("Almond oil", "Jojoba oil", "Rose lotion"), ("Plain lotion",)),
    ],
)
def test_what_holds_an_allergen_is_left_out(
    avoided: set[str] | None, leave_out: tuple[str, ...], use: tuple[str, ...]
) -> None:
    assert shelf(ALL, OILS_AND_LOTIONS, avoided) == Shelf(leave_out, use)


def test_what_the_treatment_does_not_use_is_not_spoken_of() -> None:
    assert shelf(ALL, ["wax"], {"nuts"}) == Shelf((), ("Wax",))
    assert shelf(ALL, ["none"], None) == Shelf((), ())
