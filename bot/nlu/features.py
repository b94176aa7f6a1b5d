"""What a linear model sees of a text: words, their pieces, neighbours and concepts, each hashed to 32 bits."""

from collections.abc import Callable, Iterable
from itertools import combinations, pairwise
from typing import Any, cast
from zlib import crc32

from bot.nlu.lexicon import Lexicon
from bot.nlu.remembered import Remembered

PIECES = (3, 4, 5)
MOST_CONCEPTS = 14
SIGN_COUNTS = 3
"""A sign of danger counts as so many features, so that it is heard among a hundred others."""
OPENING = 8
"""Words at the start count once more: people begin with what it is about."""
SHORT = 4
"""Texts of so few words are a feature as a whole: "stop" is no stop sign."""
_PIECE = crc32(b"c ")


class Features:
    """Sets of feature numbers. `number` turns a hash into what the caller counts with: itself, or a row of a model, if any.

    Numbers are remembered, because residents repeat each other's words.
    """

    def __init__(self, lexicon: Lexicon, number: Callable[[int], int | None]) -> None:
        self._lexicon, self._number = lexicon, number
        self._together = self._kind("p")
        self._length, self._opening, self._whole = self._kind("l"), self._kind("1"), self._kind("t")
        self._concept, self._danger = self._kind("k"), self._kind("e")

    def of_word(self, word: str) -> set[int]:
        """A word, its character n-grams and the concepts it belongs to."""
        hashes = [_hash("w", word)]
        if len(word) > 2:
            framed = f"^{word}$"
            hashes += [crc32(framed[i : i + n].encode(), _PIECE) for n in PIECES for i in range(len(framed) - n + 1)]
        numbers = {*map(self._number, hashes), *map(self._concept.__getitem__, self._lexicon.concepts(word))}
        return _known(numbers)

    def of_phrases(self, words: list[str], dangers: Iterable[str] = ()) -> set[int]:
        """Neighbouring words, phrases of the lexicon, signs of danger, and which concepts stand together.

        `dangers` are the kinds whose written signs the words show (`EmergencySigns.kinds`).
        """
        found = self._lexicon.found_in(words)
        # neighbours are too many to be remembered
        number = self._number
        numbers = {number(crc32(f"b {one} {other}".encode())) for one, other in pairwise(words)}
        numbers.update(map(self._opening.__getitem__, words[:OPENING]))
        numbers.update(map(self._concept.__getitem__, found.phrases))
        numbers.update(map(self._together.__getitem__, combinations(sorted(found.concepts)[:MOST_CONCEPTS], 2)))
        numbers.update(self._danger[kind, str(i)] for kind in dangers for i in range(SIGN_COUNTS))
        numbers.add(self._length[str(min(len(words), 8))])
        if len(words) <= SHORT:
            numbers.add(self._whole[" ".join(words)])
        return _known(numbers)

    def _kind(self, kind: str) -> Remembered[Any, int | None]:
        return Remembered(lambda key: self._number(_hash(kind, key if isinstance(key, str) else " ".join(key))))


def _hash(kind: str, feature: str) -> int:
    return crc32(f"{kind} {feature}".encode())


def _known(numbers: set[int | None]) -> set[int]:
    numbers.discard(None)
    return cast(set[int], numbers)
