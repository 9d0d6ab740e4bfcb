"""The questions about something that was ticked: at most two at a time, with what comes back as the rules read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from unknot.core.suitability import Interview, Marks, marks
from unknot.core.suitability.answers import answers as read_answers
from unknot.core.suitability.interview import step
from unknot.core.suitability.pregnancy import DUE, LAST_PERIOD
from unknot.core.suitability.reach import reach_days
from unknot.core.suitability.rulebook import FollowUp, Item
from unknot.core.suitability.values import FollowUpKind
from unknot.design.figure import Choosing, Mark, choosing
from unknot.knowledge.body import body
from unknot.knowledge.load import regions
from unknot.web.card import Choice, Documents
from unknot.web.picks import picked, within

NOT_SURE, YES, NO = "unknown", "yes", "no"
DATES = frozenset({FollowUpKind.DATE, FollowUpKind.DATETIME})
YEARS = range(1900, 2201)


@dataclass(frozen=True, slots=True)
class Question:
    """A follow-up as it is shown. `exact` is the value of the date field; `error` says what is still wrong.

    `figure` is the body to mark, where one marks it.
    """

    name: str
    text: str
    choices: list[Choice]
    is_date: bool
    takes_many: bool
    optional: bool
    exact: str
    error: str
    figure: Choosing | None


@dataclass(frozen=True)
class Step:
    """The next questions about one item; `today` is the salon's local day."""

    about: Interview
    item: Item
    follow_ups: Sequence[FollowUp]
    today: date

    def questions(self, given: QueryDict | None = None) -> list[Question]:
        """What to show; after `given` with what was chosen, and what is still owed or wrong."""
        return [self._question(each, given) for each in self.follow_ups]

    def read(self, given: QueryDict) -> dict[str, Any] | None:
        """The values by follow-up, None for what was skipped; None as a whole when something is owed or wrong."""
        found = {each.id: self._value(each, given) for each in self.follow_ups}
        wrong = [each for each in self.follow_ups if self._error(each, found[each.id])]
        return None if wrong else found

    def _question(self, asked: FollowUp, given: QueryDict | None) -> Question:
        chosen = set(given.getlist(asked.id)) if given is not None else set()
        return Question(
            name=asked.id,
            text=_(asked.text),
            choices=[Choice(value, label, value in chosen) for value, label in self._choices(asked)],
            is_date=asked.kind in DATES,
            takes_many=asked.kind in (FollowUpKind.MULTI, FollowUpKind.BODY_MAP),
            optional=asked.optional,
            exact=given.get(_exact(asked), "") if given is not None else "",
            error="" if given is None else self._error(asked, self._value(asked, given)),
            figure=_figure(asked, given) if asked.kind is FollowUpKind.BODY_MAP else None,
        )

    def _choices(self, asked: FollowUp) -> list[tuple[str, str]]:
        not_sure = (NOT_SURE, pgettext("answer", "Not sure"))
        if asked.kind is FollowUpKind.BOOL:
            return [(YES, pgettext("answer", "Yes")), (NO, pgettext("answer", "No")), not_sure]
        if asked.kind is FollowUpKind.BODY_MAP:
            return [not_sure]
        if asked.kind in DATES:
            return [*self._picks(asked), not_sure]
        offered = [(value, _(text)) for value, text in asked.options.items() if value not in asked.hidden]
        return [*(each for each in offered if each[0] != NOT_SURE), not_sure]

    def _picks(self, asked: FollowUp) -> list[tuple[str, str]]:
        """Quick picks for days of the past; a day that lies ahead or counts a pregnancy is only named exactly."""
        if asked.id in (DUE, LAST_PERIOD):
            return []
        return within(reach_days(self.item, asked.id, self.about.settings))

    def _value(self, asked: FollowUp, given: QueryDict) -> Any:
        """What was said, as the rules read it; None for nothing."""
        chosen = given.getlist(asked.id)
        if asked.kind in DATES and given.get(_exact(asked)):
            return given[_exact(asked)]
        if NOT_SURE in chosen:
            return NOT_SURE
        if asked.kind is FollowUpKind.BODY_MAP:
            return list(_marked(asked, given).avoid) or None
        if asked.kind is FollowUpKind.MULTI:
            return chosen or None
        return self._one(asked, chosen[0]) if chosen else None

    def _one(self, asked: FollowUp, chosen: str) -> Any:
        if asked.kind is FollowUpKind.BOOL:
            return {YES: True, NO: False}.get(chosen)
        if asked.kind in DATES:
            day = picked(chosen, self.today)
            return day.isoformat() if day else None
        return chosen

    def _error(self, asked: FollowUp, value: Any) -> str:
        if value is None:
            return "" if asked.optional else _("Choose what is nearest, or “Not sure”.")
        if isinstance(value, bool) or value == NOT_SURE or asked.kind is FollowUpKind.BODY_MAP:
            return ""
        if asked.kind in DATES:
            return "" if _is_day(value) else _("Write the day as it stands in a calendar.")
        known = {each for each, _label in self._choices(asked)}
        named = value if isinstance(value, list) else [value]
        return "" if set(named) <= known else _("Choose one of these.")


def next_step(about: Interview, said: Documents, today: date) -> Step | None:
    """The next item with something to ask; None when nothing is left. Raises BadQuestion."""
    parsed = read_answers(said, about.rulebook, about.start.zone)
    for each in said:
        item = about.rulebook.items[each["id"]]
        skipped = [name for name, value in each.items() if value is None]
        asked = step(about, item, parsed[item.id], skipped)
        if asked:
            return Step(about, item, asked, today)
    return None


def _exact(asked: FollowUp) -> str:
    return f"{asked.id}_on"


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).year in YEARS
    except ValueError:
        return False


def _figure(asked: FollowUp, given: QueryDict | None) -> Choosing:
    """The whole body: what is marked may lie anywhere, and the rules look only at what is treated."""
    mark = Mark("avoid", _(asked.text).rstrip(".:"), list(regions()))
    return choosing([mark], _marked(asked, given) if given is not None else None, prefix=_prefix(asked))


def _marked(asked: FollowUp, given: QueryDict) -> Marks:
    posted = dict(given.lists())
    return marks(posted, body(), workable=(), avoidable=list(regions()), prefix=_prefix(asked))


def _prefix(asked: FollowUp) -> str:
    return f"{asked.id}-"
