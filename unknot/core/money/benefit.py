"""What a salon gives with a time: less to pay, or something besides."""

from typing import NamedTuple


class Benefit(NamedTuple):
    """So many percent off the price, or so much in the currency's smallest unit, or an extra by name; or nothing."""

    percent: int = 0
    off_minor: int = 0
    extra: str = ""

    @property
    def is_any(self) -> bool:
        """Whether anything is given at all."""
        return self != NOTHING

    def off(self, price_minor: int) -> int:
        """What is taken off a price: rounded up to a whole smallest unit, and never more than the price.

        >>> Benefit(percent=10).off(6805), Benefit(off_minor=500).off(300), Benefit(extra="tea").off(6800)
        (681, 300, 0)
        """
        return min(price_minor, self.off_minor - (-price_minor * self.percent // 100))

    def price(self, price_minor: int) -> int:
        """What is left to pay of a price."""
        return price_minor - self.off(price_minor)


NOTHING = Benefit()
