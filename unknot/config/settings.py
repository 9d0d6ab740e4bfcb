"""Django's settings, all from the environment and the home. Importing this writes nothing but a missing secret."""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from unknot.config import environment, health_keys, home, logs
from unknot.config.demo import accounts

BASE_DIR = Path(__file__).resolve().parent.parent.parent
HOME = home.chosen(os.environ)

try:
    SITE_URL = environment.site_url(os.environ.get("UNKNOT_SITE_URL", "http://localhost:8000"))
    RATE_LIMIT = environment.switched_on(
        "UNKNOT_RATE_LIMIT", os.environ.get("UNKNOT_RATE_LIMIT", ""), default=True
    )
    DEMO = environment.switched_on("UNKNOT_DEMO", os.environ.get("UNKNOT_DEMO", ""), default=False)
    _LOG_LEVEL = environment.log_level(os.environ.get("UNKNOT_LOG_LEVEL", "INFO"))
    TRUSTED_PROXIES = environment.whole_number("UNKNOT_PROXIES", os.environ.get("UNKNOT_PROXIES", "0"))
    _DATABASE = environment.database(os.environ.get("DATABASE_URL", "postgres:///unknot"))
    _REPLICA_URL = os.environ.get("UNKNOT_REPLICA_URL", "")
    _REPLICA = environment.replica(_REPLICA_URL) if _REPLICA_URL else None
    # A replica that may be further behind than this is left out; what somebody wrote is remembered for twice as long.
    REPLICA_BEHIND_S = environment.whole_number(
        "UNKNOT_REPLICA_BEHIND_S", os.environ.get("UNKNOT_REPLICA_BEHIND_S", "5"), 2, 60
    )
    _MAIL_URL = os.environ.get("UNKNOT_EMAIL_URL", "")
    _MAIL = environment.mail_server(_MAIL_URL) if _MAIL_URL else None
    _TILES_URL = os.environ.get("UNKNOT_MAP_TILES", "")
    _HEALTH_KEYS = health_keys.source(os.environ, HOME)
    _THANKS = os.environ.get("UNKNOT_MAP_ATTRIBUTION", "")
    _TILES = environment.map_tiles(_TILES_URL, _THANKS) if _TILES_URL else None
except ValueError as refusal:
    raise ImproperlyConfigured(str(refusal)) from None

# Without a home (a linter, makemigrations) nothing outlives the process, so its key need not either.
SECRET_KEY = HOME.secret("django_secret_key") if HOME else secrets.token_urlsafe(48)
# Asked at each use, so that a rotation reaches processes that run. Whoever loses these keys loses the answers.
HEALTH_KEYS = _HEALTH_KEYS
DEBUG = False
_HTTPS = SITE_URL.startswith("https:")
_SITE_HOST = urlsplit(SITE_URL).hostname or "localhost"
ALLOWED_HOSTS = sorted({_SITE_HOST, "localhost", "127.0.0.1", "[::1]"})
CSRF_TRUSTED_ORIGINS = [SITE_URL]

ROOT_URLCONF = "unknot.config.urls"
WSGI_APPLICATION = "unknot.config.wsgi.application"
_ROOMS = ["plumbing", "people", "salons", "health", "diary", "notices", "design", "web", "desk", "api"]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "django_htmx",
    *(f"unknot.{room}" for room in _ROOMS),
]
MIDDLEWARE = [
    "unknot.design.middleware.BackInAMoment",
    "unknot.config.logs.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Django pads what it compresses, and a page's CSRF token is masked anew each time: nothing for BREACH to guess.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    # Around all that writes.
    "unknot.design.searching.RememberWrites",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES = {"default": _DATABASE} | ({"replica": _REPLICA} if _REPLICA else {})
DATABASE_ROUTERS = ["unknot.plumbing.reading.Router"] if _REPLICA else []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fi", "Suomi")]
LOCALE_PATHS = [BASE_DIR / "unknot" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = HOME.path / "static" if HOME else BASE_DIR / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "unknot.design.sheets.SheetFinder",
]
# Style sheets are written file by file and sent as one: the files of each, in order. All begin with the layers' order.
_DESIGN = tuple(
    f"design/{sheet}.css"
    for sheet in ("reset", "tokens", "type", "base", "layout", "actions", "fields", "pills", "cards")
)
_WEB = ("walk", "home", "results", "map", "month", "hold", "again")
SHEETS = {
    "design/house.css": _DESIGN,
    "design/walk.css": (*_DESIGN, *(f"web/{sheet}.css" for sheet in _WEB)),
    "design/body.css": ("design/figure.css", "design/figure_marks.css"),
    "design/guides.css": (*_DESIGN, "web/guides.css"),
    "design/desk.css": (
        *_DESIGN,
        "desk/places.css",
        "desk/board.css",
        "desk/entries.css",
        "desk/decision.css",
        "desk/brief.css",
        "desk/hours.css",
        "desk/gaps.css",
        "desk/booking.css",
        "desk/setup.css",
        "desk/numbers.css",
    ),
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "unknot.design.static_files.HashedFiles"},
}

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = False
# Only a proxy of ours may say that the client came over TLS.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
# What is uploaded is encrypted before it is kept: no part of it may lie in a temporary file.
FILE_UPLOAD_HANDLERS = ["unknot.design.uploads.InMemoryOnly"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 10 * 1_048_576
DATA_UPLOAD_MAX_NUMBER_FILES = 1
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *([_TILES.origin] if _TILES else [])],
        "connect-src": [SELF],
        "font-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# Whom a visitor may play at the desk, where DEMO says that everybody is invented.
DEMO_TEAM = accounts.TEAM
MAP_TILES_URL = _TILES.url if _TILES else ""
MAP_ATTRIBUTION = _TILES.attribution if _TILES else ""
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("UNKNOT_EMAIL_FROM", f"Unknot <no-reply@{_SITE_HOST}>")
OUTBOX = HOME.outbox if HOME else None
if _MAIL:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
    EMAIL_USE_SSL, EMAIL_USE_TLS = _MAIL.security == "tls", _MAIL.security == "starttls"
    EMAIL_TIMEOUT = 20
elif OUTBOX:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(OUTBOX)
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

LOGGING_CONFIG = None
logs.configure(level=_LOG_LEVEL)
