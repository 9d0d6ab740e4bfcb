"""Open the rooms of a home in this process: its PostgreSQL joined or started, Django set up."""

import contextlib
import importlib
from collections.abc import Iterator, MutableMapping
from typing import Any

import django
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connections

from unknot.config.cluster import life
from unknot.config.home import Home


class Unusable(Exception):
    """Why the home or its database cannot be used; names the option or variable."""


@contextlib.contextmanager
def opened(home: Home, environ: MutableMapping[str, str]) -> Iterator[None]:
    """Within the block models can be loaded and the database asked. Unusable when there is nothing to open."""
    with contextlib.ExitStack() as stack:
        if home.is_ours():
            environ["UNKNOT_HOME"] = str(home.path)
        elif not environ.get("DATABASE_URL"):
            raise Unusable(f"--home: {home.path} is not a home of Unknot; `unknot up` makes one")
        if not environ.get("DATABASE_URL"):
            environ["DATABASE_URL"] = stack.enter_context(life.join_or_start(home, environ))
        environ["DJANGO_SETTINGS_MODULE"] = "unknot.config.settings"
        try:
            django.setup()
            stack.callback(connections.close_all)
            yield
        except ImproperlyConfigured as wrong:
            raise Unusable(str(wrong)) from None
        except DatabaseError as wrong:
            raise Unusable(f"the database refuses: {str(wrong).strip().splitlines()[0]}") from None


def load(name: str) -> Any:
    """A module of a room, which could not be imported before the rooms were open."""
    return importlib.import_module(name)
