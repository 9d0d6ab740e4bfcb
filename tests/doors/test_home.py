"""The first page: what it is ready for, what it understands, and what the device remembers of it."""

from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from tests import cast
from tests.doors.pages import quiet_room
from tests.doors.rates_cast import asked_already
from unknot.web import asked
from unknot.web.forms import SearchForm

pytestmark = pytest.mark.django_db

KALLIO = {"what": "shoulders", "where": "Kallio", "when": "today", "part": "evening"}


def question(**answers: str) -> SearchForm:
    """A valid question, an aching back in Helsinki unless said otherwise."""
    form = SearchForm({"what": "back", "where": "60.1699,24.9384", **answers})
    assert form.is_valid(), form.errors
    return form


def chosen(page: str, name: str) -> list[str]:
    """The values of the chosen radios of a name."""
    radios = [tag for tag in page.split("<") if f'name="{name}"' in tag and "checked" in tag]
    return [tag.split('value="')[1].split('"')[0] for tag in radios]


def test_the_page_is_ready_for_one_tap(client: Client) -> None:
    quiet_room()
    page = client.get("/").content.decode()
    assert (chosen(page, "what"), chosen(page, "when")) == (["massage"], ["soonest"])
    assert 'name="where" value="Helsinki"' in page
    assert '<option value="any" selected>' in page


@pytest.mark.parametrize("salons", [1, 30])
def test_the_page_takes_one_statement_whatever_the_number_of_salons(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, salons: int
) -> None:
    for _ in range(salons):
        cast.offer(cast.salon())
    with django_assert_num_queries(1):
        client.get("/")


def test_home_is_the_town_with_the_most_salons_that_can_be_booked(client: Client) -> None:
    for city, number, more in (
        ("Helsinki", 1, {}),
        ("Tampere", 2, {"lat": 61.5, "lon": 23.77}),
        ("Turku", 3, {"hours_source": "unknown"}),
        ("", 4, {}),
    ):
        for _ in range(number):
            cast.offer(cast.salon(city=city, **more))
    for _ in range(3):
        cast.salon(city="Rauma")
        cast.offer(cast.salon(city="Espoo"), is_active=False)
    assert 'value="Tampere"' in client.get("/").content.decode()


def test_without_salons_nobody_is_told_where_to_look(client: Client) -> None:
    page = client.get("/").content.decode()
    field = page.split('type="text" name="where"')[1].partition(">")[0]
    assert "value=" not in field


def test_a_wish_asks_for_its_treatments_the_best_first() -> None:
    form = question(what="shoulders")
    wish = form.wish()
    assert wish is not None
    assert (wish.id, form.title()) == ("shoulders", "Tight neck and shoulders")
    assert form.treatments() == ("back_massage", "deep_tissue", "trigger_point", "chair", "swedish")
    assert form.durations_min() == (15, 20, 30, 45, 60, 75, 90)


@pytest.mark.parametrize(
    "answers",
    [
        {"what": "shiatsu"},
        {"what": "back", "treatment": "shiatsu"},
        {"what": "", "treatment": "shiatsu"},
        {"what": "shiatsu", "treatment": ""},
    ],
)
def test_a_certain_treatment_comes_before_the_wish(answers: dict[str, str]) -> None:
    form = question(**answers)
    assert (form.cleaned_data["what"], form.wish(), form.title()) == ("shiatsu", None, "Shiatsu")
    assert (form.treatments(), form.durations_min()) == (("shiatsu",), (60, 90))


def test_who_says_nothing_wants_a_good_massage() -> None:
    assert question(what="").cleaned_data["what"] == "massage"


def test_titles_are_in_the_readers_language() -> None:
    with translation.override("fi"):
        assert question(what="back_massage").title() != "Classic back massage"


@pytest.mark.parametrize(
    ("what", "asked_min", "length_min"),
    [
        ("back_massage", "45", 45),
        ("back_massage", "75", 60),
        ("back_massage", "", 60),
        ("back", "75", 75),
        ("chair", "60", 20),
    ],
)
def test_a_length_nobody_gives_becomes_an_hour_or_the_treatments_own(
    what: str, asked_min: str, length_min: int
) -> None:
    assert question(what=what, duration_min=asked_min).length_min() == length_min


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"what": "nonsense"}, "Choose one of these"),
        ({"treatment": "nonsense"}, "Choose one of these"),
        ({"where": "qqqqzzz"}, "know that place"),
        ({"where": " , ,"}, "know that place"),
        ({"when": "day", "on_date": ""}, "Which day?"),
        ({"duration_min": "7000"}, "Nobody offers that length"),
    ],
)
def test_a_wrong_question_is_asked_again_with_everything_that_was_said(
    client: Client, wrong: dict[str, str], says: str
) -> None:
    answer = client.get(reverse("search"), {**KALLIO, "where": "Kallio & co", **wrong})
    page = answer.content.decode()
    assert (answer.status_code, says in page) == (422, True)
    assert chosen(page, "when") == [wrong.get("when", "today")]
    assert '<option value="evening" selected>' in page
    assert ("where" in wrong) or 'value="Kallio &amp; co"' in page


