"""What the performance page shows, as plain values for its template. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from crm_server.performance import words
from crm_server.performance.cases import Case
from crm_server.performance.charts import Bar, Line, lengths, line
from crm_server.performance.figures import Figures
from crm_server.performance.report import ALL, Compared, Dimension, compared, series

PERIODS = (7, 30, 90, 365)
DIMENSIONS: tuple[Dimension, ...] = ("service", "area", "channel", "language")
STEPS = 12
MOST_BARS = 15


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader of the page chose."""

    days: int = 90
    by: Dimension = "service"

    @property
    def length(self) -> timedelta:
        return timedelta(days=self.days)

    @property
    def step(self) -> timedelta:
        """Of the trend."""
        return timedelta(days=7 if self.days <= 30 else 30)

    def since(self, as_of: datetime) -> datetime:
        """Whatever was reported after this is needed."""
        return as_of - max(2 * self.length, STEPS * self.step)


@dataclass(frozen=True, slots=True)
class View:
    asked: Asked
    as_of: datetime
    start: datetime
    all: Compared
    groups: Sequence[Compared]
    backlog: int
    overdue: int
    median_bars: Sequence[Bar]
    on_time_bars: Sequence[Bar]
    trend: Sequence[Figures]
    median_line: Line
    on_time_line: Line


def view(cases: Iterable[Case], as_of: datetime, asked: Asked) -> View:
    """Duplicates are left out: they are counted with the request they repeat."""
    every = [case for case in cases if case.outcome != "duplicate"]
    everything, *groups = compared(every, as_of, asked.length, asked.by)
    trend = series(every, as_of, asked.step, STEPS)
    shown = [group for group in groups if group.now.n][:MOST_BARS]
    return View(
        asked=asked,
        as_of=as_of,
        start=as_of - asked.length,
        all=everything,
        groups=groups,
        backlog=sum(case.closed is None for case in every),
        overdue=sum(case.closed is None and case.on_time(as_of) is False for case in every),
        median_bars=_median_bars(shown),
        on_time_bars=_on_time_bars(shown),
        trend=trend,
        median_line=_median_line(trend),
        on_time_line=_on_time_line(trend),
    )


def _median_bars(groups: Sequence[Compared]) -> list[Bar]:
    hours = [figures.honest_median_hours for group in groups for figures in (group.now, group.before)]
    long = lengths(hours)
    return [
        Bar(
            group.now.name,
            long[2 * place],
            long[2 * place + 1],
            words.duration(group.now.honest_median_hours)
            if group.now.honest_median_hours is not None
            else "most still open",
            words.duration(group.before.honest_median_hours),
            few=words.few(group.now.n),
        )
        for place, group in enumerate(groups)
    ]


def _on_time_bars(groups: Sequence[Compared]) -> list[Bar]:
    return [
        Bar(
            group.now.name,
            100 * (now.value or 0),
            100 * (group.before.kept_promises.value or 0),
            f"{words.percent(now)} of {now.over:,}",
            words.percent(group.before.kept_promises),
            few=words.few(now.over),
            low=100 * now.interval[0] if now.interval else None,
            high=100 * now.interval[1] if now.interval else None,
        )
        for group in groups
        for now in [group.now.kept_promises]
        if now.over
    ]


def _median_line(trend: Sequence[Figures]) -> Line:
    values = [figures.honest_median_hours for figures in trend]
    top = max((value for value in values if value is not None), default=0.0)
    names, texts = [figures.name for figures in trend], [words.duration(value) for value in values]
    return line(names, values, texts, top, words.duration(top) if top else words.NOTHING)


def _on_time_line(trend: Sequence[Figures]) -> Line:
    shares = [figures.kept_promises for figures in trend]
    names, texts = (
        [figures.name for figures in trend],
        [f"{words.on_time(figures)}, {words.on_time_of(figures)}" for figures in trend],
    )
    return line(names, [share.value for share in shares], texts, 1.0, "100%")


def name_of(figures: Figures) -> str:
    return "All together" if figures.name == ALL else figures.name
