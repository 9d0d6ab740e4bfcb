"""The first account of an installation: who has its token from the terminal may make it, once."""

from django.db import connection, transaction

from unknot.people.models import User
from unknot.plumbing.tokens import opens, token

_ONE_AT_A_TIME = 6


def first_token() -> str:
    """What opens the page that makes the first account; '' once anybody has one."""
    return "" if User.objects.exists() else token("first account", "0", 1)


def opens_first(given: str) -> bool:
    """Whether `given` is that token and nobody has an account yet."""
    return opens(given, "first account", "0", 1) and not User.objects.exists()


def make_first(*, email: str, name: str, password: str) -> User | None:
    """Make the first account; None when somebody was quicker."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s::int, 0)", [_ONE_AT_A_TIME])
        if User.objects.exists():
            return None
        return User.objects.create_user(email, name, password)
