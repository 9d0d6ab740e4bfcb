"""Back again on the same device: the last visit once more at a time that suits, or "not me"."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from unknot.core.availability.again import WallStart, most_alike
from unknot.design.limits import at_most
from unknot.design.words import on_wall
from unknot.diary import reads
from unknot.diary.models import Part
from unknot.diary.values import Slot
from unknot.people.models import Client
from unknot.plumbing import clock
from unknot.salons.models import Offer, Resource, Salon
from unknot.web import asked, device, grants

TIMES_SHOWN = 3
LOOKED_AHEAD = timedelta(days=28)
TAPS_A_MINUTE = 30
POSTS = frozenset({"POST"})
WEEK_DAYS, YEAR_DAYS, YEAR_MONTHS = 7, 365, 12
# From here on one counts in months.
MOST_WEEKS = 8


@dataclass(frozen=True)
class Proposal:
    """The last visit once more. `practitioner` is None when she has no time: the slots are then anybody's.

    `ahead` is the client's next visit, when one is booked already.
    """

    client: Client
    last: Part
    slots: list[Slot]
    practitioner: Resource | None
    ahead: Part | None
    now: datetime

    @property
    def offer(self) -> Offer:
        return self.last.offer

    @property
    def salon(self) -> Salon:
        return self.last.offer.salon

    @property
    def first_name(self) -> str:
        return self.client.name.strip().partition(" ")[0]

    @property
    def has_been(self) -> bool:
        """Whether the last visit has begun, so that one can say how long ago it was."""
        return self.last.starts_at <= self.now

    @property
    def days_ago(self) -> int:
        """Midnights on the salon's wall since the last visit; 0 when it lies ahead."""
        zone = self.salon.zone
        return max(0, (on_wall(self.now, zone).date() - on_wall(self.last.starts_at, zone).date()).days)

    @property
    def weeks_ago(self) -> int:
        """Whole weeks while one counts in weeks, else 0."""
        weeks = self.days_ago // WEEK_DAYS
        return weeks if weeks <= MOST_WEEKS else 0

    @property
    def months_ago(self) -> int:
        """Whole months once one counts in months, else 0."""
        weeks = self.days_ago // WEEK_DAYS
        return self.days_ago * YEAR_MONTHS // YEAR_DAYS if weeks > MOST_WEEKS else 0


def proposal(request: HttpRequest, now: datetime) -> Proposal | None:
    """What a known device is offered; None for a stranger, and when the last visit can't be had again.

    Six statements at most, none without a device's cookie.
    """
    client = device.known(request)
    visits = reads.visits_from_last(client, now=now) if client else []
    if client is None or not visits or not _sold(visits[-1].offer):
        return None
    last, ahead = visits[-1], _ahead(visits, now)
    practitioner: Resource | None = last.practitioner
    slots = _like(last, practitioner, now)
    if not slots:
        practitioner, slots = None, _like(last, None, now)
    return Proposal(client, last, slots, practitioner, ahead, now)


@require_GET
@never_cache
@at_most(TAPS_A_MINUTE, "web.device")
def device_visit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let the device that booked it into its next visit, and into no other one."""
    client, now = device.known(request), clock.now()
    ahead = _ahead(reads.visits_from_last(client, now=now), now) if client else None
    if ahead is None or ahead.appointment.public_id != public_id:
        raise Http404
    response = redirect("visit", public_id=public_id)
    grants.give(response, ahead.appointment, request)
    return response


@require_POST
@at_most(TAPS_A_MINUTE, "web.device", methods=POSTS)
def device_removal(request: HttpRequest) -> HttpResponse:
    """Not me: this device and what it asked last are forgotten. To forget it again changes nothing."""
    response = redirect(f"{reverse('home')}?device=forgotten")
    device.forget(request, response)
    asked.forget(response)
    return response


def _sold(offer: Offer) -> bool:
    return offer.is_active and offer.salon.hours_source != Salon.HoursSource.UNKNOWN


def _ahead(visits: list[Part], now: datetime) -> Part | None:
    """The next visit of those that `visits_from_last` gives."""
    return next((part for part in visits if part.starts_at > now), None)


def _like(last: Part, practitioner: Resource | None, now: datetime) -> list[Slot]:
    """The starts most like the last visit's, in the weeks after it or after now; in order of time."""
    starts_from = max(now, last.ends_at)
    free = reads.slots(
        last.offer,
        starts_from=starts_from,
        starts_until=starts_from + LOOKED_AHEAD,
        now=now,
        practitioner=practitioner,
    )
    zone = last.offer.salon.zone
    usual = _on_wall(last.starts_at, zone)
    places = most_alike(
        usual.on_date.weekday(), usual.at_min, [_on_wall(each.starts_at, zone) for each in free]
    )
    return [free[place] for place in sorted(places[:TIMES_SHOWN])]


def _on_wall(instant: datetime, zone: str) -> WallStart:
    wall = on_wall(instant, zone)
    return WallStart(wall.date(), wall.hour * 60 + wall.minute)
