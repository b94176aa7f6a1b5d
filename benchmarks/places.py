"""Solved, wrong and asked on the dev rows, for gazetteers built from the dev address tables.

    python benchmarks/places.py ../shared/data [--work FOLDER]

"Solved" is found within 100 m, or offered among the first four when it asks; "wrong" is found and over 250 m away.
"Typo" rows are the exact rows with one letter of the mention swapped, dropped, doubled or changed (fixed seed).
"""

import argparse
import gzip
import json
import random
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from bot.places.build import build_gazetteer
from bot.places.distance import metres
from bot.places.gazetteer import Gazetteer
from bot.places.local import LocalFinder, Located
from bot.places.search import Search

Row = dict[str, Any]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def rows(path: Path, kind: str = "") -> list[Row]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        read = [json.loads(line) for line in lines]
    return [row for row in read if not kind or row.get("kind") == kind]


def finder(data: Path, work: Path, city: str) -> LocalFinder:
    out = work / f"{city}.sqlite"
    began = time.perf_counter()
    report = build_gazetteer(out, [data / f"addresses_{city}.csv.gz"])
    took, size = time.perf_counter() - began, out.stat().st_size / 1e6
    print(f"{city}: {report.houses:,} houses, {report.crossings:,} crossings; built in {took:.1f} s, {size:.1f} MB")
    for reason, count in report.unused.most_common():
        print(f"  {count:>6,}  {reason}")
    return LocalFinder(Search(Gazetteer(out)))


def misspelt(row: Row, chance: random.Random) -> Row:
    start, end = row["span"]
    said = row["text"][start:end]
    inner = [i for i in range(len(said) - 1) if said[i].isalpha() and said[i + 1].isalpha()]
    if inner:
        at = chance.choice(inner)
        one, two = said[at], said[at + 1]
        change = chance.choice([two + one, two, one + one + two, chance.choice(LETTERS) + two])
        said = said[:at] + change + said[at + 2 :]
    return row | {"text": row["text"][:start] + said + row["text"][end:]}


def judge(row: Row, located: Located) -> str:
    search = located.search
    if located.kind is None:
        return "none"
    long = row.get("lon", row.get("long"))
    gaps = [metres(place.point.lat, place.point.long, row["lat"], long) for place in search.places[:4]]
    if search.outcome == "found":
        return "found" if gaps[0] <= 100 else "wrong" if gaps[0] > 250 else "near"
    return "offered" if gaps and min(gaps) <= 100 else "asked"


def score(
    name: str, cases: Iterable[Row], locate: Callable[[str], Located], judged: Callable[[Row, Located], str]
) -> None:
    counts: Counter[str] = Counter()
    times = []
    for row in cases:
        began = time.perf_counter()
        located = locate(row["text"])
        times.append(time.perf_counter() - began)
        counts[judged(row, located)] += 1
    n = counts.total()
    p50, p99 = statistics.median(times) * 1e3, statistics.quantiles(times, n=100)[-1] * 1e3
    solved, asked = (counts["found"] + counts["offered"]) / n, (counts["offered"] + counts["asked"]) / n
    print(
        f"{name:<22} n {n:>5}  solved {solved:.3f}  wrong {counts['wrong'] / n:.3f}  asked {asked:.3f}  "
        f"near {counts['near'] / n:.3f}  none {counts['none'] / n:.3f}  p50 {p50:.2f} ms  p99 {p99:.2f} ms"
    )


KINDS = re.compile(r"\b(st|street|ave|avenue|rd|road|sq|square|pl|place|dr|drive|way|ter|terrace|hwy|blvd|pkwy)s?\b")
JOINS = re.compile(r"[\d&@/]|\b(and|at|corner|between|to|from|near|intersection|by|off|behind)\b")


def street_only(row: Row) -> bool:
    """Names neither a number nor a second street, as far as its words tell."""
    text = row["text"].lower()
    return not JOINS.search(text) and len(KINDS.findall(text)) <= 1


def judge_question(_row: Row, located: Located) -> str:
    return "none" if located.kind is None else "wrong" if located.search.outcome == "found" else "asked"


def judge_none(_row: Row, located: Located) -> str:
    if located.kind in {None, "landmark"}:
        return "none"
    return "wrong" if located.search.outcome == "found" else "asked"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, default=Path("data"))
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    boston = finder(given.data, given.work, "boston").locate
    madrid = finder(given.data, given.work, "madrid").locate
    dev = given.data / "locations_dev_boston.jsonl.gz"
    exact, chance = rows(dev, "exact"), random.Random(5)
    streets = rows(dev, "street")
    score("Boston exact", exact, boston, judge)
    score("Boston one typo", [misspelt(row, chance) for row in exact], boston, judge)
    crossings = rows(dev, "intersection")
    score("Boston crossings", crossings, boston, judge)
    score("Boston crossings, typo", [misspelt(row, chance) for row in crossings], boston, judge)
    score("Boston street rows", streets, boston, judge)
    score("  street and no more", [row for row in streets if street_only(row)], boston, judge_question)
    score("Boston without place", rows(given.data / "locations_none_dev.jsonl.gz"), boston, judge_none)
    score("Madrid exact", rows(given.data / "locations_dev_madrid.jsonl.gz"), madrid, judge)


if __name__ == "__main__":
    main()
