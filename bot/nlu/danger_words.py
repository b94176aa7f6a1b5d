"""Kinds of things danger is told with (`corpus/<language>/danger_words.txt`), and where they stand in a message."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from bot.nlu.corpus import CORPUS, read_lines
from bot.nlu.remembered import Remembered
from bot.nlu.text import fold

_SHORTEST_BEGINNING = 2


@dataclass(slots=True)
class DangerWords:
    """`weapon: gun, knife, stabb*, box cutter*` maps words, beginnings of words and phrases to a kind of thing.

    In a phrase any word but the first may be a beginning.
    """

    entries: dict[str, list[str]] = field(default_factory=dict)
    _exact: dict[str, tuple[str, ...]] = field(default_factory=lambda: defaultdict(tuple))
    _beginnings: dict[str, tuple[str, ...]] = field(default_factory=lambda: defaultdict(tuple))
    _phrases: dict[tuple[str, str], list[tuple[list[str], str]]] = field(default_factory=lambda: defaultdict(list))
    """By their first two words; by the first alone, beside "*", when the second is a beginning. "in the" begins too many."""
    _known: Remembered[str, tuple[str, ...]] = field(init=False)

    def __post_init__(self) -> None:
        self._known = Remembered(self._look_up)
        for kind, terms in self.entries.items():
            for term in terms:
                self._add(kind, [fold(word) for word in term.split()])

    def _add(self, kind: str, term: list[str]) -> None:
        if len(term) > 1:
            self._phrases[term[0], "*" if term[1].endswith("*") else term[1]].append((term[1:], kind))
        elif term[0].endswith("*"):
            self._beginnings[term[0][:-1]] += (kind,)
        else:
            self._exact[term[0]] += (kind,)

    def found_in(self, words: list[str]) -> list[tuple[int, str]]:
        """(position, kind) of everything found, in the order of the words."""
        found: list[tuple[int, str]] = []
        for i, (kinds, pair) in enumerate(
            zip(map(self._known.__getitem__, words), pairwise([*words, ""]), strict=True)
        ):
            told = kinds
            if pair in self._phrases or (pair[0], "*") in self._phrases:
                told = tuple(dict.fromkeys((*kinds, *self._phrases_at(words, i))))
            found += [(i, kind) for kind in told]
        return found

    def _phrases_at(self, words: list[str], i: int) -> list[str]:
        rest = words[i + 1 :]
        begun = [*self._phrases.get((words[i], rest[0]), ()), *self._phrases.get((words[i], "*"), ())] if rest else []
        return [kind for term, kind in begun if _follow(rest[: len(term)], term)]

    def _look_up(self, word: str) -> tuple[str, ...]:
        found = list(self._exact.get(word, ()))
        for n in range(_SHORTEST_BEGINNING, len(word) + 1):
            found += self._beginnings.get(word[:n], ())
        return tuple(dict.fromkeys(found))


def _follow(words: list[str], rest: list[str]) -> bool:
    if len(words) < len(rest):
        return False
    return all(
        word == term or (term[-1] == "*" and word.startswith(term[:-1])) for word, term in zip(words, rest, strict=True)
    )


def read_danger_words(language: str, corpus: Path = CORPUS) -> DangerWords:
    entries: dict[str, list[str]] = {}
    for _, line in read_lines(corpus / language / "danger_words.txt"):
        kind, _, terms = line.partition(":")
        entries.setdefault(kind.strip(), []).extend(term.strip() for term in terms.split(",") if term.strip())
    return DangerWords(entries)
