"""Bad input is 422 naming the field: never clamped, never a 5xx, and nothing is written."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests import cast
from tests.doors.api.asking import OUTI, Door, bearer, fields, problem
from unknot.diary.models import Appointment, Hold
from unknot.people.models import Client
from unknot.plumbing.clock import now

pytestmark = pytest.mark.django_db

HERE = {"near": "60.1699,24.9384", "treatment": "facial", "duration_min": "60"}
BAD_INSTANTS = [
    "",
    "tomorrow",
    "2027-03-02",
    "2027-03-02T09:00:00",
    "2027-02-30T09:00:00Z",
    "2027-03-02T24:00:00Z",
    "1999-12-31T23:59:59Z",
    "2201-01-01T00:00:00Z",
    "0036-09-27T23:07:14+22:04",
    "2027-03-02T09:00:00+99:00",
    "\u0660\u0661",
]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(
            ("near", value)
            for value in ("", "60", "60,", "91,0", "0,180.01", "nan,nan", "inf,0", "60.1;24.9", "60,24,1")
        ),
        *(("radius_km", value) for value in ("0", "-1", "100.01", "nan", "inf", "1e999", "ten", "")),
        *(("limit", value) for value in ("0", "101", "-1", "1.0", "1e1", "+5", "1_0", " 5", "", "9" * 400)),
        *(("duration_min", value) for value in ("4", "481", "0", "60.0", "x")),
        *(("treatment", value) for value in ("", "haircut", "facial\0", "FACIAL")),
        *(("from", value) for value in BAD_INSTANTS),
        *(("to", value) for value in BAD_INSTANTS),
        ("page", "2"),
    ],
)
def test_a_search_names_what_is_wrong(door: Door, field: str, value: str) -> None:
    assert fields(door.get("/search", {**HERE, field: value})) == [field]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("limit", "1"),
        ("limit", "100"),
        ("radius_km", "0.001"),
        ("radius_km", "100"),
        ("duration_min", "5"),
        ("duration_min", "480"),
        ("near", "-90,180"),
        ("near", "60.169900000000001,24.93840000000000145"),
        ("from", "2027-03-02T09:00:00.123456+02:00"),
        ("from", "2027-03-02T09:00:00 02:00"),
        ("from", "2000-01-01T00:00:00Z"),
        ("to", "2027-03-02T09:00:00Z"),
    ],
)
def test_a_search_takes_both_ends_of_each_limit(door: Door, field: str, value: str) -> None:
    query = {**HERE, field: value}
    if field == "to":
        query["from"] = "2027-03-01T09:00:00Z"
    assert door.get("/search", query).status_code == 200


@pytest.mark.parametrize("missing", ["near", "treatment", "duration_min"])
def test_a_search_needs_place_treatment_and_length(door: Door, missing: str) -> None:
    assert fields(door.get("/search", {key: value for key, value in HERE.items() if key != missing})) == [
        missing
    ]


def test_from_comes_before_to(door: Door) -> None:
    same = "2027-03-02T09:00:00Z"

    assert fields(door.get("/search", {**HERE, "from": same, "to": same})) == ["to"]
    assert fields(door.get("/search", {**HERE, "to": "2020-01-01T00:00:00Z"})) == ["to"]
    assert door.get("/search", {**HERE, "from": same, "to": "2027-03-02T09:00:01Z"}).status_code == 200


def test_a_query_is_read_as_it_stands(door: Door) -> None:
    twice = door.http.get("/api/v1/search?near=60,24&near=60,25&treatment=facial&duration_min=60")
    broken = door.http.get("/api/v1/search?near=%ff,24&treatment=facial&duration_min=60")

    assert [fields(twice), fields(broken)] == [["near"], ["near"]]


def test_slots_name_what_is_wrong(door: Door, place: cast.Place) -> None:
    path = f"/salons/{place.salon.public_id}/slots"
    offer = place.offers["facial"].public_id
    other = cast.hiljainen_huone(now())
    moment = now()

    def window(days: float) -> dict[str, str]:
        return {"offer": offer, "from": moment.isoformat(), "to": (moment + timedelta(days=days)).isoformat()}

    assert fields(door.get(path)) == ["offer"]
    assert fields(door.get(path, {"offer": "0000"})) == ["offer"]
    assert fields(door.get(path, {"offer": other.offers["facial"].public_id})) == ["offer"]
    assert fields(door.get(path, {"offer": offer, "practitioner": other.people["Sanna"].public_id})) == [
        "practitioner"
    ]
    assert fields(door.get(path, window(92.01))) == ["to"]
    assert door.get(path, window(92)).status_code == 200


@pytest.fixture
def wish(place: cast.Place, free: list[datetime]) -> dict[str, Any]:
    starts_at = free[0].isoformat()
    return {"offer": place.offers["facial"].public_id, "starts_at": starts_at, "client": dict(OUTI)}


def client_of(wish: dict[str, Any], **changed: object) -> dict[str, Any]:
    return {**wish, "client": {**OUTI, **changed}}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": ""}, "client.name"),
        ({"name": "   "}, "client.name"),
        ({"name": "x" * 201}, "client.name"),
        ({"name": None}, "client.name"),
        ({"name": 7}, "client.name"),
        ({"name": "Outi\0"}, "client.name"),
        ({"name": "Outi\nBcc: all"}, "client.name"),
        ({"name": "\ud800"}, "client.name"),
        ({"email": "outi"}, "client.email"),
        ({"email": "outi@"}, "client.email"),
        ({"email": f"{'o' * 250}@example.org"}, "client.email"),
        ({"email": None}, "client.email"),
        ({"email": None, "phone": "12"}, "client.phone"),
        ({"phone": "+1"}, "client.phone"),
        ({"phone": 358401234567}, "client.phone"),
        ({"nickname": "O"}, "client.nickname"),
    ],
)
def test_a_client_is_checked(
    door: Door, wish: dict[str, Any], changed: dict[str, object], field: str
) -> None:
    assert fields(door.post("/appointments", client_of(wish, **changed))) == [field]
    assert [Appointment.objects.count(), Client.objects.count()] == [0, 0]


@pytest.mark.parametrize(
    ("changed", "kept"),
    [
        ({"name": "x" * 200}, ("outi@example.org", "")),
        ({"email": None, "phone": "040 123 4567"}, ("", "+358401234567")),
        ({"email": None, "phone": "+14105550123"}, ("", "+14105550123")),
        ({"phone": None}, ("outi@example.org", "")),
    ],
)
def test_a_client_gives_an_email_or_a_phone(
    door: Door, wish: dict[str, Any], changed: dict[str, object], kept: tuple[str, str]
) -> None:
    assert door.post("/appointments", client_of(wish, **changed)).status_code == 201
    assert Client.objects.values_list("email", "phone").get() == kept


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"offer": "nothing"}, "offer"),
        ({"offer": 5}, "offer"),
        ({"offer": None}, "offer"),
        ({"practitioner": "nobody"}, "practitioner"),
        ({"starts_at": 1_800_000_000}, "starts_at"),
        *(({"starts_at": value}, "starts_at") for value in BAD_INSTANTS),
        ({"focus": ["left_ear"]}, "focus"),
        ({"focus": ["breast_left"]}, "focus"),
        ({"focus": "neck_back"}, "focus"),
        ({"focus": ["neck_back"] * 61}, "focus"),
        ({"client": None}, "client"),
        ({"client": []}, "client"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_booking_is_checked(
    door: Door, wish: dict[str, Any], changed: dict[str, object], field: str
) -> None:
    assert fields(door.post("/appointments", {**wish, **changed})) == [field]
    assert Appointment.objects.count() == 0


def test_a_hold_is_named_with_its_own_token(door: Door, wish: dict[str, Any]) -> None:
    held = door.post("/holds", {"offer": wish["offer"], "starts_at": wish["starts_at"]}).json()
    mine = {"hold": held["id"], "token": held["token"], "client": OUTI}

    assert fields(door.post("/appointments", {**mine, "token": "another"})) == ["hold"]
    assert fields(door.post("/appointments", {**mine, "hold": "unknown"})) == ["hold"]
    assert fields(door.post("/appointments", {"hold": held["id"], "client": OUTI})) == ["token"]
    assert fields(door.post("/appointments", {**mine, "offer": wish["offer"]})) == ["offer"]
    assert [Appointment.objects.count(), Hold.objects.count()] == [0, 1]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"offer"',
        b'{"offer": NaN}',
        b'{"offer": 1, "offer": 2}',
        b'{"offer": "\xff"}',
        b"[" * 20_000,
        b'{"a": "' + b"x" * 65_536 + b'"}',
    ],
)
def test_an_unreadable_body_is_named(door: Door, place: cast.Place, body: bytes) -> None:
    for path in ("/holds", "/appointments"):
        assert fields(door.post(path, body)) == ["body"]


def test_a_body_is_json_and_huge_numbers_are_no_trouble(door: Door, place: cast.Place) -> None:
    form = door.http.post("/api/v1/holds", {"offer": "x"})

    assert fields(form) == ["body"]
    assert fields(door.post("/holds", b'{"offer": 1e400, "starts_at": ' + b"9" * 4000 + b"}")) == [
        "offer",
        "starts_at",
    ]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/"),
        ("get", "/searches"),
        ("get", "/search/"),
        ("get", "/salons"),
        ("get", "/salons/unknown"),
        ("get", "/salons/unknown/offers"),
        ("get", "/salons/unknown/slots"),
        ("get", "/salons/%00/offers"),
        ("get", "/salons/UPPER"),
        ("get", "/appointments/unknown"),
        ("delete", "/holds/unknown"),
        ("put", "/appointments/unknown/time"),
        ("post", "/appointments/unknown/cancellation"),
    ],
)
def test_unknown_addresses_are_problems_too(door: Door, method: str, path: str) -> None:
    assert problem(getattr(door, method)(path, **bearer("x"))) == (404, "not_found")


def test_a_wrong_method_says_which_would_do(door: Door) -> None:
    answers = {
        "/search": ("post", "GET, HEAD, OPTIONS"),
        "/holds": ("get", "OPTIONS, POST"),
        "/appointments/x/time": ("get", "OPTIONS, PUT"),
    }
    for path, (method, allowed) in answers.items():
        refused = getattr(door, method)(path)
        assert problem(refused) == (405, "method_not_allowed")
        assert refused["Allow"] == allowed
    options = door.http.options("/api/v1/search")
    assert [options.status_code, options["Allow"]] == [204, "GET, HEAD, OPTIONS"]
    assert [door.http.head("/api/v1/openapi.json").status_code] == [200]


def test_a_strange_host_is_a_problem_too(door: Door) -> None:
    strange = door.http.get("/api/v1/search", headers={"host": "elsewhere.example"})

    assert problem(strange) == (400, "bad_request")
