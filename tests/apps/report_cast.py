"""Who tells the stories of reports: the words, and how they are drafted, signed, amended and opened."""

from datetime import datetime
from typing import Any

from tests.apps import health_cast as told
from tests.cast import NOW
from unknot.health import actions
from unknot.health.models import Consent, Report
from unknot.health.values import (
    OpenedReport,
    Refusal,
    Written,
)
from unknot.salons.models import Resource, Salon

AT = NOW + told.DAY + told.MINUTE
WORDS = Written(
    "Stiff neck.", "Tight to the touch.", "Light pressure was comfortable.", "Again in May.", ("calf_left",)
)
BETTER = Written("Stiff neck, on the right.", WORDS.objective, WORDS.assessment, WORDS.plan, WORDS.where)


def code(answer: object) -> str:
    return answer.code if isinstance(answer, Refusal) else ""


def agreed(by: Resource, visit: str = told.VISIT) -> None:
    assert isinstance(actions.agree_to_reports(by=by, visit=visit, now=AT), Consent)


def drafted(by: Resource, salon: Salon, words: Written = WORDS, **more: Any) -> object:
    given = {"visit": told.VISIT, "now": AT, **more}
    return actions.draft_report(by=by, salon=salon, written=words, **given)


def signed(by: Resource, salon: Salon, words: Written = WORDS, visit: str = told.VISIT) -> Report:
    """A signed report, after the client has agreed."""
    agreed(by, visit)
    drafted(by, salon, words, visit=visit)
    made = actions.sign_report(by=by, visit=visit, now=AT)
    assert isinstance(made, Report)
    return made


def opened(by: Resource, salon: Salon, visit: str = told.VISIT, now: datetime = AT) -> list[OpenedReport]:
    found = actions.open_reports(by=by, visit=visit, salon=salon, now=now)
    assert not isinstance(found, Refusal), found
    return found


def amended(by: Resource, report: Report, visit: str = told.VISIT, now: datetime = AT) -> object:
    return actions.amend_report(
        by=by, visit=visit, salon=report.salon, report=report.pk, written=BETTER, now=now
    )
