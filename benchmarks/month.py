"""A month of starts over HTTP beside the smallest JSON answer that the same server gives."""

from datetime import timedelta
from http.client import HTTPConnection
from urllib.parse import urlencode

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks import rows
from benchmarks.rows import Found
from unknot.plumbing.clock import now
from unknot.salons.models import Lane, Offer, Salon

DAYS = 31
SMALLEST = "/livez"
ONE_GOAL, ANY_GOAL, STATEMENTS_GOAL = "<= 3", "<= 6", "<= 10"


def found(port: int, rounds: int, times: int) -> Found:
    """The rows: the first salon's month, of one practitioner and of any. The web answers at `port`."""
    one, anybody = _addresses(Salon.objects.order_by("pk")[0])
    most = max(_statements(address) for address in (one, anybody))
    asked = HTTPConnection("127.0.0.1", port)

    def ask(address: str) -> bytes:
        asked.request("GET", address)
        answer = asked.getresponse()
        said = answer.read()
        if answer.status != 200:
            raise SystemExit(f"benchmarks.month: {answer.status} {said[:200]!r}")
        return said

    calls = {
        "small": lambda: ask(SMALLEST),
        "one": lambda: ask(one),
        "any": lambda: ask(anybody),
    }
    rows.interleaved(calls, rounds=2)
    taken = rows.interleaved(calls, rounds=rounds, times=times)
    asked.close()
    of = "the smallest JSON answer"
    return Found(
        [
            rows.as_row(
                "a month of starts, one practitioner", ONE_GOAL, rows.ratio(taken, "one", "small"), of
            ),
            rows.as_row("a month of starts, any of 20", ANY_GOAL, rows.ratio(taken, "any", "small"), of),
            rows.as_row("a month of starts, SQL statements", STATEMENTS_GOAL, most, "statements"),
        ]
    )


def _addresses(salon: Salon) -> tuple[str, str]:
    offer = Offer.objects.filter(salon=salon, treatment="back_massage", duration_min=60)[0]
    lanes = Lane.objects.select_related("resource").filter(salon=salon, resource__kind="practitioner")
    giver = next(lane.resource for lane in lanes if offer.who >> lane.number & 1)
    moment = now()
    asked = {
        "offer": offer.public_id,
        "from": moment.isoformat(),
        "to": (moment + timedelta(days=DAYS)).isoformat(),
    }
    path = f"/api/v1/salons/{salon.public_id}/slots?"
    return path + urlencode({**asked, "practitioner": giver.public_id}), path + urlencode(asked)


def _statements(address: str) -> int:
    client = Client(SERVER_NAME="localhost")
    client.get(address)
    with CaptureQueriesContext(connection) as sent:
        client.get(address)
    return len(sent)
