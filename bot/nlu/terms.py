"""Words, beginnings of words and phrases, each with the name of what it stands for.

`vehicle: car, lorr*, motor home, number plate*` in a file of the corpus; in a phrase any word but the first may be a beginning.
"""

from collections import defaultdict
from itertools import pairwise
from pathlib import Path

from bot.nlu.corpus import read_lines
from bot.nlu.remembered import Remembered
from bot.nlu.text import fold

_SHORTEST_BEGINNING = 2


class Terms:
    """Finds terms among folded words."""

    def __init__(self, entries: dict[str, list[str]]) -> None:
        self.of_word: Remembered[str, tuple[str, ...]] = Remembered(self._look_up)
        """The names a single word stands for."""
        self._exact = defaultdict[str, tuple[str, ...]](tuple)
        self._beginnings = defaultdict[str, tuple[str, ...]](tuple)
        self._phrases = defaultdict[tuple[str, str], list[tuple[list[str], str]]](list)
        """By their first two words; by the first alone, beside "*", when the second is a beginning. "in the" begins too many."""
        for name, terms in entries.items():
            for term in terms:
                self._add(name, [fold(word) for word in term.split()])

    def _add(self, name: str, term: list[str]) -> None:
        if len(term) > 1:
            self._phrases[term[0], "*" if _is_beginning(term[1]) else term[1]].append((term[1:], name))
        elif _is_beginning(term[0]):
            self._beginnings[term[0][:-1]] += (name,)
        else:
            self._exact[term[0]] += (name,)

    def begun(self, words: list[str]) -> list[int]:
        """Where a phrase may begin."""
        phrases = self._phrases
        return [i for i, pair in enumerate(pairwise(words)) if pair in phrases or (pair[0], "*") in phrases]

    def phrases_at(self, words: list[str], i: int) -> list[str]:
        """The names of the phrases that begin at word `i`, one of those `begun`."""
        rest = words[i + 1 :]
        terms = (*self._phrases.get((words[i], rest[0]), ()), *self._phrases.get((words[i], "*"), ()))
        return [name for term, name in terms if _follow(rest[: len(term)], term)]

    def _look_up(self, word: str) -> tuple[str, ...]:
        found = list(self._exact.get(word, ()))
        for n in range(_SHORTEST_BEGINNING, len(word) + 1):
            found += self._beginnings.get(word[:n], ())
        return tuple(dict.fromkeys(found))


def read_entries(path: Path) -> dict[str, list[str]]:
    entries: dict[str, list[str]] = {}
    for _, line in read_lines(path):
        name, _, terms = line.partition(":")
        entries.setdefault(name.strip(), []).extend(term.strip() for term in terms.split(",") if term.strip())
    return entries


def _follow(words: list[str], term: list[str]) -> bool:
    if len(words) < len(term):
        return False
    return all(
        word == part or (_is_beginning(part) and word.startswith(part[:-1]))
        for word, part in zip(words, term, strict=True)
    )


def _is_beginning(part: str) -> bool:
    return part.endswith("*")
