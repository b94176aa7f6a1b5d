"""Kinds of things danger is told with (`corpus/<language>/danger_words.txt`), and where they stand in a message."""

from dataclasses import dataclass, field
from pathlib import Path

from bot.nlu.corpus import CORPUS
from bot.nlu.terms import Terms, read_entries


@dataclass(slots=True)
class DangerWords:
    """`weapon: gun, knife, stabb*, box cutter*` maps `Terms` to a kind of thing."""

    entries: dict[str, list[str]] = field(default_factory=dict)
    _terms: Terms = field(init=False)

    def __post_init__(self) -> None:
        self._terms = Terms(self.entries)

    def found_in(self, words: list[str]) -> list[tuple[int, str]]:
        """(position, kind) of everything found, in the order of the words."""
        found = list(map(self._terms.of_word.__getitem__, words))
        for i in self._terms.begun(words):
            found[i] = tuple(dict.fromkeys((*found[i], *self._terms.phrases_at(words, i))))
        return [(i, kind) for i, kinds in enumerate(found) for kind in kinds]


def read_danger_words(language: str, corpus: Path = CORPUS) -> DangerWords:
    return DangerWords(read_entries(corpus / language / "danger_words.txt"))
