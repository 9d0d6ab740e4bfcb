"""Lighthouse's four scores for the pages of a walk, on a demo city of its own.

    python -m benchmarks.lighthouse [--salons N] [--page NAME ...] [--desktop] [--report-only] [--json]

Needs Node and npm's registry for `npx lighthouse`. A busy machine costs nothing but performance, so a page below 100
in that is measured again, up to three times; each category's best counts, and every run is printed.
Exit codes: 0 all at 100, 1 something below.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.ground import city, web
from benchmarks.walk import FLAGS, browser, chromium, walk

VERSION = "12.8.2"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PAGES = ("home", "results", "offer", "salon", "details", "confirmed")
MOST_RUNS = 3
LONGEST_RUN_S = 180


@dataclass
class Measured:
    """A page's runs: scores 0-100 by category, and what the last run lost points for."""

    runs: list[dict[str, int]] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)

    @property
    def best(self) -> dict[str, int]:
        return {each: max(run[each] for run in self.runs) for each in CATEGORIES}

    @property
    def is_full(self) -> bool:
        return set(self.best.values()) == {100}


def addresses(site: str) -> dict[str, tuple[str, str]]:
    """Each page's address and the Cookie header that opens it."""
    found = {}
    with browser() as started:
        # Twice: the first walk's hold becomes a visit, so that the details are those of a second client.
        for wanted in (set(PAGES) - {"details"}, {"details"}):
            for name, page in walk(started, site):
                if name in wanted:
                    cookies = page.context.cookies(page.url)
                    found[name] = (page.url, "; ".join(f"{each['name']}={each['value']}" for each in cookies))
                if wanted == {name}:
                    break
    return found


def lighthouse(url: str, cookie: str, folder: Path, *, desktop: bool) -> dict[str, Any]:
    """Lighthouse's report on one page. Raises SystemExit when it gave none."""
    headers, report = folder / "headers.json", folder / "report.json"
    headers.write_text(json.dumps({"Cookie": cookie} if cookie else {}), encoding="utf-8")
    command = [
        "npx",
        "--yes",
        f"lighthouse@{VERSION}",
        url,
        "--quiet",
        "--output=json",
        f"--output-path={report}",
    ]
    command += [f"--only-categories={','.join(CATEGORIES)}", f"--extra-headers={headers}"]
    command += [
        f"--chrome-flags=--headless=new {' '.join(FLAGS)}",
        *(["--preset=desktop"] if desktop else []),
    ]
    done = subprocess.run(
        command,
        env={**os.environ, "CHROME_PATH": chromium()},
        timeout=LONGEST_RUN_S,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"lighthouse: {url}: {done.stderr.strip()}")
    read: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return read


def losses(report: dict[str, Any]) -> Iterator[str]:
    """What cost points: category, audit, what it says, and the first thing it points at."""
    for category in CATEGORIES:
        for ref in report["categories"][category]["auditRefs"]:
            audit = report["audits"][ref["id"]]
            if ref["weight"] and audit["score"] is not None and audit["score"] < 1:
                said = audit.get("displayValue") or audit["title"]
                yield f"{category}: {ref['id']} {audit['score']} {said} {_first_thing(audit)}".rstrip()


def _first_thing(audit: dict[str, Any]) -> str:
    things = audit.get("details", {}).get("items", [])
    node = things[0].get("node", {}) if things and isinstance(things[0], dict) else {}
    return str(node.get("snippet", "")) or (json.dumps(things[0])[:200] if things else "")


def measure(url: str, cookie: str, *, desktop: bool) -> Measured:
    measured = Measured()
    while not measured.runs or (len(measured.runs) < MOST_RUNS and measured.best["performance"] < 100):
        with tempfile.TemporaryDirectory() as folder:
            report = lighthouse(url, cookie, Path(folder), desktop=desktop)
        measured.runs.append({each: _percent(report["categories"][each]["score"]) for each in CATEGORIES})
        measured.losses = list(losses(report))
    return measured


def _percent(score: float | None) -> int:
    return round((score or 0) * 100)


def told(name: str, measured: Measured) -> Iterator[str]:
    best = "  ".join(f"{each} {score:3}" for each, score in measured.best.items())
    runs = " ".join("/".join(map(str, run.values())) for run in measured.runs)
    yield f"{name:10} {best}   runs: {runs}"
    if not measured.is_full:
        yield from (f"           {each}" for each in measured.losses)


def main() -> int:
    asked = argparse.ArgumentParser(prog="benchmarks.lighthouse")
    asked.add_argument("--salons", type=int, default=60)
    asked.add_argument("--page", action="append", choices=PAGES)
    asked.add_argument(
        "--desktop", action="store_true", help="a wide window on a fast line instead of a slow phone"
    )
    asked.add_argument("--report-only", action="store_true", help="exit with 0 whatever the scores")
    asked.add_argument("--json", action="store_true")
    options = asked.parse_args()
    found = {}
    with city(options.salons), web() as port:
        for name in options.page or PAGES:
            # Found anew for each page, since a hold lasts ten minutes.
            url, cookie = addresses(f"http://127.0.0.1:{port}")[name]
            found[name] = measure(url, cookie, desktop=options.desktop)
            if not options.json:
                print("\n".join(told(name, found[name])), flush=True)
    if options.json:
        print(json.dumps({name: {"best": each.best, "runs": each.runs} for name, each in found.items()}))
    return 0 if options.report_only or all(each.is_full for each in found.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
