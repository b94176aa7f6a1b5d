"""A point in time as residents say it: "since Monday", "hace tres semanas", "faz três dias", "2026-05-01"."""

import re
from datetime import datetime

_LEADS = re.compile(
    r"^\s*(since|from|about|around|desde|desde hace|hace como|el|on|faz|faz uns|faz umas|tem|tem uns|já faz|ja faz|na|no)\s+",
    re.IGNORECASE,
)


def time_said(text: str, language: str, at: datetime) -> datetime | None:
    """The time meant, seen from `at` and in the past where both could be; None when it is no time."""
    import dateparser  # half a second that only service questions about a time should pay

    settings = {"RELATIVE_BASE": at.replace(tzinfo=None), "PREFER_DATES_FROM": "past", "REQUIRE_PARTS": []}
    said = _in_figures(text.strip()[:100], language)
    for words in (said, _LEADS.sub("", said), f"{said} ago"):
        found: datetime | None = dateparser.parse(words, languages=[language, "en"], settings=settings)
        if found is not None:
            return found.replace(tzinfo=found.tzinfo or at.tzinfo)
    return None


_FIGURES = {
    "pt": {
        "um": "1", "uma": "1", "dois": "2", "duas": "2", "três": "3", "tres": "3", "quatro": "4", "cinco": "5",
        "seis": "6", "sete": "7", "oito": "8", "nove": "9", "dez": "10",
    },
}  # fmt: skip
"""Numbers in words that dateparser does not read beside days and weeks."""


def _in_figures(said: str, language: str) -> str:
    known = _FIGURES.get(language, {})
    return " ".join(known.get(word.lower(), word) for word in said.split())
