"""What comes in: the queries and bodies of each operation."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from unknot.api.fields import (
    DurationMin,
    Email,
    Focus,
    Id,
    Instant,
    Limit,
    Name,
    Near,
    Phone,
    RadiusKm,
    Token,
    Treatment,
)
from unknot.diary.questions import Order


class _Strict(BaseModel):
    """Nothing unknown passes: a misspelt member must not be lost without a word."""

    model_config = ConfigDict(extra="forbid", validate_by_alias=True)


class SearchQuery(_Strict):
    """Where, what, how long, when."""

    near: Near
    treatment: Treatment
    duration_min: DurationMin
    radius_km: RadiusKm = 20.0
    starts_from: Annotated[Instant | None, Field(alias="from")] = None
    starts_until: Annotated[Instant | None, Field(alias="to", examples=["2027-03-09T08:00:00Z"])] = None
    limit: Limit = 20
    order: Order = Order.NEAREST


class SlotsQuery(_Strict):
    """Which offer, when, with whom."""

    offer: Id
    starts_from: Annotated[Instant | None, Field(alias="from")] = None
    starts_until: Annotated[Instant | None, Field(alias="to", examples=["2027-03-09T08:00:00Z"])] = None
    practitioner: Id | None = None


class WhyQuery(_Strict):
    """Which offer, at which instant, with whom."""

    offer: Id
    starts_at: Instant
    practitioner: Id | None = None


class NoQuery(_Strict):
    """An operation that takes no query."""


class HoldWish(_Strict):
    """A slot to keep for ten minutes."""

    offer: Id
    starts_at: Instant
    practitioner: Id | None = None


class ClientDetails(_Strict):
    """Who comes. An e-mail or a phone is needed; a phone is read as one of the salon's country, or as E.164."""

    name: Name
    email: Email | None = None
    phone: Phone | None = None


class HoldToConfirm(_Strict):
    """An appointment from a hold."""

    hold: Id
    token: Token
    client: ClientDetails
    focus: Focus | None = None


class SlotToBook(_Strict):
    """An appointment at once, without a hold."""

    offer: Id
    starts_at: Instant
    practitioner: Id | None = None
    client: ClientDetails
    focus: Focus | None = None


class NewTime(_Strict):
    """Where to move an appointment; to the same practitioner if she can, unless one is named."""

    starts_at: Instant
    practitioner: Id | None = None
