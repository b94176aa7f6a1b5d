"""Hand-written knowledge: which words mean the same kind of thing (`corpus/<language>/concepts.txt`)."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from bot.nlu.corpus import CORPUS
from bot.nlu.emergency_signs import EmergencySigns, read_signs
from bot.nlu.terms import Terms, read_entries


class Found(NamedTuple):
    concepts: set[str]
    phrases: set[str]
    """Those found by more than one word."""


@dataclass(slots=True)
class Lexicon:
    """`vehicle: car, van, lorr*, motor home` maps `Terms` to a concept."""

    entries: dict[str, list[str]] = field(default_factory=dict)
    signs: EmergencySigns = field(default_factory=EmergencySigns)
    _terms: Terms = field(init=False)

    def __post_init__(self) -> None:
        self._terms = Terms(self.entries)

    def concepts(self, word: str) -> tuple[str, ...]:
        """Concepts of a single folded word."""
        return self._terms.of_word[word]

    def found_in(self, words: list[str]) -> Found:
        concepts = set[str]().union(*filter(None, map(self._terms.of_word.__getitem__, words)))
        phrases = {concept for i in self._terms.begun(words) for concept in self._terms.phrases_at(words, i)}
        return Found(concepts | phrases, phrases)


def read_lexicon(language: str, corpus: Path = CORPUS) -> Lexicon:
    return Lexicon(read_entries(corpus / language / "concepts.txt"), read_signs(language, corpus))
