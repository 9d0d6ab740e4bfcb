"""Questions about what is locked, never about what is in it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from unknot.health.models import Answers, Clearance, Consent, Grant, Key, Reading
from unknot.health.models.answers import GivenConsents
from unknot.health.models.notes import Clearances
from unknot.health.values import Look
from unknot.people.models import Client

ONE_LOOK = timedelta(minutes=10)


def consent_runs_until(client: Client, *, now: datetime) -> datetime | None:
    """Until when the client's consent runs; None when none does."""
    return _runs_until(Consent.objects.to_answers(), client, now)


def reports_kept_until(client: Client, *, now: datetime) -> datetime | None:
    """Until when the client's consent to reports of her visits runs; None when none does."""
    return _runs_until(Consent.objects.to_reports(), client, now)


def is_granted(visit: str) -> bool:
    """Whether somebody has a grant for a visit, at whatever time."""
    return Grant.objects.filter(visit=visit).exists()


def has_begun(hold: str, *, now: datetime) -> bool:
    """Whether consent was given for a hold's draft, and still runs."""
    return Key.objects.filter(hold=hold, consents__runs_until__gt=now).exists()


def answered(visits: Iterable[str], *, now: datetime) -> set[str]:
    """Those of these visits for which there are answers."""
    kept = Answers.objects.kept_at(now).filter(visit__in=[visit for visit in visits if visit])
    return set(kept.values_list("visit", flat=True))


def can_repeat(client: Client, *, now: datetime) -> bool:
    """Whether the client has answers that "nothing has changed" can count for the next visit."""
    covered = Consent.objects.to_answers().running_at(now).filter(key__client=client)
    return covered.exists() and Answers.objects.kept_at(now).filter(key__client=client).exists()


def notes_for(visit: str) -> Clearances:
    """The notes that were handed in for a visit, oldest first, without anything sealed."""
    return Clearance.objects.light().filter(visit=visit)


def holding_notes(client: Client, *, treatment: str, on_date: date) -> Clearances:
    """The client's confirmed notes that hold for a treatment on the salon's local date, without anything sealed."""
    return Clearance.objects.light().hold_for(treatment, on_date).filter(key__client=client)


def who_looked(client: Client) -> list[Look]:
    """Who has opened what of the client's and when, newest first; one reader's openings in a row are one look."""
    readings = Reading.objects.filter(client=client).select_related("practitioner").order_by("at", "pk")
    return [_look(run) for run in _runs(list(readings))][::-1]


def _runs_until(consents: GivenConsents, client: Client, now: datetime) -> datetime | None:
    running = consents.running_at(now).filter(key__client=client).order_by("-runs_until")
    return running.values_list("runs_until", flat=True).first()


def _runs(readings: list[Reading]) -> list[list[Reading]]:
    """One reader's openings in a row, in order of the last; what another reader opens in between parts nothing."""
    latest: dict[tuple[object, ...], list[Reading]] = {}
    runs: list[list[Reading]] = []
    for reading in readings:
        who = (reading.role, reading.practitioner_id, reading.thing, reading.visit)
        run = latest.get(who)
        if run is None or reading.at - run[-1].at >= ONE_LOOK:
            latest[who] = run = []
            runs.append(run)
        run.append(reading)
    return sorted(runs, key=lambda run: run[-1].at)


def _look(run: list[Reading]) -> Look:
    first, last = run[0], run[-1]
    name = first.practitioner.name if first.practitioner else ""
    return Look(first.role, first.thing, name, first.visit, first.at, last.at, len(run))
