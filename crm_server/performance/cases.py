"""One service request as the numbers see it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self


@dataclass(frozen=True, slots=True)
class Case:
    """Times are either all aware or all naive within one table."""

    service: str
    opened: datetime
    closed: datetime | None = None
    """The last close, if it has stayed closed: a case that was reopened is open."""
    target: datetime | None = None
    """What the city promised."""
    on_time_flag: bool | None = None
    """What the table itself says, where it has such a column."""
    service_code: str = ""
    area: str = ""
    channel: str = ""
    language: str = ""
    closes: tuple[datetime, ...] = ()
    """Every close, also those that were reopened; a table that keeps only the last gives that."""
    reopens: tuple[datetime, ...] | None = None
    """None where the table does not keep them."""
    outcome: str = ""
    """How it was closed: fixed, duplicate, no_further_action …; empty where the table does not say."""
    asked: bool = False
    """Whether the resident was asked how it went."""
    fixed: str = ""
    """What the resident says: yes, partly, no; empty where not said."""
    rating: int | None = None
    """1 to 5."""

    @property
    def ever_closed(self) -> bool:
        return self.closed is not None or bool(self.closes)

    def hours(self, as_of: datetime) -> float:
        """From opening to closing, or until `as_of` where it is still open; never below zero."""
        return max(((self.closed or as_of) - self.opened).total_seconds() / 3600, 0.0)

    def as_it_stood(self, at: datetime) -> Self:
        """Closed only if it was closed then. What residents said later is kept: answers are no race against the clock."""
        closes = [moment for moment in self.closes or (self.closed,) if moment and moment <= at]
        reopens = tuple(moment for moment in self.reopens or () if moment <= at)
        closed = closes[-1] if closes and not any(moment > closes[-1] for moment in reopens) else None
        return replace(self, closed=closed, closes=tuple(closes), reopens=None if self.reopens is None else reopens)

    def on_time(self, as_of: datetime) -> bool | None:
        """None without a promise, and while the promise can still be kept."""
        if self.target is None or (self.closed is None and as_of <= self.target):
            return None
        return self.closed is not None and self.closed <= self.target

    def of_promise(self, as_of: datetime) -> float | None:
        """How much of the promised time it took, or has taken so far: above 1 is late; None without a promise."""
        if self.target is None:
            return None
        promised = (self.target - self.opened).total_seconds() / 3600
        if promised > 0:
            return self.hours(as_of) / promised
        return 0.0 if self.closed is not None and self.closed <= self.target else 2.0