def test_a_treatment_that_was_asked_for_becomes_one_of_the_pills(client: Client) -> None:
    page = client.get(reverse("search"), {**KALLIO, "treatment": "shiatsu", "where": "qqqq"}).content.decode()
    assert chosen(page, "what") == ["shiatsu"]
    assert '<option value="" selected>' in page


def remembered(**answers: str) -> Client:
    """A browser that has asked this."""
    response = HttpResponse()
    asked.remember(response, question(**answers), RequestFactory().get("/"))
    client = Client()
    client.cookies.load({asked.COOKIE: response.cookies[asked.COOKIE].value})
    return client


def initial(client: Client) -> dict[str, Any]:
    """What the next page begins with."""
    request = RequestFactory().get("/")
    request.COOKIES = {name: morsel.value for name, morsel in client.cookies.items()}
    return asked.initial(request)


def test_the_last_question_stands_there_again() -> None:
    client = remembered(**KALLIO, duration_min="45")
    assert initial(client) == {**KALLIO, "where": "Kallio, Helsinki, Finland", "duration_min": 45}
    page = client.get("/").content.decode()
    assert (chosen(page, "what"), chosen(page, "when")) == (["shoulders"], ["today"])
    assert 'value="Kallio, Helsinki, Finland"' in page
    assert 'name="duration_min" value="45"' in page


def test_a_remembered_question_needs_no_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client = remembered(**KALLIO)
    with django_assert_num_queries(0):
        client.get("/")


def test_a_day_that_passes_is_not_remembered() -> None:
    client = remembered(when="day", on_date=date.today().isoformat())  # noqa: DTZ011
    assert "when" not in initial(client)


def test_of_a_position_only_the_name_of_the_place_is_remembered() -> None:
    client = remembered(where="60.185,24.950")
    assert initial(client)["where"] == "Kallio, Helsinki"
    assert "24.9" not in client.cookies[asked.COOKIE].value


@pytest.mark.parametrize(
    ("treatment", "kept"), [("hot_stone", True), ("oncology", False), ("prenatal", False)]
)
def test_the_device_shows_no_health(treatment: str, kept: bool) -> None:
    client = remembered(what=treatment)
    assert initial(client).get("what") == (treatment if kept else None)
    assert (treatment in client.cookies[asked.COOKIE].value) == kept


def test_the_cookie_is_for_the_house_alone_and_half_a_year() -> None:
    response = HttpResponse()
    asked.remember(response, question(), RequestFactory().get("/"))
    cookie = response.cookies[asked.COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 180 * 86_400)
    asked.forget(response)
    assert (cookie["max-age"], response.cookies[asked.COOKIE].value) == (0, "")


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "what",
        "what%3Dnonsense%26when%3Dday%26part%3Dnight%26duration_min%3D7000%26where%3D",
        "duration_min%3D%C3%A9%26where%3D60.1%2C24.9",
        "%ff%fe%00",
        "what%3Doncology",
        "where%3D%00Kallio",
        "where%3D" + "a" * 101,
        "&".join(f"a{number}=1" for number in range(2000)),
        "=" * 900,
        "%26" * 600,
        "{'what': 1}",
    ],
)
def test_a_broken_cookie_breaks_nothing(client: Client, broken: str) -> None:
    client.cookies.load({asked.COOKIE: broken})
    assert client.get("/").status_code == 200
    assert initial(client) == {}


@pytest.mark.parametrize("written", ["where%3D%22%3E%3Cscript%3E", "where%253D", "what%3Dback%26what%3Dlegs"])
def test_a_forged_cookie_is_only_words_in_a_field(client: Client, written: str) -> None:
    client.cookies.load({asked.COOKIE: written})
    answer = client.get("/")
    assert (answer.status_code, b'"><script>' in answer.content) == (200, False)


def test_suggestions_are_places_near_home_that_can_be_told_apart(client: Client) -> None:
    quiet_room()
    page = client.get(reverse("places"), {"where": "kal"}).content.decode()
    options = [each.split('"')[0] for each in page.split('value="')[1:]]
    assert (options[0], len(options), len(set(options))) == ("Kallio, Helsinki", 8, 8)
    assert "Kaliningrad, Russia" in options


@pytest.mark.parametrize("typed", ["", " ", "60.18,24.95", "qqqq", "\0", "," * 500, "a," * 500])
def test_there_are_no_suggestions_for_what_is_no_name(client: Client, typed: str) -> None:
    answer = client.get(reverse("places"), {"where": typed})
    assert (answer.status_code, "qqqq" in answer.content.decode()) == (200, False)


def test_suggestions_are_asked_for_a_hundred_and_twenty_times_a_minute(
    client: Client, settings: Settings
) -> None:
    settings.RATE_LIMIT = True
    asked_already("web.places", 119)
    assert client.get(reverse("places"), {"where": "x" * 40}).status_code == 200
    asked_already("web.places", 120)
    assert client.get(reverse("places"), {"where": "x" * 40}).status_code == 429
