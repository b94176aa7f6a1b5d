"""Draws Lindale, the demo city, and writes its addresses, landmarks, jurisdiction and neighbourhoods beside this file.

Lindale is invented: a grid of five by four kilometres with a river road, on open fields at 41.6 N 93.9 W.
Run `python -m bot.demo.make_map` after changing it; the files are committed.
"""

import csv
import json
import math
from dataclasses import dataclass
from pathlib import Path

SOUTH, WEST = 41.590, -93.930
METRES_LAT = 111_320.0
METRES_LONG = METRES_LAT * math.cos(math.radians(SOUTH))
HOUSE_EVERY = 62.0
WIDTH, HEIGHT = 5000.0, 4000.0

Point = tuple[float, float]
"""Metres east and north of the south-west corner."""


@dataclass(frozen=True, slots=True)
class Street:
    name: str
    line: tuple[Point, ...]
    first: int = 1
    """The lowest house number; odd numbers stand on the left of the line, even ones on the right."""


def across(name: str, north: float, west: float = 200, east: float = 4800, first: int = 1) -> Street:
    return Street(name, ((west, north), (east, north)), first)


def upward(name: str, east: float, south: float = 200, north: float = 3800, first: int = 1) -> Street:
    return Street(name, ((east, south), (east, north)), first)


STREETS = (
    across("Main St", 2000),
    across("Elm St", 2250, 200, 3600),
    across("Maple St", 2500, 200, 3600),
    across("Chestnut St", 2750, 600, 3600),
    across("Walnut St", 1750, 200, 3400),
    across("Willow St", 1500, 600, 3400),
    across("Birch St", 1250, 600, 3400),
    across("Harvest Rd", 1000, 600, 3400),
    across("Prairie Ave", 750, 200, 4800),
    across("Sycamore St", 3000, 600, 3600),
    across("Hilltop Rd", 3250, 600, 3000),
    across("Orchard Ln", 3500, 900, 2700),
    across("Skyline Dr", 3750, 900, 2700),
    across("Fairground Ave", 480, 900, 4200),
    across("Church St", 2120, 1500, 2500),
    across("Church St", 2620, 4000, 4800),
    across("Depot St", 1880, 3500, 4800),
    across("Mercer St", 2850, 3900, 4800),
    across("Larkin St", 3100, 3900, 4800),
    across("Saint Anne St", 3350, 3700, 4800),
    upward("Oak St", 2000),
    upward("Elm Ave", 2300, 400, 3400),
    upward("Cedar St", 1700, 400, 3400),
    upward("Pine St", 1400, 400, 3400),
    upward("Ash St", 1100, 400, 3400),
    upward("Hawthorn Ave", 800, 400, 3400),
    upward("Juniper St", 500, 700, 2800),
    upward("1st Ave", 2600, 400, 3400),
    upward("2nd Ave", 2900, 400, 3400),
    upward("3rd Ave", 3200, 400, 3400),
    upward("4th Ave", 3500, 400, 3400),
    upward("Dr Martin Luther King Jr Blvd", 3800, 200, 3800),
    upward("N Gate St", 4100, 2050, 3600),
    upward("S Gate St", 4100, 300, 1950),
    upward("Foundry St", 4400, 900, 3600),
    upward("Mill Ln", 4650, 900, 3600),
    upward("Grange Ct", 250, 1300, 1700),
    upward("Library Pl", 1850, 2010, 2240),
    Street("River Rd", ((150, 300), (700, 620), (1500, 560), (2400, 300), (3300, 330), (4300, 150), (4850, 260))),
    Street("Bluff Dr", ((300, 2900), (650, 3350), (850, 3800), (1500, 3880), (2400, 3860))),
    Street("Station Way", ((3500, 1880), (3900, 1600), (4400, 1450), (4800, 1480))),
    Street("Old Quarry Rd", ((2700, 3250), (3100, 3550), (3600, 3650), (4300, 3850))),
)

NEIGHBORHOODS = (
    # name, ZIP, west, south, east, north; the first that holds a point wins
    ("Old Town", "50901", 1250, 1650, 2750, 2650),
    ("Riverside", "50902", 0, 0, 3650, 1120),
    ("Mill District", "50903", 3650, 0, WIDTH, 2030),
    ("Eastgate", "50903", 3650, 2030, WIDTH, HEIGHT),
    ("North Hill", "50904", 0, 2650, 3650, HEIGHT),
    ("Westfield", "50905", 0, 1120, 1250, 2650),
    ("Garden Square", "50901", 1250, 1120, 3650, 2650),
)

