"""Why a time can't be had, in words: a plain sentence for a client, every cause for the salon."""

from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from unknot.core.availability.causes import Role
from unknot.core.availability.visits import Why
from unknot.design.words import wall_time
from unknot.diary.reads import Cause, CauseKind, Clashes, Reasons

LIMITS = frozenset(
    {
        CauseKind.TRAVEL,
        CauseKind.BREAK,
        CauseKind.STRETCH,
        CauseKind.HANDS_ON,
        CauseKind.DEEP,
        CauseKind.TOO_SOON,
    }
)


class InTheWay(Protocol):
    """The causes of one offer, and the least of them that would have to change."""

    @property
    def causes(self) -> tuple[Cause, ...]: ...
    @property
    def change(self) -> tuple[Cause, ...]: ...


def codes(reasons: Reasons) -> list[str]:
    """What stands in the way, without names: the reason that holds in an empty diary too, else one for each role.

    `practitioner_taken` and so on; `practitioner_held` where holds alone take her, `practitioner_limits` where nothing
    but the salon's rules for her is in the way of one who could.
    """
    if reasons.never is not None:
        return [reasons.never.value]
    return [f"{role.value}_{_state(reasons, role)}" for role in reasons.roles]


def sentence(reasons: Reasons, zone: str) -> str:
    """The first thing that stands in the way, as a client reads it. '' where nothing does."""
    if reasons.is_possible:
        return ""
    if reasons.never is not None:
        return never_said(reasons.never)
    if reasons.frees_at is not None:
        said = _("Somebody holds it until %(time)s; it may come free then.")
        return said % {"time": wall_time(reasons.frees_at, zone)}
    return _role_said(reasons, reasons.roles[0])


def codes_together(clashes: Clashes) -> list[str]:
    """The same for several offers: of each that could not be had by itself, or `room_short` and so on."""
    if clashes.never is not None:
        return [clashes.never.value]
    if clashes.short_of is not None:
        return [f"{clashes.short_of.value}_short"]
    found = [f"{role.value}_{_state(part, role)}" for part in clashes.parts for role in part.roles]
    return list(dict.fromkeys(found))


def sentence_together(clashes: Clashes) -> str:
    """The first thing that stands in the way of several offers, as a client reads it. '' where nothing does."""
    if clashes.never is not None:
        return never_said(clashes.never)
    if clashes.short_of is not None:
        return short_said(clashes.short_of)
    blocked = next((part for part in clashes.parts if part.roles), None)
    return _role_said(blocked, blocked.roles[0]) if blocked else ""


def _role_said(reasons: InTheWay, role: Role) -> str:
    if _state(reasons, role) == "limits":
        return _("Whoever gives this treatment needs a pause, the way or the strength for it then.")
    return {
        Role.PRACTITIONER: _("Whoever gives this treatment has somebody else then."),
        Role.ROOM: _("No room for this treatment is free then."),
        Role.EQUIPMENT: _("What this treatment needs is in use then."),
    }[role]


def never_said(reason: Why) -> str:
    """A reason that holds in an empty diary too."""
    return {
        Why.CLOSED: _("The salon is closed then. Choose another time."),
        Why.TOO_SOON: _("That is too soon for the salon to get ready. Choose a later time."),
        Why.TOO_FAR: _("The salon’s diary isn’t open that far ahead yet. Choose an earlier day."),
        Why.NO_SKILL: _("Nobody who gives this treatment works then. Choose another time."),
        Why.NO_ROOM: _("The room for this treatment isn’t free then. Choose another time."),
        Why.OFF_GRID: _("Visits don’t begin at that minute. Choose one of the shown times."),
        Why.LIMITS: _("Nobody there gives so long a treatment at that time. Choose another time."),
        Why.NOT_TOGETHER: _(
            "There aren’t enough people or rooms for that at once then. Choose another time."
        ),
    }[reason]


def cause_said(cause: Cause, zone: str) -> str:
    """One cause for the salon: Aino has a visit, 13:00–14:00."""
    said = {
        CauseKind.OFF: _("%(name)s isn’t at work, %(since)s–%(until)s"),
        CauseKind.OFF_GRID: _(
            "%(name)s’s visits begin at other minutes, not between %(since)s and %(until)s"
        ),
        CauseKind.VISIT: _("%(name)s has a visit, %(since)s–%(until)s"),
        CauseKind.PREPARATION: _("%(name)s is being made ready, %(since)s–%(until)s"),
        CauseKind.RECOVERY: _("%(name)s’s recovery lasts until %(until)s"),
        CauseKind.BLOCK: _("%(name)s is blocked, %(since)s–%(until)s"),
        CauseKind.OUT_OF_USE: _("%(name)s is out of use, %(since)s–%(until)s"),
        CauseKind.HOLD: _("%(name)s is held for somebody until %(until)s"),
        CauseKind.TAKEN: _("%(name)s is taken, %(since)s–%(until)s"),
        CauseKind.TOO_SOON: _("%(name)s needs more notice: not before %(until)s"),
        CauseKind.TOO_FAR: _("%(name)s can’t be booked that far ahead"),
        CauseKind.TRAVEL: _("%(name)s comes from another salon or has to go there, and the way is too long"),
        CauseKind.BREAK: _("%(name)s would have no break"),
        CauseKind.STRETCH: _("%(name)s would work too long without a pause"),
        CauseKind.HANDS_ON: _("%(name)s would give more minutes that day than the rules allow"),
        CauseKind.DEEP: _("%(name)s would give more deep pressure that day than the rules allow"),
    }[cause.kind]
    times = {"since": wall_time(cause.since, zone), "until": wall_time(cause.until, zone)}
    return said % {"name": cause.name, **times}


def missing_said(role: Role) -> str:
    """A role for which the salon has nobody and nothing."""
    return {
        Role.PRACTITIONER: pgettext("why not", "Nobody at the salon gives this treatment"),
        Role.ROOM: pgettext("why not", "The salon has no room that it needs"),
        Role.EQUIPMENT: pgettext("why not", "The salon doesn’t have all the equipment that it needs"),
    }[role]


def short_said(role: Role) -> str:
    """What there is too little of for all that is wanted together."""
    return {
        Role.PRACTITIONER: _(
            "Each could be had by itself, but there aren’t enough people for all of it then."
        ),
        Role.ROOM: _("Each could be had by itself, but there aren’t enough rooms for all of it then."),
        Role.EQUIPMENT: _(
            "Each could be had by itself, but there isn’t enough equipment for all of it then."
        ),
    }[role]


def _state(reasons: InTheWay, role: Role) -> str:
    """What a role is: held by others alone, kept by rules alone from one who could, or taken."""
    if {cause.kind for cause in reasons.causes if cause.role is role} == {CauseKind.HOLD}:
        return "held"
    least = {cause.kind for cause in reasons.change if cause.role is role}
    return "limits" if least and least <= LIMITS else "taken"
