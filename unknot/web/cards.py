"""Found salons as cards: everything a card says as finished words, so that a page of them is quick to draw."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from unknot.design import gaps, words
from unknot.design.templatetags.gaps import gap_query
from unknot.design.templatetags.words import treatment_name
from unknot.diary import reads
from unknot.salons.reads import STEP_FREE, OfferRow

NOBODY = ("", "", "")


@dataclass(frozen=True, slots=True)
class Time:
    """A start as a button says it; `value` is what it sends, `who` the practitioner to be held, if one was chosen.

    `mark` is what comes with it because it fills a gap in the day, `query` what an address says of that.
    """

    value: SafeString
    time: SafeString
    day: SafeString
    who: str
    mark: str = ""
    query: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One found salon. `lat` and `lon` are degrees, for the map."""

    salon: str
    name: str
    lat: str
    lon: str
    url: str
    price: str
    line: str
    offer: str
    times: Sequence[Time]

    @property
    def has_marks(self) -> bool:
        """Whether something comes with any of its times."""
        return any(each.mark for each in self.times)


class Wall:
    """Times and days of one zone's wall, each put into words and escaped once for a page."""

    def __init__(self, zone: str, now: datetime) -> None:
        self._zone, self._now = zone, now
        self._days: dict[date, SafeString] = {}
        self._times: dict[tuple[int, int], SafeString] = {}

    def time(self, starts_at: datetime, who: str, mark: str, query: str) -> Time:
        """A start as a button."""
        local = words.on_wall(starts_at, self._zone)
        day, clock = local.date(), (local.hour, local.minute)
        if day not in self._days:
            self._days[day] = conditional_escape(words.near_day(starts_at, self._zone, self._now))
        if clock not in self._times:
            self._times[clock] = conditional_escape(words.time_of_day(*clock))
        value = mark_safe(local.isoformat(timespec="minutes"))
        return Time(value, self._times[clock], self._days[day], who, mark, query)


def cards(hits: Sequence[reads.Hit], *, now: datetime, zone: str, by_name: bool) -> list[Card]:
    """The cards of some salons. `zone` is where the client looks; `by_name` keeps each time to its practitioner."""
    walls: dict[str, Wall] = {}
    says_offer = cache(_offer_words)
    made = []
    served = (
        [[slot.practitioner.public_id for slot in each.slots] for each in reads.named(hits)]
        if by_name
        else []
    )
    for place, hit in enumerate(hits):
        offer, salon = hit.offer, hit.offer.salon
        wall = walls.get(salon.zone) or walls.setdefault(salon.zone, Wall(salon.zone, now))
        who = served[place] if by_name else NOBODY
        times = [wall.time(*each) for each in zip(hit.starts_at, who, *_marks(hit), strict=False)]
        what = says_offer(offer.treatment, offer.duration_min)
        made.append(
            Card(
                salon=salon.public_id,
                name=salon.name,
                lat=f"{salon.lat:.5f}",
                lon=f"{salon.lon:.5f}",
                url=_address(offer),
                price=words.price(offer.price_minor, salon.currency),
                line=" · ".join(_line(hit, what, zone)),
                offer=offer.public_id,
                times=times,
            )
        )
    return made


def _marks(hit: reads.Hit) -> tuple[Sequence[str], Sequence[str]]:
    """What stands on each of its times because it fills a gap in the day, and what an address says of it."""
    if not hit.nearby.gap_benefit.is_any:
        return NOBODY, NOBODY
    price, benefits = (hit.offer.price_minor, hit.offer.salon.currency), hit.benefits
    return [gaps.mark(each, *price) for each in benefits], [gap_query(each) for each in benefits]


def _offer_words(treatment: str, duration_min: int) -> str:
    return f"{treatment_name(treatment)}, {words.duration(duration_min)}"


def _line(hit: reads.Hit, what: str, zone: str) -> list[str]:
    salon = hit.offer.salon
    said = [words.distance(hit.distance_m), salon.street, what]
    if salon.wheelchair in STEP_FREE:
        said.append(_("step-free"))
    if salon.zone != zone:
        said.append(_("%(city)s time") % {"city": words.zone_city(salon.zone)})
    return [each for each in said if each]


@cache
def _address_pattern() -> str:
    return reverse("offer", args=["0", "1"])


def _address(offer: OfferRow) -> str:
    return (
        _address_pattern().replace("/0/", f"/{offer.salon.public_id}/").replace("/1/", f"/{offer.public_id}/")
    )
