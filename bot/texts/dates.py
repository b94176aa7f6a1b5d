"""Dates as people say them, in the city's time zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time


def day(at: datetime, time_zone: str, language: str, today: datetime | None = None) -> str:
    """Like "Monday, June 3"; with the year when it is not this year's."""
    local = at.astimezone(ZoneInfo(time_zone))
    same_year = today is None or today.astimezone(ZoneInfo(time_zone)).year == local.year
    return str(format_date(local, _PATTERNS[same_year].get(language, _PATTERNS[same_year]["en"]), locale=language))


_PATTERNS = {
    True: {"en": "EEEE, MMMM d", "es": "EEEE d 'de' MMMM", "pt": "EEEE, d 'de' MMMM"},
    False: {"en": "EEEE, MMMM d, y", "es": "EEEE d 'de' MMMM 'de' y", "pt": "EEEE, d 'de' MMMM 'de' y"},
}


def moment(at: datetime, time_zone: str, language: str) -> str:
    """Like "Jun 3, 2:05 PM", on the city's clock."""
    local = at.astimezone(ZoneInfo(time_zone))
    return f"{format_date(local, 'MMM d', locale=language)}, {format_time(local, 'short', locale=language)}".replace(
        "\u202f", " "
    )
