"""What comes in: the queries and bodies of each operation."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from unknot.api.fields import (
    AddOns,
    AskedAddOns,
    AskedFlag,
    DurationMin,
    Email,
    Flag,
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
    """Which offer, when, with whom; for `two` at once, or `then` with another offer after it, in any order or not."""

    offer: Id
    starts_from: Annotated[Instant | None, Field(alias="from")] = None
    starts_until: Annotated[Instant | None, Field(alias="to", examples=["2027-03-09T08:00:00Z"])] = None
    practitioner: Id | None = None
    two: AskedFlag | None = None
    then: Id | None = None
    any_order: AskedFlag | None = None
    add_ons: AskedAddOns | None = None


class WhyQuery(_Strict):
    """Which offer, at which instant, with whom; for `two` at once, or `then` with another offer, as for slots."""

    offer: Id
    starts_at: Instant
    practitioner: Id | None = None
    two: AskedFlag | None = None
    then: Id | None = None
    any_order: AskedFlag | None = None


class NoQuery(_Strict):
    """An operation that takes no query."""


class _Company(_Strict):
    """What is wanted with an offer: the same for `two` at once, or `then` another one after it, in any order or not.

    `add_ons` lengthen it, for both of two.
    """

    two: Flag | None = None
    then: Id | None = None
    any_order: Flag | None = None
    add_ons: AddOns | None = None


class HoldWish(_Company):
    """A slot to keep for ten minutes; two that go together are kept both or not at all."""

    offer: Id
    starts_at: Instant
    practitioner: Id | None = None


class CompanionDetails(_Strict):
    """Who comes along, as far as it is said. Without an address of her own she is reached through the client."""

    name: Name | None = None
    email: Email | None = None
    phone: Phone | None = None


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
    companion: CompanionDetails | None = None
    focus: Focus | None = None


class SlotToBook(_Company):
    """An appointment at once, without a hold."""

    offer: Id
    starts_at: Instant
    practitioner: Id | None = None
    client: ClientDetails
    companion: CompanionDetails | None = None
    focus: Focus | None = None


class NewTime(_Strict):
    """Where to move an appointment; to the same practitioner if she can, unless one is named."""

    starts_at: Instant
    practitioner: Id | None = None
