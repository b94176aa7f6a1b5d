"""Fits a `LinearModel`: one vocabulary, a linear support vector machine for each head."""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.nlu.features import Features
from bot.nlu.lexicon import Lexicon
from bot.nlu.linear import LinearModel

Progress = Callable[[str], None]
NO_LABEL = ""
"""What a text is for a head of whose labels it has none: learnt as unlike each of them, and no label itself."""
MOST_REMEMBERED = 3_000
"""Words a stored model need not work out again: four in five of the words that residents write."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A text's words with its label for each head that can learn from it."""

    words: tuple[str, ...]
    labels: dict[str, str]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Machine:
    """`c` is the inverse of regularisation; `balanced` is how far rare labels are lifted: 0 not, 1 to equal weight."""

    c: float = 0.3
    balanced: float = 0.5


@dataclass(frozen=True, slots=True)
class Recipe:
    """What was found best by cross-validation on the corpus, head by head."""

    least_texts: int = 2
    doubt: float = 2000.0
    phrases: bool = True
    usual: Machine = Machine()
    machines: Mapping[str, Machine] = field(
        default_factory=lambda: {"intent": Machine(0.3, 0.6), "emergency": Machine(1.0, 0.5)}
    )


def fit(samples: Sequence[Sample], lexicon: Lexicon, recipe: Recipe, say: Progress = lambda _: None) -> LinearModel:
    features = Features(lexicon, lambda key: key)
    hashed = [_units(list(sample.words), features, lexicon, phrases=recipe.phrases) for sample in samples]
    keys, values = _vocabulary(hashed, recipe.least_texts)
    say(f"{len(samples):,} texts, {len(keys):,} features")
    matrix = _matrix(hashed, keys, values, recipe.doubt)
    heads = {head: labels for head in _heads(samples) if len(labels := _labels(samples, head)) > 1}
    columns: list[NDArray[np.float32]] = []
    biases: list[NDArray[np.float32]] = []
    for head, labels in heads.items():
        say(f"learning {head}: {len(labels)} labels")
        weights, bias = _fit_head(matrix, samples, head, labels, recipe.machines.get(head, recipe.usual))
        columns.append(weights)
        biases.append(bias)
    small, scale = _quantised(np.concatenate(columns).T)
    bias = np.concatenate(biases)
    model = LinearModel(heads, keys, values, small, scale, bias, lexicon, recipe.doubt, recipe.phrases)
    model.remember(_frequent_words(samples))
    return model


def _frequent_words(samples: Sequence[Sample]) -> list[str]:
    seen = Counter(word for sample in samples for word in sample.words)
    return sorted(seen, key=lambda word: (-seen[word], word))[:MOST_REMEMBERED]


def _labels(samples: Sequence[Sample], head: str) -> tuple[str, ...]:
    return tuple(sorted({sample.labels[head] for sample in samples if head in sample.labels} - {NO_LABEL}))


def _heads(samples: Sequence[Sample]) -> list[str]:
    return list(dict.fromkeys(head for sample in samples for head in sample.labels))


def _units(words: list[str], features: Features, lexicon: Lexicon, *, phrases: bool) -> list[set[int]]:
    """The feature sets that `LinearModel.scores` sums over: one a word, one for everything between words."""
    units = [features.of_word(word) for word in dict.fromkeys(words)]
    return [*units, features.of_phrases(words, lexicon.signs.kinds(words))] if phrases else units


def _vocabulary(hashed: list[list[set[int]]], least_texts: int) -> tuple[NDArray[np.uint32], NDArray[np.float32]]:
    seen = Counter(key for units in hashed for key in set[int]().union(*units))
    kept = {key: n for key, n in seen.items() if n >= least_texts}
    keys = np.array(sorted(kept), dtype=np.uint32)
    counts = np.array([kept[int(key)] for key in keys], dtype=np.float32)
    return keys, (np.log((1 + len(hashed)) / (1 + counts)) + 1).astype(np.float32)


def _matrix(hashed: list[list[set[int]]], keys: NDArray[np.uint32], values: NDArray[np.float32], doubt: float) -> Any:
    from scipy.sparse import csr_matrix

    rows_of = dict(zip(keys.tolist(), range(len(keys)), strict=True))
    columns: list[int] = []
    ends = [0]
    lengths: list[float] = []
    for units in hashed:
        known = [rows_of[key] for unit in units for key in unit if key in rows_of]
        columns += known
        ends.append(len(columns))
        lengths += [math.sqrt(float(values[known] @ values[known]) + doubt)] * len(known)
    data = values[columns] / np.array(lengths, dtype=np.float32)
    return csr_matrix((data, np.array(columns, dtype=np.int32), np.array(ends)), shape=(len(hashed), len(keys)))


def _fit_head(
    matrix: Any, samples: Sequence[Sample], head: str, labels: tuple[str, ...], machine: Machine
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    from sklearn.svm import LinearSVC

    index = [i for i, sample in enumerate(samples) if head in sample.labels]
    gold = [samples[i].labels[head] for i in index]
    count = Counter(gold)
    lift = {label: (len(gold) / len(count) / n) ** machine.balanced for label, n in count.items()}
    weights = [samples[i].weight * lift[label] for i, label in zip(index, gold, strict=True)]
    fitted = LinearSVC(C=machine.c, random_state=1).fit(matrix[index], gold, sample_weight=weights)
    coefficients, bias = fitted.coef_.astype(np.float32), fitted.intercept_.astype(np.float32)
    if len(fitted.classes_) == 2:
        coefficients, bias = np.vstack([-coefficients, coefficients]), np.concatenate([-bias, bias])
    own = np.isin(fitted.classes_, labels)
    return coefficients[own], bias[own]


def _quantised(weights: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """A byte a weight, and what a byte is worth in each column."""
    scale = (np.abs(weights).max(axis=0) / 127).astype(np.float32)
    scale[scale == 0] = 1
    return np.round(weights / scale).astype(np.int8), scale
