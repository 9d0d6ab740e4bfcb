"""The desk's pages about clients, for tests that look at all pages."""

from collections.abc import Iterator

from django.test import Client
from django.urls import reverse

from tests import cast
from unknot.diary.models import Appointment


def client_pages(place: cast.Place, desk: Client, visit: str) -> Iterator[tuple[str, str, Client]]:
    """The salon's clients, and the file of one, who has this visit: each by name, address and browser."""
    salon = place.salon.public_id
    known = Appointment.objects.get(public_id=visit).client.public_id
    yield "desk-clients", reverse("desk_clients", args=[salon]), desk
    yield "desk-client", reverse("desk_client", args=[salon, known]), desk
    yield "desk-client-likes", reverse("desk_client_likes", args=[salon, known]), desk
    yield "desk-client-joined", reverse("desk_client_joined", args=[salon, known]), desk
