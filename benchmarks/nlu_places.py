"""Places in hard texts of our own, full of figures: `python benchmarks/nlu_places.py [--models FOLDER] [--show]`.

`tests/nlu/places/none_*.txt` hold none (a landmark or an area is no address); `hard_*.txt` mark each one [so].
`--show` prints what was seen or missed.
"""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from bot.nlu.pipeline import MODELS, Pipeline, load

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "nlu" / "places"
KINDS = {"address", "intersection", "street"}
_MARKED = re.compile(r"\[([^\]]*)\]")


def lines(path: Path) -> list[str]:
    return [line.rstrip() for line in path.read_text("utf-8").splitlines() if line.strip()]


def unmarked(line: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its brackets, and where in it the marked places stand."""
    spans, shift = [], 0
    for mark in _MARKED.finditer(line):
        spans.append((mark.start() - shift, mark.end() - shift - 2))
        shift += 2
    return _MARKED.sub(r"\1", line), spans


def seen(pipeline: Pipeline, text: str, language: str) -> list[tuple[int, int, str]]:
    return [(m.start, m.end, m.kind) for m in pipeline.understand(text, language).mentions if m.kind in KINDS]


def false_ones(pipeline: Pipeline, path: Path, language: str) -> Iterator[str]:
    for text in lines(path):
        for start, end, kind in seen(pipeline, text, language)[:1]:
            yield f"{text}   <- {kind}: {text[start:end]}"


def missed_ones(pipeline: Pipeline, path: Path, language: str) -> Iterator[str]:
    """Texts of which no marked place is touched by one that was seen."""
    for line in lines(path):
        text, spans = unmarked(line)
        found = seen(pipeline, text, language)
        if not any(start < its_end and its_start < end for start, end in spans for its_start, its_end, _ in found):
            yield line


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", type=Path, default=MODELS)
    parser.add_argument("--show", action="store_true")
    asked = parser.parse_args()
    pipeline = load(asked.models)
    for path in sorted(FOLDER.glob("*.txt")):
        kind, language = path.stem.split("_")[0], path.stem.rsplit("_", 1)[1]
        what, found = ("false", false_ones) if kind == "none" else ("missed", missed_ones)
        listed, total = list(found(pipeline, path, language)), len(lines(path))
        print(f"{path.stem}: {what} {len(listed)} of {total}, {len(listed) / total:.3f}")
        for line in listed if asked.show else ():
            print("   ", line)


if __name__ == "__main__":
    main()
