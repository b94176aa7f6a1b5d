"""How well a city's service names are mapped to request types: the distinct labels of labelled reports, never their texts.

    python benchmarks/services_map.py FOLDER [--wrong N]

FOLDER holds reports_dev_us.jsonl.gz, …_uk, …_es, each line with `label` (the city's own service name) and `code`. With
--wrong the names that went wrong are shown, those used N times or more.
"""

import argparse
import gzip
import json
from collections import Counter
from pathlib import Path

from bot.nlu.pipeline import Pipeline, load
from bot.nlu.service_map import match_service
from bot.service_requests import Service

SETS = {"us": "en", "uk": "en", "es": "es"}


def labels(path: Path) -> Counter[tuple[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return Counter((row["label"], row["code"]) for row in map(json.loads, lines))


def measure(name: str, language: str, folder: Path, pipeline: Pipeline, show: int | None) -> None:
    used = labels(folder / f"reports_dev_{name}.jsonl.gz")
    right = sure = sure_right = right_use = 0
    for (label, code), count in used.most_common():
        match = match_service(Service(label, label), pipeline, language)
        good = match.code == code
        right, right_use = right + good, right_use + good * count
        sure, sure_right = sure + match.sure, sure_right + (good and match.sure)
        if not good and show is not None and count >= show:
            print(f"      {count:4} {label}: {code}, taken for {match.code} ({match.confidence:.2f})")
    print(
        f"{name}: {len(used):4} names, {right / len(used):6.1%} right, {right_use / used.total():6.1%} by use; "
        f"sure of {sure / len(used):6.1%}, of those {sure_right / sure:6.1%} right"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--wrong", type=int, metavar="N")
    asked = parser.parse_args()
    pipeline = load()
    for name, language in SETS.items():
        measure(name, language, asked.folder, pipeline, asked.wrong)


if __name__ == "__main__":
    main()
