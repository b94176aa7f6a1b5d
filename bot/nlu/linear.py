"""A linear model over hashed words, character n-grams and concepts: a few sums a message, int8 on disk."""

from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from bot.nlu.features import distinct, phrase_hashes, word_hashes
from bot.nlu.lexicon import Lexicon

Floats = NDArray[np.float32]
MOST_CACHED = 20_000


@dataclass(frozen=True, slots=True)
class Head:
    """The scores of one question's labels, higher is likelier."""

    labels: tuple[str, ...]
    scores: Floats

    def shares(self, sharpness: float) -> Floats:
        """Confidences that sum to one."""
        return softmax(self.scores * sharpness)

    def over(self, quiet: str, least: float) -> str | None:
        """The best label that beats `quiet` by `least`, if any does."""
        floor = self.scores[self.labels.index(quiet)]
        best = max((i for i, label in enumerate(self.labels) if label != quiet), key=lambda i: float(self.scores[i]))
        return self.labels[best] if self.scores[best] - floor >= least else None


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
    _rows: dict[int, int] = field(default_factory=dict)
    _words: dict[str, tuple[Floats, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._rows = dict(zip(self.keys.tolist(), range(len(self.keys)), strict=True))

    def scores(self, words: list[str]) -> Floats:
        """A score a column: heads in their order, labels in theirs."""
        known = [self._word(word) for word in distinct(words)]
        total, squares = self._sum(phrase_hashes(words, self.lexicon))
        for sums, square in known:
            total += sums
            squares += square
        return (total / np.sqrt(squares) if squares else total) * self.scale + self.bias

    def by_head(self, words: list[str]) -> dict[str, Head]:
        scores, start, split = self.scores(words), 0, {}
        for head, labels in self.heads.items():
            split[head] = Head(labels, scores[start : start + len(labels)])
            start += len(labels)
        return split

    def _word(self, word: str) -> tuple[Floats, float]:
        if (known := self._words.get(word)) is None:
            if len(self._words) > MOST_CACHED:
                self._words.clear()
            known = self._words[word] = self._sum(set(word_hashes(word, self.lexicon)))
        return known

    def _sum(self, hashes: set[int]) -> tuple[Floats, float]:
        rows = [row for key in hashes if (row := self._rows.get(key)) is not None]
        if not rows:
            return np.zeros(len(self.bias), np.float32), 0.0
        values = self.values[rows]
        return values @ self.weights[rows].astype(np.float32), float(values @ values)

    def save(self, path: Path) -> None:
        about = msgspec.json.encode(_About(self.heads, self.lexicon.entries))
        np.savez_compressed(
            path,
            about=np.frombuffer(about, np.uint8),
            keys=self.keys,
            values=self.values,
            weights=self.weights,
            scale=self.scale,
            bias=self.bias,
        )


def softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max())
    return np.asarray(raised / raised.sum(), dtype=np.float32)


class _About(msgspec.Struct):
    heads: dict[str, tuple[str, ...]]
    concepts: dict[str, list[str]]


def load_linear(path: Path) -> LinearModel:
    with np.load(path) as stored:
        about = msgspec.json.decode(stored["about"].tobytes(), type=_About)
        arrays = {name: stored[name] for name in ("keys", "values", "weights", "scale", "bias")}
    return LinearModel(heads=about.heads, lexicon=Lexicon(about.concepts), **arrays)