LANDMARKS = (
    # name, kind, address, east, north
    ("Lindale Public Library", "library", "210 Main St", 1850, 2020),
    ("City Hall", "government", "240 Main St", 2100, 1980),
    ("Prairie Park", "park", "", 2500, 860),
    ("Juniper Park", "park", "", 500, 2900),
    ("Lindale Elementary School", "school", "88 Maple St", 1250, 2520),
    ("Eastgate High School", "school", "", 4250, 2900),
    ("Lindale Station", "station", "", 3480, 1860),
    ("Mill Bridge", "bridge", "", 4650, 1100),
    ("Saint Anne Church", "church", "", 4000, 3370),
    ("Riverside Playground", "playground", "", 1500, 620),
    ("Lindale General Hospital", "hospital", "", 3000, 2300),
    ("Farmers Market", "market", "", 2000, 1700),
)


def degrees(point: Point) -> tuple[float, float]:
    east, north = point
    return round(SOUTH + north / METRES_LAT, 6), round(WEST + east / METRES_LONG, 6)


def neighborhood(point: Point) -> tuple[str, str]:
    east, north = point
    return next((name, code) for name, code, w, s, e, n in NEIGHBORHOODS if w <= east <= e and s <= north <= n)


def pieces(street: Street) -> list[tuple[Point, Point, float]]:
    return [(a, b, math.dist(a, b)) for a, b in zip(street.line, street.line[1:], strict=False)]


def houses(street: Street) -> list[tuple[int, Point]]:
    """House numbers rise by two on each side; a lot is HOUSE_EVERY metres wide."""
    found: list[tuple[int, Point]] = []
    number = street.first
    for (ax, ay), (bx, by), length in pieces(street):
        for step in range(int(length // HOUSE_EVERY)):
            along = (step + 0.5) * HOUSE_EVERY / length
            x, y = ax + (bx - ax) * along, ay + (by - ay) * along
            off_x, off_y = -(by - ay) / length * 14, (bx - ax) / length * 14
            found += [(number, (x + off_x, y + off_y)), (number + 1, (x - off_x, y - off_y))]
            number += 2
    return found


def meeting(one: tuple[Point, Point, float], two: tuple[Point, Point, float]) -> Point | None:
    (ax, ay), (bx, by), _ = one
    (cx, cy), (dx, dy), _ = two
    turn = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx)
    if not turn:
        return None
    t = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / turn
    u = ((cx - ax) * (by - ay) - (cy - ay) * (bx - ax)) / turn
    return (ax + t * (bx - ax), ay + t * (by - ay)) if -0.02 <= t <= 1.02 and -0.02 <= u <= 1.02 else None


def crossings() -> list[tuple[str, Point]]:
    found: dict[tuple[str, str], Point] = {}
    for i, one in enumerate(STREETS):
        for two in STREETS[i + 1 :]:
            for a in pieces(one):
                for b in pieces(two):
                    if point := meeting(a, b):
                        found.setdefault((f"INTERSECTION of {one.name} & {two.name}", neighborhood(point)[0]), point)
    return [(name, point) for (name, _), point in found.items()]


def rows() -> list[tuple[str, float, float, str, str]]:
    addresses = [(f"{number} {street.name}", point) for street in STREETS for number, point in houses(street)]
    return [
        (address, *degrees(point), neighborhood(point)[1], neighborhood(point)[0])
        for address, point in [*addresses, *crossings()]
    ]


def feature(geometry: dict[str, object], **properties: str) -> dict[str, object]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def ring(west: float, south: float, east: float, north: float) -> dict[str, object]:
    corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    return {"type": "Polygon", "coordinates": [[degrees(corner)[::-1] for corner in corners]]}


def landmarks() -> list[dict[str, object]]:
    return [
        feature(
            {"type": "Point", "coordinates": degrees((east, north))[::-1]},
            name=name, kind=kind, address=address, neighborhood=neighborhood((east, north))[0],
        )
        for name, kind, address, east, north in LANDMARKS
    ]  # fmt: skip


def jurisdiction() -> list[dict[str, object]]:
    return [
        feature(ring(0, 0, WIDTH, HEIGHT), name="Lindale", role="jurisdiction"),
        feature(ring(WIDTH, 0, WIDTH + 4000, HEIGHT), name="Town of Marlow", role="neighbor", contact="515-555-0142"),
        feature(ring(0, HEIGHT, WIDTH, HEIGHT + 5000), name="Dunmore County", role="neighbor", contact="515-555-0177"),
    ]


def areas() -> list[dict[str, object]]:
    return [feature(ring(*sides), name=name) for name, _, *sides in NEIGHBORHOODS]


def write_features(path: Path, features: list[dict[str, object]]) -> None:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}, indent=1) + "\n", encoding="utf-8")


def write(folder: Path) -> None:
    with (folder / "addresses.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("address", "lat", "lon", "zip", "neighborhood"))
        writer.writerows(rows())
    write_features(folder / "landmarks.geojson", landmarks())
    write_features(folder / "jurisdiction.geojson", jurisdiction())
    write_features(folder / "areas.geojson", areas())


if __name__ == "__main__":
    write(Path(__file__).parent)
