"""The written corpus: plain text files a clerk can add lines to; `corpus/README.md` tells the format."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from bot.nlu.understanding import MentionKind

CORPUS = Path(__file__).parent / "corpus"
Topic = Literal["types", "names", "intents", "opt", "emergency", "look_alikes", "several", "language"]
PROBLEM = "{problem}"
"""A slot in lines that name a problem in passing: "forget {problem}"."""
_MARK = re.compile(r"\[([^\]]+)\]\((address|intersection|street|landmark)\)|\{(address|intersection|street|landmark)\}")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the corpus. `label` is the file's name: a code, an intent, a kind of emergency, out or in."""

    text: str
    topic: Topic
    label: str
    path: Path
    number: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A place marked in a line: `[12 Elm St](address)` has words, `{address}` is to be filled."""

    start: int
    end: int
    kind: MentionKind
    words: str | None


def marks(text: str) -> tuple[Mark, ...]:
    return tuple(Mark(m.start(), m.end(), cast(MentionKind, m[2] or m[3]), m[1]) for m in _MARK.finditer(text))


def languages(corpus: Path = CORPUS) -> tuple[str, ...]:
    """Languages with request types written, by code."""
    return tuple(sorted(folder.parent.name for folder in corpus.glob("*/types") if any(folder.glob("*.txt"))))


def known_by_sight(corpus: Path = CORPUS) -> tuple[str, ...]:
    """Languages with nothing but `language.txt`: told apart from the others, not understood."""
    known = languages(corpus)
    return tuple(sorted(path.parent.name for path in corpus.glob("*/language.txt") if path.parent.name not in known))


def read_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Numbered lines without comments and blanks; nothing when there is no such file."""
    if not path.is_file():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line.strip()


def read_corpus(language: str, corpus: Path = CORPUS) -> list[Line]:
    return list(_lines(corpus / language))


def names(language: str, list_name: str, corpus: Path = CORPUS) -> list[str]:
    """A name list that slots are filled from: `streets`, `landmarks`, `areas`."""
    return [text for _, text in read_lines(corpus / language / "places" / f"{list_name}.txt")]


def problems(language: str, corpus: Path = CORPUS) -> tuple[str, ...]:
    """Problems by name, that `{problem}` is filled from."""
    return tuple(text for _, text in read_lines(corpus / language / "problems.txt"))


def how_often(language: str, corpus: Path = CORPUS) -> dict[str, float]:
    """Of a thousand reports, how many are of each type; empty when nobody judged."""
    rows = (text.split() for _, text in read_lines(corpus / language / "how_often.txt"))
    return {code: float(share) for code, share in rows}


def _lines(folder: Path) -> Iterator[Line]:
    for topic, pattern in _TOPICS:
        for path in sorted(folder.glob(pattern)):
            for number, text in read_lines(path):
                yield _line(topic, path, number, text)


_TOPICS: tuple[tuple[Topic, str], ...] = (
    ("types", "types/*.txt"),
    ("names", "names/*.txt"),
    ("intents", "intents/*.txt"),
    ("opt", "opt_*.txt"),
    ("emergency", "emergency/[!l]*.txt"),
    ("look_alikes", "emergency/look_alikes.txt"),
    ("several", "several.txt"),
    ("language", "language.txt"),
)


def _line(topic: Topic, path: Path, number: int, text: str) -> Line:
    label = path.stem.removeprefix("opt_")
    if topic in {"look_alikes", "several"}:
        before, tab, after = text.partition("\t")
        label, text = (before.strip(), after.strip()) if tab else ("", text)
    return Line(text, topic, label, path, number)
