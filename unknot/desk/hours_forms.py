"""What a salon fills in to change its hours: another week, or other days."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from unknot.core.hours import WallSpan, shifts
from unknot.design.wall_form import DayField
from unknot.desk.shift_text import DAY_MIN, ShiftsField
from unknot.salons.holidays import regions
from unknot.salons.models import Lane, Resource, Salon
from unknot.salons.rota import NO_WEEK, Change, OtherDays, OtherHolidays, OtherWeek, Rota, Spans

SALON = "salon"
CLOSED, HOURS, USUAL = "closed", "hours", "usual"
MOST_DAYS = 366


class ChangeForm(forms.Form):
    """From today on: what has been is not changed any more."""

    def __init__(self, salon: Salon, today: date, *args: Any, **more: Any) -> None:
        """`today` on the salon's wall."""
        self.zone, self.today = salon.zone, today
        super().__init__(*args, **more)

    def not_before_today(self, day: date) -> date:
        """The day. Raises ValidationError for one that is over."""
        if day < self.today:
            raise forms.ValidationError(_("That day is over: choose today or a later one."), code="over")
        return day


class WeekForm(ChangeForm):
    """The week of the salon or of a practitioner, from a day on."""

    from_date = DayField()

    def __init__(
        self, salon: Salon, today: date, lane: int | None, rota: Rota, *args: Any, **more: Any
    ) -> None:
        """What holds today stands in the fields."""
        self.lane = lane
        week = rota.week(lane, today)
        initial = {"from_date": today, **{_day(n): week[n] for n in range(len(week))}}
        super().__init__(salon, today, *args, initial=initial, **more)
        self.fields["from_date"].label = _("From which day on?")
        for n in range(len(week)):
            self.fields[_day(n)] = ShiftsField(label=WEEKDAYS[n])

    @property
    def days(self) -> list[forms.BoundField]:
        """The fields of the seven days."""
        return [self[_day(n)] for n in range(len(NO_WEEK))]

    def clean_from_date(self) -> date:
        """Today or later."""
        return self.not_before_today(self.cleaned_data["from_date"])

    def clean(self) -> dict[str, Any]:
        """A night has to be over before the next day begins."""
        found: dict[str, Any] = super().clean() or {}
        names = [_day(n) for n in range(len(NO_WEEK))]
        for before, after in pairwise([*names, names[0]]):
            if _meet(found.get(before) or (), found.get(after) or ()):
                self.add_error(after, _("It begins before the night of the day before is over."))
        return found

    @property
    def change(self) -> Change:
        """Of a valid form."""
        given = self.cleaned_data
        week = tuple(given[_day(n)] for n in range(len(NO_WEEK)))
        return OtherWeek(self.lane, given["from_date"], week)


