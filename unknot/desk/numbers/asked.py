"""Whose numbers of which month are asked for, by somebody who may see them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404, HttpRequest
from django.utils.formats import date_format
from django.utils.translation import pgettext

from unknot.core.hours import local_day, tick_floor
from unknot.core.numbers import Month, before, month_of
from unknot.desk.doorkeeper import whose_numbers
from unknot.diary import reads
from unknot.salons.models import Resource, Salon


@dataclass(frozen=True)
class Asked:
    """`practitioner` is None for the whole salon; whose own numbers are shown can't choose (`is_own`).

    `people` are all who work there, by lane. `first` is the first day of the month in which the salon's first visit
    began, None where there was none, `this_month` that of today's.
    """

    salon: Salon
    month: Month
    practitioner: Resource | None
    people: reads.People
    is_own: bool
    first: date | None
    this_month: date

    @property
    def looked_at(self) -> reads.People:
        """Those whose numbers are shown."""
        one = self.practitioner
        return {lane: each for lane, each in self.people.items() if one is None or each.pk == one.pk}

    @property
    def choice(self) -> list[Resource]:
        """Among whom one may choose, by name."""
        return [] if self.is_own else sorted(self.people.values(), key=lambda each: each.name.casefold())

    @property
    def months(self) -> list[date]:
        """The first days of the months one may choose, the latest first."""
        found, at = [], self.this_month
        while at >= (self.first or self.this_month):
            found.append(at)
            at = before(at)
        return found


def asked(request: HttpRequest, salon_id: str, now: datetime) -> Asked:
    """What a request asks for. Raises Http404. Three statements beside who signed in."""
    salon, own = whose_numbers(request, salon_id)
    today = local_day(salon.zone, tick_floor(now))
    people, began = reads.people_of(salon), reads.first_visit_at(salon)
    return Asked(
        salon,
        month_of(_month(request.GET.get("month", ""), today), salon.zone, now),
        own or _chosen(request.GET.get("who", ""), people),
        people,
        is_own=own is not None,
        first=local_day(salon.zone, tick_floor(began)).replace(day=1) if began and began < now else None,
        this_month=today.replace(day=1),
    )


def month_words(day: date) -> str:
    """November 2026."""
    return date_format(day, pgettext("format of a month", "F Y"))


def _month(text: str, today: date) -> date:
    """The first day of the month in an address, this one unless said; never one that has not begun. Raises Http404."""
    if not text:
        return today
    try:
        day = date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Http404 from None
    if not date(2000, 1, 1) <= day <= today:
        raise Http404
    return day


def _chosen(public_id: str, people: reads.People) -> Resource | None:
    """Raises Http404 for somebody who does not work there."""
    if not public_id:
        return None
    found = next((each for each in people.values() if each.public_id == public_id), None)
    if found is None:
        raise Http404
    return found
