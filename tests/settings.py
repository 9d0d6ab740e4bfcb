"""The product's settings with a home of the test run's own and without what only costs time."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from unknot.config.home import Home

# Set once by the process that starts the run; its workers inherit it.
if "UNKNOT_TEST_HOME" not in os.environ:
    os.environ["UNKNOT_TEST_HOME"] = tempfile.mkdtemp(prefix="unknot-test-")
    atexit.register(shutil.rmtree, os.environ["UNKNOT_TEST_HOME"], ignore_errors=True)
    Home(Path(os.environ["UNKNOT_TEST_HOME"])).create()
    (Path(os.environ["UNKNOT_TEST_HOME"]) / "static").mkdir()
os.environ["UNKNOT_HOME"] = os.environ["UNKNOT_TEST_HOME"]
os.environ["UNKNOT_RATE_LIMIT"] = "off"
os.environ["UNKNOT_SITE_URL"] = "http://testserver"
for inherited in (
    "DATABASE_URL",
    "UNKNOT_REPLICA_URL",
    "UNKNOT_EMAIL_URL",
    "UNKNOT_DEMO",
    "UNKNOT_HEALTH_KEYS",
):
    os.environ.pop(inherited, None)

from unknot.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
# What one test has counted says nothing about the next one's salons.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
