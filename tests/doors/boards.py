"""A day at the desk with something of everything on it, from tomorrow on by the real clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.test import Client
from django.urls import reverse

from tests import cast
from tests.doors.pages import free, wall_day
from unknot.diary import actions
from unknot.diary.models import Appointment
from unknot.people.models import User
from unknot.plumbing import clock
from unknot.salons.models import Membership


@dataclass
class Desk:
    """A salon, its first free day, and somebody at its desk."""

    place: cast.Place
    opens: datetime
    browser: Client

    @property
    def on_date(self) -> str:
        """The day."""
        return self._wall.date().isoformat()

    @property
    def page(self) -> str:
        """Its board."""
        return reverse("desk_day", args=[self.place.salon.public_id, self.on_date])

    def at(self, hour: int, minute: int = 0) -> datetime:
        """An instant of the day by the salon's wall."""
        return self._wall.replace(hour=hour, minute=minute, second=0, microsecond=0)

    @property
    def _wall(self) -> datetime:
        return self.opens.astimezone(ZoneInfo(self.place.salon.zone))

    def book(
        self, name: str, who: str, hour: int, minute: int = 0, treatment: str = "back_massage"
    ) -> Appointment:
        """A visit."""
        return self.book_at(self.at(hour, minute), name, who, treatment)

    def book_at(
        self, starts_at: datetime, name: str, who: str, treatment: str = "back_massage"
    ) -> Appointment:
        """A visit at an instant, written down before the day began where it lies in the past."""
        made = actions.book(
            offer=self.place.offers[treatment],
            starts_at=starts_at,
            client=cast.client(name, email=f"{name.split()[0].lower()}@example.org"),
            practitioner=self.place.people[who],
            by="desk:1",
            clock=clock.database_now if starts_at > clock.now() else cast.clock_at(self.at(0)),
        )
        assert isinstance(made, Appointment), made
        return made


def desk(place: cast.Place | None = None) -> Desk:
    """The quiet room with an empty day, and Pia at the desk."""
    place = place or quiet_room_with_recovery()
    browser = at_reception(place)
    first = free(place)[0]
    assert wall_day(place, first)
    return Desk(place, first.starts_at, browser)


def running_day() -> Desk:
    """The quiet room in the middle of today: where it lies it is between ten and eleven, whenever the tests run."""
    now = clock.now()
    east_h = (10 - now.hour + 12) % 24 - 12
    morning, zone = now - timedelta(hours=11), f"Etc/GMT{-east_h:+d}"
    place = quiet_room_with_recovery(morning, zone=zone, every_day=True)
    return Desk(place, now, at_reception(place))


def at_reception(place: cast.Place) -> Client:
    """Pia's browser."""
    user = User.objects.create_user("pia@example.org", "Pia", "a quiet long password")
    Membership.objects.create(user=user, salon=place.salon, role=Membership.Role.RECEPTION)
    browser = Client()
    browser.force_login(user)
    return browser


def quiet_room_with_recovery(
    moment: datetime | None = None, *, zone: str = "Europe/Helsinki", every_day: bool = False
) -> cast.Place:
    """Aino and Mikael give back massage, Sanna facials with five minutes before and ten after; three rooms."""
    place = cast.salon(zone=zone)
    cast.practitioner(place, "Aino", "back_massage")
    cast.practitioner(place, "Mikael", "back_massage")
    cast.practitioner(place, "Sanna", "facial", "back_massage")
    if every_day:
        for lane in (None, *place.salon.lanes.all()):
            cast.hours(place.salon, lane, (5, 6), (9 * 60, 17 * 60))
    for name in ("Room 1", "Room 2", "Room 3"):
        cast.room(place, name)
    cast.offer(place, "back_massage", buffer_after_min=10)
    cast.offer(place, "facial", price_minor=8000, buffer_before_min=5, buffer_after_min=10)
    return place.open(moment or clock.now())


def busy(made: Desk) -> dict[str, Appointment]:
    """Visits of each state, a hold and a break."""
    now = clock.database_now
    visits = {
        "Outi": made.book("Outi Laine", "Aino", 9),
        "Petri": made.book("Petri Salo", "Aino", 11, 15),
        "Jussi": made.book("Jussi Mäkelä", "Mikael", 10),
        "Maria": made.book("Maria Torppa", "Sanna", 9, 30, "facial"),
        "Olli": made.book("Olli Perälä", "Sanna", 13, 0, "back_massage"),
        "Eeva": made.book("Eeva Rinne", "Mikael", 14),
    }
    actions.mark(visits["Maria"], Appointment.Status.ARRIVED, by="desk:1", clock=now)
    actions.mark(visits["Jussi"], Appointment.Status.NO_SHOW, by="desk:1", clock=now)
    actions.block(
        resource=made.place.people["Aino"],
        starts_at=made.at(12, 30),
        ends_at=made.at(13, 0),
        reason="Lunch",
        by="desk:1",
        clock=now,
    )
    actions.hold(offer=made.place.offers["back_massage"], starts_at=made.at(15, 30), clock=now)
    return visits
