"""Scores of predictions against labels: accuracy, coverage, calibration, confusion."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

BINS = 10
LENGTHS = ((1, 5), (6, 12), (13, 30), (31, 10_000))
"""Bands of message length, in words."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One message: what it was labelled, what was ranked for it (best first) and how sure the best was."""

    gold: str
    ranked: tuple[str, ...]
    confidence: float
    words: int
    abstained: bool = False

    @property
    def right(self) -> bool:
        return self.ranked[:1] == (self.gold,)

    @property
    def among_three(self) -> bool:
        return self.gold in self.ranked[:3]


@dataclass(frozen=True, slots=True)
class Group:
    """Figures of one type, one length, one band of confidence."""

    name: str
    n: int
    top1: float
    top3: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Scores:
    n: int
    top1: float
    top3: float
    confident: float
    """Accuracy of the most confident 80 %."""
    calibration_error: float
    read_back: float
    """Share that was not abstained from; `read_back_right` is their accuracy."""
    read_back_right: float
    by_type: tuple[Group, ...] = ()
    by_length: tuple[Group, ...] = ()
    by_confidence: tuple[Group, ...] = ()
    confused: tuple[tuple[str, str, int], ...] = field(default=())
    """(label, taken for, how often), most frequent first."""


def score(rows: Sequence[Judged]) -> Scores:
    """Raises `ValueError` when there is nothing to score."""
    if not rows:
        raise ValueError('nothing to score: no row had both "text" and "code"')
    surest = sorted(rows, key=lambda row: -row.confidence)[: max(1, round(len(rows) * 0.8))]
    kept = [row for row in rows if not row.abstained]
    bands = _groups(rows, lambda row: f"{min(BINS - 1, int(row.confidence * BINS)) / BINS:.1f}")
    return Scores(
        n=len(rows),
        top1=_share(row.right for row in rows),
        top3=_share(row.among_three for row in rows),
        confident=_share(row.right for row in surest),
        calibration_error=sum(band.n * abs(band.top1 - band.confidence) for band in bands) / len(rows),
        read_back=len(kept) / len(rows),
        read_back_right=_share(row.right for row in kept),
        by_type=tuple(sorted(_groups(rows, lambda row: row.gold), key=lambda group: -group.n)),
        by_length=_groups(rows, _length),
        by_confidence=bands,
        confused=_confused(rows),
    )


def _groups(rows: Sequence[Judged], name: Callable[[Judged], str]) -> tuple[Group, ...]:
    grouped: dict[str, list[Judged]] = {}
    for row in rows:
        grouped.setdefault(name(row), []).append(row)
    return tuple(_group(key, grouped[key]) for key in sorted(grouped))


def _group(name: str, rows: list[Judged]) -> Group:
    top1, top3 = _share(row.right for row in rows), _share(row.among_three for row in rows)
    return Group(name, len(rows), top1, top3, sum(row.confidence for row in rows) / len(rows))


def _length(row: Judged) -> str:
    low, high = next(((a, b) for a, b in LENGTHS if a <= row.words <= b), LENGTHS[0])
    return f"{low:2d}+ words" if high >= 10_000 else f"{low:2d}-{high} words"


def _confused(rows: Iterable[Judged]) -> tuple[tuple[str, str, int], ...]:
    pairs = Counter((row.gold, row.ranked[0] if row.ranked else "nothing") for row in rows if not row.right)
    return tuple((gold, taken, n) for (gold, taken), n in pairs.most_common(20))


def _share(hits: Iterable[bool]) -> float:
    listed = list(hits)
    return sum(listed) / len(listed) if listed else 0.0
