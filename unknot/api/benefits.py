"""What comes with a time that fills a gap, as it goes out."""

from typing import NotRequired

from typing_extensions import TypedDict

from unknot.core.money.benefit import Benefit


class BenefitReply(TypedDict):
    """What a salon gives with a time that fills a gap in its day: `percent` or `off_minor` off the price, or `extra`.

    A percentage is rounded up to the currency's smallest unit.
    """

    because: str
    percent: NotRequired[int]
    off_minor: NotRequired[int]
    extra: NotRequired[str]


def benefit(given: Benefit) -> BenefitReply:
    """What is given, in the one member that says it."""
    made: BenefitReply = {"because": "fills_gap"}
    if given.percent:
        made["percent"] = given.percent
    elif given.off_minor:
        made["off_minor"] = given.off_minor
    else:
        made["extra"] = given.extra
    return made
