"""Text into words that compare: folded, abbreviations brought to one form, places in the text kept."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(
    r"\d+(?:st|nd|rd|th)\b"  # 5th
    r"|\d+[a-z]{2,}"  # 10ft
    r"|\d+[a-z]?(?![^\W_])"  # 12, 12a
    r"|\d+"
    r"|n[º°](?=\s*\d)"  # nº12
    r"|\b[od],(?=[^\W\d_]{4})[^\W\d_]+"  # o,donnell: the key beside
    r"|\bc\.\s?p(?:rop)?\b"  # comunidad de propietarios, no calle
    r"|[^\W\d_](?:[^\W\d_]|['’´`](?=[^\W\d_])|\.(?=[^\W\d_]\b\.?))*[ºª]?"  # o'donnell, m.l.k, mª
    r"|[&@/,;:#()\n+–—-]|º|°",
    re.IGNORECASE,
)
_DROPPED = str.maketrans("", "", "'’´`.,°")

DIRECTIONS = {
    "north": "n", "south": "s", "east": "e", "west": "w", "no": "no",
    "northeast": "ne", "northwest": "nw", "southeast": "se", "southwest": "sw",
    "norte": "n", "sur": "s", "este": "e", "oeste": "w",
}  # fmt: skip
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)


def _ordinal(number: int) -> str:
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10 if number // 10 != 1 else 0, 'th') }"


_SAME = {
    # street kinds, US Postal Service forms and what people make of them
    "street": "st", "str": "st", "strt": "st", "sts": "st", "streets": "st", "saint": "st",
    "avenue": "ave", "av": "ave", "aven": "ave", "aves": "ave", "avenues": "ave", "avn": "ave",
    "road": "rd", "roads": "rd", "drive": "dr", "doctor": "dr", "drv": "dr", "lane": "ln", "court": "ct", "crt": "ct",
    "place": "pl", "square": "sq", "terrace": "ter", "terr": "ter", "boulevard": "blvd", "blv": "blvd", "boul": "blvd",
    "bulevar": "blvd", "parkway": "pkwy", "pky": "pkwy", "pkway": "pkwy", "highway": "hwy", "circle": "cir",
    "alley": "aly", "crescent": "cres", "turnpike": "tpke", "expressway": "expy", "trail": "trl", "crossing": "xing", "whf": "wharf",
    "mount": "mt", "fort": "ft", "heights": "hts", "junior": "jr", "center": "centre", "route": "rte", "rt": "rte",
    # Spanish
    "c": "calle", "cl": "calle", "cll": "calle", "call": "calle", "calles": "calle",
    "avenida": "ave", "avda": "ave", "avd": "ave", "avdas": "ave", "paseo": "paseo", "ps": "paseo", "po": "paseo",
    "pso": "paseo", "pza": "plaza", "pz": "plaza", "plz": "plaza", "plza": "plaza", "camino": "camino", "cno": "camino",
    "cmno": "camino", "carretera": "carretera", "crta": "carretera", "ctra": "carretera", "glorieta": "glorieta",
    "gta": "glorieta", "glta": "glorieta", "ronda": "ronda", "rda": "ronda", "travesia": "travesia", "trva": "travesia",
    "tva": "travesia", "trav": "travesia", "psje": "pasaje", "pje": "pasaje", "cuesta": "cuesta", "cta": "cuesta",
    "santa": "sta", "santo": "sto", "ma": "maria", "fco": "francisco", "gral": "general", "alc": "alcalde",
    "hnos": "hermanos", "ntra": "nuestra", "sra": "senora", "señora": "senora", "pte": "puente", "pq": "parque",
    "pque": "parque", "gv": "granvia", "cdad": "ciudad", "prof": "profesor", "ing": "ingeniero", "arq": "arquitecto",
    "capt": "captain", "cmdte": "comandante", "virg": "virgen", "c p": "cp", "c prop": "cp", "cprop": "cp", "marq": "marques", "pta": "puerta", "pto": "puerto",
    # Haitian Creole
    "ri": "rue", "avni": "ave", "wout": "rte", "boulva": "blvd", "enpas": "impasse",
    **DIRECTIONS,
    **{word: _ordinal(number) for number, word in enumerate(_ORDINALS.split(), 1)},
}  # fmt: skip

_LINKING_WORDS = "de del la las los el the da do das dos"
LONGER_THAN_ABBREVIATIONS = 5
_SENTENCE_ENDS = frozenset({". ", ".\n", "! ", "? "})
LINKING = frozenset(_LINKING_WORDS.split())
"""Left out when names are compared: people leave them out or put them in as they like."""


class Word(NamedTuple):
    """`text` is the form that compares; `start` and `end` are characters of the original text."""

    text: str
    start: int
    end: int
    capital: bool = False
    shouted: bool = False

    @property
    def shouted_letter(self) -> bool:
        return self.capital and len(self.text) == 1

    @property
    def number(self) -> int | None:
        if not self.text[0].isdecimal():
            return None
        digits = self.text.rstrip("abcdefghijklmnopqrstuvwxyz")
        return int(digits) if digits.isdecimal() and len(self.text) - len(digits) <= 1 else None


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Lower case without accents or apostrophes, abbreviations in one form: `Saint` and `St.` are both `st`."""
    bare = unicodedata.normalize("NFKD", word.casefold().translate(_DROPPED))
    plain = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return _SAME.get(plain, plain)


def words_of(text: str) -> list[Word]:
    """Words, numbers and the punctuation that matters for places, in order; `.` only where a sentence ends."""
    found = []
    for match in _WORD.finditer(text):
        raw = match.group()
        if folded := (fold(raw) or raw):
            found.append(Word(folded, match.start(), match.end(), raw[0].isupper(), len(raw) > 1 and raw.isupper()))
            if len(raw) >= LONGER_THAN_ABBREVIATIONS and text[match.end() : match.end() + 2] in _SENTENCE_ENDS:
                found.append(Word(".", match.end(), match.end() + 1))
    return found


def key_of(name: str) -> str:
    """The comparing form of a whole name, without linking words: `Calle de la Cruz` is `calle cruz`."""
    return " ".join(word.text for word in words_of(name) if word.text[0].isalnum() and word.text not in LINKING)
