"""The second look at a message that may tell of danger: who, what and where, in which order, and what takes it back."""

import math
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from zlib import crc32

import msgspec
import numpy as np
from numpy.typing import NDArray

from bot.nlu.danger_words import DangerWords

NEAR = 6
"""Words between two things that are told together."""
MOST_WORDS = 60
PIECES = (3, 4, 5)
OPENING, SHORT = 8, 4
LOUD = {"kind": 3.0, "order": 2.0, "beside": 2.0}
"""How much louder a family of features speaks than plain words; what generalises must not drown in letters."""


@lru_cache(maxsize=100_000)
def _key(feature: str, one: str, other: str = "") -> int:
    return crc32(f"{feature} {one} {other}".encode())


def danger_features(words: list[str], signs: Iterable[str], lexicon: DangerWords) -> dict[int, float]:
    """What the model sees of the first words of a message, each with its loudness; `signs` are kinds of written signs."""
    words = words[:MOST_WORDS]
    found = lexicon.found_in(words)
    features = dict.fromkeys(_plain(words), 1.0)
    features |= dict.fromkeys(_kinds(found, signs), LOUD["kind"])
    features |= dict.fromkeys(_order(found), LOUD["order"])
    return features | dict.fromkeys(_beside(found, words), LOUD["beside"])


def _plain(words: list[str]) -> Iterator[int]:
    for word in set(words):
        yield _key("w", word)
        yield from _pieces(word)
    yield from (_key("b", a, b) for a, b in pairwise(words))
    yield from (_key("1", word) for word in words[:OPENING])
    yield _key("l", str(min(len(words), 8)))
    if len(words) <= SHORT:
        yield _key("t", " ".join(words))


@lru_cache(maxsize=20_000)
def _pieces(word: str) -> tuple[int, ...]:
    framed = f"^{word}$"
    return tuple(_key("c", framed[i : i + n]) for n in PIECES for i in range(len(framed) - n + 1))


def _kinds(found: list[tuple[int, str]], signs: Iterable[str]) -> Iterator[int]:
    kinds = {kind for _, kind in found}
    yield from (_key("k", kind) for kind in kinds)
    for sign in signs:
        yield _key("e", sign)
        yield from (_key("x", sign, kind) for kind in kinds)


def _order(found: list[tuple[int, str]]) -> Iterator[int]:
    for n, (i, one) in enumerate(found):
        for j, other in found[n + 1 :]:
            if j - i > NEAR:
                break
            yield _key("o", one, other)


def _beside(found: list[tuple[int, str]], words: list[str]) -> Iterator[int]:
    for i, kind in found:
        yield from (_key("<", kind, word) for word in words[max(0, i - 2) : i])
        yield from (_key(">", kind, word) for word in words[i + 1 : i + 3])


@dataclass(slots=True)
class DangerModel:
    """Above nought means danger. A row a feature: `values` is what it weighs in a text, `weights` what it speaks for."""

    keys: NDArray[np.uint32]
    values: NDArray[np.float32]
    weights: NDArray[np.float32]
    bias: float
    doubt: float
    lexicon: DangerWords
    _rows: dict[int, int] = field(default_factory=dict)
    _speaks: "array[float]" = field(default_factory=lambda: array("d"))
    _squares: "array[float]" = field(default_factory=lambda: array("d"))

    def __post_init__(self) -> None:
        self._rows = dict(zip(self.keys.tolist(), range(len(self.keys)), strict=True))
        self._speaks.frombytes((self.values * self.weights).astype(np.float64).tobytes())
        self._squares.frombytes((self.values.astype(np.float64) ** 2).tobytes())

    def score(self, words: list[str], signs: Iterable[str]) -> float:
        """Of the folded words of a message or a sentence, its streets hidden.

        A plain loop: for two hundred numbers numpy is no quicker.
        """
        total, square = 0.0, self.doubt
        for key, loud in danger_features(words, signs, self.lexicon).items():
            row = self._rows.get(key)
            if row is not None:
                total += loud * self._speaks[row]
                square += loud * loud * self._squares[row]
        return total / math.sqrt(square) + self.bias

    def save(self, path: Path) -> None:
        about = msgspec.json.encode(_About(self.lexicon.entries, self.bias, self.doubt))
        scale = float(np.abs(self.weights).max() or 1) / 127
        np.savez_compressed(
            path,
            about=np.frombuffer(about, np.uint8),
            keys=self.keys,
            values=self.values.astype(np.float16),
            weights=np.round(self.weights / scale).astype(np.int8),
            scale=np.array(scale, np.float32),
        )


class _About(msgspec.Struct):
    words: dict[str, list[str]]
    bias: float
    doubt: float


def load_dangers(path: Path) -> DangerModel:
    with np.load(path) as stored:
        about = msgspec.json.decode(stored["about"].tobytes(), type=_About)
        weights = stored["weights"].astype(np.float32) * stored["scale"]
        values = stored["values"].astype(np.float32)
        return DangerModel(stored["keys"], values, weights, about.bias, about.doubt, DangerWords(about.words))
