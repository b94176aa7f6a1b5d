"""Which neighbourhood a point lies in, from a GeoJSON file of named polygons."""

import json
from dataclasses import dataclass
from pathlib import Path

from shapely import Geometry, Point, STRtree
from shapely.geometry import shape


@dataclass(frozen=True, slots=True)
class Areas:
    names: tuple[str, ...]
    tree: STRtree

    def name_at(self, lat: float | None, long: float | None) -> str:
        """Empty where the point is unknown or in none of them."""
        if lat is None or long is None:
            return ""
        found = self.tree.query(Point(long, lat), predicate="intersects")
        return self.names[min(found)] if len(found) else ""


def read_areas(path: Path | None) -> Areas:
    """Raises ValueError with what is wrong; no file means no areas."""
    if path is None:
        return Areas((), STRtree([]))
    try:
        features = json.loads(path.read_text("utf-8"))["features"]
        polygons: list[Geometry] = [shape(feature["geometry"]) for feature in features]
        return Areas(tuple(str(feature["properties"]["name"]) for feature in features), STRtree(polygons))
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(
            f"{path.name}: areas are a GeoJSON FeatureCollection of polygons with a name each ({error!r})."
        ) from error
