"""A salon's page beside the same page made with ORM objects and a plain Django template, whole responses."""

import contextlib
import html
from typing import Any

from django.core.wsgi import get_wsgi_application

from benchmarks import rows
from benchmarks.results import GOAL, TAG, environ
from benchmarks.rows import Found
from unknot.salons.models import Salon


def found(rounds: int, times: int) -> Found:
    """The row: an ordinary salon's page, warm, in one process."""
    site = get_wsgi_application()
    salon = Salon.objects.order_by("pk")[1]
    addresses = {"ours": f"/salons/{salon.public_id}/", "plain": f"/plain/{salon.public_id}"}

    def page(way: str) -> str:
        return _body(site, addresses[way])

    said = {way: _words(page(way)) for way in addresses}
    if not said["ours"] or said["ours"] != said["plain"]:
        raise SystemExit("benchmarks.salon: the pages differ")
    calls = {way: (lambda way=way: page(way)) for way in addresses}
    taken = rows.interleaved(calls, rounds=rounds, times=times)
    of = "times as fast as objects, plain template"
    return Found([rows.as_row("salon page", GOAL, rows.ratio(taken, "plain", "ours"), of)])


def _body(site: Any, address: str) -> str:
    with contextlib.closing(site(environ(address, ""), lambda status, headers: None)) as answer:
        return "".join(each.decode() for each in answer)


def _words(page: str) -> str:
    """What stands between `<main>` and `</main>`, as a reader would read it."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(html.unescape(TAG.sub(" ", main)).split())
