"""What a gazetteer is built from, whatever the file: addresses, landmarks, and lines nobody can read."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


class UnreadableSource(Exception):
    """A whole file cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class AddressRecord:
    """`address` as the source writes it, crossings as `INTERSECTION of A & B`; `where` is a line for reports."""

    where: str
    address: str
    lat: float
    long: float
    zip: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class LandmarkRecord:
    name: str
    kind: str
    lat: float
    long: float
    address: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class BrokenLine:
    where: str
    reason: str


Record = AddressRecord | LandmarkRecord | BrokenLine


def read_source(path: Path) -> Iterator[Record]:
    """Records of one file, by its name's ending.

    Raises UnreadableSource when there is no such file or nothing in it looks like addresses.
    """
    from bot.places import sources_csv, sources_geojson, sources_osm

    if not path.is_file():
        raise UnreadableSource(f"{path} is not a file; give a CSV, GeoJSON or .osm.pbf of addresses")
    name = path.name.removesuffix(".gz")
    if name.endswith((".osm.pbf", ".osm", ".osm.xml")):
        return sources_osm.read(path)
    if name.endswith((".geojson", ".json", ".geojsonl", ".ndjson")):
        return sources_geojson.read(path)
    return sources_csv.read(path)
