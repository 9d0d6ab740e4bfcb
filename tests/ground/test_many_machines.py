"""Two web machines and a streaming replica on one PostgreSQL: all see one diary, and nobody misses what they wrote."""

import base64
import contextlib
import os
import secrets
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import psycopg
import pytest

from benchmarks.standby import standby
from tests.ground.stack import Stack, comes_true
from unknot.config.cluster import binaries, life
from unknot.config.cluster.server import Server
from unknot.config.home import Home

pytestmark = [
    pytest.mark.xdist_group("stack"),
    pytest.mark.skipif(sys.platform != "linux", reason="the kernel's word that a parent has died is Linux's"),
]
NEAR_S, FAR_S = 2, 60
"""How far behind the replica may be for the second machine and for the first."""
OUTI = {"name": "Outi Laine", "email": "outi@example.org"}
NEAR = {"near": "60.1699,24.9384", "treatment": "back_massage", "duration_min": "60", "radius_km": "100"}
PLACE = {"what": "back_massage", "where": "Helsinki", "when": "soonest", "away_km": "50"}


class Ground(NamedTuple):
    """The two databases and the two machines."""

    primary: Server
    replica: Server
    patient: Stack
    strict: Stack

    @property
    def machines(self) -> tuple[Stack, Stack]:
        return self.patient, self.strict


@pytest.fixture(scope="module")
def ground() -> Iterator[Ground]:
    """Both machines start at once, on a database that is empty: one of them brings it up to date."""
    above = Path(tempfile.mkdtemp(prefix="unknot-machines-"))
    above.chmod(0o755)
    homes = [Home(above / name) for name in ("database", "one", "other")]
    for home in homes:
        home.create()
    shutil.copy2(_secret_of(homes[1]), homes[2].secrets)
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, above)
        primary = stack.enter_context(life.run(homes[0], _chosen_postgresql()))
        replica = stack.enter_context(standby(primary))
        shared = {
            "DATABASE_URL": primary.url,
            "UNKNOT_REPLICA_URL": replica.url,
            "UNKNOT_HEALTH_KEYS": f"k1:{base64.b64encode(secrets.token_bytes(32)).decode()}",
            "UNKNOT_RATE_LIMIT": "off",
        }
        patient = Stack(homes[1].path, "demo", "--salons", "6", **shared, UNKNOT_REPLICA_BEHIND_S=str(FAR_S))
        strict = Stack(homes[2].path, "up", **shared, UNKNOT_REPLICA_BEHIND_S=str(NEAR_S))
        for machine in (patient, strict):
            stack.callback(machine.end)
        with ThreadPoolExecutor() as pool:
            list(pool.map(lambda machine: machine.start(), (patient, strict)))
        yield Ground(primary, replica, patient, strict)


def _secret_of(home: Home) -> Path:
    home.secret("django_secret_key")
    return home.secrets / "django_secret_key"


def _chosen_postgresql() -> dict[str, str]:
    """The environment with the PostgreSQL that this run of tests is about."""
    seen = os.environ["UNKNOT_TEST_PG_SEEN"]
    found = next(source for source in binaries.sources(os.environ) if str(source.major) == seen)
    return {**os.environ, "PG_BIN": str(found.path)}


def asked(server: Server, statement: str, *values: Any) -> Any:
    """What a server answers to a statement, as its superuser."""
    sockets = str(server.places.sockets)
    with psycopg.connect(host=sockets, user="postgres", dbname="unknot", autocommit=True) as connection:
        cursor = connection.execute(statement, values)
        return cursor.fetchone() if cursor.description else None


@contextlib.contextmanager
def paused(server: Server) -> Iterator[None]:
    """Within the block the replica is told of everything and replays nothing."""
    asked(server, "SELECT pg_wal_replay_pause()")
    assert comes_true(lambda: asked(server, "SELECT pg_get_wal_replay_pause_state()") == ("paused",))
    try:
        yield
    finally:
        asked(server, "SELECT pg_wal_replay_resume()")


