"""`unknot import csv|ics|osm FILE`: what another system knows, looked at first and taken with --take."""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unknot.config.cli import options, rooms
from unknot.config.cluster.refusal import ClusterRefusal
from unknot.config.progress import Progress

if TYPE_CHECKING:
    from unknot.config.cli.options import Subparsers

MOST_BYTES = 200 * 1_048_576


class _Wrong(Exception):
    """What is wrong with the arguments or the file; names the option or the file."""


def add_parser(subparsers: "Subparsers") -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser("import", help="bring clients, visits or places in from a file")
    kinds = parser.add_subparsers(metavar="KIND", required=True)
    for kind, about in (
        ("csv", "clients and visits to come, from a table"),
        ("ics", "visits and other times, from a calendar"),
    ):
        each = kinds.add_parser(kind, help=about)
        _add_file(each)
        each.add_argument("--salon", required=True, metavar="ID", help="the salon's id, as in its address")
        if kind == "ics":
            each.add_argument("--practitioner", metavar="NAME", default="", help="whose calendar it is")
        each.set_defaults(run=run, kind=kind)
    osm = kinds.add_parser("osm", help="places that wait to be claimed, from .osm.pbf, .osm or GeoJSON")
    _add_file(osm)
    osm.set_defaults(run=run, kind="osm")


def _add_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--take", action="store_true", help="take it; otherwise only look")
    options.add_home(parser)


def run(arguments: argparse.Namespace) -> int:
    """Look or take. 0: all of it; 1: some rows are left, each told by its line; 2: it could not be read."""
    try:
        path = Path(arguments.file)
        if not path.is_file():
            raise _Wrong("FILE: there is no such file")
        if arguments.kind != "osm" and path.stat().st_size > MOST_BYTES:
            raise _Wrong("FILE: at most 200 MB")
        with rooms.opened(options.home_of(arguments), os.environ):
            return (
                _osm(arguments, path) if arguments.kind == "osm" else _move_in(arguments, path.read_bytes())
            )
    except (ClusterRefusal, ValueError, rooms.Unusable, OSError, _Wrong) as refusal:
        return options.refuse("import", refusal)


def _move_in(arguments: argparse.Namespace, content: bytes) -> int:
    moving_in, clock = rooms.load("unknot.diary.moving_in"), rooms.load("unknot.plumbing.clock")
    tables = rooms.load("unknot.core.tables")
    salon = rooms.load("unknot.salons.models").Salon.objects.filter(public_id=arguments.salon).first()
    if salon is None:
        raise _Wrong("--salon: there is no such salon")
    menu, now, shown = moving_in.Menu(salon), clock.now(), Progress(sys.stderr)
    try:
        reading = _reading(arguments, content, salon, menu, now, shown)
    except tables.Unreadable as wrong:
        where = f", line {wrong.line}" if wrong.line else ""
        raise _Wrong(f"FILE: {wrong.code}{where}") from None
    if arguments.take:
        made = rooms.load("unknot.diary.actions").move_in(
            salon,
            reading,
            by="command line",
            clock=clock.database_now,
            progress=lambda done, of: shown.show("visits", done, of),
        )
    else:
        made = moving_in.plan(salon, reading, menu, now=now)
    shown.clear()
    return _tell(made, took=arguments.take)


def _reading(
    arguments: argparse.Namespace, content: bytes, salon: Any, menu: Any, now: Any, shown: Progress
) -> Any:
    moving_in, tables = rooms.load("unknot.diary.moving_in"), rooms.load("unknot.core.tables")
    found = tables.decoded(content)
    if found is None:
        raise tables.Unreadable("encoding")
    if arguments.kind == "ics":
        return moving_in.read_calendar(found[0].encode(), salon, menu, _whose(arguments, menu), now=now)
    rows = tables.table(found[0])
    mapping = moving_in.read_mapping(rows, salon)
    if not mapping.has_people:
        raise _Wrong("FILE: no column is called like a client's name; choose the columns at the desk")

    def progress(done: int, of: int) -> None:
        shown.show("rows", done, of)

    return moving_in.read_rows(rows, mapping, salon, menu, now=now, progress=progress)


def _whose(arguments: argparse.Namespace, menu: Any) -> int:
    whose = menu.practitioner_of(arguments.practitioner) if arguments.practitioner else None
    if whose is None and not arguments.practitioner and len(menu.people) == 1:
        whose = next(iter(menu.people))
    if whose is None:
        raise _Wrong("--practitioner: name one who works in the salon")
    return int(whose)


def _tell(made: Any, *, took: bool) -> int:
    """Counts and lines. What stands in the cells stays there: what is printed may end in a log."""
    for each in made.left:
        print(f"line {each.line}: {each.why}" + (f" (line {each.other})" if each.other else ""))
    verb = "taken" if took else "would be taken"
    counts = f"{len(made.people)} clients, {len(made.visits)} visits, {len(made.blocks)} blocks"
    print(f"{counts} {verb}; {made.before} were brought before; {len(made.left)} rows are left")
    return options.FINDINGS if made.left else options.FINE


def _osm(arguments: argparse.Namespace, path: Path) -> int:
    listing, wrong = rooms.load("unknot.salons.listing"), rooms.load("unknot.gateways.osm").UnreadableMap
    shown = Progress(sys.stderr)
    try:
        made = listing.list_places(
            rooms.load("unknot.gateways.osm").places(path),
            take=arguments.take,
            progress=lambda done: shown.show("places", done, done),
        )
    except wrong as refusal:
        raise _Wrong(f"FILE: {refusal}") from None
    shown.clear()
    for osm, why in made.left:
        print(f"{osm}: {why}")
    verb = "listed" if arguments.take else "would be listed"
    print(f"{made.new} places {verb}, {made.hours_known} with hours; {made.before} stood before")
    return options.FINDINGS if made.left else options.FINE
