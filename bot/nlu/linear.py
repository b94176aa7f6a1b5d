"""A linear model over hashed words, character n-grams and concepts: a few sums a message, int8 on disk."""

import math
import sys
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from bot.nlu.emergency_signs import EmergencySigns
from bot.nlu.features import Features
from bot.nlu.lexicon import Lexicon
from bot.nlu.text import LONGEST

Floats = NDArray[np.float32]
VERSION = 2
"""Of what is seen of a text and how it is stored; raise it with any change of the two, or older models answer nonsense."""
MOST_KNOWN = 10_000
"""Words whose share is kept: 2 MB, and nearly every word of nearly every message."""


class Head(NamedTuple):
    """The scores of one question's labels, higher is likelier."""

    labels: tuple[str, ...]
    scores: Floats

    def likeliest(self, sharpness: float) -> tuple[str, float]:
        """The best label and its confidence; those of all labels sum to one."""
        return likeliest(self.scores.tolist(), self.labels, sharpness)

    def beating(self, quiet: str) -> tuple[str, float]:
        """The best of the labels but `quiet`, and by how much it beats that."""
        scores = dict(zip(self.labels, self.scores.tolist(), strict=True))
        floor = scores.pop(quiet)
        best = max(scores, key=scores.__getitem__)
        return best, scores[best] - floor


@dataclass(frozen=True, slots=True)
class Common:
    """Frequent words with what each adds to the sums (a row each), stored so that a new process need not work it out."""

    words: tuple[str, ...]
    sums: Floats


class _Shares:
    """What each word adds to the sums, worked out once, because messages repeat their words."""

    def __init__(self, common: Common) -> None:
        # more rows than words to keep, so that threads that all find room still have it
        self.sums = np.zeros((len(common.words) + MOST_KNOWN + 2 * LONGEST, common.sums.shape[1]), np.float32)
        self.sums[: len(common.words)] = common.sums
        self.places = {sys.intern(word): place for place, word in enumerate(common.words)}
        self._most = len(self.places) + MOST_KNOWN
        self._lock = threading.Lock()

    def has_room(self, words: int) -> bool:
        return len(self.places) + words <= self._most

    def add(self, word: str, share: Floats) -> int:
        with self._lock:
            place = self.places.get(word, len(self.places))
            self.sums[place] = share
            self.places[word] = place
        return place


@dataclass(slots=True)
class LinearModel:
    """Scores of every label of every head in one pass.

    `weights` has a row a known feature and a column a label, int8; `scale` (a column each) makes them real again.
    `values` is what a feature weighs in a text (its idf). A text's vector is scaled to length one.
    """

    heads: dict[str, tuple[str, ...]]
    keys: NDArray[np.uint32]
    values: Floats
    weights: NDArray[np.int8]
    scale: Floats
    bias: Floats
    lexicon: Lexicon
    doubt: float = 0.0
    """Added to the square of a text's length, so that a word or two do not speak as loud as a sentence."""
    phrases: bool = True
    """Whether neighbouring words and concepts count too, or words alone."""
    common: Common | None = None
    _features: Features = field(init=False)
    _shares: _Shares = field(init=False)

    def __post_init__(self) -> None:
        # a model in columns would be copied whole at every look
        self.weights = np.ascontiguousarray(self.weights)
        rows = dict(zip(self.keys.tolist(), range(len(self.keys)), strict=True))
        self._features = Features(self.lexicon, rows.get)
        self._shares = self._new_shares()

    def remember(self, words: Iterable[str]) -> None:
        """Stores what these words add; changes no score."""
        listed = tuple(words)
        self.common = Common(listed, np.array([self._sum(self._features.of_word(word)) for word in listed]))
        self._shares = self._new_shares()

    def scores(self, words: list[str], dangers: Iterable[str] = ()) -> Floats:
        """A score a column: heads in their order, labels in theirs."""
        shares = self._roomy(len(words))
        known = shares.places.get
        places = [
            self._place(word, shares) if (place := known(word)) is None else place for word in dict.fromkeys(words)
        ]
        total = np.add.reduce(shares.sums.take(places, 0))
        if self.phrases:
            total += self._sum(self._features.of_phrases(words, dangers))
        length = math.sqrt(total.item(-1) + self.doubt) or 1.0
        return np.asarray(total[:-1] * (self.scale / length) + self.bias, dtype=np.float32)

    def by_head(self, words: list[str], dangers: Iterable[str] = ()) -> dict[str, Head]:
        scores, start, split = self.scores(words, dangers), 0, {}
        for head, labels in self.heads.items():
            split[head] = Head(labels, scores[start : start + len(labels)])
            start += len(labels)
        return split

    def _roomy(self, words: int) -> _Shares:
        """A full table is replaced, never emptied: another thread may still be reading it."""
        if not self._shares.has_room(words):
            self._shares = self._new_shares()
        return self._shares

    def _new_shares(self) -> _Shares:
        return _Shares(self.common or Common((), np.zeros((0, len(self.bias) + 1), np.float32)))

    def _place(self, word: str, shares: _Shares) -> int:
        return shares.add(word, self._sum(self._features.of_word(word)))

    def _sum(self, numbers: set[int]) -> Floats:
        """What these features add to each score and, last, to the square of the text's length."""
        total = np.zeros(len(self.bias) + 1, np.float32)
        if numbers:
            rows = np.fromiter(numbers, np.intp, len(numbers))
            values = self.values.take(rows)
            total[:-1] = values @ self.weights.take(rows, 0).astype(np.float32)
            total[-1] = values @ values
        return total

    def save(self, path: Path) -> None:
        about = msgspec.json.encode(
            _About(
                self.heads,
                self.lexicon.entries,
                self.lexicon.signs.signs,
                self.lexicon.signs.innocent,
                self.doubt,
                self.phrases,
                self.common.words if self.common else (),
            )
        )
        np.savez_compressed(
            path,
            about=np.frombuffer(about, np.uint8),
            keys=self.keys,
            values=self.values,
            weights=self.weights,
            scale=self.scale,
            bias=self.bias,
            common=self.common.sums if self.common else np.zeros((0, len(self.bias) + 1), np.float32),
        )


def likeliest(scores: Sequence[float], labels: Sequence[str], sharpness: float) -> tuple[str, float]:
    """The best label and its confidence. Of a handful of numbers: numpy takes as long to be called as this takes in all."""
    top = max(scores)
    return labels[scores.index(top)], 1 / sum(math.exp((score - top) * sharpness) for score in scores)


class _About(msgspec.Struct):
    heads: dict[str, tuple[str, ...]]
    concepts: dict[str, list[str]]
    signs: tuple[tuple[str, str], ...]
    innocent: tuple[str, ...]
    doubt: float
    phrases: bool
    common: tuple[str, ...] = ()
    version: int = VERSION


def load_linear(path: Path) -> LinearModel:
    """Raises `FileNotFoundError` also for a model of another version, which is as good as none."""
    with np.load(path) as stored:
        about = msgspec.json.decode(stored["about"].tobytes(), type=_About)
        if about.version != VERSION:
            raise FileNotFoundError(f"{path} was learnt by another version of text311: run `text311 train` again.")
        arrays = {name: stored[name] for name in ("keys", "values", "weights", "scale", "bias")}
        common = Common(about.common, stored["common"])
    lexicon = Lexicon(about.concepts, EmergencySigns(about.signs, about.innocent))
    return LinearModel(
        heads=about.heads, lexicon=lexicon, doubt=about.doubt, phrases=about.phrases, common=common, **arrays
    )
