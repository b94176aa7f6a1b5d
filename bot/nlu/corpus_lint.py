"""Keeps the corpus clean: unknown names, lines said twice, the wrong language, places without a mark."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from bot.nlu.corpus import CORPUS, Line, marks, read_corpus
from bot.nlu.request_types import REQUEST_TYPES
from bot.nlu.terms import read_entries
from bot.nlu.text import words
from bot.nlu.understanding import EmergencyKind, Intent

_UNMARKED = re.compile(r"\b\d{1,5} [A-Z][a-z]+ (?:St|Ave|Rd|Street|Avenue|Road)\b|\b[Cc]alle [A-Z]\w+,? \d+")
_BROKEN_MARK = re.compile(
    r"\{(?!(?:address|intersection|street|landmark|problem)\})|\]\((?!(?:address|intersection|street|landmark)\))"
)
_TELLTALES = {
    "en": frozenset("the and is are of on my this that with there".split()),  # noqa: SIM905  a sentence is read more easily
    "es": frozenset("el la los las que en de y una por hay esta".split()),  # noqa: SIM905
    "pt": frozenset("os um uma em na do das nao com que de por esta isso".split()),  # noqa: SIM905
    "fr": frozenset("le les des du est dans une sur il je vous ne au".split()),  # noqa: SIM905
    "ht": frozenset("yon nan gen pa ki sou mwen ap pou lari yo epi devan".split()),  # noqa: SIM905
}
_LEAST_TELLTALES = 3


def lint(corpus: Path = CORPUS) -> Iterator[str]:
    """One sentence a fault: file, line, what is wrong. An empty corpus folder has no faults."""
    for folder in sorted(path for path in corpus.glob("*") if path.is_dir()):
        lines = read_corpus(folder.name, corpus)
        yield from _said_twice(lines)
        yield from _unheard(folder.name, corpus)
        for line in lines:
            yield from (
                f"{line.path.relative_to(corpus)}:{line.number}: {fault}" for fault in _faults(line, folder.name)
            )


def _faults(line: Line, language: str) -> Iterator[str]:
    if not _known(line):
        yield f"'{line.label}' is no known name; a file is named after what its lines say"
    if _BROKEN_MARK.search(line.text):
        yield "a mark is {address}, {intersection}, {street}, {landmark} or [words](kind)"
    if _UNMARKED.search(_without_marks(line.text)):
        yield "a place is not marked: [12 Elm St](address)"
    # the small words of French are in Spanish too; a list of nothing but French needs no telltales
    if line.topic != "language" and (other := _other_language(line.text, language)):
        yield f"looks like '{other}', not '{language}'"


def _known(line: Line) -> bool:
    match line.topic:
        case "types" | "names":
            return line.label in REQUEST_TYPES
        case "intents":
            return line.label in get_args(Intent)
        case "opt":
            return line.label in {"out", "in"}
        case "emergency":
            return line.label in get_args(EmergencyKind)
        case "look_alikes":
            return line.label in {"", *REQUEST_TYPES}
        case "language":
            return True
        case "several":
            return "||" in line.text and all(code in REQUEST_TYPES for code in line.label.split("+"))


def _said_twice(lines: list[Line]) -> Iterator[str]:
    """Word for word; HELP beside help is worth keeping."""
    seen: dict[str, Line] = {}
    for line in lines:
        if line.topic in {"several", "opt", "intents"}:
            continue
        first = seen.setdefault(line.text, line)
        if first is not line:
            yield f"{line.path.name}:{line.number}: said already in {first.path.name}:{first.number}"


def _unheard(language: str, corpus: Path) -> Iterator[str]:
    """Phrases are found by their first word, which must stand there whole."""
    for name in ("danger_words.txt", "concepts.txt"):
        for kind, terms in read_entries(corpus / language / name).items():
            for term in terms:
                if term.partition(" ")[0].endswith("*") and " " in term:
                    yield f"{language}/{name}: '{term}' ({kind}): the first word of a phrase takes no star"


def _other_language(text: str, language: str) -> str | None:
    listed = words(_without_marks(text))
    counts = {code: sum(word in telltales for word in listed) for code, telltales in _TELLTALES.items()}
    own = counts.pop(language, 0)
    return next((code for code, n in counts.items() if n >= _LEAST_TELLTALES and n > own), None)


def _without_marks(text: str) -> str:
    for mark in reversed(marks(text)):
        text = f"{text[: mark.start]} . {text[mark.end :]}"
    return text
