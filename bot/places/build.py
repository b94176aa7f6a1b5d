"""`text311 gazetteer build`: sources in, one SQLite file out, with what was not used and why."""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import numpy as np

from bot.messages import GeoPoint
from bot.places import dirt
from bot.places.collect import Collected, Findings, HouseColumns, Points, Tell, collect
from bot.places.distance import metres
from bot.places.records import AssetRecord, UnreadableSource
from bot.places.schema import APPLICATION_ID, INDEXES, TABLES, VERSION, cell_of, is_gazetteer
from bot.places.sources import read_source
from bot.places.street_names import PREFIX_KINDS
from bot.places.street_parts import parts_of_streets
from bot.places.words import key_of

SAME_PLACE_METRES = 60.0
TURNED_ROUND = "latitude and longitude changed round in the whole file (mended)"


@dataclass(frozen=True, slots=True)
class BuildReport:
    """Counts of a finished build; `unused` says per reason how many rows were left out, `examples` where."""

    rows: int
    houses: int
    streets: int
    crossings: int
    landmarks: int
    assets: int
    unused: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)


def build_gazetteer(
    out: Path, sources: Iterable[Path], tell: Tell = lambda _: None, middle: GeoPoint | None = None
) -> BuildReport:
    """Writes beside `out` and moves into place at the end, so that a running bot never sees half a file.

    `middle`, a point of the city, is what a file with latitude and longitude changed places is known by.

    Raises UnreadableSource when a source cannot be used, nothing usable is in them, or `out` is something else.
    """
    _check_place(out)
    collected = collect(chain.from_iterable(read_source(source) for source in sources), tell)
    if not collected.houses.lat and not collected.crossings.lat and not (collected.landmarks or collected.assets):
        raise UnreadableSource(_nothing_in(collected))
    tell(f"{collected.rows:,} rows read; looking for dirt")
    for points in (collected.houses, collected.crossings):
        _turn_round(points, collected.findings, middle)
    houses = _usable_houses(collected)
    crossings = _usable_crossings(collected)
    assets = _usable_assets(collected)
    tell(f"writing {len(houses):,} houses on {len(collected.streets):,} streets")
    temporary = out.with_name(f".{out.name}.building")
    temporary.unlink(missing_ok=True)
    with closing(sqlite3.connect(temporary)) as db:
        _write(db, collected, houses, crossings)
        _write_assets(db, assets)
        _finish(db)
    temporary.replace(out)
    found = collected.findings
    return BuildReport(
        collected.rows, len(houses), len(collected.streets), len(crossings), len(collected.landmarks),
        len(assets), found.counts, found.examples,
    )  # fmt: skip


def _nothing_in(collected: Collected) -> str:
    found = "no address, crossing, landmark or numbered thing in these files; check the columns"
    if not (why := collected.findings.counts.most_common(1)):
        return found
    reason, rows = why[0]
    degrees = "; degrees are needed, as in 43.9 and -69.1, not metres of a map grid" if "latitude" in reason else ""
    return f"{found} ({rows:,} rows: {reason}, as {collected.findings.examples[reason][0]}{degrees})"


def _check_place(out: Path) -> None:
    """Nobody's addresses are written over: `gazetteer build addresses.csv` is easily typed."""
    if not out.parent.is_dir():
        raise UnreadableSource(f"there is no folder {out.parent} to write {out.name} into; make it first")
    if out.exists() and out.stat().st_size and not is_gazetteer(out):
        raise UnreadableSource(
            f"{out} is there already and is no gazetteer; name the gazetteer to write first, then the sources"
        )


def _turn_round(points: Points, findings: Findings, middle: GeoPoint | None) -> None:
    """A whole file with its columns changed round is mended, and said."""
    if points.lat and dirt.changed_round(np.array(points.lat), np.array(points.long), middle):
        points.lat, points.long = points.long, points.lat
        findings.add(TURNED_ROUND, points.where[0])


