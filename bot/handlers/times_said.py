"""A point in time as residents say it: "since Monday", "hace tres semanas", "faz três dias", "depi twa jou", "2026-05-01"."""

import re
import unicodedata
from datetime import datetime

_LEADS = re.compile(
    r"^\s*(since|from|about|around|desde hace|desde el|desde|hace como|unos|unas|uns|umas|el|on|faz|faz uns|faz umas|tem|tem uns|já faz|ja faz|na|no|depi|sa gen|sa fe)\s+",
    re.IGNORECASE,
)


_AGO = {"es": "hace {}", "pt": "há {}"}
"""So that "two weeks" alone is two weeks ago."""


def time_said(text: str, language: str, at: datetime) -> datetime | None:
    """The time meant, seen from `at` and in the past where both could be; None when it is no time."""
    import dateparser  # half a second that only service questions about a time should pay

    settings = {"RELATIVE_BASE": at.replace(tzinfo=None), "PREFER_DATES_FROM": "past", "REQUIRE_PARTS": []}
    languages = ["en"] if language in _IN_ENGLISH else [language, "en"]
    said = _in_english(_in_figures(text.strip()[:100], language), language)
    for words in (said, _LEADS.sub("", said), _AGO.get(language, "{} ago").format(_LEADS.sub("", said))):
        found: datetime | None = dateparser.parse(words, languages=languages, settings=settings)
        if found is not None:
            return found.replace(tzinfo=found.tzinfo or at.tzinfo)
    return None


def _in_english(said: str, language: str) -> str:
    """For languages that dateparser does not know: the words about time, the rest as it is."""
    if not (known := _IN_ENGLISH.get(language)):
        return said
    decomposed = unicodedata.normalize("NFKD", said.lower())
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return known[0].sub(lambda match: known[1][match[0]], plain)


def _table(rows: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """Longest first, so that "avan ye" is not read as "ye"."""
    words = dict(row.strip().split("=") for row in rows.split(","))
    joined = "|".join(sorted(words, key=len, reverse=True))
    return re.compile(rf"\b(?:{joined})\b"), words


_IN_ENGLISH = {
    "ht": _table(
        "ye swa=yesterday 20:00,ye maten=yesterday 08:00,ye=yesterday,avan ye=2 days ago,avanye=2 days ago,jodi a=today,"
        "jodi=today,maten an=today 08:00,kounye a=now,semen pase=1 week ago,semenn pase=1 week ago,mwa pase=1 month ago,"
        "ane pase=1 year ago,lane pase=1 year ago,jou=days,semen=weeks,semenn=weeks,mwa=months,an=years,zan=years,ane=years,"
        "minit=minutes,lendi=monday,madi=tuesday,mekredi=wednesday,jedi=thursday,vandredi=friday,samdi=saturday,"
        "dimanch=sunday,janvye=january,fevriye=february,mas=march,avril=april,me=may,jen=june,jiye=july,out=august,"
        "septanm=september,oktob=october,novanm=november,desanm=december,yon=1,de=2,twa=3,kat=4,senk=5,sis=6,set=7,"
        "uit=8,nef=9,dis=10"
    )
}


_FIGURES = {
    "es": {
        "un": "1", "una": "1", "dos": "2", "tres": "3", "cuatro": "4", "cinco": "5", "seis": "6", "siete": "7", "ocho": "8",
        "nueve": "9", "diez": "10",
    },
    "pt": {
        "um": "1", "uma": "1", "dois": "2", "duas": "2", "três": "3", "tres": "3", "quatro": "4", "cinco": "5",
        "seis": "6", "sete": "7", "oito": "8", "nove": "9", "dez": "10",
    },
}  # fmt: skip
"""Numbers in words that dateparser does not read beside days and weeks."""


def _in_figures(said: str, language: str) -> str:
    known = _FIGURES.get(language, {})
    return " ".join(known.get(word.lower(), word) for word in said.split())
