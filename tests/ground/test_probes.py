"""What whoever watches the process is told."""

import pytest
from django.test import Client


def test_the_process_is_alive_without_a_database(client: Client) -> None:
    assert client.get("/livez").json() == {"alive": True}


@pytest.mark.django_db
def test_the_process_is_ready_once_all_migrations_are_in(client: Client) -> None:
    assert client.get("/readyz").json() == {"ready": True}