def _leave_out(points: Points, findings: Findings, reason: str, mask: dirt.Mask, keep: dirt.Mask) -> None:
    for row in np.flatnonzero(mask & keep).tolist():
        findings.add(reason, points.where[row])
    keep &= ~mask


def _usable_houses(collected: Collected) -> list[int]:
    columns, findings = collected.houses, collected.findings
    if not columns.lat:
        return []
    lat, long = np.array(columns.lat), np.array(columns.long)
    street, area = np.array(columns.street), np.array(columns.area)
    keep = np.ones(len(lat), dtype=np.bool_)
    _leave_out(columns, findings, "latitude and longitude changed places", dirt.transposed(lat, long), keep)
    _leave_out(columns, findings, "far from everything else", dirt.far_away(lat, long), keep)
    _leave_out(columns, findings, "default point shared by many streets", dirt.default_points(lat, long, street), keep)
    rows = np.flatnonzero(keep)
    lone = np.zeros_like(keep)
    group = street[rows] * 10_000 + area[rows] + 1
    lone[rows] = dirt.strays(lat[rows], long[rows], np.array(columns.low)[rows], group)
    _leave_out(columns, findings, "far from its neighbours in number", lone, keep)
    for row in rows[dirt.wrong_areas(lat[rows], long[rows], area[rows])].tolist():
        findings.add("neighbourhood that nobody around shares (row kept without it)", columns.where[row])
        columns.area[row] = -1
    _settle_areas(collected, rows.tolist())
    return _without_doubles(columns, findings, np.flatnonzero(keep).tolist())


def _settle_areas(collected: Collected, houses: list[int]) -> None:
    """Houses and crossings together, so that both use the same names."""
    columns, crossings = collected.houses, collected.crossings
    rows: list[tuple[Points, int]] = [(columns, row) for row in houses]
    rows += [(crossings, row) for row in range(len(crossings.lat))]
    lat, long = (np.array([getattr(points, name)[row] for points, row in rows]) for name in ("lat", "long"))
    settled = dirt.settled_areas(lat, long, np.array([points.area[row] for points, row in rows]))
    for (points, row), better in zip(rows, settled.tolist(), strict=True):
        if points.area[row] != better:
            reason = "neighbourhood named otherwise by everyone around (theirs is used)"
            collected.findings.add(reason, points.where[row])
            points.area[row] = better


def _without_doubles(columns: HouseColumns, findings: Findings, rows: list[int]) -> list[int]:
    kept: dict[tuple[int, int, int, str], list[int]] = {}
    used = []
    for row in rows:
        same = kept.setdefault((columns.street[row], columns.low[row], columns.high[row], columns.label[row]), [])
        if any(_close(columns, row, other) for other in same):
            findings.add("double", columns.where[row])
        else:
            same.append(row)
            used.append(row)
    return used


def _close(points: Points, row: int, other: int) -> bool:
    return metres(points.lat[row], points.long[row], points.lat[other], points.long[other]) < SAME_PLACE_METRES


def _usable_crossings(collected: Collected) -> list[int]:
    columns, houses = collected.crossings, collected.houses
    if not columns.lat:
        return []
    lat, long = np.array(columns.lat), np.array(columns.long)
    keep = np.ones(len(lat), dtype=np.bool_)
    _leave_out(columns, collected.findings, "latitude and longitude changed places", dirt.transposed(lat, long), keep)
    _leave_out(columns, collected.findings, "far from everything else", dirt.far_away(lat, long), keep)
    together = dirt.default_points(
        np.array(columns.lat + houses.lat),
        np.array(columns.long + houses.long),
        np.array(columns.first + houses.street),
    )[: len(lat)]
    _leave_out(columns, collected.findings, "default point shared by many streets", together, keep)
    everyone = (np.array(columns.lat + houses.lat), np.array(columns.long + houses.long))
    elsewhere = dirt.wrong_areas(*everyone, np.array(columns.area + houses.area))[: len(lat)]
    _leave_out(columns, collected.findings, "crossing in another neighbourhood than it says", elsewhere, keep)
    return np.flatnonzero(keep).tolist()


