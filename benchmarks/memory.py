"""Memory of the web's workers with a large market behind them, beside the same work with a small one."""

from http.client import HTTPConnection
from pathlib import Path

from benchmarks import ground, rows
from benchmarks.ground import Database
from benchmarks.rows import Found
from unknot.salons.models import Offer

GOAL = "<= 1.05"
SALONS = 20
SEARCH = "/search?what=back_massage&where=Helsinki&when=soonest&part=any"


def found(small: tuple[Database, int], large: tuple[Database, int], rounds: int) -> Found:
    """The row: resident memory of a worker, after both have shown the same kinds of pages."""
    databases = {"small": small[0], "large": large[0]}
    addresses = {name: _addresses(database) for name, database in databases.items()}
    taken = []
    with ground.served(small[0].url) as few, ground.served(large[0].url) as many:
        servers = {"small": few, "large": many}
        for _ in range(rounds):
            for name, (port, _) in servers.items():
                _visit(port, addresses[name])
            taken.append({name: _resident(pid) for name, (_, pid) in servers.items()})
    times = rows.ratio(taken, "large", "small")
    name = f"memory of a web worker, {large[1]} salons"
    return Found([rows.as_row(name, GOAL, times, f"one with {small[1]} salons")])


def _addresses(database: Database) -> list[str]:
    database.use()
    offers = Offer.objects.select_related("salon").order_by("salon_id", "pk").distinct("salon_id")[:SALONS]
    pages = [f"/salons/{offer.salon.public_id}/" for offer in offers]
    slots = [f"/api/v1/salons/{offer.salon.public_id}/slots?offer={offer.public_id}" for offer in offers]
    return [SEARCH, *pages, *slots] * 3


def _visit(port: int, addresses: list[str]) -> None:
    asked = HTTPConnection("127.0.0.1", port, timeout=60)
    for address in addresses:
        asked.request("GET", address)
        answer = asked.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"benchmarks.memory: {answer.status} at {address}")
    asked.close()


def _resident(pid: int) -> float:
    """Kilobytes of the largest of the processes below: chance decides which of them serves a connection."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return max(_kilobytes(child) for child in children)


def _kilobytes(pid: str) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))
