"""How a gazetteer of many addresses builds and answers, from made-up towns: time, memory, size, milliseconds a text.

    python benchmarks/gazetteer_scale.py [--addresses 2000000] [--work FOLDER]

Towns are grids of 300 streets with 80 houses a side, 500 a square kilometre, side by side like the suburbs of one
county. Names come from a pool of 25,000, so that towns share many.
"""

import argparse
import csv
import multiprocessing
import random
import resource
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from bot.places.build import build_gazetteer
from bot.places.gazetteer import Gazetteer
from bot.places.local import LocalFinder
from bot.places.search import Search

STREETS, NUMBERS = 300, 160
SYLLABLES = (
    [
        "Al",
        "Bar",
        "Cal",
        "Dor",
        "El",
        "Far",
        "Gar",
        "Hol",
        "In",
        "Jas",
        "Kel",
        "Lor",
        "Mar",
        "Nor",
        "Or",
        "Pem",
        "Quin",
    ],
    ["den", "ley", "ton", "wick", "more", "field", "by", "ham", "stead", "worth", "ford", "brook", "ridge", "combe"],
)
BEFORE = ("", "North ", "South ", "Old ", "Upper ", "Saint ")
BEHIND = ("", " Hill", " Park")
KINDS = ("St", "Ave", "Rd", "Dr", "Ln", "Ct")
WEST, SOUTH, SIDE = -94.0, 41.0, 0.1


def names(chance: random.Random) -> list[str]:
    cores = [f"{before}{one}{two}{behind}" for before in BEFORE for one in SYLLABLES[0] for two in SYLLABLES[1]
             for behind in BEHIND]  # fmt: skip
    found = [f"{core} {kind}" for core in cores for kind in KINDS]
    chance.shuffle(found)
    return found


def rows(addresses: int, chance: random.Random) -> Iterator[tuple[str, str, str, str, str]]:
    """`address, lat, lon, zip, neighborhood`; half of a town's streets run east, half north."""
    pool = names(chance)
    for town in range(addresses // (STREETS * NUMBERS) + 1):
        south, west = SOUTH + town % 7 * SIDE, WEST + town // 7 * SIDE
        for street, name in enumerate(chance.sample(pool, STREETS)):
            across = street // 2 / (STREETS / 2) * SIDE
            for number in range(1, NUMBERS + 1):
                along, aside = number / NUMBERS * SIDE * 0.98, across + number % 2 * 0.0002
                lat, long = (south + aside, west + along) if street % 2 else (south + along, west + aside)
                yield f"{number} {name}", f"{lat:.6f}", f"{long:.6f}", f"{50000 + town}", f"Town {town + 1}"


def write(source: Path, addresses: int, chance: random.Random) -> None:
    with source.open("w", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(["address", "lat", "lon", "zip", "neighborhood"])
        lines.writerows(row for row, _ in zip(rows(addresses, chance), range(addresses), strict=False))


def build(source: Path, out: Path) -> None:
    """In a process of its own, so that its memory is its own."""
    began = time.perf_counter()
    report = build_gazetteer(out, [source], print)
    took, peak = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{report.houses:,} houses, {report.streets:,} streets: {took:.0f} s, peak {peak:.2f} GB", end=", ")
    print(f"file {out.stat().st_size / 1e6:.0f} MB")


def texts(pool: list[str], chance: random.Random, count: int, spelt: str) -> list[str]:
    said = [f"pothole at {chance.randint(1, NUMBERS)} {chance.choice(pool)}, been there weeks" for _ in range(count)]
    if spelt == "crossing":
        return [f"light out at the corner of {chance.choice(pool)} and {chance.choice(pool)}" for _ in range(count)]
    return [slipped(text, chance) for text in said] if spelt == "misspelt" else said


def slipped(text: str, chance: random.Random) -> str:
    """Two letters of the street's name changed places."""
    at = text.index(" ", text.index(" at ") + 4) + chance.randint(2, 4)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def ask(out: Path, chance: random.Random, count: int) -> None:
    began = time.perf_counter()
    finder = LocalFinder(Search(Gazetteer(out)))
    print(f"opened in {time.perf_counter() - began:.2f} s")
    pool = sorted(street.name for street in finder.search.gazetteer.streets.values())
    for spelt in ("exact", "misspelt", "crossing"):
        took, busy, known = [], [], 0
        for text in texts(pool, chance, count, spelt):
            began, worked = time.perf_counter(), time.process_time()
            known += bool(finder.locate(text).search.places)
            busy.append((time.process_time() - worked) * 1e3)
            took.append((time.perf_counter() - began) * 1e3)
        print(f"{spelt:<9} n {count}, with places {known / count:.2f}, {shown(took)}, of the processor {shown(busy)}")


def shown(milliseconds: list[float]) -> str:
    p50, p99 = statistics.median(milliseconds), statistics.quantiles(milliseconds, n=100)[-1]
    return f"p50 {p50:.2f} ms p99 {p99:.2f} ms"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--addresses", type=int, default=2_000_000)
    parser.add_argument("--texts", type=int, default=2_000)
    parser.add_argument("--work", type=Path, default=Path("data"))
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    source, out = given.work / "scale.csv", given.work / "scale.sqlite"
    write(source, given.addresses, random.Random(7))
    child = multiprocessing.get_context("spawn").Process(target=build, args=(source, out))
    child.start()
    child.join()
    ask(out, random.Random(8), given.texts)


if __name__ == "__main__":
    main()
