"""Reads what `gazetteer build` wrote: street names in memory, houses and crossings by query."""

import math
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bot.messages import GeoPoint
from bot.places.schema import APPLICATION_ID, VERSION, cells_around, cells_within
from bot.places.street_names import StreetName

AROUND_DEGREES = 0.0036
"""About 400 metres, and the rest of the cells it ends in."""


class UnreadableGazetteer(Exception):
    """The file is missing, cut short, of another version, or no gazetteer; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Street:
    id: int
    name: str
    core: str
    kind: str
    houses: int

    @property
    def undirected(self) -> str:
        return StreetName(self.core, self.kind).undirected


class HouseRow(NamedTuple):
    street: int
    number: int
    high: int
    label: str | None
    lat: float
    long: float
    area: int
    zip: str | None
    part: int


class CrossingRow(NamedTuple):
    first: int
    second: int
    lat: float
    long: float
    area: int


class Landmark(NamedTuple):
    name: str
    key: str
    kind: str
    address: str
    lat: float
    long: float
    area: int


class AssetRow(NamedTuple):
    kind: str
    code: str
    road: str
    """Where its number counts, as the source writes it; empty where it is the only one of the city."""
    lat: float
    long: float


_HOUSE = "SELECT street, number, high, label, lat, long, area, zip, part FROM house"
_STREET_OF_HOUSE = "SELECT DISTINCT street FROM house"
_CROSSING = "SELECT first, second, lat, long, area FROM crossing"


class Gazetteer:
    """One open file; safe to read from several threads. Raises UnreadableGazetteer when opened on anything else."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._db = _open(path)
        self.streets = {
            row[0]: Street(*row) for row in self._db.execute("SELECT id, name, core, kind, houses FROM street")
        }
        self.areas: dict[int, str] = dict(self._db.execute("SELECT id, name FROM area WHERE used"))
        self.area_names = [name for (name,) in self._db.execute("SELECT name FROM area")]
        """Also those that no house has, like the city's own."""
        self.zips = {code for (code,) in self._db.execute("SELECT code FROM zip")}
        self.landmarks = [Landmark(*row) for row in self._db.execute(
            "SELECT name, key, kind, address, lat, long, area FROM landmark"
        )]  # fmt: skip
        self.divided = {street for (street,) in self._db.execute("SELECT DISTINCT street FROM house WHERE part > 0")}
        """Names that several streets have, whose houses come in parts."""
        self.number_last = self._db.execute("SELECT value FROM meta WHERE key='style'").fetchone() == ("number_last",)

    def close(self) -> None:
        self._db.close()

    def houses(self, street: int, low: int, high: int, reaching: int = 0) -> list[HouseRow]:
        """Houses whose numbers lie between, both ends included, and end at `reaching` or above, in order of number."""
        rows = self._db.execute(
            f"{_HOUSE} WHERE street=? AND number BETWEEN ? AND ? AND high >= ? ORDER BY number",
            (street, low, high, reaching),
        )
        return [HouseRow(*row) for row in rows]

    def sample(self, at_most: int = 1000) -> list[HouseRow]:
        """Houses from all over the city."""
        step = "(SELECT max(rowid) / ? + 1 FROM house)"
        rows = self._db.execute(f"{_HOUSE} WHERE rowid % {step} = 0 LIMIT ?", (at_most, at_most))
        return [HouseRow(*row) for row in rows]

    def middle(self) -> GeoPoint | None:
        """Of the houses, however far a few of them lie; None in a gazetteer without any."""
        houses = self.sample()
        if not houses:
            return None
        return GeoPoint(median(row.lat for row in houses), median(row.long for row in houses))

    def all_houses(self, street: int) -> list[HouseRow]:
        return [HouseRow(*row) for row in self._db.execute(f"{_HOUSE} WHERE street=?", (street,))]

    def nearest_house(self, lat: float, long: float, besides: int = -1) -> HouseRow | None:
        """Of those within about 200 metres, leaving out the street `besides`."""
        cells = cells_around(lat, long)
        marks = ",".join("?" * len(cells))
        row = self._db.execute(
            f"{_HOUSE} WHERE cell IN ({marks}) AND street != ? "
            "ORDER BY (lat - ?) * (lat - ?) + (long - ?) * (long - ?) * ? LIMIT 1",
            (*cells, besides, lat, lat, long, long, math.cos(math.radians(lat)) ** 2),
        ).fetchone()
        return HouseRow(*row) if row else None

    def streets_near(self, lat: float, long: float) -> set[int]:
        """With a house within about 200 metres."""
        cells = cells_around(lat, long)
        marks = ",".join("?" * len(cells))
        rows = self._db.execute(f"{_STREET_OF_HOUSE} WHERE cell IN ({marks})", cells)
        return {street for (street,) in rows}

    def houses_within(self, south: float, west: float, north: float, east: float) -> list[HouseRow]:
        """Every house of a box, unordered; a box of some square kilometres, not a whole city."""
        found: list[HouseRow] = []
        for low, high in cells_within(south, west, north, east):
            rows = self._db.execute(
                f"{_HOUSE} WHERE cell BETWEEN ? AND ? AND lat BETWEEN ? AND ? AND long BETWEEN ? AND ?",
                (low, high, south, north, west, east),
            )
            found += [HouseRow(*row) for row in rows]
        return found

    def areas_around(self, lat: float, long: float) -> tuple[set[str], set[str]]:
        """Names of the neighbourhoods, and the ZIPs, of all houses within about 400 metres."""
        up, side = AROUND_DEGREES, AROUND_DEGREES / math.cos(math.radians(lat))
        names: set[str] = set()
        codes: set[str] = set()
        for low, high in cells_within(lat - up, long - side, lat + up, long + side):
            for area, code in self._db.execute(
                "SELECT DISTINCT area, zip FROM house WHERE cell BETWEEN ? AND ?", (low, high)
            ):
                names.add(self.areas.get(area, ""))
                codes.add(code or "")
        return names, codes

    def crossings(self, first: int, second: int) -> list[CrossingRow]:
        rows = self._db.execute(f"{_CROSSING} WHERE first=? AND second=?", (min(first, second), max(first, second)))
        return [CrossingRow(*row) for row in rows]

    def crossings_on(self, street: int) -> list[CrossingRow]:
        rows = self._db.execute(f"{_CROSSING} WHERE first=? UNION ALL {_CROSSING} WHERE second=?", (street, street))
        return [CrossingRow(*row) for row in rows]

    def assets(self, kind: str, code: str) -> list[AssetRow]:
        """Things of that number; a tenth comes with no choice any more."""
        rows = self._db.execute(
            "SELECT kind, code, road, lat, long FROM asset WHERE code=? AND kind=? LIMIT 10", (code, kind)
        )
        return [AssetRow(*row) for row in rows]

    def house_count(self) -> int:
        return sum(street.houses for street in self.streets.values())

    def named(self, ids: Iterable[int]) -> list[Street]:
        return [self.streets[i] for i in ids]


def _open(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise UnreadableGazetteer(
            f"there is no gazetteer at {path}; make one with `text311 gazetteer build {path} SOURCE`"
        )
    try:
        db = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        (application,) = db.execute("PRAGMA application_id").fetchone()
        (version,) = db.execute("PRAGMA user_version").fetchone()
        (pages,), (size,) = db.execute("PRAGMA page_count").fetchone(), db.execute("PRAGMA page_size").fetchone()
    except sqlite3.DatabaseError as error:
        raise UnreadableGazetteer(
            f"{path} is no gazetteer ({error}); build it again with `text311 gazetteer build`"
        ) from error
    if application != APPLICATION_ID or version != VERSION:
        raise UnreadableGazetteer(
            f"{path} is no gazetteer of version {VERSION}; build it again with `text311 gazetteer build`"
        )
    if pages * size > path.stat().st_size:
        raise UnreadableGazetteer(f"{path} is cut short; copy it again or build it with `text311 gazetteer build`")
    return db