def site(machine: Stack) -> str:
    return f"http://127.0.0.1:{machine.port}"


class Wish(NamedTuple):
    """A start that was free when it was looked for, with the practitioner whose turn it was."""

    salon: str
    offer: str
    starts_at: str
    practitioner: str


def search(browser: httpx.Client, machine: Stack) -> list[Any]:
    """The salons with time in three days."""
    starts_from = (datetime.now(UTC) + timedelta(days=3)).isoformat()
    found = browser.get(f"{site(machine)}/api/v1/search", params={**NEAR, "from": starts_from})
    assert found.status_code == 200, found.text
    return list(found.json()["results"])


def wish(browser: httpx.Client, machine: Stack, salon: int, slot: int) -> Wish:
    """One of the starts that a search finds."""
    hit = search(browser, machine)[salon]
    found = hit["slots"][slot]
    return Wish(hit["salon"]["id"], hit["offer"]["id"], found["starts_at"], found["practitioner"]["id"])


def is_free(browser: httpx.Client, machine: Stack, wanted: Wish) -> bool:
    """Whether the practitioner is shown to have that time."""
    query = {"offer": wanted.offer, "practitioner": wanted.practitioner, "from": wanted.starts_at}
    answer = browser.get(f"{site(machine)}/api/v1/salons/{wanted.salon}/slots", params=query)
    assert answer.status_code == 200, answer.text
    return wanted.starts_at in [slot["starts_at"] for slot in answer.json()["slots"]]


def book(browser: httpx.Client, machine: Stack, wanted: Wish) -> httpx.Response:
    body = {key: value for key, value in wanted._asdict().items() if key != "salon"}
    return browser.post(f"{site(machine)}/api/v1/appointments", json={**body, "client": OUTI})


def stranger(work: Callable[[httpx.Client], Any]) -> Any:
    """What somebody sees who has written nothing."""
    with httpx.Client(timeout=20) as browser:
        return work(browser)


def standing(machine: Stack) -> dict[str, Any]:
    """How one of the machine's processes sees the replica."""
    return dict(stranger(lambda browser: browser.get(f"{site(machine)}/readyz").json())["replica"])


def test_what_is_booked_through_one_machine_is_there_at_once_through_the_other(ground: Ground) -> None:
    one, other = ground.machines
    with httpx.Client(timeout=20) as browser:
        wanted = wish(browser, one, 0, 0)
        assert is_free(browser, other, wanted)

        booked = book(browser, one, wanted)
        visit = booked.json()
        bearer = {"Authorization": f"Bearer {visit['token']}"}
        seen = browser.get(f"{site(other)}/api/v1/appointments/{visit['id']}", headers=bearer)

        assert (booked.status_code, seen.status_code) == (201, 200)
        assert seen.json()["starts_at"] == wanted.starts_at
        assert not is_free(browser, other, wanted)
        assert book(browser, other, wanted).status_code == 409


def test_of_two_machines_that_book_one_slot_one_wins(ground: Ground) -> None:
    wanted = stranger(lambda browser: wish(browser, ground.patient, -1, -1))
    gate = threading.Barrier(12)

    def one(number: int) -> int:
        with httpx.Client(timeout=20) as browser:
            gate.wait()
            return book(browser, ground.machines[number % 2], wanted).status_code

    with ThreadPoolExecutor(12) as pool:
        said = list(pool.map(one, range(12)))

    assert sorted(said) == [201] + [409] * 11


def test_who_has_booked_sees_it_while_the_replica_stands_still(ground: Ground) -> None:
    machine = ground.patient
    with httpx.Client(timeout=20) as browser:
        wanted = wish(browser, machine, 1, 1)

        def free_for_a_stranger() -> bool:
            return bool(stranger(lambda other: is_free(other, machine, wanted)))

        with paused(ground.replica):
            assert book(browser, machine, wanted).status_code == 201

            assert [is_free(browser, machine, wanted) for _ in range(8)] == [False] * 8
            assert free_for_a_stranger()

        assert comes_true(lambda: not free_for_a_stranger(), 10)


