"""Geometry of the charts; the template draws them. Pure.

Bars and lines are stretched by the browser to the width there is, labels are HTML: so text stays readable on a phone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH = 600
HEIGHT = 120
PADDING = 6


@dataclass(frozen=True, slots=True)
class Bar:
    """Lengths in percent of the longest."""

    label: str
    now: float
    before: float
    text: str
    before_text: str
    few: bool
    low: float | None = None
    high: float | None = None
    """Ends of the interval, where the figure has one."""


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """Strokes are interrupted where there is nothing to tell; `dots` are the known ones."""

    strokes: tuple[str, ...]
    dots: tuple[Dot, ...]
    top: str
    """What the upper edge stands for."""


def lengths(values: Iterable[float | None]) -> list[float]:
    """Percent of the longest; nothing for what is not known."""
    known = [value or 0.0 for value in values]
    longest = max(known, default=0.0) or 1.0
    return [round(100 * value / longest, 2) for value in known]


def line(
    labels: Sequence[str], values: Sequence[float | None], texts: Sequence[str], top: float, top_text: str
) -> Line:
    """`top` is the value of the upper edge; the lower edge is zero, so that a small change looks small."""
    dots = [
        None if value is None else Dot(_x(place, len(values)), _y(value, top), label, text)
        for place, (label, value, text) in enumerate(zip(labels, values, texts, strict=True))
    ]
    return Line(tuple(_strokes(dots)), tuple(dot for dot in dots if dot), top_text)


def _strokes(dots: Iterable[Dot | None]) -> Iterable[str]:
    stroke: list[Dot] = []
    for dot in [*dots, None]:
        if dot is not None:
            stroke.append(dot)
        elif stroke:
            yield " ".join(f"{one.x},{one.y}" for one in stroke)
            stroke = []


def _x(place: int, count: int) -> float:
    return round(PADDING + place * (WIDTH - 2 * PADDING) / max(count - 1, 1), 1)


def _y(value: float, top: float) -> float:
    return (
        round(HEIGHT - PADDING - (HEIGHT - 2 * PADDING) * min(value / top, 1.0), 1) if top else float(HEIGHT - PADDING)
    )
