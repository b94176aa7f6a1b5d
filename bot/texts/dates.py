"""Dates as people say them, in the city's time zone."""

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time


def day(at: datetime, time_zone: str, language: str, today: datetime | None = None) -> str:
    """Like "Monday, June 3"; with the year when it is not this year's."""
    local = at.astimezone(ZoneInfo(time_zone))
    same_year = today is None or today.astimezone(ZoneInfo(time_zone)).year == local.year
    return _in_words(local.date(), language, same_year=same_year)


@lru_cache(maxsize=1024)
def _in_words(local: date, language: str, *, same_year: bool) -> str:
    """Few days are promised in one day."""
    if language in _UNKNOWN_TO_BABEL:
        return _in_our_words(local, *_UNKNOWN_TO_BABEL[language], with_year=not same_year)
    return str(format_date(local, _PATTERNS[same_year].get(language, _PATTERNS[same_year]["en"]), locale=language))


def _in_our_words(local: date, days: str, months: str, *, with_year: bool) -> str:
    year = f" {local.year}" if with_year else ""
    return f"{days.split()[local.weekday()]} {local.day} {months.split()[local.month - 1]}{year}"


_PATTERNS = {
    True: {"en": "EEEE, MMMM d", "es": "EEEE d 'de' MMMM", "pt": "EEEE, d 'de' MMMM"},
    False: {"en": "EEEE, MMMM d, y", "es": "EEEE d 'de' MMMM 'de' y", "pt": "EEEE, d 'de' MMMM 'de' y"},
}
_UNKNOWN_TO_BABEL = {
    "ht": (
        "lendi madi mèkredi jedi vandredi samdi dimanch",
        "janvye fevriye mas avril me jen jiyè out septanm oktòb novanm desanm",
    )
}
"""Names of the days and the months."""


def moment(at: datetime, time_zone: str, language: str) -> str:
    """Like "Jun 3, 2:05 PM", on the city's clock."""
    local = at.astimezone(ZoneInfo(time_zone))
    if language in _UNKNOWN_TO_BABEL:
        _, months = _UNKNOWN_TO_BABEL[language]
        return f"{local.day} {months.split()[local.month - 1]}, {local:%H:%M}"
    return f"{format_date(local, 'MMM d', locale=language)}, {format_time(local, 'short', locale=language)}".replace(
        "\u202f", " "
    )
