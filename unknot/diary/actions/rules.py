"""Changing rules and turnover: written down, and the days opened that a horizon now reaches."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from unknot.diary.actions.announcing import announce
from unknot.diary.actions.days import open_days
from unknot.diary.pages import Pages
from unknot.plumbing import facts
from unknot.plumbing.clock import Clock
from unknot.salons.actions import rule
from unknot.salons.models import Offer, Resource, Salon


def change_rules(
    salon: Salon, of: Sequence[Salon | Resource | Offer], rules: Mapping[str, Any], *, by: str, clock: Clock
) -> None:
    """Let all of these say the same of some rules from now on. What is held or booked keeps the terms it has.

    Of a practitioner they hold in all her salons. Raises IntegrityError for what can't be.
    """
    with transaction.atomic():
        salons = {salon.pk: salon} | {
            each.pk: each for each in Salon.objects.filter(lanes__resource__in=_resources(of))
        }
        pages = Pages.lock(set(salons), lambda: (), clock=clock)
        for each in of:
            rule(each, **rules)
        for _, each in sorted(salons.items()):
            open_days(Salon.objects.get(pk=each.pk), clock=lambda: pages.now)
        body = {"by": by, "of": type(of[0]).__name__.lower() if of else "", "rules": dict(rules)}
        facts.record("salon.rules_changed", salon.public_id, body, at=pages.now)
        announce(salons)


def _resources(of: Sequence[Salon | Resource | Offer]) -> list[int]:
    return [each.pk for each in of if isinstance(each, Resource)]
