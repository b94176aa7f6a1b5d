"""The working-hours clock: when is something due that should take so many working hours or days. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LONGEST_BREAK_DAYS = 366

Shift = tuple[time, time]


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """When the city works. Hours are on the city's own clock, so a change to summer time moves with the people."""

    time_zone: ZoneInfo
    shifts: tuple[tuple[Shift, ...], ...]
    """Seven entries, Monday first; an empty one is a day off."""
    holidays: frozenset[str] = frozenset()
    """`2026-11-26` for one day, `12-25` for every year."""

    def after_hours(self, start: datetime, hours: float) -> datetime:
        """The moment when `hours` of working time have passed since `start`, both with a time zone."""
        left = timedelta(hours=hours)
        for opens, closes in self._shifts_from(start):
            begin = max(opens, start)
            if closes - begin >= left:
                return begin + left
            left -= closes - begin
        raise AssertionError("unreachable: shifts go on for ever")

    def after_days(self, start: datetime, days: int) -> datetime:
        """The close of the `days`-th working day after the one `start` falls in.

        What comes in after hours or on a day off counts as received on the next working day.
        """
        received = next(closes for _, closes in self._shifts_from(start))
        day = received.astimezone(self.time_zone).date()
        for _ in range(days):
            day = self._next_working_day(day)
        return self._shifts_on(day)[-1][1]

    def _shifts_from(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        day = start.astimezone(self.time_zone).date()
        if not self._shifts_on(day):
            day = self._next_working_day(day)
        while True:
            yield from ((opens, closes) for opens, closes in self._shifts_on(day) if closes > start)
            day = self._next_working_day(day)

    def _next_working_day(self, day: date) -> date:
        for ahead in range(1, LONGEST_BREAK_DAYS + 1):
            if self._shifts_on(following := day + timedelta(days=ahead)):
                return following
        raise ValueError("The calendar has no working day within a year; give at least one weekday its hours.")

    def _shifts_on(self, day: date) -> list[tuple[datetime, datetime]]:
        text = day.isoformat()
        if text in self.holidays or text[len("2026-") :] in self.holidays:
            return []
        return [(self._moment(day, opens), self._moment(day, closes)) for opens, closes in self.shifts[day.weekday()]]

    def _moment(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, self.time_zone).astimezone(UTC)


def parse_working_hours(time_zone: str, hours: Mapping[str, str], holidays: Sequence[str] = ()) -> WorkingHours:
    """From a calendar such as `{"monday": "08:00-12:00, 13:00-17:00"}`; weekdays left out are days off."""
    if unknown := set(hours) - set(WEEKDAYS):
        raise ValueError(f"The calendar names {', '.join(sorted(unknown))}; weekdays are {', '.join(WEEKDAYS)}.")
    shifts = tuple(_parse_shifts(hours.get(weekday, "")) for weekday in WEEKDAYS)
    if not any(shifts):
        raise ValueError("The calendar has no working day; give at least one weekday its hours.")
    return WorkingHours(ZoneInfo(time_zone), shifts, frozenset(map(_parse_holiday, holidays)))


def _parse_shifts(text: str) -> tuple[Shift, ...]:
    shifts = tuple(_parse_shift(part) for part in text.split(",") if part.strip())
    edges = [edge for shift in shifts for edge in shift]
    if edges != sorted(edges) or len(set(edges)) < len(edges):
        raise ValueError(f"Hours {text!r} overlap or run backwards; write them like 08:00-12:00, 13:00-17:00.")
    return shifts


def _parse_shift(text: str) -> Shift:
    opens, _, closes = text.partition("-")
    try:
        return time.fromisoformat(opens.strip()), time.fromisoformat(closes.strip())
    except ValueError as error:
        raise ValueError(f"Hours {text.strip()!r} should look like 08:00-17:00.") from error


def _parse_holiday(text: str) -> str:
    try:
        date.fromisoformat(text if len(text) == len("2000-01-01") else f"2000-{text}")
    except ValueError as error:
        raise ValueError(f"Holiday {text!r} should look like 2026-11-26, or 12-25 for every year.") from error
    return text
