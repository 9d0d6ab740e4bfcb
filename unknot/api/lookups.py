"""From ids to rows: an unknown one in the path is 404, anywhere else 422 naming its field."""

from collections.abc import Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unknot.api.problems import FieldError, Problem, invalid, refused_field
from unknot.api.shapes import ClientDetails, CompanionDetails
from unknot.diary.models import Appointment, Hold
from unknot.people.contacts import clean_email, clean_phone
from unknot.people.models import Client
from unknot.salons.models import Offer, Resource, Salon
from unknot.salons.sold import Sold, Wanted, sold, wanted


def salon_in_path(public_id: str) -> Salon:
    """The salon. Raises Problem `not_found`."""
    found = Salon.objects.filter(public_id=public_id).first()
    if found is None:
        raise Problem("not_found")
    return found


def sold_in_path(public_id: str, offer: str) -> Sold:
    """The salon with the offer named, if it is sold there, and its practitioners. Raises Problem `not_found`."""
    found = sold(public_id, offer)
    if found is None:
        raise Problem("not_found")
    return found


def offer_of(place: Sold) -> Offer:
    """The offer that was named. Raises Problem naming `offer`."""
    if place.offer is None:
        raise refused_field("offer", _("is no known offer"))
    return place.offer


def practitioner_of(place: Sold, public_id: str | None) -> Resource | None:
    """A practitioner of the salon, or None when nobody is named. Raises Problem naming `practitioner`."""
    if public_id is None:
        return None
    found = next((each for each in place.people.values() if each.public_id == public_id), None)
    if found is None:
        raise refused_field("practitioner", _("is nobody known at this salon"))
    return found.resource


def wanted_by(offer: str) -> Wanted:
    """An offer that is sold, with what booking it asks first. Raises Problem naming `offer`."""
    found = wanted(offer)
    if found is None:
        raise refused_field("offer", _("is no known offer"))
    return found


def offer_named(public_id: str, *, of: Salon | None = None, field: str = "offer") -> Offer:
    """An offer that is sold, of a salon if one is given. Raises Problem naming the `field` that it came in."""
    rows = Offer.objects.select_related("salon").filter(public_id=public_id, is_active=True)
    found = (rows if of is None else rows.filter(salon=of)).first()
    if found is None:
        raise refused_field(field, _("is no known offer"))
    return found


def lengthened(offer: Offer, add_ons: Sequence[str] | None) -> Offer:
    """The offer with add-ons that are sold with it. Raises Problem naming `add_ons`."""
    if not add_ons:
        return offer
    sold = {each.public_id: each.chosen for each in offer.add_ons.filter(is_active=True)}
    found = offer.with_added(sold[each] for each in add_ons if each in sold)
    if len(found.added) < len(add_ons):
        raise refused_field(
            "add_ons", _("names an add-on that this offer does not have, or makes it too long")
        )
    return found


def practitioner_named(public_id: str | None, salon: Salon) -> Resource | None:
    """A practitioner of the salon, or None when nobody is named. Raises Problem naming `practitioner`."""
    if public_id is None:
        return None
    people = Resource.objects.filter(kind=Resource.Kind.PRACTITIONER, lanes__salon=salon)
    found = people.filter(public_id=public_id).first()
    if found is None:
        raise refused_field("practitioner", _("is nobody known at this salon"))
    return found


def hold_named(public_id: str, token: str) -> Hold:
    """The hold that the token opens. Raises Problem naming `hold`: a wrong token is told from nothing."""
    found = _hold(public_id)
    if found is None or not found.opens_with(token):
        raise refused_field("hold", _("is no known hold, or its token is another"))
    return found


def hold_in_path(public_id: str, token: str) -> Hold:
    """The hold that the bearer's token opens. Raises Problem `not_found`."""
    found = _hold(public_id)
    if found is None or not found.opens_with(token):
        raise Problem("not_found")
    return found


def appointment_in_path(public_id: str, token: str) -> Appointment:
    """The appointment that the bearer's token opens. Raises Problem `not_found`."""
    found = Appointment.objects.select_related("salon", "client").filter(public_id=public_id).first()
    if found is None or not found.opens_with(token):
        raise Problem("not_found")
    return found


def client_from(details: ClientDetails, salon: Salon) -> Client:
    """A client, not saved yet. Raises Problem naming `client.email` or `client.phone`."""
    email, phone, errors = contact_of(details, salon.country, within="client")
    if details.email is None and details.phone is None:
        errors.append(FieldError("client.email", _("is needed, or else a phone")))
    if errors:
        raise invalid(errors)
    return Client(name=details.name, email=email, phone=phone, language=get_language() or "en")


def contact_of(
    details: ClientDetails | CompanionDetails, country: str, *, within: str
) -> tuple[str, str, list[FieldError]]:
    """E-mail and phone in one form, each '' when it is not given, and what is wrong with them."""
    errors: list[FieldError] = []
    email = phone = ""
    if details.email is not None:
        try:
            email = clean_email(details.email)
        except ValueError:
            errors.append(FieldError(f"{within}.email", _("is no e-mail address")))
    if details.phone is not None:
        try:
            phone = clean_phone(details.phone, country)
        except ValueError:
            said = _("is no phone number of this salon's country, nor E.164")
            errors.append(FieldError(f"{within}.phone", said))
    return email, phone, errors


def _hold(public_id: str) -> Hold | None:
    rows = Hold.objects.select_related("offer__salon", "practitioner")
    found = rows.filter(public_id=public_id).first()
    return found.extended() if found else None
