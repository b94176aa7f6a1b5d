"""Fits a `DangerModel`: danger or not, because what is told of people and help is alike for every kind of it."""

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from bot.nlu.danger_words import DangerWords
from bot.nlu.dangers import DangerFeatures, DangerModel
from bot.nlu.emergency_signs import EmergencySigns
from bot.nlu.fit import Sample
from bot.nlu.samples import dice
from bot.nlu.small_talk import SmallTalk

LEAST_TEXTS = 2
DOUBT = 2000.0
C = 3.0
"""The inverse of regularisation, and below how much a miss costs beside a false alarm; found by cross-validation."""
MISS = 1.7
IN_TALK = 0.5


def fit_dangers(
    samples: Sequence[Sample], signs: EmergencySigns, lexicon: DangerWords, talk: SmallTalk | None = None
) -> DangerModel:
    from sklearn.svm import LinearSVC

    samples = [sample for sample in samples if "emergency" in sample.labels]
    samples += in_talk(samples, talk) if talk else []
    features = DangerFeatures(lexicon, lambda key: key)
    seen = [features.of(words := list(sample.words), signs.kinds(words)) for sample in samples]
    counts = Counter(key for numbers in seen for key in numbers)
    keys = np.array(sorted(key for key, n in counts.items() if n >= LEAST_TEXTS), dtype=np.uint32)
    values = np.array([math.log((1 + len(seen)) / (1 + counts[key])) + 1 for key in keys.tolist()], dtype=np.float32)
    danger = np.array([sample.labels["emergency"] != "none" for sample in samples])
    weights = np.array([sample.weight for sample in samples]) * np.where(danger, MISS, 1.0)
    fitted = LinearSVC(C=C, random_state=1).fit(_matrix(seen, keys, values), danger, sample_weight=weights)
    return DangerModel(keys, values, fitted.coef_[0].astype(np.float32), float(fitted.intercept_[0]), DOUBT, lexicon)


def in_talk(samples: Sequence[Sample], talk: SmallTalk) -> list[Sample]:
    """Whole messages once more with talk around them, or people who say hello would go unheard."""
    random = dice()
    whole = [sample for sample in samples if sample.weight == 1.0]
    return [Sample(talk.around(sample.words, random), sample.labels, IN_TALK) for sample in whole]


def _matrix(seen: list[dict[int, float]], keys: Any, values: Any) -> Any:
    from scipy.sparse import csr_matrix

    rows = dict(zip(keys.tolist(), range(len(keys)), strict=True))
    columns: list[int] = []
    data: list[Any] = []
    ends = [0]
    for features in seen:
        known = [(rows[key], loud) for key, loud in features.items() if key in rows]
        spoken = values[[row for row, _ in known]] * np.array([loud for _, loud in known], np.float32)
        columns += [row for row, _ in known]
        data.append(spoken / math.sqrt(float(spoken @ spoken) + DOUBT))
        ends.append(len(columns))
    return csr_matrix((np.concatenate(data), np.array(columns, np.int32), np.array(ends)), (len(seen), len(keys)))
