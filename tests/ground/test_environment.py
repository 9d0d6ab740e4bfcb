"""What the environment says becomes settings, or one line that names the variable."""

import pytest

from unknot.config import environment


def test_a_database_url_is_taken_apart() -> None:
    said = environment.database("postgres://anna:secret@db.example.org:6432/city?sslmode=require")
    assert said == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "city",
        "USER": "anna",
        "PASSWORD": "secret",
        "HOST": "db.example.org",
        "PORT": "6432",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 10, "prepare_threshold": 5, "sslmode": "require"},
    }


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_a_socket_directory_is_a_host(scheme: str) -> None:
    said = environment.database(f"{scheme}:///city?host=%2Ftmp%2Fa%20b%2Frun")
    assert (said["HOST"], said["NAME"], said["USER"]) == ("/tmp/a b/run", "city", "")


def test_parts_of_a_database_url_are_percent_decoded() -> None:
    said = environment.database("postgres://an%40na:p%2Fw%3Ad@localhost/ci%20ty")
    assert (said["USER"], said["PASSWORD"], said["NAME"]) == ("an@na", "p/w:d", "ci ty")


@pytest.mark.parametrize(
    "url", ["mysql://localhost/city", "postgres://localhost", "postgres://localhost:port/city", "city", ""]
)
def test_a_database_url_that_names_nothing_usable_is_refused_by_name(url: str) -> None:
    with pytest.raises(ValueError, match=r"^DATABASE_URL: "):
        environment.database(url)


@pytest.mark.parametrize(
    ("url", "security", "port"),
    [
        ("smtp://h", "", 25),
        ("smtps://h", "tls", 465),
        ("smtp+starttls://h", "starttls", 587),
        ("smtp://h:1025", "", 1025),
    ],
)
def test_a_mail_server_has_its_usual_port_unless_one_is_named(url: str, security: str, port: int) -> None:
    said = environment.mail_server(url)
    assert (said.host, said.security, said.port) == ("h", security, port)


@pytest.mark.parametrize("url", ["http://h", "smtp://", "smtp://h:x"])
def test_a_mail_server_that_names_nothing_usable_is_refused_by_name(url: str) -> None:
    with pytest.raises(ValueError, match=r"^UNKNOT_EMAIL_URL: "):
        environment.mail_server(url)


@pytest.mark.parametrize(
    ("value", "on"), [("on", True), ("OFF", False), ("1", True), ("0", False), ("", True)]
)
def test_a_switch_is_on_or_off_or_its_default(value: str, on: bool) -> None:
    assert environment.switched_on("UNKNOT_RATE_LIMIT", value, default=True) is on


def test_a_switch_that_is_neither_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"^UNKNOT_RATE_LIMIT: must be on or off$"):
        environment.switched_on("UNKNOT_RATE_LIMIT", "maybe", default=True)


def test_the_sites_address_loses_its_last_slash() -> None:
    assert environment.site_url("https://unknot.example/") == "https://unknot.example"


@pytest.mark.parametrize("value", ["unknot.example", "ftp://unknot.example", "https://", "https://a/?b=c"])
def test_a_sites_address_that_is_none_is_refused_by_name(value: str) -> None:
    with pytest.raises(ValueError, match=r"^UNKNOT_SITE_URL: "):
        environment.site_url(value)


TILES = "https://tiles.example.org/{z}/{x}/{y}.png"


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        (TILES, "https://tiles.example.org"),
        ("https://Tiles.example.org:8443/{z}/{x}/{y}{r}.png?key=k", "https://tiles.example.org:8443"),
        ("http://localhost:8080/{z}/{x}/{y}.png", "http://localhost:8080"),
        ("http://127.0.0.1/{z}/{x}/{y}.png", "http://127.0.0.1"),
    ],
)
def test_a_maps_tiles_have_an_origin(url: str, origin: str) -> None:
    said = environment.map_tiles(url, " © Somebody ")
    assert said == environment.MapTiles(url, "© Somebody", origin)


@pytest.mark.parametrize(
    "url",
    [
        "http://tiles.example.org/{z}/{x}/{y}.png",
        "ftp://localhost/{z}/{x}/{y}.png",
        "/{z}/{x}/{y}.png",
        "https://{s}.example.org/{z}/{x}/{y}.png",
        "https://*.example.org/{z}/{x}/{y}.png",
        "https://tiles.example.org;script-src/{z}/{x}/{y}.png",
        "https://me:key@tiles.example.org/{z}/{x}/{y}.png",
        "https://tiles.example.org:port/{z}/{x}/{y}.png",
        "https://[/{z}/{x}/{y}.png",
        "https://tiles.example.org/{z}/{x}.png",
        "https://tiles.example.org/{z}/{x}/{y}/{s}.png",
        "https://tiles.example.org/{z}/{x}/{y}.png#top",
        "https://tiles.example.org/{z}/{x}/{y}.png x",
        "https://tiles.example.org/{z}/{x}/{y}.png\n",
    ],
)
def test_tiles_that_a_map_can_not_show_are_refused_by_name(url: str) -> None:
    with pytest.raises(ValueError, match=r"^UNKNOT_MAP_TILES: "):
        environment.map_tiles(url, "© Somebody")


@pytest.mark.parametrize("attribution", ["", "  "])
def test_tiles_without_an_attribution_are_refused_by_its_name(attribution: str) -> None:
    with pytest.raises(ValueError, match=r"^UNKNOT_MAP_ATTRIBUTION: "):
        environment.map_tiles(TILES, attribution)


def test_a_replica_is_soon_given_up_unless_its_address_says_otherwise() -> None:
    said = environment.replica("postgres://anna@replica.example.org/city?connect_timeout=7")
    assert said["OPTIONS"] == environment.SOON_GIVEN_UP | {"connect_timeout": "7"}
    with pytest.raises(ValueError, match=r"^UNKNOT_REPLICA_URL: "):
        environment.replica("replica.example.org")


@pytest.mark.parametrize(
    ("said", "taken"), [("2", True), ("60", True), ("1", False), ("61", False), ("", False)]
)
def test_a_bound_has_bounds(said: str, taken: bool) -> None:
    if taken:
        assert environment.whole_number("UNKNOT_REPLICA_BEHIND_S", said, 2, 60) == int(said)
        return
    with pytest.raises(ValueError, match="UNKNOT_REPLICA_BEHIND_S: must be a whole number from 2 to 60"):
        environment.whole_number("UNKNOT_REPLICA_BEHIND_S", said, 2, 60)
