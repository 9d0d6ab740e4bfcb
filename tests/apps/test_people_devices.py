"""A device is known by a secret that only it has, until somebody says "not me" or a year goes by."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from tests import cast
from tests.cast import NOW
from unknot.people import tasks
from unknot.people.actions import forget_device, forget_devices_unused_since, remember_device
from unknot.people.models import Client, Device
from unknot.people.reads import client_of_device
from unknot.plumbing import clock

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


def saved(name: str = "Outi Laine") -> Client:
    outi = cast.client(name)
    outi.save()
    return outi


def test_a_remembered_device_leads_to_its_client() -> None:
    outi, other = saved(), saved("Pekka")
    token = remember_device(outi, shown="", now=NOW)
    assert (client_of_device(token, now=NOW), client_of_device(token + "x", now=NOW)) == (outi, None)
    assert other.devices.count() == 0


def test_the_token_is_long_random_and_not_in_the_database() -> None:
    outi = saved()
    tokens = {remember_device(outi, shown="", now=NOW) for _ in range(50)}
    assert ({len(token) for token in tokens}, len(tokens)) == ({43}, 50)
    kept = set(Device.objects.values_list("fingerprint", flat=True))
    assert (len(kept), kept & tokens, {len(each) for each in kept}) == (50, set(), {64})


def test_a_device_that_comes_again_keeps_its_token_for_another_year() -> None:
    outi = saved()
    first = remember_device(outi, shown="", now=NOW)
    assert remember_device(outi, shown=first, now=NOW + SECOND) == first
    assert list(Device.objects.values_list("client", "used_at")) == [(outi.pk, NOW + SECOND)]


def test_a_device_that_passes_to_another_client_gets_a_new_token_and_the_old_one_opens_nothing() -> None:
    outi, pekka = saved(), saved("Pekka")
    first = remember_device(outi, shown="", now=NOW)
    second = remember_device(pekka, shown=first, now=NOW + SECOND)
    assert [client_of_device(token, now=NOW) for token in (first, second)] == [None, pekka]
    assert list(Device.objects.values_list("client", "used_at")) == [(pekka.pk, NOW + SECOND)]


def test_an_unknown_token_makes_a_device_of_its_own() -> None:
    outi = saved()
    kept = remember_device(outi, shown="", now=NOW)
    token = remember_device(outi, shown="x" * 43, now=NOW)
    assert [client_of_device(each, now=NOW) for each in (kept, token, "x" * 43)] == [outi, outi, None]


def test_two_devices_of_a_client_are_forgotten_one_by_one() -> None:
    outi = saved()
    phone, laptop = (remember_device(outi, shown="", now=NOW) for _ in range(2))
    forget_device(phone)
    assert [client_of_device(token, now=NOW) for token in (phone, laptop)] == [None, outi]
    forget_device(phone)
    forget_device("")
    assert [client_of_device(token, now=NOW) for token in (phone, laptop)] == [None, outi]


def test_a_deleted_client_takes_her_devices_along() -> None:
    outi, pekka = saved(), saved("Pekka")
    hers, his = (remember_device(each, shown="", now=NOW) for each in (outi, pekka))
    outi.delete()
    assert [client_of_device(token, now=NOW) for token in (hers, his)] == [None, pekka]


def test_a_device_is_known_for_a_year_of_silence_and_no_longer() -> None:
    outi = saved()
    token = remember_device(outi, shown="", now=NOW)
    year = NOW + Device.KEPT
    assert [client_of_device(token, now=at) for at in (year - SECOND, year)] == [outi, None]


def test_devices_out_of_use_are_taken_away() -> None:
    outi = saved()
    old = remember_device(outi, shown="", now=NOW - SECOND)
    young = remember_device(outi, shown="", now=NOW)
    assert forget_devices_unused_since(NOW) == 1
    assert [client_of_device(token, now=NOW) for token in (old, young)] == [None, outi]


def test_a_device_costs_one_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    token = remember_device(saved(), shown="", now=NOW)
    with django_assert_num_queries(1):
        found = client_of_device(token, now=NOW)
    assert found is not None and found.name == "Outi Laine"


def test_every_night_devices_that_a_year_has_passed_over_go() -> None:
    outi, now = saved(), clock.now()
    for used_at in (now - Device.KEPT - SECOND, now - Device.KEPT + timedelta(minutes=1)):
        remember_device(outi, shown="", now=used_at)
    tasks.forget_devices(0)
    assert [device.used_at > now - Device.KEPT for device in Device.objects.all()] == [True]
