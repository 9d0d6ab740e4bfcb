"""A salon moves in: its clients and future visits of another system, all of what can be taken or nothing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.db import connection, transaction

from unknot.core.hours import local_day, tick_ceil, tick_floor
from unknot.diary.actions.bulk import GivenVisit, bring_in
from unknot.diary.models import Appointment, Block, Claim
from unknot.diary.moving_in import Plan, Reading, plan
from unknot.diary.moving_in.plans import claimed
from unknot.diary.moving_in.sold import Menu
from unknot.diary.moving_in.values import Busy, Placed
from unknot.diary.pages import Pages
from unknot.people.bulk import GivenClient, bring_in_clients
from unknot.plumbing import facts
from unknot.plumbing.clock import Clock
from unknot.salons.clients import write_down_all
from unknot.salons.models import Offer, Salon

Progress = Callable[[int, int], None]


def move_in(
    salon: Salon, reading: Reading, *, by: str, clock: Clock, progress: Progress | None = None
) -> Plan:
    """Take what can be taken of a reading, in one transaction; what was taken and what not, as it stood then.

    Judged under the salon's lock, so that a visit that was booked since the look is never met. Nobody is written to.
    What an earlier file has brought is passed over.
    """
    with transaction.atomic():
        locked = Pages.lock({salon.pk}, lambda: (), clock=clock)
        menu = Menu(salon)
        chosen = plan(salon, reading, menu, now=locked.now)
        if chosen.is_empty:
            return chosen
        clients = _take_people(salon, chosen, locked.now)
        _take_visits(salon, chosen.visits, menu, clients, locked.now, progress)
        _take_blocks(salon, chosen.blocks, locked.now)
        counts = {"clients": len(chosen.people), "visits": len(chosen.visits), "blocks": len(chosen.blocks)}
        facts.record("salon.moved_in", salon.public_id, {**counts, "by": by}, at=locked.now)
    return chosen


def _take_people(salon: Salon, chosen: Plan, now: datetime) -> dict[str, int]:
    """The clients of the file by their keys, those of earlier files too."""
    given = [GivenClient(each.name, each.email, each.phone, each.language) for each in chosen.people]
    made = dict(zip((each.key for each in chosen.people), bring_in_clients(given, now=now), strict=True))
    write_down_all(salon, list(made.values()), now=now)
    _note(salon, made.items(), now)
    return {**chosen.known, **made}


def _take_visits(
    salon: Salon,
    visits: Sequence[Placed],
    menu: Menu,
    clients: dict[str, int],
    now: datetime,
    progress: Progress | None,
) -> None:
    """Day after day, so that each is written with its own rows locked."""
    offers = {each.pk: each for each in menu.offers}
    by_day = defaultdict(list)
    for each in visits:
        by_day[local_day(salon.zone, tick_floor(each.visit.starts_at))].append(each)
    done = 0
    for _day, mine in sorted(by_day.items()):
        given = [_given(each, offers[each.visit.offer_id], clients, now) for each in mine]
        span = (min(each.claimed[0] for each in given), max(each.claimed[1] for each in given))
        done += bring_in(salon, span, lambda given=given: given, clock=lambda: now)  # type: ignore[misc]
        if progress is not None:
            progress(done, len(visits))
    _note(salon, [(each.visit.key, clients[each.visit.person.key]) for each in visits], now)


def _given(placed: Placed, offer: Offer, clients: dict[str, int], now: datetime) -> GivenVisit:
    visit = placed.visit
    return GivenVisit(
        offer=offer,
        client_id=clients[visit.person.key],
        resource_ids=placed.resource_ids,
        starts_at=visit.starts_at,
        ends_at=visit.ends_at,
        claimed=claimed(visit, offer),
        status=Appointment.Status.BOOKED,
        focus=(),
        made_at=now,
    )


def _take_blocks(salon: Salon, blocks: Sequence[Busy], now: datetime) -> None:
    for each in blocks:
        span = (tick_floor(each.starts_at), tick_ceil(each.ends_at))
        pages = Pages.lock({salon.pk}, lambda span=span: [span], clock=lambda: now)  # type: ignore[misc]
        made = Block.objects.create(
            resource_id=each.practitioner_id, starts_at=each.starts_at, ends_at=each.ends_at
        )
        Claim.objects.create(
            resource_id=each.practitioner_id, span=(each.starts_at, each.ends_at), block=made
        )
        pages.occupy([each.practitioner_id], span)
        pages.save()
    _note(salon, [(each.key, None) for each in blocks], now)


def _note(salon: Salon, keys: Iterable[tuple[str, int | None]], now: datetime) -> None:
    """What was brought, so that the same file finds it."""
    columns = "salon_id, key, client_id, created_at"
    with connection.cursor() as cursor, cursor.copy(f"COPY diary_brought ({columns}) FROM STDIN") as copy:
        for key, client_id in keys:
            copy.write_row((salon.pk, key, client_id, now))
