"""The pages on which another salon is described and a book is moved in."""

from collections.abc import Iterator

from django.test import Client
from django.urls import reverse

from tests import cast


def setup_pages(place: cast.Place, desk: Client) -> Iterator[tuple[str, str, Client]]:
    """Describing another salon, step by step, and moving in. The first account is tests/journeys/test_setup's."""
    yield ("moving-in", reverse("desk_moving_in", args=[place.salon.public_id]), desk)
    yield ("setup-opened", reverse("desk_opened", args=[place.salon.public_id]), desk)
    desk.post(reverse("desk_another"))
    for name, answer in (
        ("name", {"name": "Toinen Huone"}),
        ("place", {"where": "Fleminginkatu 7, 00530 Helsinki"}),
        ("point", {"town": "0", "lat": "60.1841", "lon": "24.9497"}),
        ("treatments", {"given": ["back_massage", "hot_stone"]}),
    ):
        step = reverse("desk_new_step", args=[name])
        yield (f"setup-{name}", step, desk)
        desk.post(step, answer)
    yield ("setup-overview", reverse("desk_new"), desk)
    for name in ("hours", "rooms", "rules", "money"):
        yield (f"setup-{name}", reverse("desk_new_step", args=[name]), desk)
    yield ("setup-person", reverse("desk_new_person", args=[1]), desk)
    yield ("setup-sold", reverse("desk_new_sold", args=["hot_stone"]), desk)
