"""Figures of the shipped understanding on data none of us wrote: `python benchmarks/nlu.py [FOLDER]` (default ../shared/data).

Types, languages, slips, places, danger. `text311 evaluate` prints the tables by type; this prints the rest.
"""

import csv
import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from bot.nlu.augment import slip
from bot.nlu.evaluation import Judged, score
from bot.nlu.pipeline import Pipeline, load
from bot.nlu.understanding import Understanding

HERE = Path(__file__).resolve().parent
PLACES = {"address", "intersection", "street"}
SETS = {"us": "en", "uk": "en", "es": "es"}


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def share(hits: Iterator[bool] | list[bool]) -> float:
    listed = list(hits)
    return sum(listed) / max(1, len(listed))


def judged(understood: Understanding, row: dict[str, Any]) -> Judged:
    ranked = tuple(one.code for one in understood.types)
    confidence = understood.types[0].confidence if ranked else 0.0
    return Judged(row["code"], ranked, confidence, len(row["text"].split()), understood.abstain)


def slipped(text: str, random: Random) -> str:
    return " ".join(slip(word, random) if random.random() < 0.08 else word for word in text.split(" "))


def types(pipeline: Pipeline, folder: Path) -> None:
    for name, language in SETS.items():
        reports, random = rows(folder, f"reports_dev_{name}"), Random(311)
        understood = [pipeline.understand(row["text"]) for row in reports]
        scores = score([judged(one, row) for one, row in zip(understood, reports, strict=True)])
        typos = [pipeline.understand(slipped(row["text"], random)) for row in reports]
        wrong_word = share(
            one.types[:1] and one.types[0].code == row["code"] for one, row in zip(typos, reports, strict=True)
        )
        long = [
            one.language == language
            for one, row in zip(understood, reports, strict=True)
            if len(row["text"].split()) > 4
        ]
        two = [pipeline.understand(pair).language == language for pair in pairs(reports, random)]
        print(f"{name}: first {scores.top1:.3f}, three {scores.top3:.3f}, surest 80 % {scores.confident:.3f}", end=", ")
        print(
            f"calibration error {scores.calibration_error:.3f}, read back {scores.read_back:.2f} at {scores.read_back_right:.3f}"
        )
        print(f"    with slips {wrong_word:.3f}; language: five words on {share(long):.4f}, two words {share(two):.4f}")
        screened = share(bool(one.emergency) for one in understood)
        print(f"    reports {share(one.intent == 'report' for one in understood):.3f}", end=", ")
        print(f"taken for danger {screened:.3f}, for STOP {share(one.opt_out for one in understood):.4f}", end=", ")
        print(f"for two problems {share(bool(one.problems) for one in understood):.3f}")


def pairs(reports: list[dict[str, Any]], random: Random) -> Iterator[str]:
    for row in reports:
        listed = row["text"].split()
        if len(listed) > 1:
            start = random.randrange(len(listed) - 1)
            yield " ".join(listed[start : start + 2])


def places(pipeline: Pipeline, folder: Path) -> None:
    for name, language in (("boston", "en"), ("madrid", "es")):
        texts = rows(folder, f"locations_dev_{name}")
        for kind in sorted({row["kind"] for row in texts}):
            hits = [overlaps(pipeline, row, language) for row in texts if row["kind"] == kind]
            print(f"places {name}, {kind}: overlap {share(hits):.3f} of {len(hits)}")
    texts = rows(folder, "locations_none_dev")
    seen = [any(m.kind in PLACES for m in pipeline.understand(row["text"], "en").mentions) for row in texts]
    print(f"places where there are none: {share(seen):.4f} of {len(texts)}")


def overlaps(pipeline: Pipeline, row: dict[str, Any], language: str) -> bool:
    start, end = row["span"]
    found = pipeline.understand(row["text"], language).mentions
    return any(m.kind in PLACES and m.start < end and start < m.end for m in found)


def danger(pipeline: Pipeline, folder: Path) -> None:
    """300 candidates labelled by hand; `either` are those two people would label differently, and count for nothing."""
    texts = rows(folder, "emergency_candidates_dev")
    with (HERE / "emergency_candidates_labels.csv").open(encoding="utf-8") as lines:
        labels = [(texts[int(line["row"])], line["label"]) for line in csv.DictReader(lines)]
    told = [(bool(pipeline.understand(row["text"], row["lang"]).emergency), label) for row, label in labels]
    hits = sum(heard and label not in {"none", "either"} for heard, label in told)
    real = sum(label not in {"none", "either"} for _, label in told)
    false = sum(heard and label == "none" for heard, label in told)
    print(f"danger, {len(told)} candidates: recall {hits / real:.3f} of {real}, precision {hits / (hits + false):.3f}")


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent.parent / "shared" / "data"
    if not folder.is_dir():
        sys.exit(f"No data in {folder}: give the folder with reports_dev_us.jsonl.gz and its sisters.")
    pipeline = load()
    types(pipeline, folder)
    places(pipeline, folder)
    danger(pipeline, folder)


if __name__ == "__main__":
    main()
