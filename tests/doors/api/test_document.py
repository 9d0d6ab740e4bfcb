"""The OpenAPI document is true: schemathesis plays it against the door, with good data and with bad."""

import copy
import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from tests import cast
from tests.doors.api.asking import OUTI, Door
from unknot.api.document import OPERATIONS, document
from unknot.api.urls import urlpatterns
from unknot.diary import audit, reads
from unknot.plumbing import clock

EXAMPLES = "15"
# What is well-formed may still name an offer that nobody sells, and that is 422: so no "good data is accepted".
ASKED = (
    "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,"
    "response_schema_conformance,negative_data_rejection,unsupported_method"
)


@pytest.mark.django_db
def test_the_document_tells_every_address_and_no_other(door: Door) -> None:
    told = door.get("/openapi.json").json()

    assert told["openapi"] == "3.1.0"
    served = {str(each.pattern).replace("<api_id:", "{").replace(">", "}") for each in urlpatterns}
    assert {f"v1{path}" for path in told["paths"]} | {"v1/openapi.json", ""} == served
    assert sum(len(methods) for methods in told["paths"].values()) == len(OPERATIONS)


@pytest.mark.django_db(transaction=True)
def test_the_door_does_what_the_document_says(live_server: LiveServer, tmp_path: Path) -> None:
    place = cast.hiljainen_huone(clock.now())
    there = what_is_there(place)
    told = tmp_path / "openapi.json"
    told.write_text(json.dumps(with_examples(document(), there)))
    command = [
        sys.executable,
        "-m",
        "schemathesis.cli",
        "run",
        str(told),
        "--url",
        f"{live_server.url}/api/v1",
    ]
    command += ["--checks", ASKED, "--mode", "all", "--max-examples", EXAMPLES, "--seed", "1"]
    command += [
        "--header",
        f"Authorization: Bearer {there['token']}",
        "--phases",
        "examples,coverage,fuzzing",
    ]

    played = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False, cwd=tmp_path)

    assert played.returncode == 0, played.stdout[-6000:] + played.stderr[-2000:]
    assert list(audit.findings()) == []


def what_is_there(place: cast.Place) -> dict[str, str]:
    """A visit and a hold, and the ids and the token that lead to them."""
    now = clock.now()
    facial = place.offers["facial"]
    free = reads.slots(facial, starts_from=now, starts_until=now + timedelta(days=9), now=now)
    wish = {"offer": facial.public_id, "client": OUTI, "starts_at": free[0].starts_at.isoformat()}
    door = Door()
    visit = door.post("/appointments", wish).json()
    held = door.post("/holds", {"offer": facial.public_id, "starts_at": free[6].starts_at.isoformat()}).json()
    ids = {"appointment_id": visit["id"], "hold_id": held["id"], "salon_id": place.salon.public_id}
    return {**ids, "offer": facial.public_id, "token": visit["token"]}


def with_examples(told: dict[str, Any], there: dict[str, str]) -> dict[str, Any]:
    """The document with examples that name what is there, so that not everything asked for is unknown."""
    shown = copy.deepcopy(told)
    for operations in shown["paths"].values():
        for operation in operations.values():
            for parameter in operation["parameters"]:
                if parameter["name"] in there:
                    parameter["example"] = there[parameter["name"]]
    return shown
