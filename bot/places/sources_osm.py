"""OpenStreetMap extracts (`.osm.pbf`): addresses, named places, and crossings where two named streets share a node."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.places.assets import code_of
from bot.places.records import AddressRecord, AssetRecord, LandmarkRecord, Record, UnreadableSource

_PLACE_KEYS = ("amenity", "leisure", "tourism", "railway", "shop", "historic", "man_made", "office", "public_transport")
_NUMBERED = {
    ("emergency", "fire_hydrant"): "hydrant", ("highway", "street_lamp"): "pole", ("power", "pole"): "pole",
    ("highway", "bus_stop"): "stop", ("highway", "motorway_junction"): "exit", ("highway", "traffic_signals"): "signal",
    ("highway", "milestone"): "milepost",
}  # fmt: skip
"""Things that carry their number in `ref`."""
_NO_STREET = frozenset({"footway", "path", "steps", "cycleway", "proposed", "construction", "platform"})


def read(path: Path) -> Iterator[Record]:
    """Raises UnreadableSource where pyosmium is missing or the file cannot be read."""
    try:
        import osmium
    except ImportError as error:
        raise UnreadableSource("an .osm.pbf needs pyosmium: pip install osmium") from error
    try:
        yield from _records(osmium.FileProcessor(str(path)).with_locations(), path.name)
    except RuntimeError as error:
        raise UnreadableSource(f"{path} cannot be read as OpenStreetMap data: {error}") from error


def _records(things: Any, name: str) -> Iterator[Record]:
    streets_at: dict[int, set[str]] = defaultdict(set)
    where: dict[int, tuple[float, float]] = {}
    for thing in things:
        tags = thing.tags
        if thing.is_way() and "highway" in tags and "name" in tags and tags["highway"] not in _NO_STREET:
            for node in thing.nodes:
                streets_at[node.ref].add(tags["name"])
                if len(streets_at[node.ref]) > 1 and node.location.valid():
                    where[node.ref] = (node.location.lat, node.location.lon)
        elif thing.is_node() and (asset := _asset(f"{name}#{thing.id}", tags, thing.lat, thing.lon)):
            yield asset
        elif (point := _point(thing)) and (record := _place(f"{name}#{thing.id}", tags, *point)):
            yield record
    for ref, (lat, long) in where.items():
        first, *others = sorted(streets_at[ref])
        for second in others:
            yield AddressRecord(f"{name}#{ref}", f"INTERSECTION of {first} & {second}", lat, long)


def _point(thing: Any) -> tuple[float, float] | None:
    if thing.is_node():
        return thing.lat, thing.lon
    if not thing.is_way():
        return None
    corners = [(node.location.lat, node.location.lon) for node in thing.nodes if node.location.valid()]
    if not corners:
        return None
    return sum(lat for lat, _ in corners) / len(corners), sum(long for _, long in corners) / len(corners)


def _asset(where: str, tags: Any, lat: float, long: float) -> AssetRecord | None:
    kind = next((kind for (key, value), kind in _NUMBERED.items() if tags.get(key) == value), None)
    code = code_of(tags.get("ref") or tags.get("distance") or "") if kind else ""
    return AssetRecord(where, kind, code, lat, long, tags.get("addr:street") or "") if kind and code else None


def _place(where: str, tags: Any, lat: float, long: float) -> Record | None:
    if "addr:housenumber" in tags and "addr:street" in tags:
        address = f"{tags['addr:housenumber']} {tags['addr:street']}"
        area = tags.get("addr:suburb") or tags.get("addr:city") or ""
        return AddressRecord(where, address, lat, long, tags.get("addr:postcode") or "", area)
    kind = next((tags[key] for key in _PLACE_KEYS if key in tags), None)
    return LandmarkRecord(tags["name"], kind, lat, long) if kind and "name" in tags else None
