"""What is not needed any more goes by itself."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from unknot.health import keyring
from unknot.health.models import Answers, Clearance, Consent, Grant, Key, Reading, Report
from unknot.plumbing import facts

READINGS_KEPT = timedelta(days=730)
GRANTS_KEPT = timedelta(days=30)


def clean(*, now: datetime) -> None:
    """Take away drafts after a day, answers whose time is over, consents that have run out and what lay under them.

    Who has agreed to reports alone has no notes here, and who has agreed to answers alone no reports.
    Refused notes and those that hold no more go after thirty days, closed grants too, records of who looked after
    two years.
    """
    _destroy_old_drafts(now)
    Answers.objects.filter(expires_at__lte=now).delete()
    _destroy_keys_without_consent(now)
    Consent.objects.filter(runs_until__lte=now).delete()
    Report.objects.exclude(Exists(Consent.objects.to_reports().filter(key=OuterRef("key")))).delete()
    Clearance.objects.exclude(Exists(Consent.objects.to_answers().filter(key=OuterRef("key")))).delete()
    old = now - Clearance.KEPT_AFTER
    Clearance.objects.filter(holds_until__lt=old.date()).delete()
    Clearance.objects.filter(state=Clearance.State.REFUSED, decided_at__lt=old).delete()
    Grant.objects.filter(closes_at__lt=now - GRANTS_KEPT).delete()
    Reading.objects.filter(at__lt=now - READINGS_KEPT).delete()


@transaction.atomic
def _destroy_old_drafts(now: datetime) -> None:
    keyring.destroy(Key.objects.exclude(hold="").filter(made_at__lt=now - Answers.DRAFT_KEPT))
    Reading.objects.exclude(hold="").filter(at__lt=now - Answers.DRAFT_KEPT).delete()


@transaction.atomic
def _destroy_keys_without_consent(now: datetime) -> None:
    running = Consent.objects.filter(key=OuterRef("pk"), runs_until__gt=now)
    for key in keyring.destroy(Key.objects.filter(client__isnull=False).exclude(Exists(running))):
        if key.client is not None:
            facts.record("answers.erased", key.client.public_id, {}, at=now)
