"""A break from a free time on the board, taken away again; and somebody who comes again."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests import cast
from tests.doors.boards import Desk, desk
from tests.doors.treating import Role, member
from unknot.diary import actions
from unknot.diary.models import Block, Claim
from unknot.people.models import Client as Person
from unknot.plumbing import clock

pytestmark = pytest.mark.django_db


def start(made: Desk, at: str = "12:00", **more: str | int) -> dict[str, str | int]:
    return {"on": made.on_date, "at": at, "with": made.place.people["Aino"].public_id, **more}


def blocks(made: Desk) -> str:
    return reverse("desk_blocks", args=[made.place.salon.public_id])


def test_a_break_is_blocked_shown_and_taken_away() -> None:
    made = desk()
    answer = made.browser.post(blocks(made), start(made, block_min=30))
    (block,) = Block.objects.all()
    assert answer.headers["Location"] == f"{made.page}?blocked={block.public_id}"
    assert (block.starts_at, block.ends_at) == (made.at(12), made.at(12, 30))
    page = made.browser.get(answer.headers["Location"]).content.decode()
    assert "Blocked: 12:00–12:30 with Aino." in page
    address = f"{blocks(made)}{block.public_id}/"
    assert f'href="{address}"' in page
    assert "12:00–12:30, Aino" in made.browser.get(address).content.decode()
    assert made.browser.post(f"{address}removal").headers["Location"] == made.page
    assert Claim.objects.count() == 0


def test_a_break_on_a_visit_is_refused_and_said() -> None:
    made = desk()
    made.book("Outi Laine", "Aino", 12)
    answer = made.browser.post(blocks(made), start(made, block_min=15))
    assert (answer.status_code, "Nothing is blocked." in answer.content.decode()) == (409, True)
    assert Block.objects.count() == 0


@pytest.mark.parametrize("minutes", ["", "0", "20", "61", "x"])
def test_only_the_lengths_of_the_form_are_blocked(minutes: str) -> None:
    made = desk()
    assert made.browser.post(blocks(made), start(made, block_min=minutes)).status_code == 404


def test_other_salons_see_no_break() -> None:
    made = desk()
    made.browser.post(blocks(made), start(made, block_min=30))
    other = cast.hiljainen_huone()
    stranger = member(other, Role.OWNER, email="other@example.org")
    block_id = Block.objects.get().public_id
    for name in ("desk_block", "desk_block_removal"):
        mine = reverse(name, args=[made.place.salon.public_id, block_id])
        theirs = reverse(name, args=[other.salon.public_id, block_id])
        assert [stranger.post(path).status_code for path in (mine, theirs)] in ([404] * 2, [405] * 2)
    assert stranger.get(reverse("desk_block", args=[other.salon.public_id, block_id])).status_code == 404
    assert Block.objects.count() == 1


def test_who_comes_again_is_chosen_already() -> None:
    made = desk()
    booked = made.book("Outi Laine", "Aino", 9)
    salon, client = made.place.salon.public_id, booked.client.public_id
    visit = made.browser.get(reverse("desk_visit", args=[salon, booked.public_id])).content.decode()
    again = f"{reverse('desk_soonest', args=[salon])}?offer={booked.part.offer.public_id}&amp;client={client}"
    assert again in visit
    assert f"client={client}" in made.browser.get(again.replace("&amp;", "&")).content.decode()
    form = made.browser.get(reverse("desk_booking", args=[salon]), start(made, client=client))
    assert 'name="client"' in form.content.decode()


@pytest.mark.parametrize("name", ["desk_soonest", "desk_booking"])
def test_a_client_whom_the_salon_does_not_know_is_not_found(name: str) -> None:
    made = desk()
    unknown = Person.objects.create(name="Eeva Rinne", email="eeva@example.org")
    path = reverse(name, args=[made.place.salon.public_id])
    for public_id in (unknown.public_id, "nobody"):
        assert made.browser.get(path, start(made, client=public_id)).status_code == 404


@pytest.mark.parametrize(("from_h", "until_h", "hours"), [(12, 24, "long8"), (18, 20, "long11")])
def test_a_block_of_working_time_stretches_no_board(from_h: int, until_h: int, hours: str) -> None:
    made = desk()
    actions.block(
        resource=made.place.people["Aino"],
        starts_at=made.at(from_h),
        ends_at=made.at(0) + timedelta(hours=until_h),
        by="desk:1",
        clock=clock.now,
    )
    assert f'class="board {hours}"' in made.browser.get(made.page).content.decode()
