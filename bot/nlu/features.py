"""What a linear model sees of a text: words, their pieces, neighbours and concepts, each hashed to 32 bits."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import combinations, pairwise
from zlib import crc32

from bot.nlu.lexicon import Lexicon
from bot.nlu.text import PLACE

PIECES = (3, 4, 5)
MOST_CONCEPTS = 14
SIGN_COUNTS = 3
"""A sign of danger counts as so many features, so that it is heard among a hundred others."""
OPENING = 8
"""Words at the start count once more: people begin with what it is about."""
SHORT = 4
"""Texts of so few words are a feature as a whole: "stop" is no stop sign."""


@lru_cache(maxsize=50_000)
def _hash(feature: str, one: str, other: str = "") -> int:
    """The cache is worth it: residents repeat each other's words, and joining them costs more than looking them up."""
    return crc32((f"{feature} {one} {other}" if other else f"{feature} {one}").encode())


def word_hashes(word: str, lexicon: Lexicon) -> list[int]:
    """A word, its character n-grams and the concepts it belongs to."""
    hashes = [_hash("w", word)]
    if len(word) > 2:
        framed = f"^{word}$"
        hashes += [_hash("c", framed[i : i + n]) for n in PIECES for i in range(len(framed) - n + 1)]
    return hashes + [_hash("k", concept) for concept in lexicon.concepts(word)]


def phrase_hashes(words: list[str], lexicon: Lexicon, dangers: Iterable[str] = ()) -> set[int]:
    """Neighbouring words, phrases of the lexicon, signs of danger, and which concepts stand together.

    `dangers` are the kinds whose written signs the words show (`EmergencySigns.kinds`).
    """
    hashes = {_hash("b", a, b) for a, b in pairwise(words)}
    hashes.add(_hash("l", str(min(len(words), 8))))
    hashes |= {_hash("1", word) for word in words[:OPENING]}
    if len(words) <= SHORT:
        hashes.add(_hash("t", " ".join(words)))
    found = lexicon.found_in(words)
    hashes |= {_hash("k", concept) for concept in found.phrases}
    hashes |= {_hash("e", kind, str(i)) for kind in dangers for i in range(SIGN_COUNTS)}
    return hashes | {_hash("p", a, b) for a, b in _pairs(found.concepts)}


def _pairs(concepts: Iterable[str]) -> Iterable[tuple[str, str]]:
    return combinations(sorted(concepts)[:MOST_CONCEPTS], 2)


def distinct(words: list[str]) -> list[str]:
    return [word for word in dict.fromkeys(words) if word != PLACE] + ([PLACE] if PLACE in words else [])