class DaysForm(ChangeForm):
    """A day, or some days in a row, on which other hours hold than usual."""

    who = forms.ChoiceField(label=_("For whom or what?"))
    first = DayField()
    last = DayField(required=False)
    what = forms.ChoiceField(
        label=_("What holds then?"),
        choices=[(CLOSED, _("Closed, away, out of use")), (HOURS, _("Other hours")), (USUAL, _("As usual"))],
        widget=forms.RadioSelect,
    )
    hours = ShiftsField(label=_("Other hours"), help_text=_("Such as 10–14, or 9–12, 13–18."))

    def __init__(self, salon: Salon, today: date, *args: Any, **more: Any) -> None:
        """The choices are the salon, and whoever and whatever is in it."""
        super().__init__(salon, today, *args, **more)
        self.lanes = {
            each.resource.public_id: each
            for each in Lane.objects.filter(salon=salon, is_gone=False)
            .select_related("resource")
            .order_by("number")
        }
        named = [(public_id, each.resource.name) for public_id, each in self.lanes.items()]
        who = self.fields["who"]
        assert isinstance(who, forms.ChoiceField)
        who.choices = [(SALON, _("The whole salon")), *named]
        self.fields["first"].label = _("First day")
        self.fields["last"].label = _("Last day")
        who.widget.attrs["class"] = "input"

    def clean_first(self) -> date:
        """Today or later."""
        return self.not_before_today(self.cleaned_data["first"])

    def clean(self) -> dict[str, Any]:
        """What one field alone can't tell."""
        found: dict[str, Any] = super().clean() or {}
        if "first" in found and "last" in found:
            found["last"] = found["last"] or found["first"]
            self._check_days(found["first"], found["last"])
        lane = self.lanes.get(found.get("who", ""))
        is_thing = lane is not None and lane.resource.kind != Resource.Kind.PRACTITIONER
        if found.get("what") == HOURS and "hours" in found:
            if is_thing:
                self.add_error("what", _("Rooms and equipment have no hours of their own: in use, or not."))
            elif not found["hours"]:
                self.add_error("hours", _("Say from when until when."))
            elif "first" in found and "last" in found and not self.errors:
                self._check_hours(found["hours"], found["first"], found["last"])
        return found

    def _check_days(self, first: date, last: date) -> None:
        if last < first:
            self.add_error("last", _("The last day is before the first."))
        elif (last - first).days >= MOST_DAYS:
            self.add_error("last", _("At most a year at once."))

    def _check_hours(self, spans: Spans, first: date, last: date) -> None:
        if first < last and _meet(spans, spans):
            self.add_error("hours", _("It begins before the night of the day before is over."))
        if any(not self._is_on_a_clock(span, first, last) for span in spans):
            self.add_error("hours", _("The clocks are put forward then: that time isn’t on any clock."))

    def _is_on_a_clock(self, span: WallSpan, first: date, last: date) -> bool:
        """Whether there is any of it on each of the days."""
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        return all(
            shifts(self.zone, NO_WEEK, ((day, (span,)),), day, day + timedelta(days=1)) for day in days
        )

    @property
    def change(self) -> Change:
        """Of a valid form."""
        given = self.cleaned_data
        lane = self.lanes[given["who"]].number if given["who"] != SALON else None
        spans = {CLOSED: (), HOURS: given["hours"], USUAL: None}[given["what"]]
        return OtherDays(lane, given["first"], given["last"], spans)


class HolidaysForm(forms.Form):
    """Whether the salon is closed on public holidays, and of which region."""

    holidays = forms.ChoiceField(
        label=_("On public holidays"),
        choices=[(CLOSED, _("Closed")), (HOURS, _("Open as the week says"))],
        widget=forms.RadioSelect,
    )
    region = forms.ChoiceField(
        label=_("Region"),
        required=False,
        help_text=_("Some regions have holidays of their own."),
        widget=forms.Select(attrs={"class": "input"}),
    )

    def __init__(self, salon: Salon, data: Any = None) -> None:
        """What holds stands in the fields."""
        self.salon = salon
        said = CLOSED if salon.closed_on_public_holidays else HOURS
        super().__init__(data, initial={"holidays": said, "region": salon.subdivision})
        known = [*dict.fromkeys([*regions(salon.country), *filter(None, [salon.subdivision])])]
        if not known:
            del self.fields["region"]
            return
        choices = [("", _("The whole country")), *((each, each) for each in known)]
        self.fields["region"].choices = choices  # type: ignore[attr-defined]

    @property
    def change(self) -> Change:
        """Of a valid form."""
        given = self.cleaned_data
        region = given.get("region", self.salon.subdivision)
        return OtherHolidays(self.salon.country, region, given["holidays"] == CLOSED)


class ReasonForm(forms.Form):
    """Why days differ: asked last, for what may tell of an illness is no part of an address."""

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=200,
        help_text=_("Only you and your colleagues see it."),
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )


def _day(weekday: int) -> str:
    return f"day{weekday}"


def _meet(night: Spans, morning: Spans) -> bool:
    """Whether what goes on past midnight reaches into the next day's hours."""
    return bool(night and morning) and max(each.to_min for each in night) - DAY_MIN > morning[0].from_min
