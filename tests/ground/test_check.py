"""`unknot check` on a database with a fault: its kind and public ids on a line, nobody's name, and exit code 1."""

import os

import pytest
from django.db import connection

from tests import cast
from tests.ground.stack import unknot
from unknot.diary import actions
from unknot.diary.models import Appointment, Claim

pytestmark = pytest.mark.django_db(transaction=True)


def checked() -> tuple[int, list[str], str]:
    """What the command says of the test's database."""
    url = os.environ["UNKNOT_TEST_DATABASE_URL"]
    name = url.partition("?")[0].rpartition("/")[2]
    here = url.replace(f"/{name}?", f"/{connection.settings_dict['NAME']}?")
    said = unknot("check", "--home", os.environ["UNKNOT_TEST_HOME"], DATABASE_URL=here)
    return said.returncode, said.stdout.splitlines(), said.stderr


def test_a_fault_is_printed_by_kind_and_public_id() -> None:
    place = cast.hiljainen_huone()
    visit = actions.book(
        offer=place.offers["facial"],
        starts_at=cast.wall(2, 9),
        client=cast.client(),
        by="client",
        clock=cast.clock_at(),
    )
    assert isinstance(visit, Appointment)
    assert checked() == (0, [], "")

    Claim.objects.filter(resource=place.people["Sanna"]).delete()

    assert checked() == (
        1,
        [
            f"practitioner_unclaimed: appointment {visit.public_id} does not claim its practitioner, and her alone",
            f"day_differs: day 2027-03-02 of salon {place.salon.public_id} differs from its hours and claims",
        ],
        "",
    )
