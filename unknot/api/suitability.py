"""The operation that judges: nothing of the question is stored or logged, and no error says an answer again."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from unknot.api.door import answer
from unknot.api.problems import Problem, refused_field
from unknot.api.reading import read_object, read_query, shown
from unknot.api.shapes import NoQuery
from unknot.core.suitability import BadQuestion, verdict
from unknot.core.suitability.asked import asked
from unknot.core.suitability.telling import told
from unknot.knowledge import screening
from unknot.knowledge.spoken_words import spoken

PROBLEMS = (
    gettext_noop("is not known here"),
    gettext_noop("is required"),
    gettext_noop("must be an object"),
    gettext_noop("must be a list"),
    gettext_noop("is given more than once"),
    gettext_noop("must name at least one"),
    gettext_noop("must be one of %(choices)s"),
    gettext_noop("must be a whole number from %(least)s to %(most)s"),
    gettext_noop("must be true, false or unknown"),
    gettext_noop("must be a list of regions, or unknown"),
    gettext_noop("is no known region"),
    gettext_noop("is no known treatment"),
    gettext_noop("must be the name of a time zone, such as Europe/Helsinki"),
    gettext_noop("must be an instant with its offset, or a local time with a zone"),
    gettext_noop("is a local time, which needs a zone"),
    gettext_noop("must be a date such as 2027-03-28, with a time if it is known, or unknown"),
    gettext_noop("is a time that the clocks of this zone skip"),
    gettext_noop("must lie in the years %(least)s to %(most)s"),
    gettext_noop("must not be below %(other)s"),
)
"""What `core.suitability.Problem` says, marked for translation; a test holds the two equal."""


def judge(request: HttpRequest) -> HttpResponse:
    """What the rulebook makes of a client's answers, for one treatment at one start."""
    read_query(request, NoQuery)
    try:
        question = asked(read_object(request))
        return answer(told(verdict(**question, rulebook=screening.rulebook()), spoken))
    except BadQuestion as refused:
        raise _said(refused) from None


def _said(refused: BadQuestion) -> Problem:
    return refused_field(shown(refused.field), _(refused.problem.value) % refused.data)
