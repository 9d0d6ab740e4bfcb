"""What is wanted with a treatment: a second one at the same time for who comes along, or another one after it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from unknot.design import words
from unknot.design.converters import looks_like_an_id
from unknot.design.templatetags.words import treatment_name
from unknot.diary import reads
from unknot.diary.models import Appointment, Hold, Part
from unknot.diary.together import are_in_a_row
from unknot.diary.values import Times
from unknot.plumbing.links import visit_link
from unknot.salons.models import Added, Offer

TWO, THEN, MORE, ORDERED = "two", "then", "more", "ordered"
ADD, BETWEEN = "add", "."


@dataclass(frozen=True, slots=True)
class Company:
    """The further offers of the same salon: none, the same for two at once, or another one `in_a_row`.

    In a row they come in any order unless the client minds. `added` are the add-ons of the first. `is_choosing` says
    that the other treatment has still to be named.
    """

    also: tuple[Offer, ...] = ()
    in_a_row: bool = False
    any_order: bool = False
    is_choosing: bool = False
    added: tuple[Added, ...] = ()

    @property
    def query(self) -> dict[str, str]:
        """What an address or a form says of it."""
        added = {ADD: BETWEEN.join(each.id for each in self.added)} if self.added else {}
        return {**self._with, **added}

    @property
    def _with(self) -> dict[str, str]:
        if self.in_a_row:
            ordered = {} if self.any_order else {ORDERED: "1"}
            return {THEN: self.also[0].public_id, **ordered}
        if self.also:
            return {TWO: "1"}
        return {MORE: "1"} if self.is_choosing else {}

    def notes(self, found: Times) -> dict[datetime, str]:
        """What is said beside starts at which the other treatment comes first."""
        if not found.turned:
            return {}
        first = _("%(treatment)s first") % {"treatment": treatment_name(self.also[0].treatment)}
        return dict.fromkeys(found.turned, first)


ALONE = Company()
LED = Prefetch("followers", Hold.objects.select_related("offer", "practitioner"))
"""Read a hold with what it leads."""


def read(offer: Offer, given: Mapping[str, str]) -> Company | None:
    """The company that a query or a form asks for; None for an offer that the salon does not sell.

    Add-ons that the offer does not have, by now, are left out. For two at once both have them.
    """
    added = _added(offer, given.get(ADD, ""))
    if given.get(TWO):
        return Company((offer.with_added(added),), added=added)
    if then := given.get(THEN, ""):
        others = Offer.objects.filter(salon=offer.salon_id, is_active=True)
        found = others.filter(public_id=then).first() if looks_like_an_id(then) else None
        return Company((found,), True, any_order=not given.get(ORDERED), added=added) if found else None
    return Company(is_choosing=bool(given.get(MORE)), added=added)


def _added(offer: Offer, ids: str) -> tuple[Added, ...]:
    """The add-ons of an offer that are named; one statement where any are."""
    wanted = [each for each in ids.split(BETWEEN) if looks_like_an_id(each)]
    rows = offer.add_ons.filter(is_active=True, public_id__in=wanted) if wanted else ()
    return offer.with_added(each.chosen for each in rows).added


def of(kept: Hold, followers: Sequence[Hold]) -> Company:
    """The company of a hold that leads these, and its add-ons."""
    if not followers:
        return Company(added=kept.extras)
    also = tuple(each.offer for each in followers)
    return Company(also, in_a_row=are_in_a_row(kept, followers), added=kept.extras)


def followers(kept: Hold) -> list[Hold]:
    """What a hold leads, in order of time. One statement, none where it was read with them (LED)."""
    found = sorted(kept.followers.all(), key=lambda each: (each.starts_at, each.pk))
    return [_led(each, kept) for each in found]


def in_a_row(kept: Hold) -> list[Hold]:
    """Those of them that are the same client's."""
    found = followers(kept)
    return found if of(kept, found).in_a_row else []


def led(appointment: Appointment) -> Company:
    """What moves with an appointment, in the minutes that were booked. One statement."""
    booked = Appointment.Status.BOOKED
    parts = list(
        Part.objects.filter(appointment__lead=appointment, appointment__status=booked)
        .select_related("offer")
        .order_by("appointment_id")
    )
    for part in parts:
        part.offer.salon, part.offer.duration_min = appointment.salon, part.duration_min
    return Company(tuple(part.offer for part in parts), in_a_row=are_in_a_row(appointment, parts))


class Line(NamedTuple):
    """One treatment of several, in words."""

    time: str
    what: str
    price: str


@dataclass(frozen=True, slots=True)
class Together:
    """Several treatments in words, and what they cost together."""

    lines: Sequence[Line]
    price: str
    in_a_row: bool
    in_one_room: bool
    query: str


def together(kept: Hold, led: Sequence[Hold]) -> Together | None:
    """A hold and those it leads; None when it leads none."""
    if not led:
        return None
    salon = kept.offer.salon
    taken = [(each.starts_at, each.offer, each.practitioner.name) for each in (kept, *led)]
    lines = [
        Line(
            words.wall_time(starts_at, salon.zone),
            _what(offer.treatment, offer.duration_min, who, offer.added),
            words.price(offer.price_minor, salon.currency),
        )
        for starts_at, offer, who in taken
    ]
    whole = sum(offer.price_minor for _at, offer, _who in taken)
    company = of(kept, led)
    price = words.price(whole, salon.currency)
    in_one_room = not company.in_a_row and kept.claims.filter(pair__isnull=False).exists()
    return Together(lines, price, company.in_a_row, in_one_room, urlencode(company.query))


class Beside(NamedTuple):
    """Another visit of the same party. `link` is its private link, for who booked all of them, or ''.

    It is theirs no more once who comes along has an address of her own.
    """

    public_id: str
    starts_at: datetime
    what: str
    client: str
    is_mine: bool
    in_one_room: bool
    link: str


def beside(appointment: Appointment) -> list[Beside]:
    """The other visits of its party that still stand, in order of time. Who leads gets the others' links."""
    leads = appointment.lead_id is None
    return [
        _beside(each, appointment, leads=leads)
        for each in appointment.party
        if each.pk != appointment.pk and each.is_live
    ]


def _beside(other: Appointment, appointment: Appointment, *, leads: bool) -> Beside:
    part = other.parts.select_related("practitioner").get()
    is_mine = other.client_id == appointment.client_id
    return Beside(
        other.public_id,
        other.starts_at,
        _what(part.treatment, part.duration_min, part.practitioner.name, part.extras),
        other.client.name,
        is_mine,
        reads.share_a_room(appointment, other),
        visit_link(other.public_id, other.token) if leads and (is_mine or other.borrows_address) else "",
    )


def _what(treatment: str, duration_min: int, who: str, added: Sequence[Added]) -> str:
    said = {"treatment": treatment_name(treatment), "minutes": words.duration(duration_min), "who": who}
    what = _("%(treatment)s, %(minutes)s, with %(who)s") % said
    return f"{what}. {words.added(added)}" if added else what


def _led(held: Hold, lead: Hold) -> Hold:
    held.lead = lead
    held.offer.salon = lead.offer.salon
    return held.extended()
