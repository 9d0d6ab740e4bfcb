"""Input that can't be judged: which field it is, and what is wrong with it."""

from enum import StrEnum


class Problem(StrEnum):
    """What can be wrong: an English message id, whose `%(name)s` is filled from the refusal's data."""

    UNKNOWN = "is not known here"
    REQUIRED = "is required"
    OBJECT = "must be an object"
    LIST = "must be a list"
    TWICE = "is given more than once"
    EMPTY = "must name at least one"
    CHOICE = "must be one of %(choices)s"
    NUMBER = "must be a whole number from %(least)s to %(most)s"
    TRUTH = "must be true, false or unknown"
    REGIONS = "must be a list of regions, or unknown"
    REGION = "is no known region"
    TREATMENT = "is no known treatment"
    ZONE = "must be the name of a time zone, such as Europe/Helsinki"
    INSTANT = "must be an instant with its offset, or a local time with a zone"
    NEEDS_ZONE = "is a local time, which needs a zone"
    DATE = "must be a date such as 2027-03-28, with a time if it is known, or unknown"
    NO_SUCH_TIME = "is a time that the clocks of this zone skip"
    YEARS = "must lie in the years %(least)s to %(most)s"
    NOT_BELOW = "must not be below %(other)s"


class BadQuestion(ValueError):
    """A question to the rulebook that can't be judged.

    `field` is the dotted path of what is wrong, `problem` says what, `data` fills the problem's sentence. It never
    carries what the client said, so that it may be logged and shown.

    >>> str(BadQuestion("duration_min", Problem.NUMBER, least=5, most=480))
    'duration_min must be a whole number from 5 to 480'
    """

    def __init__(self, field: str, problem: Problem, **data: str | int) -> None:
        super().__init__(f"{field} {problem.value % data}")
        self.field = field
        self.problem = problem
        self.data = data