def test_every_page_that_searches_asks_the_replica_and_for_who_has_written_the_primary(
    ground: Ground,
) -> None:
    hit = stranger(lambda browser: search(browser, ground.patient))[0]
    salon, offer = hit["salon"]["id"], hit["offer"]["id"]
    day = (datetime.now(UTC) + timedelta(days=3)).date().isoformat()
    addresses = {
        "/search": PLACE,
        f"/salons/{salon}/": {},
        f"/salons/{salon}/offers/{offer}/": {},
        f"/salons/{salon}/offers/{offer}/why": {"on": day, "at": "10:00"},
        "/guides/back-massage/": {"where": "Helsinki"},
        "/guides/neck-shoulder/": {"where": "Helsinki"},
        "/guides/which/": {"where": "Helsinki"},
        "/api/v1/search": NEAR,
        f"/api/v1/salons/{salon}": {},
    }
    with paused(ground.replica), httpx.Client(base_url=site(ground.patient), timeout=20) as browser:
        asked(ground.primary, "UPDATE salons_salon SET name = 'Renamed ' || name")
        mark = asked(ground.primary, "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint")
        written = {"Unknot-Written": str(mark[0])}

        for address, query in addresses.items():
            before = browser.get(address, params=query)
            after = browser.get(address, params=query, headers=written)
            assert (before.status_code, after.status_code) == (200, 200), address
            assert ("Renamed" in before.text, "Renamed" in after.text) == (False, True), address


def test_a_replica_that_is_too_far_behind_is_left_out_and_said_to_be(ground: Ground) -> None:
    machine = ground.strict
    assert comes_true(lambda: standing(machine)["used"], 10)
    with paused(ground.replica):
        asked(ground.primary, "UPDATE salons_salon SET name = name || ' II'")

        def up_to_date() -> bool:
            return all("II" in hit["salon"]["name"] for hit in stranger(lambda each: search(each, machine)))

        time.sleep(NEAR_S)
        assert [up_to_date() for _ in range(8)] == [True] * 8
        assert comes_true(lambda: standing(machine)["trouble"] == "behind", 5)
        assert standing(machine)["behind_s"] > NEAR_S
    log = (machine.home / "logs" / "web.log").read_text()
    assert '"event": "replica_left_out"' in log and '"trouble": "behind"' in log
    assert comes_true(lambda: standing(machine)["used"], 10)


def test_a_replica_that_dies_is_nobodys_failure(ground: Ground) -> None:
    pages = ["/", f"/search?{httpx.QueryParams(PLACE)}", f"/api/v1/search?{httpx.QueryParams(NEAR)}"]
    machines, is_over = ground.machines, threading.Event()
    seen: set[tuple[str, int]] = set()

    def go_on_asking(number: int) -> None:
        with httpx.Client(timeout=20, base_url=site(machines[number % 2])) as browser:
            while not is_over.is_set():
                seen.update((page, browser.get(page).status_code) for page in pages)

    with ThreadPoolExecutor(4) as pool:
        asking = [pool.submit(go_on_asking, number) for number in range(4)]
        try:
            assert comes_true(lambda: all(standing(each)["used"] for each in machines), 10)
            assert ground.replica.process is not None
            ground.replica.process.kill()
            ground.replica.process.wait()
            assert comes_true(
                lambda: all(standing(each)["trouble"] == "unreachable" for each in machines), 10
            )
            ground.replica.start()
            assert comes_true(lambda: all(standing(each)["used"] for each in machines), 20)
        finally:
            is_over.set()
        for each in asking:
            each.result()
    assert seen == {(page, 200) for page in pages}
