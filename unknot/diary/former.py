"""How a visit stood before the desk moved it: what is needed to put it back, kept with the fact of the move."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from unknot.diary.models import Appointment, Claim, Part
from unknot.plumbing.models import Fact
from unknot.salons.models import Resource

DESK = "desk:"
MOVED = "appointment.moved"


@dataclass(frozen=True, slots=True)
class Former:
    """A start with its minutes, who gave it and where, and with which visits it was had together, by key."""

    starts_at: datetime
    minutes: int
    practitioner: int
    things: list[int]
    lead: int | None
    followers: list[int]
    reaffirmed_at: datetime | None

    def as_json(self) -> dict[str, Any]:
        """As a fact keeps it."""
        said = self.reaffirmed_at
        return {
            **asdict(self),
            "starts_at": self.starts_at.isoformat(),
            "reaffirmed_at": said and said.isoformat(),
        }

    @classmethod
    def of(cls, kept: dict[str, Any]) -> "Former":
        """Back from what a fact kept."""
        said = kept["reaffirmed_at"]
        return cls(
            **{
                **kept,
                "starts_at": datetime.fromisoformat(kept["starts_at"]),
                "reaffirmed_at": said and datetime.fromisoformat(said),
            }
        )


def former(appointment: Appointment, part: Part) -> Former:
    """How a visit stands, while its claims are still there. Three statements."""
    things = Claim.objects.filter(part=part).exclude(resource__kind=Resource.Kind.PRACTITIONER)
    followers = Appointment.objects.filter(lead=appointment, status=Appointment.Status.BOOKED)
    row = Part.objects.values_list("starts_at", "duration_min", "practitioner_id").get(pk=part.pk)
    return Former(
        *row,
        list(things.order_by("resource_id").values_list("resource_id", flat=True)),
        appointment.lead_id,
        list(followers.order_by("pk").values_list("pk", flat=True)),
        appointment.reaffirmed_at,
    )


def last_move(public_id: str) -> Fact | None:
    """The last time the visit was moved. One statement."""
    return Fact.objects.filter(subject=public_id, kind=MOVED).order_by("-pk").first()
