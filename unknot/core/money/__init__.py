"""Amounts of money: whole numbers of a currency's smallest unit."""

# ISO 4217: currencies whose smallest unit is not a hundredth.
_DECIMALS = {
    "JPY": 0,
    "KRW": 0,
    "CLP": 0,
    "ISK": 0,
    "VND": 0,
    "BHD": 3,
    "KWD": 3,
    "JOD": 3,
    "OMR": 3,
    "TND": 3,
}


def decimals(currency: str) -> int:
    """How many decimals an amount of the currency is written with.

    >>> decimals("EUR"), decimals("JPY")
    (2, 0)
    """
    return _DECIMALS.get(currency, 2)


def minor(amount: int, currency: str) -> int:
    """A whole amount of a currency in its smallest unit.

    >>> minor(68, "EUR"), minor(6800, "JPY")
    (6800, 6800)
    """
    return int(amount * 10 ** decimals(currency))