def _usable_assets(collected: Collected) -> list[AssetRecord]:
    """Those that stand where the city's houses do; where there are no houses, where most of them stand."""
    if not collected.assets:
        return []
    known = [(lat, long) for lat, long in zip(collected.houses.lat, collected.houses.long, strict=True)]
    points = np.array(known or [(one.lat, one.long) for one in collected.assets])
    middle = np.median(points, axis=0)
    used = []
    for one in collected.assets:
        if max(abs(one.lat - middle[0]), abs(one.long - middle[1])) <= dirt.CITY_DEGREES:
            used.append(one)
        else:
            collected.findings.add("far from everything else", one.where)
    return used


def _write(db: sqlite3.Connection, found: Collected, houses: list[int], crossings: list[int]) -> None:
    db.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {TABLES}")
    counts = Counter(found.houses.street[row] for row in houses)
    names = [spellings.most_common(1)[0][0] for spellings in found.spellings]
    streets = [(i, names[i], name.core, name.kind, counts[i]) for name, i in found.streets.items()]
    db.executemany("INSERT INTO street VALUES (?,?,?,?,?)", streets)
    used = {found.houses.area[row] for row in houses} | {found.crossings.area[row] for row in crossings}
    used |= {found.areas.get(landmark.area, -1) for landmark in found.landmarks}
    db.executemany("INSERT INTO area VALUES (?,?,?)", [(i, name, i in used) for name, i in found.areas.items()])
    db.executemany("INSERT INTO zip VALUES (?)", [(code,) for code in sorted(set(found.houses.zip) - {""})])
    _write_houses(db, found.houses, houses)
    c = found.crossings
    pairs = [(*sorted((c.first[i], c.second[i])), c.lat[i], c.long[i], c.area[i]) for i in crossings]
    db.executemany("INSERT INTO crossing VALUES (?,?,?,?,?)", pairs)
    db.executemany(
        "INSERT INTO landmark VALUES (?,?,?,?,?,?,?,?)",
        [
            (
                i,
                mark.name,
                key_of(mark.name),
                mark.kind,
                mark.address,
                mark.lat,
                mark.long,
                found.areas.get(mark.area, -1),
            )
            for i, mark in enumerate(found.landmarks)
        ],
    )
    prefixed = sum(count for name, i in found.streets.items() if name.kind in PREFIX_KINDS and (count := counts[i]))
    style = (
        "number_last" if prefixed * 2 > len(houses) and "calle" in {n.kind for n in found.streets} else "number_first"
    )
    db.execute("INSERT INTO meta VALUES ('style', ?)", (style,))


def _write_assets(db: sqlite3.Connection, assets: list[AssetRecord]) -> None:
    rows = ((one.kind, one.code, one.road, one.lat, one.long) for one in assets)
    db.executemany("INSERT INTO asset VALUES (?,?,?,?,?)", rows)


def _finish(db: sqlite3.Connection) -> None:
    db.executescript(f"{INDEXES} PRAGMA application_id={APPLICATION_ID}; PRAGMA user_version={VERSION}; ANALYZE;")
    db.commit()


def _write_houses(db: sqlite3.Connection, columns: HouseColumns, rows: list[int]) -> None:
    rows.sort(key=lambda row: (columns.street[row], columns.low[row]))
    parts = parts_of_streets([(columns.street[row], columns.lat[row], columns.long[row]) for row in rows])
    db.executemany(
        "INSERT INTO house VALUES (?,?,?,?,?,?,?,?,?,?)",
        (
            (
                columns.street[row], columns.low[row], columns.high[row],
                columns.label[row] if columns.label[row] != str(columns.low[row]) else None,
                columns.lat[row], columns.long[row], columns.area[row], columns.zip[row] or None,
                part, cell_of(columns.lat[row], columns.long[row]),
            )
            for row, part in zip(rows, parts, strict=True)
        ),
    )  # fmt: skip
