"""What is wanted with an offer: a second client at once, or another treatment in a row, and who comes along."""

from typing import Any, NamedTuple, Protocol

from django.utils.translation import gettext as _

from unknot.api.lookups import contact_of, offer_named
from unknot.api.problems import invalid, refused_field
from unknot.api.shapes import CompanionDetails
from unknot.people.models import Client
from unknot.salons.models import Offer

MOST_NAME = Client._meta.get_field("name").max_length or 200
PLUS_ONE = " +1"


class Asked(Protocol):
    """The shapes that may ask for company."""

    @property
    def two(self) -> bool | None: ...
    @property
    def then(self) -> str | None: ...
    @property
    def any_order(self) -> bool | None: ...


class Company(NamedTuple):
    """The further offers of the same salon, as the diary takes them."""

    also: tuple[Offer, ...] = ()
    in_a_row: bool = False
    any_order: bool = False

    @property
    def wished(self) -> dict[str, Any]:
        """For the diary's verbs."""
        return self._asdict()


def company(asked: Asked, offer: Offer) -> Company:
    """What is asked for with the offer. Raises Problem naming the member that can't be."""
    if asked.any_order is not None and asked.then is None:
        raise refused_field("any_order", _("must come with then"))
    if asked.then is not None:
        if asked.two:
            raise refused_field("then", _("can't come with two"))
        after = offer_named(asked.then, of=offer.salon, field="then")
        return Company((after,), in_a_row=True, any_order=bool(asked.any_order))
    return Company((offer,)) if asked.two else Company()


def companion_of(details: CompanionDetails | None, client: Client, country: str) -> Client:
    """Who comes along, not saved yet; without an address of her own she has the client's. Raises Problem."""
    given = details or CompanionDetails()
    email, phone, errors = contact_of(given, country, within="companion")
    if errors:
        raise invalid(errors)
    reached = (email, phone) if email or phone else (client.email, client.phone)
    name = given.name or f"{client.name[: MOST_NAME - len(PLUS_ONE)]}{PLUS_ONE}"
    return Client(name=name, language=client.language, email=reached[0], phone=reached[1])
