"""Typical and slow times to close. Pure.

The plain median over closed cases flatters: the slow ones are still open. Kaplan and Meier's estimate (1958) counts an
open case as "at least this long so far", which is all that is known of it.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from statistics import median
from typing import NamedTuple


class Duration(NamedTuple):
    hours: float
    closed: bool


def closed_median(durations: Iterable[Duration]) -> float | None:
    """The middle of the closed ones; None without any."""
    hours = [duration.hours for duration in durations if duration.closed]
    return median(hours) if hours else None


def closed_p90(durations: Iterable[Duration]) -> float | None:
    """The time within which nine in ten of the closed ones were done (rank ⌊0.9 n⌋, no interpolation)."""
    hours = sorted(duration.hours for duration in durations if duration.closed)
    return hours[int(0.9 * len(hours))] if hours else None


def honest_quantile(durations: Sequence[Duration], share: float) -> float | None:
    """Kaplan–Meier: the time by which `share` of all cases are closed; None while too few are closed to say.

    Where the estimate stands at exactly `share` between two closes, their middle, so that without open cases the half is
    the plain median.
    """
    still_open, at_risk = 1.0, len(durations)
    hours: float
    reached: float | None = None
    for hours, group in groupby(sorted(durations), key=lambda duration: duration.hours):
        leaving = list(group)
        closing = sum(duration.closed for duration in leaving)
        if closing and reached is not None:
            return (reached + hours) / 2
        still_open *= 1 - closing / at_risk
        at_risk -= len(leaving)
        if closing and abs(still_open - (1 - share)) < 1e-9:
            reached = hours
        elif still_open < 1 - share:
            return hours
    return reached


def honest_share(durations: Iterable[Duration], by: float) -> float | None:
    """Kaplan–Meier: the share of all cases closed by then (`by` included); None without cases.

    Counting only those of which it is decided would flatter: a quick close decides early, a late one late.
    """
    still_open, ordered = 1.0, sorted(durations)
    at_risk = len(ordered)
    hours: float
    for hours, group in groupby(ordered, key=lambda duration: duration.hours):
        if hours > by:
            break
        leaving = list(group)
        still_open *= 1 - sum(duration.closed for duration in leaving) / at_risk
        at_risk -= len(leaving)
    return 1 - still_open if ordered else None
