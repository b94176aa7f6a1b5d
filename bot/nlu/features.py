"""What a linear model sees of a text: words, their pieces, neighbours and concepts, each hashed to 32 bits."""

from collections.abc import Iterable
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


def word_hashes(word: str, lexicon: Lexicon) -> list[int]:
    """A word, its character n-grams and the concepts it belongs to."""
    hashes = [crc32(f"w {word}".encode())]
    if len(word) > 2:
        framed = f"^{word}$"
        hashes += [crc32(f"c {framed[i : i + n]}".encode()) for n in PIECES for i in range(len(framed) - n + 1)]
    return hashes + [crc32(f"k {concept}".encode()) for concept in lexicon.concepts(word)]


def phrase_hashes(words: list[str], lexicon: Lexicon, *, screen: bool = True) -> set[int]:
    """Neighbouring words, phrases of the lexicon, signs of danger, and which concepts stand together.

    Without `screen` the signs of danger are left out: for a part of a message that was screened as a whole.
    """
    hashes = {crc32(f"b {a} {b}".encode()) for a, b in pairwise(words)}
    hashes.add(crc32(f"l {min(len(words), 8)}".encode()))
    hashes |= {crc32(f"1 {word}".encode()) for word in words[:OPENING]}
    if len(words) <= SHORT:
        hashes.add(crc32(f"t {' '.join(words)}".encode()))
    found = lexicon.found_in(words)
    hashes |= {crc32(f"k {concept}".encode()) for concept in found.phrases}
    dangers = lexicon.signs.kinds(words) if screen else ()
    hashes |= {crc32(f"e {kind} {i}".encode()) for kind in dangers for i in range(SIGN_COUNTS)}
    return hashes | {crc32(f"p {a} {b}".encode()) for a, b in _pairs(found.concepts)}


def _pairs(concepts: Iterable[str]) -> Iterable[tuple[str, str]]:
    return combinations(sorted(concepts)[:MOST_CONCEPTS], 2)


def distinct(words: list[str]) -> list[str]:
    return [word for word in dict.fromkeys(words) if word != PLACE] + ([PLACE] if PLACE in words else [])
