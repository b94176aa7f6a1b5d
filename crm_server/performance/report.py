"""Cases sorted into groups and periods. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from crm_server.performance.cases import Case
from crm_server.performance.figures import Figures

ALL = "*all*"
UNKNOWN = "(not known)"
Dimension = Literal["service", "area", "channel", "language"]


@dataclass(frozen=True, slots=True)
class Compared:
    """One group's figures now and in the period before."""

    now: Figures
    before: Figures


def table(cases: Sequence[Case], as_of: datetime, dimension: Dimension = "service") -> list[Figures]:
    """All together first, then each group, the largest first."""
    flagged = any(case.on_time_flag is not None for case in cases)
    groups = _grouped(cases, dimension)
    largest_first = sorted(groups, key=lambda name: (-len(groups[name]), name))
    rows = [(ALL, list(cases)), *((name, groups[name]) for name in largest_first)]
    return [Figures(name, members, as_of, flagged) for name, members in rows]


def compared(
    cases: Iterable[Case], as_of: datetime, length: timedelta, dimension: Dimension = "service"
) -> list[Compared]:
    """The cases opened within `length` before `as_of`, against those opened within `length` before that.

    The period before is seen as it stood one `length` ago, so that both had the same time to get their cases closed.
    """
    every = list(cases)
    start = as_of - length
    now = table([case for case in every if start < case.opened <= as_of], as_of, dimension)
    earlier = {
        figures.name: figures
        for figures in table(
            [case.as_it_stood(start) for case in every if start - length < case.opened <= start], start, dimension
        )
    }
    names = {figures.name for figures in now}
    gone = [figures for name, figures in earlier.items() if name not in names]
    rows = [Compared(figures, earlier.get(figures.name) or Figures(figures.name, (), start)) for figures in now]
    return rows + [Compared(Figures(figures.name, (), as_of), figures) for figures in gone]


def series(cases: Iterable[Case], as_of: datetime, step: timedelta, count: int) -> list[Figures]:
    """One group after another by the time of opening, the oldest first: what a trend is drawn from."""
    every = list(cases)
    starts = [as_of - step * number for number in range(count, 0, -1)]
    flagged = any(case.on_time_flag is not None for case in every)
    return [
        Figures(
            start.date().isoformat(), [case for case in every if start < case.opened <= start + step], as_of, flagged
        )
        for start in starts
    ]


def _grouped(cases: Iterable[Case], dimension: Dimension) -> dict[str, list[Case]]:
    groups: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        groups[getattr(case, dimension) or UNKNOWN].append(case)
    return groups
