"""The gazetteer file: one SQLite database, written once and then only read."""

from pathlib import Path

APPLICATION_ID = 0x54333131
VERSION = 4
CELL_DEGREES = 0.0025
"""Houses are found around a point by square cells of this size (about 280 by 200 metres)."""

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE area (id INTEGER PRIMARY KEY, name TEXT NOT NULL, used INTEGER NOT NULL);
CREATE TABLE zip (code TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE street (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, core TEXT NOT NULL, kind TEXT NOT NULL, houses INTEGER NOT NULL
);
CREATE TABLE house (
    street INTEGER NOT NULL, number INTEGER NOT NULL, high INTEGER NOT NULL, label TEXT,
    lat REAL NOT NULL, long REAL NOT NULL, area INTEGER NOT NULL, zip TEXT, part INTEGER NOT NULL, cell INTEGER NOT NULL
);
CREATE TABLE crossing (first INTEGER NOT NULL, second INTEGER NOT NULL, lat REAL NOT NULL, long REAL NOT NULL,
    area INTEGER NOT NULL);
CREATE TABLE landmark (id INTEGER PRIMARY KEY, name TEXT NOT NULL, key TEXT NOT NULL, kind TEXT NOT NULL,
    address TEXT NOT NULL, lat REAL NOT NULL, long REAL NOT NULL, area INTEGER NOT NULL);
CREATE TABLE asset (kind TEXT NOT NULL, code TEXT NOT NULL, road TEXT NOT NULL, lat REAL NOT NULL, long REAL NOT NULL);
"""

INDEXES = """
CREATE INDEX house_by_number ON house (street, number);
CREATE INDEX house_by_cell ON house (cell);
CREATE INDEX crossing_first ON crossing (first, second);
CREATE INDEX crossing_second ON crossing (second);
CREATE INDEX asset_by_code ON asset (code, kind);
"""


def cell_of(lat: float, long: float) -> int:
    return int((lat + 90) // CELL_DEGREES) * 1_000_000 + int((long + 180) // CELL_DEGREES)


def cells_around(lat: float, long: float) -> list[int]:
    """The nine cells that hold everything within about 200 metres."""
    middle = cell_of(lat, long)
    return [middle + up * 1_000_000 + side for up in (-1, 0, 1) for side in (-1, 0, 1)]


def cells_within(south: float, west: float, north: float, east: float) -> list[tuple[int, int]]:
    """The cells of a box, row by row: the first and the last of each."""
    low, high = cell_of(south, west), cell_of(north, east)
    across = high % 1_000_000 - low % 1_000_000
    return [(row, row + across) for row in range(low, high - across + 1, 1_000_000)]


def is_gazetteer(path: Path) -> bool:
    """Whether the file is one `gazetteer build` wrote, of any version."""
    head = _head(path)
    return head.startswith(b"SQLite format 3\0") and int.from_bytes(head[68:72]) == APPLICATION_ID


def version_of(path: Path) -> int:
    return int.from_bytes(_head(path)[60:64])


def _head(path: Path) -> bytes:
    """Of an SQLite file; https://sqlite.org/fileformat.html"""
    try:
        with path.open("rb") as file:
            return file.read(100)
    except OSError:
        return b""
