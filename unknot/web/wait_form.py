"""What the form of waiting asks: days, weekdays, hours, hands; and who it is."""

from datetime import date, time
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext_lazy as _

from unknot.design.waits import DAY_MIN
from unknot.design.wall_form import DayField
from unknot.diary.actions import Wanted
from unknot.diary.models import Waiting
from unknot.diary.models.waiting import ALL_DAYS
from unknot.salons.models import Offer, Resource
from unknot.web.details import DetailsForm

MOST_DAYS = 120
WEEKDAYS = [(str(number), name) for number, name in sorted(WEEKDAYS_ABBR.items())]


class HourField(forms.TimeField):
    """A wall time on the grid of five minutes; all the same when it is empty."""

    def __init__(self, **more: Any) -> None:
        widget = forms.TimeInput(attrs={"type": "time", "step": 300, "class": "input"}, format="%H:%M")
        super().__init__(widget=widget, required=False, **more)


class WaitForm(forms.Form):
    """Which times would suit. `today` is the salon's; `moves` says that a visit waits, which may be moved at once."""

    days_from = DayField()
    days_until = DayField()
    weekdays = forms.MultipleChoiceField(
        choices=WEEKDAYS, required=False, widget=forms.CheckboxSelectMultiple
    )
    from_at = HourField(label=_("Not before"))
    to_at = HourField(label=_("Over by"))
    practitioner = forms.ModelChoiceField(
        Resource.objects.none(), to_field_name="public_id", label=_("With whom"), required=False
    )
    at_once = forms.BooleanField(
        label=_("Move me at once, no need to ask. I get a letter with the new time."), required=False
    )

    def __init__(self, offer: Offer, today: date, *args: Any, moves: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        self.today = today
        people = Resource.objects.filter(lanes__salon=offer.salon, kind=Resource.Kind.PRACTITIONER)
        able = [each.pk for each in people if _gives(offer, each)]
        chosen = self.fields["practitioner"]
        assert isinstance(chosen, forms.ModelChoiceField)
        chosen.queryset, chosen.empty_label = people.filter(pk__in=able).order_by("name"), str(_("Anyone"))
        chosen.label_from_instance = str  # type: ignore[method-assign, assignment]
        chosen.widget.attrs["class"] = "input"
        self.fields["days_from"].label, self.fields["days_until"].label = _("From"), _("Until")
        if not moves:
            del self.fields["at_once"]

    def clean(self) -> None:
        """Days that are not over and in their order, hours too."""
        given = self.cleaned_data
        first, last = given.get("days_from"), given.get("days_until")
        if first and last and (last < first or last < self.today or (last - first).days > MOST_DAYS):
            self.add_error("days_until", _("Choose a day from then on, at most four months later."))
        if (
            "from_at" in given
            and "to_at" in given
            and _minute(given["to_at"], DAY_MIN) <= _minute(given["from_at"], 0)
        ):
            self.add_error("to_at", _("This is before it begins."))

    def wanted(self) -> Wanted:
        """What a valid form asks for."""
        given = self.cleaned_data
        return Wanted(
            days_from=given["days_from"],
            days_until=given["days_until"],
            weekdays=sum(1 << int(each) for each in given["weekdays"]) or ALL_DAYS,
            from_min=_minute(given["from_at"], 0),
            to_min=_minute(given["to_at"], DAY_MIN),
            practitioner=given["practitioner"],
            at_once=given.get("at_once", False),
        )


class WhoForm(DetailsForm):
    """Who waits: a name, and an e-mail, for turns are told by letter."""

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        super().__init__(*args, country=country, **kwargs)
        del self.fields["phone"], self.fields["remember"]
        email = self.fields["email"]
        email.required, email.help_text = True, str(_("We write when a time is kept for you."))
        email.error_messages["required"] = str(_("Without an e-mail we can’t tell you."))

    def person(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("name", "email")}


def said_before(waiting: Waiting) -> dict[str, Any]:
    """The form's fields as they were said."""
    return {
        "days_from": waiting.days_from.isoformat(),
        "days_until": waiting.days_until.isoformat(),
        "weekdays": [str(day) for day in range(7) if waiting.weekdays >> day & 1],
        "from_at": _time(waiting.from_min) if waiting.from_min else None,
        "to_at": _time(waiting.to_min) if waiting.to_min < DAY_MIN else None,
        "practitioner": waiting.practitioner.public_id if waiting.practitioner else "",
        "at_once": waiting.at_once,
    }


def _gives(offer: Offer, practitioner: Resource) -> bool:
    lanes = practitioner.lanes.filter(salon=offer.salon_id)
    return any(offer.who >> lane.number & 1 for lane in lanes)


def _minute(given: time | None, otherwise: int) -> int:
    """Minutes of the wall clock, brought down to the grid of five."""
    return otherwise if given is None else (given.hour * 60 + given.minute) // 5 * 5


def _time(minute: int) -> time:
    return time(*divmod(minute, 60))
