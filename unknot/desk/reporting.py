"""What who treats does with the report of a visit: agree for the client, fill, keep, sign, amend."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unknot.core.suitability import Marks, marks
from unknot.desk.phrases import BEGINNINGS, FIELDS, PHRASES, added, filled
from unknot.diary.models import Part
from unknot.health import actions as locked
from unknot.health.values import NO_CONSENT, SIGNED, TOO_LARGE, OpenedReport, Refusal, Written
from unknot.knowledge.body import body
from unknot.knowledge.load import regions

MOST_LETTERS = 4000


class ReportForm(forms.Form):
    """Four fields, none of which has to be filled."""

    use_required_attribute = False

    subjective = forms.CharField(label=gettext_lazy("The client says"))
    objective = forms.CharField(label=gettext_lazy("Found"))
    assessment = forms.CharField(label=gettext_lazy("Assessed as"))
    plan = forms.CharField(label=gettext_lazy("Next"))

    def __init__(self, *args: object, **more: object) -> None:
        """Each field takes some lines."""
        super().__init__(*args, **more)  # type: ignore[arg-type]
        for field in self.fields.values():
            assert isinstance(field, forms.CharField)
            field.required, field.max_length = False, MOST_LETTERS
            field.widget = forms.Textarea(
                attrs={"rows": 3, "class": "input", "maxlength": MOST_LETTERS, "autocomplete": "off"}
            )


@dataclass
class Acted:
    """What was done: `said` are words to go on with, `amending` the report that they would amend."""

    said: Written | None = None
    amending: str = ""
    done: str = ""
    problem: str = ""


def given(asked: QueryDict) -> Written:
    """The words of a form, and where on the body; what names no region is left out."""
    texts = {name: asked.get(name, "").replace("\x00", "").replace("\r\n", "\n").strip() for name in FIELDS}
    every = tuple(regions())
    marked: Marks = marks({name: asked.getlist(name) for name in asked}, body(), workable=every, avoidable=())
    return Written(
        **{name: text[:MOST_LETTERS] for name, text in texts.items()}, where=tuple(sorted(marked.work))
    )


def act(asked: QueryDict, part: Part, now: datetime) -> Acted:
    """One button of the page. Raises Http404 for what is none of ours."""
    do, _colon, more = asked.get("do", "open").partition(":")
    said, amending = given(asked), asked.get("amending", "")
    if do == "open":
        return Acted()
    if do == "agree":
        answer = locked.agree_to_reports(by=part.practitioner, visit=part.appointment.public_id, now=now)
        return _acted(answer, None, "")
    if do == "begin" and more in BEGINNINGS:
        return Acted(filled(said, BEGINNINGS[more]), amending)
    if do == "add":
        return Acted(added(said, *_phrase(more)), amending)
    if do == "amend":
        return Acted(amending=more)
    if do in ("save", "sign"):
        return _kept(do, part, said, amending, now)
    raise Http404


def threads(reports: Sequence[OpenedReport]) -> list[list[OpenedReport]]:
    """Each report with its amendments, oldest first."""
    found: dict[str, list[OpenedReport]] = {}
    for each in reports:
        found.setdefault(each.amends or each.id, []).append(each)
    return list(found.values())


def _phrase(named: str) -> tuple[str, str]:
    field, _colon, number = named.partition(":")
    known = PHRASES.get(field, ())
    if not (number.isascii() and number.isdigit() and int(number) < len(known)):
        raise Http404
    return field, str(known[int(number)])


def _kept(do: str, part: Part, said: Written, amending: str, now: datetime) -> Acted:
    visit, by = part.appointment.public_id, part.practitioner
    if amending:
        answer: object = locked.amend_report(
            by=by, visit=visit, salon=part.appointment.salon, report=amending, written=said, now=now
        )
        return _acted(answer, said, _("Amended. The earlier words stay beside it."), amending)
    answer = locked.draft_report(by=by, visit=visit, salon=part.appointment.salon, written=said, now=now)
    if do == "save" or isinstance(answer, Refusal):
        return _acted(answer, said, _("Kept as a draft that only you can see."))
    return _acted(
        locked.sign_report(by=by, visit=visit, now=now), said, _("Signed. From now on it stays as it is.")
    )


def _acted(answer: object, said: Written | None, done: str, amending: str = "") -> Acted:
    """What the page says of an answer; refused words are still there."""
    if not isinstance(answer, Refusal):
        return Acted(done=done)
    problems = {
        NO_CONSENT: _("The client has not agreed to notes, or has taken that back. Nothing was kept."),
        SIGNED: _("Notes of this visit were signed before. Nothing was changed."),
        TOO_LARGE: _("That is too long to be kept. Nothing was kept yet."),
    }
    return Acted(said, amending, problem=problems.get(answer.code, _("That can’t be done any more.")))
