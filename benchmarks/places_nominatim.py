"""Fifty addresses and twenty streets of a real Nominatim database, asked through the finder of the bot.

    python benchmarks/places_nominatim.py DATABASE.sqlite http://127.0.0.1:8088

The server is `nominatim-api` with falcon over the same file; docs/places.md says how to start it.
"""

import argparse
import asyncio
import json
import random
import sqlite3
import struct
import time
from pathlib import Path

from aiohttp import ClientSession

from bot.messages import GeoPoint
from bot.places.distance import metres
from bot.places.finder import PlaceFinder, make_place_finder

SQL_HOUSES = "SELECT address, centroid FROM placex WHERE housenumber IS NOT NULL AND address IS NOT NULL"
SQL_STREETS = "SELECT name FROM placex WHERE class = 'highway' AND type = 'residential' AND name IS NOT NULL"


def houses(database: sqlite3.Connection) -> list[tuple[str, GeoPoint]]:
    """`1607 Eastern Avenue` and where its row lies; SpatiaLite's points begin with their bounding box."""
    found = []
    for address, centroid in database.execute(SQL_HOUSES):
        parts = json.loads(address)
        if "street" in parts and parts.get("housenumber", "").isdigit():
            long, lat = struct.unpack_from("<dd", centroid, 6)
            found.append((f"{parts['housenumber']} {parts['street']}", GeoPoint(lat, long)))
    return sorted(set(found), key=str)


def streets(database: sqlite3.Connection) -> list[str]:
    return sorted({json.loads(name).get("name", "") for (name,) in database.execute(SQL_STREETS)} - {""})


async def ask(finder: PlaceFinder, said: list[tuple[str, GeoPoint]], names: list[str]) -> None:
    solved = wrong = 0
    times = []
    for address, point in said:
        began = time.perf_counter()
        search = await finder.find(address, ())
        times.append(time.perf_counter() - began)
        gaps = [metres(one.point.lat, one.point.long, point.lat, point.long) for one in search.places]
        solved += bool(gaps) and min(gaps) <= 100
        wrong += search.outcome == "found" and gaps[0] > 250
        if not gaps or min(gaps) > 100:
            print("  not solved:", address, search.outcome, [round(gap) for gap in gaps])
    asked = [(await finder.find(name, ())).outcome for name in names]
    print(f"addresses {len(said)}: solved {solved}, wrong {wrong}; mean {sum(times) / len(times) * 1e3:.0f} ms")
    print(f"streets {len(names)}: " + ", ".join(f"{outcome} {asked.count(outcome)}" for outcome in sorted(set(asked))))


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", type=Path)
    parser.add_argument("url")
    given = parser.parse_args()
    chance = random.Random(11)
    with sqlite3.connect(f"file:{given.database}?mode=ro", uri=True) as database:
        said, names = chance.sample(houses(database), 50), chance.sample(streets(database), 20)
    async with ClientSession() as session:
        finder = make_place_finder(
            gazetteer=None, jurisdiction=None, nominatim_url=given.url, session=session, clock=time.monotonic
        )
        await ask(finder, said, names)


if __name__ == "__main__":
    asyncio.run(main())
