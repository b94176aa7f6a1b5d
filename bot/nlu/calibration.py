"""From scores to confidences that mean what they say."""

import math
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from bot.nlu.linear import Floats

_SHARPNESS = (3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 10.0)
_CEILING = (0.86, 0.88, 0.9, 0.92, 0.94, 0.96, 0.98, 0.99)
_BINS = 10


@dataclass(frozen=True, slots=True)
class Calibration:
    """Scores times `sharpness`, as shares that sum to `ceiling`: labels are noisy, nobody is right more often than that."""

    sharpness: float = 5.5
    ceiling: float = 0.9

    def best(self, scores: Floats, most: int | None = None) -> list[tuple[int, float]]:
        """Numbers of the likeliest labels, or of all, with their shares, best first."""
        listed = scores.tolist()
        ranks = sorted(range(len(listed)), key=listed.__getitem__, reverse=True)[:most]
        top, exp, sharpness = listed[ranks[0]], math.exp, self.sharpness
        raised = [exp((score - top) * sharpness) for score in listed]
        whole = sum(raised) / self.ceiling
        return [(i, raised[i] / whole) for i in ranks]


def calibrate(scores: list[Floats], right: list[int]) -> Calibration:
    """The calibration with the least error on rows the model has not learnt from; `right` are label numbers."""
    hits = np.array([int(row.argmax()) == label for row, label in zip(scores, right, strict=True)])
    tops = {sharp: np.array([Calibration(sharp, 1.0).best(row, 1)[0][1] for row in scores]) for sharp in _SHARPNESS}
    choices = [Calibration(*pair) for pair in product(_SHARPNESS, _CEILING)]
    return min(choices, key=lambda choice: _error(tops[choice.sharpness] * choice.ceiling, hits))


def _error(confidence: NDArray[np.float64], hits: NDArray[np.bool_]) -> float:
    bins = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    gaps = (abs(float(hits[bins == i].sum() - confidence[bins == i].sum())) for i in np.unique(bins))
    return sum(gaps) / max(1, len(hits))
