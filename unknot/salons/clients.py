"""The clients that a salon knows, found by any part of name, phone or mail; never those of another salon."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from unknot.people.models import Client
from unknot.salons.models import Acquaintance, Salon

MOST_WORDS = 6
# Three letters are one entry of the index. Of fewer only a word's beginning is looked for, which is one too.
WHOLE_LETTERS = 3
# A client who books herself is a new row each time: of several that say the same the latest is shown.
ROWS_FOR_ONE = 5
# What many have is found among those who were here last; only what few have is looked up in the index of words.
LATEST = 1000
_LETTER = re.compile(r"[^\W\d_]")
_SPECIAL = re.compile(r"([\\%_])")
_COLUMNS = "client_id, sought, seen_at, id"
_AMONG_LATEST = f"""
WITH latest AS MATERIALIZED (
  SELECT {_COLUMNS} FROM salons_acquaintance WHERE salon_id = %s::bigint ORDER BY seen_at DESC LIMIT {LATEST}),
found AS MATERIALIZED (SELECT * FROM latest WHERE {{conditions}} ORDER BY seen_at DESC, id DESC LIMIT %s)
"""
_AMONG_ALL = f"""
WITH every AS MATERIALIZED (SELECT {_COLUMNS} FROM salons_acquaintance WHERE salon_id = %s::bigint AND {{conditions}}),
found AS MATERIALIZED (SELECT * FROM every ORDER BY seen_at DESC, id DESC LIMIT %s)
"""
_SELECT = """
SELECT c.public_id, c.name, c.phone, c.email, f.seen_at
FROM found f LEFT JOIN salons_joined j ON j.salon_id = %s AND j.client_id = f.client_id
JOIN people_client c ON c.id = coalesce(j.into_id, f.client_id)
ORDER BY f.sought LIKE %s DESC, f.seen_at DESC, f.id DESC
"""


class Known(NamedTuple):
    """A client as the desk tells her from others. `seen_at` is her latest visit, or when she was written down."""

    public_id: str
    name: str
    phone: str
    email: str
    seen_at: datetime


def clients_like(salon: Salon, typed: str, *, most: int) -> list[Known]:
    """The clients of a salon in whom every typed word is found. At most three statements.

    Who is joined into another is found by her own words too, and shown as that other.

    Of the latest of them, who begin so come first. Case and accents don't count, nor how a number is written. A word
    of one or two letters has to be a beginning.
    """
    words = words_of(folded(typed))
    if not words:
        return []
    wanted = most * ROWS_FOR_ONE
    rows = _rows(_AMONG_LATEST, salon, words, wanted)
    if len(rows) < wanted:
        rows = _rows(_AMONG_ALL, salon, words, wanted)
    return _told_apart(rows)[:most]


def latest_clients(salon: Salon, *, most: int) -> list[Known]:
    """The clients who were here last or are to come, the latest first. One statement."""
    return _told_apart(_rows(_AMONG_LATEST, salon, [], most * ROWS_FOR_ONE))[:most]


def _told_apart(rows: Sequence[Known]) -> list[Known]:
    """Of rows that say the same the first."""
    first: dict[tuple[str, str, str], Known] = {}
    for row in rows:
        first.setdefault((row.name.casefold(), row.phone, row.email.casefold()), row)
    return list(first.values())


def _rows(among: str, salon: Salon, words: Sequence[str], wanted: int) -> list[Known]:
    conditions = " AND ".join(["sought LIKE %s"] * len(words)) or "true"
    beginning = f" {_plain(words[0])}%" if words else "%"
    asked: list[int | str] = [salon.pk, *map(_pattern, words), wanted, salon.pk, beginning]
    with connection.cursor() as cursor:
        cursor.execute(among.format(conditions=conditions) + _SELECT, asked)
        return [Known(*row) for row in cursor.fetchall()]


def client_at(salon: Salon, public_id: str) -> Client | None:
    """A client, if the salon knows her."""
    return Client.objects.filter(public_id=public_id, acquaintances__salon=salon).first()


def clients_reached_by(salon: Salon, *, phone: str, email: str, most: int) -> list[Known]:
    """The clients of a salon who have this very number (E.164) or address, of which one may be ''."""
    found: dict[str, Known] = {}
    for given in filter(None, (phone, email)):
        for each in clients_like(salon, given, most=most):
            if (phone and each.phone == phone) or (email and each.email.casefold() == email.casefold()):
                found.setdefault(each.public_id, each)
    return list(found.values())[:most]


def clients_alike(salon: Salon, client: Client, *, most: int) -> list[Known]:
    """Other rows of a salon with the same number, address or name as a client: perhaps the same one."""
    found: dict[str, Known] = {}
    for given in filter(None, (client.phone, client.email, client.name)):
        words = words_of(folded(given))
        for each in _rows(_AMONG_ALL, salon, words, most * ROWS_FOR_ONE) if words else ():
            same = (each.phone, each.email.casefold(), each.name.casefold())
            if given.casefold() in same and each.public_id != client.public_id:
                found.setdefault(each.public_id, each)
    return list(found.values())[:most]


def write_down(salon: Salon, client: Client) -> None:
    """Let a salon know a client who has no visit there. To do it again changes nothing."""
    Acquaintance.objects.get_or_create(salon=salon, client=client)


def write_down_all(salon: Salon, client_ids: Sequence[int], *, now: datetime) -> None:
    """The same for many at once. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO salons_acquaintance (salon_id, client_id, seen_at)"
            " SELECT %s, id, %s FROM unnest(%s::bigint[]) given(id) ON CONFLICT (salon_id, client_id) DO NOTHING",
            [salon.pk, now, list(client_ids)],
        )


def folded(typed: str) -> str:
    """Words as the database compares them: it alone decides, for those that are kept and those that are sought."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_fold(%s)", [typed.replace("\x00", "")])
        (plain,) = cursor.fetchone()
    return str(plain)


def words_of(plain: str) -> Sequence[str]:
    """The words to look for. What has no letter is one number, without the zeros that are dialled before it.

    Beside a name a number counts from its third digit on.

    >>> words_of("outi lai"), words_of("+358 40 123"), words_of("040 123"), words_of("outi 0401")
    (['outi', 'lai'], ['35840123'], ['40123'], ['outi', '401'])
    """
    if not _LETTER.search(plain):
        return [number for number in [_digits(plain)] if number]
    words = [each if _LETTER.search(each) else _digits(each) for each in plain.split()]
    return [each for each in words if _LETTER.search(each) or len(each) >= WHOLE_LETTERS][:MOST_WORDS]


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number).lstrip("0")


def _pattern(word: str) -> str:
    return f"%{_plain(word)}%" if len(word) >= WHOLE_LETTERS else f"% {_plain(word)}%"


def _plain(word: str) -> str:
    return _SPECIAL.sub(r"\\\1", word)
