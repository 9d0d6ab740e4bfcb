"""What the environment says, parsed into values. Every refusal is a ValueError that names the variable."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

CONNECTION_AGE_S = 600
# libpq's parameters: seconds to connect, seconds without a sign of life, milliseconds for what was sent.
# `plumbing.prepared` may prepare statements, and does so at once; Django's own cursors prepare none.
PREPARING = {"prepare_threshold": 5}
PATIENT = {"connect_timeout": 10, **PREPARING}
SOON_GIVEN_UP = {
    "connect_timeout": 2,
    "keepalives_idle": 2,
    "keepalives_interval": 1,
    "keepalives_count": 2,
    "tcp_user_timeout": 3000,
    **PREPARING,
}
LOCAL_HOSTS = ("localhost", "127.0.0.1")


def database(url: str, variable: str = "DATABASE_URL", usual: Mapping[str, int] = PATIENT) -> dict[str, Any]:
    """`postgres://user:password@host:port/name?host=/socket/dir&sslmode=...` as Django's settings.

    Parts are percent-decoded. A `host` in the query wins, as in libpq; other query keys go to libpq as they are,
    in the place of those that are `usual`.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError(f"{variable}: must begin with postgres:// or postgresql://")
    try:
        port = parts.port
    except ValueError:
        raise ValueError(f"{variable}: the port is not a number up to 65535") from None
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    name = unquote(parts.path.removeprefix("/"))
    if not name:
        raise ValueError(f"{variable}: names no database, as in postgres://host/NAME")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": options.pop("user", unquote(parts.username or "")),
        "PASSWORD": options.pop("password", unquote(parts.password or "")),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": options.pop("port", str(port or "")),
        "CONN_MAX_AGE": CONNECTION_AGE_S,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**usual, **options},
    }


def replica(url: str) -> dict[str, Any]:
    """A streaming replica, as Django's settings: nobody waits long for one that does not answer."""
    return database(url, "UNKNOT_REPLICA_URL", SOON_GIVEN_UP)


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over. `security` is "", "tls" (from the first byte) or "starttls"."""

    host: str
    port: int
    user: str
    password: str
    security: str


def mail_server(url: str) -> MailServer:
    """`smtp://user:password@host:port`, `smtps://...` or `smtp+starttls://...`."""
    parts = urlsplit(url)
    kinds = {"smtp": ("", 25), "smtps": ("tls", 465), "smtp+starttls": ("starttls", 587)}
    if parts.scheme not in kinds:
        raise ValueError("UNKNOT_EMAIL_URL: must begin with smtp://, smtps:// or smtp+starttls://")
    try:
        port = parts.port
    except ValueError:
        raise ValueError("UNKNOT_EMAIL_URL: the port is not a number up to 65535") from None
    if not parts.hostname:
        raise ValueError("UNKNOT_EMAIL_URL: names no host")
    security, usual_port = kinds[parts.scheme]
    return MailServer(
        parts.hostname,
        port or usual_port,
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        security,
    )


def switched_on(name: str, value: str, *, default: bool) -> bool:
    """`on` and `off`, `1` and `0`; empty gives the default; anything else is refused."""
    if not value:
        return default
    if value.lower() in ("on", "1", "true", "yes"):
        return True
    if value.lower() in ("off", "0", "false", "no"):
        return False
    raise ValueError(f"{name}: must be on or off")


def site_url(value: str) -> str:
    """The address under which the world reaches us, without a slash at its end."""
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("UNKNOT_SITE_URL: must look like https://example.org")
    return value.rstrip("/")


@dataclass(frozen=True, slots=True)
class MapTiles:
    """Where a map's pictures come from: an address with {z}, {x} and {y}, whom to thank, and the origin alone."""

    url: str
    attribution: str
    origin: str


def map_tiles(url: str, attribution: str) -> MapTiles:
    """`https://tiles.example.org/{z}/{x}/{y}.png`, or http on this machine. {r} may stand for "@2x"."""
    name = "UNKNOT_MAP_TILES"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ValueError(f"{name}: no address, or its port is not a number up to 65535") from None
    # The host goes into the Content-Security-Policy, so it may hold nothing that would end a source there.
    if not re.fullmatch(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", parts.hostname or ""):
        raise ValueError(f"{name}: names no host, as in https://tiles.example.org/{{z}}/{{x}}/{{y}}.png")
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOCAL_HOSTS):
        raise ValueError(f"{name}: must begin with https://, or with http:// on localhost")
    if "@" in parts.netloc or parts.fragment or re.search(r"[\s\x00-\x1f]", url):
        raise ValueError(f"{name}: may hold no user, fragment or blank")
    blanks = re.findall(r"\{[^{}]*\}", parts.path + "?" + parts.query)
    if not {"{z}", "{x}", "{y}"} <= set(blanks) <= {"{z}", "{x}", "{y}", "{r}"}:
        raise ValueError(f"{name}: must hold {{z}}, {{x}} and {{y}}, and nothing else in braces but {{r}}")
    if not attribution.strip():
        raise ValueError("UNKNOT_MAP_ATTRIBUTION: must say whose map it is when UNKNOT_MAP_TILES is set")
    origin = f"{parts.scheme}://{parts.hostname}" + (f":{port}" if port else "")
    return MapTiles(url, attribution.strip(), origin)


def log_level(value: str) -> str:
    """DEBUG, INFO, WARNING, ERROR or CRITICAL, in any case."""
    if value.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"):
        raise ValueError("UNKNOT_LOG_LEVEL: must be DEBUG, INFO, WARNING, ERROR or CRITICAL")
    return value.upper()


def whole_number(name: str, value: str, least: int = 0, most: int = 9) -> int:
    """A whole number between two limits, which count."""
    if not re.fullmatch("[0-9]{1,9}", value) or not least <= int(value) <= most:
        raise ValueError(f"{name}: must be a whole number from {least} to {most}")
    return int(value)
