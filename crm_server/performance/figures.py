"""The figures of one group of cases. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from statistics import fmean

from crm_server.performance.cases import Case
from crm_server.performance.shares import Share
from crm_server.performance.times import Duration, closed_median, closed_p90, honest_quantile, honest_share

MINIMUM = 10
"""Cases (or answers) below which a figure says more about chance than about the service."""


@dataclass(frozen=True)
class Figures:
    """Everything is computed when asked for, over `cases` as they stood at `as_of`."""

    name: str
    cases: Sequence[Case]
    as_of: datetime
    flagged: bool = False
    """The table has its own on-time column."""

    @property
    def n(self) -> int:
        return len(self.cases)

    @cached_property
    def closed(self) -> int:
        return sum(case.closed is not None for case in self.cases)

    @property
    def open(self) -> int:
        return self.n - self.closed

    @cached_property
    def with_target(self) -> int:
        return sum(case.target is not None for case in self.cases)

    @property
    def enough(self) -> bool:
        return self.n >= MINIMUM

    @cached_property
    def durations(self) -> list[Duration]:
        return [Duration(case.hours(self.as_of), case.closed is not None) for case in self.cases]

    @cached_property
    def median_hours(self) -> float | None:
        """Of the closed ones only."""
        return closed_median(self.durations)

    @cached_property
    def p90_hours(self) -> float | None:
        """Of the closed ones only."""
        return closed_p90(self.durations)

    @cached_property
    def honest_median_hours(self) -> float | None:
        return honest_quantile(self.durations, 0.5)

    @cached_property
    def honest_p90_hours(self) -> float | None:
        return honest_quantile(self.durations, 0.9)

    @cached_property
    def on_time(self) -> Share:
        """By the table's own column where it has one, else of those closed or past their target."""
        if self.flagged:
            return _share(case.on_time_flag for case in self.cases)
        return _share(case.on_time(self.as_of) for case in self.cases)

    @cached_property
    def due(self) -> int:
        """Those whose target has passed, closed or not."""
        return sum(case.target is not None and case.target <= self.as_of for case in self.cases)

    @cached_property
    def decided(self) -> int:
        """Closed, or past their target."""
        return sum(case.on_time(self.as_of) is not None for case in self.cases)

    @property
    def too_few_due(self) -> bool:
        """Some can still be late, and there are hardly any whose whole time has gone by: what share is kept in the end
        cannot be told from the quick ones alone.
        """
        return self.decided < self.with_target and self.due < MINIMUM

    @cached_property
    def kept_promises(self) -> Share:
        """By the targets, with open cases counted as what is known of them; over those closed or past their target.
        Of nothing while too few are due: the estimate would be carried on past what has been seen.
        """
        if self.too_few_due:
            return Share(0, 0)
        decided = self.decided
        taken = ((case.of_promise(self.as_of), case.closed is not None) for case in self.cases)
        kept = honest_share((Duration(part, closed) for part, closed in taken if part is not None), by=1.0)
        return Share((kept or 0.0) * decided, decided)

    @cached_property
    def overdue(self) -> int:
        """Still open, past the target."""
        return sum(case.closed is None and case.on_time(self.as_of) is False for case in self.cases)

    @cached_property
    def ratings(self) -> list[int]:
        return [case.rating for case in self.cases if case.rating is not None]

    @property
    def mean_rating(self) -> float | None:
        return fmean(self.ratings) if self.ratings else None

    @property
    def satisfied(self) -> Share:
        """4 or 5 of 5."""
        return Share(sum(rating >= 4 for rating in self.ratings), len(self.ratings))

    @cached_property
    def response(self) -> Share:
        """Who answered anything at all, of those asked."""
        return _share(bool(case.rating or case.fixed) for case in self.cases if case.asked)

    @cached_property
    def verified_fixed(self) -> Share:
        """Residents who say it was fixed, of those who said yes, partly or no."""
        said = [case.fixed for case in self.cases if case.fixed]
        return Share(said.count("yes"), len(said))

    @cached_property
    def reopened(self) -> Share:
        """Of the cases that were ever closed, where the table keeps it."""
        return _share(bool(case.reopens) for case in self.cases if case.ever_closed and case.reopens is not None)

    @cached_property
    def closed_as_fixed(self) -> Share:
        """Work done, of the closed ones whose outcome is known: the rest were not found, not ours, duplicates …"""
        return _share(case.outcome == "fixed" for case in self.cases if case.closed and case.outcome)


def _share(verdicts: Iterable[bool | None]) -> Share:
    known = [verdict for verdict in verdicts if verdict is not None]
    return Share(sum(known), len(known))
