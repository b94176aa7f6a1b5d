"""Hand-written knowledge: which words mean the same kind of thing (`corpus/<language>/concepts.txt`)."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from bot.nlu.corpus import CORPUS, read_lines
from bot.nlu.emergency_signs import EmergencySigns, read_signs
from bot.nlu.remembered import Remembered
from bot.nlu.text import fold


class Found(NamedTuple):
    concepts: set[str]
    phrases: set[str]
    """Those found by more than one word."""


@dataclass(slots=True)
class Lexicon:
    """`vehicle: car, van, lorr*, motor home` maps words, beginnings of words and phrases to a concept."""

    entries: dict[str, list[str]] = field(default_factory=dict)
    signs: EmergencySigns = field(default_factory=EmergencySigns)
    _exact: dict[str, tuple[str, ...]] = field(default_factory=lambda: defaultdict(tuple))
    _prefixes: dict[str, tuple[str, ...]] = field(default_factory=lambda: defaultdict(tuple))
    _phrases: dict[tuple[str, str], list[tuple[tuple[str, ...], str]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """By their first two words."""
    _known: Remembered[str, tuple[str, ...]] = field(init=False)

    def __post_init__(self) -> None:
        self._known = Remembered(self._look_up)
        for concept, terms in self.entries.items():
            for term in terms:
                self._add(concept, tuple(fold(word) for word in term.split()))

    def _add(self, concept: str, term: tuple[str, ...]) -> None:
        if len(term) > 1:
            self._phrases[term[0], term[1]].append((term, concept))
        elif term[0].endswith("*"):
            self._prefixes[term[0][:-1]] += (concept,)
        else:
            self._exact[term[0]] += (concept,)

    def concepts(self, word: str) -> tuple[str, ...]:
        """Concepts of a single folded word."""
        return self._known[word]

    def _look_up(self, word: str) -> tuple[str, ...]:
        found = set(self._exact.get(word, ()))
        for n in range(3, len(word) + 1):
            found.update(self._prefixes.get(word[:n], ()))
        return tuple(sorted(found))

    def found_in(self, words: list[str]) -> Found:
        concepts = set[str]().union(*filter(None, map(self._known.__getitem__, words)))
        begun = [i for i, pair in enumerate(pairwise(words)) if pair in self._phrases]
        phrases = {concept for i in begun for concept in self._phrases_at(words, i)}
        return Found(concepts | phrases, phrases)

    def _phrases_at(self, words: list[str], i: int) -> list[str]:
        begun = self._phrases[words[i], words[i + 1]]
        return [concept for term, concept in begun if tuple(words[i : i + len(term)]) == term]


def read_lexicon(language: str, corpus: Path = CORPUS) -> Lexicon:
    entries: dict[str, list[str]] = {}
    for _, line in read_lines(corpus / language / "concepts.txt"):
        concept, _, terms = line.partition(":")
        entries.setdefault(concept.strip(), []).extend(term.strip() for term in terms.split(",") if term.strip())
    return Lexicon(entries, read_signs(language, corpus))
