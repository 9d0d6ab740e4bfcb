"""Which of a salon's oils, lotions and creams are left out for a client, and which can be used."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stocked:
    """A product on the salon's shelf. `medium` is as treatments name it, `allergens` are answers of the rulebook."""

    name: str
    medium: str
    allergens: frozenset[str]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Names of products, each list in the order in which they were given."""

    leave_out: tuple[str, ...]
    use: tuple[str, ...]


def shelf(products: Iterable[Stocked], media: Collection[str], avoided: Collection[str] | None) -> Shelf:
    """Sort the products that a treatment with these media may use. `avoided` None: she is allergic and cannot say to
    what, so whatever has an allergen at all is left out.

    >>> almond = Stocked("Almond oil", "oil", frozenset({"nuts", "carrier_oil"}))
    >>> plain, wax = Stocked("Plain lotion", "lotion", frozenset()), Stocked("Rose wax", "wax", frozenset())
    >>> shelf([almond, plain, wax], ["oil", "lotion"], ["nuts"])
    Shelf(leave_out=('Almond oil',), use=('Plain lotion',))
    >>> shelf([almond, plain], ["oil", "lotion"], ["latex"]).use
    ('Almond oil', 'Plain lotion')
    >>> shelf([almond, plain], ["oil", "lotion"], None).leave_out
    ('Almond oil',)
    """
    fitting = [each for each in products if each.medium in media]
    unsafe = {each.name for each in fitting if _is_unsafe(each, avoided)}
    return Shelf(
        tuple(each.name for each in fitting if each.name in unsafe),
        tuple(each.name for each in fitting if each.name not in unsafe),
    )


def _is_unsafe(product: Stocked, avoided: Collection[str] | None) -> bool:
    return bool(product.allergens) if avoided is None else not product.allergens.isdisjoint(avoided)
