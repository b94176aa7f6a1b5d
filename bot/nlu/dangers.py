"""The second look at a message that may tell of danger: who, what and where, in which order, and what takes it back."""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, cast
from zlib import crc32

import msgspec
import numpy as np
from numpy.typing import NDArray

from bot.nlu.danger_words import DangerWords
from bot.nlu.remembered import Remembered

NEAR = 6
"""Words between two things that are told together."""
MOST_WORDS = 60
PIECES = (3, 4, 5)
OPENING, SHORT = 8, 4
LOUD = {"kind": 3.0, "order": 2.0, "beside": 2.0}
"""How much louder a family of features speaks than plain words; what generalises must not drown in letters."""


class DangerFeatures:
    """What the model sees of the first words of a message. `number` turns a hash into what the caller counts with, if any."""

    def __init__(self, lexicon: DangerWords, number: Callable[[int], int | None]) -> None:
        self._lexicon, self._number = lexicon, number
        self._word: Remembered[str, frozenset[int | None]] = Remembered(self._of_word)
        self._opening, self._length, self._whole = map(self._kind, ("1", "l", "t"))
        self._thing, self._sign, self._signed = map(self._kind, ("k", "e", "x"))
        self._order, self._before, self._after = map(self._kind, ("o", "<", ">"))

    def of(self, words: list[str], signs: Iterable[str]) -> dict[int, float]:
        """Numbers of features, each with its loudness; `signs` are kinds of written signs."""
        plain, loud = self.plain_and_loud(words, signs)
        return dict.fromkeys(plain, 1.0) | loud

    def plain_and_loud(self, words: list[str], signs: Iterable[str]) -> tuple[list[int], dict[int, float]]:
        """The same, told apart: hundreds that speak as loud as any, and the few that speak louder."""
        words = words[:MOST_WORDS]
        found = self._lexicon.found_in(words)
        louder = dict.fromkeys(self._things(found, signs), LOUD["kind"])
        if found:
            louder |= dict.fromkeys(self._in_order(found), LOUD["order"])
            louder |= dict.fromkeys(self._beside(found, words), LOUD["beside"])
        plain = self._plain(words).difference(louder, (None,))
        louder.pop(None, None)
        return cast(list[int], list(plain)), cast(dict[int, float], louder)

    def _plain(self, words: list[str]) -> set[int | None]:
        numbers = set[int | None]().union(*map(self._word.__getitem__, words))
        number = self._number
        numbers.update([number(crc32(f"b {one} {other}".encode())) for one, other in pairwise(words)])
        numbers.update(map(self._opening.__getitem__, words[:OPENING]))
        numbers.add(self._length[str(min(len(words), 8))])
        if len(words) <= SHORT:
            numbers.add(self._whole[" ".join(words)])
        return numbers

    def _of_word(self, word: str) -> frozenset[int | None]:
        framed = f"^{word}$"
        pieces = (framed[i : i + n] for n in PIECES for i in range(len(framed) - n + 1))
        return frozenset(map(self._number, [_hash("w", word), *(_hash("c", piece) for piece in pieces)])) - {None}

    def _things(self, found: list[tuple[int, str]], signs: Iterable[str]) -> Iterator[int | None]:
        kinds = {kind for _, kind in found}
        yield from map(self._thing.__getitem__, kinds)
        for sign in signs:
            yield self._sign[sign]
            yield from (self._signed[sign, kind] for kind in kinds)

    def _in_order(self, found: list[tuple[int, str]]) -> Iterator[int | None]:
        for n, (i, one) in enumerate(found):
            for j, other in found[n + 1 :]:
                if j - i > NEAR:
                    break
                yield self._order[one, other]

    def _beside(self, found: list[tuple[int, str]], words: list[str]) -> Iterator[int | None]:
        for i, kind in found:
            for word in words[max(0, i - 2) : i]:
                yield self._before[kind, word]
            for word in words[i + 1 : i + 3]:
                yield self._after[kind, word]

    def _kind(self, kind: str) -> Remembered[Any, int | None]:
        return Remembered(lambda key: self._number(_hash(kind, *((key,) if isinstance(key, str) else key))))


def _hash(kind: str, one: str, other: str = "") -> int:
    return crc32(f"{kind} {one} {other}".encode())


@dataclass(slots=True)
class DangerModel:
    """Above nought means danger. A row a feature: `values` is what it weighs in a text, `weights` what it speaks for."""

    keys: NDArray[np.uint32]
    values: NDArray[np.float32]
    weights: NDArray[np.float32]
    bias: float
    doubt: float
    lexicon: DangerWords
    _features: DangerFeatures = field(init=False)

    def __post_init__(self) -> None:
        rows = dict(zip(self.keys.tolist(), range(len(self.keys)), strict=True))
        self._features = DangerFeatures(self.lexicon, rows.get)

    def score(self, words: list[str], signs: Iterable[str]) -> float:
        """Of the folded words of a message or a sentence, its streets hidden."""
        plain, loud = self._features.plain_and_loud(words, signs)
        if not plain and not loud:
            return self.bias
        rows = np.array([*plain, *loud])
        values = self.values.take(rows)
        values[len(plain) :] *= np.array([*loud.values()], np.float32)
        return float(values @ self.weights.take(rows)) / math.sqrt(float(values @ values) + self.doubt) + self.bias

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
