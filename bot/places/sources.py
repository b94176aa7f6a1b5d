"""Which reader a source file needs, by its name."""

from collections.abc import Iterator
from pathlib import Path

from bot.places import sources_csv, sources_geojson, sources_osm
from bot.places.records import Record, UnreadableSource


def read_source(path: Path) -> Iterator[Record]:
    """Records of one file, by its name's ending.

    Raises UnreadableSource when there is no such file or nothing in it looks like addresses.
    """
    if not path.is_file():
        raise UnreadableSource(f"{path} is not a file; give a CSV, GeoJSON or .osm.pbf of addresses")
    name = path.name.removesuffix(".gz")
    if name.endswith((".osm.pbf", ".osm", ".osm.xml")):
        return sources_osm.read(path)
    if name.endswith((".geojson", ".json", ".geojsonl", ".ndjson")):
        return sources_geojson.read(path)
    return sources_csv.read(path)
