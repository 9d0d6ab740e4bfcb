"""The page of results beside the same page made with ORM objects and a plain Django template.

A demo city; a question as one tap on the home page asks it, from the town's centre: twenty salons with three starts
each. All pages pass through the same middleware, and must first show the same salons, prices and times. The plain page
reads the days of every salon in the circle; a second one looks through the nearest salons first, as ours does.

    python -m benchmarks.results [--salons N] [--rounds N] [--json]

Prints milliseconds for a whole response in one process (medians over interleaved rounds), the ratios with their spread,
SQL statements and bytes.
"""

import argparse
import contextlib
import gzip
import html
import io
import json
import os
import re
import statistics
from time import perf_counter
from typing import Any

from benchmarks import ground, rows
from benchmarks.rows import Found

QUESTION = "what=back_massage&where=Helsinki&when=soonest&part=any"
TURNS = 5
GOAL = ">= 4"
SETTINGS = "benchmarks.results_settings"
WAYS = {"ours": "/search", "plain": "/plain", "batched": "/batched"}
NAMES = {
    "ours": "ours",
    "plain": "objects, plain template",
    "batched": "objects, plain template, our way of batching",
}
CARD = re.compile(r"<article.*?</article>", re.S)
TAG = re.compile(r"<[^>]+>")


def cards(page: str) -> list[str]:
    """What the cards say, as a reader would read it."""
    return [" ".join(html.unescape(TAG.sub(" ", each)).split()) for each in CARD.findall(page)]


def environ(path: str, query: str = QUESTION) -> dict[str, Any]:
    """A visitor's request as the server hands it over."""
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "HTTP_ACCEPT_LANGUAGE": "en",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
    }


def found(rounds: int, turns: int = TURNS) -> Found:
    """The rows of this benchmark, from the database in use."""
    measured = measure(rounds, turns)
    return Found(
        [
            rows.as_row(
                "results page", GOAL, measured["plain_ratio"][0], f"times as fast as {NAMES['plain']}"
            ),
            rows.as_row(
                "results page, batches",
                GOAL,
                measured["batched_ratio"][0],
                "times as fast as that in our batches",
            ),
        ]
    )


def measure(rounds: int, turns: int = TURNS) -> dict[str, Any]:
    """Equal pages first, then interleaved rounds."""
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415 Django is set up by the ground
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    site = get_wsgi_application()

    def page(way: str) -> str:
        with contextlib.closing(site(environ(WAYS[way]), lambda status, headers: None)) as answer:
            return "".join(each.decode() for each in answer)

    def timed(way: str) -> float:
        began = perf_counter()
        for _ in range(turns):
            page(way)
        return (perf_counter() - began) * 1000 / turns

    said = {way: cards(page(way)) for way in WAYS}
    if not said["ours"] or any(each != said["ours"] for each in said.values()):
        raise SystemExit("benchmarks.results: the pages differ")
    statements = {}
    for way in WAYS:
        with CaptureQueriesContext(connection) as seen:
            page(way)
        statements[way] = len(seen)
    taken = [{way: timed(way) for way in WAYS} for _ in range(rounds)]
    found: dict[str, Any] = {"cards": len(said["ours"]), "statements": statements}
    for way in WAYS:
        found[f"{way}_ms"] = round(statistics.median(each[way] for each in taken), 2)
        ratios = sorted(each[way] / each["ours"] for each in taken)
        found[f"{way}_ratio"] = [
            round(ratio, 2) for ratio in (statistics.median(ratios), ratios[0], ratios[-1])
        ]
    html_page = page("ours").encode()
    return {**found, "html_bytes": len(html_page), "html_bytes_compressed": len(gzip.compress(html_page, 6))}


def main() -> None:
    """Print a small table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--salons", type=int, default=118)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    with ground.city(asked.salons):
        found = measure(asked.rounds)
    if asked.json:
        print(json.dumps(found))
        return
    print(f"{found['cards']} cards, {asked.rounds} rounds, whole response in one process")
    for way, name in NAMES.items():
        ratio, least, most = found[f"{way}_ratio"]
        print(
            f"  {name:45} {found[f'{way}_ms']:7.2f} ms, {found['statements'][way]} statements,"
            f" {ratio:5.2f} times ours ({least} to {most})"
        )
    print(f"  HTML {found['html_bytes']} bytes, {found['html_bytes_compressed']} compressed")


if __name__ == "__main__":
    main()
