"""Things with a number on them: pole 1234, hydrant no. 88, exit 3. How they are called, and which number a text says."""

import re
from collections.abc import Iterator

from msgspec import Struct

_CALLED = {
    "pole": (r"poles?", r"lamp[ -]?posts?", r"street ?lights?", r"light ?posts?", r"lights?", r"farolas?", r"postes?"),
    "hydrant": (r"hydrants?", r"hidrantes?", r"bocas? de riego"),
    "meter": (r"meters?", r"parqu[ií]metros?"),
    "stop": (r"bus ?stops?", r"stops?", r"paradas?"),
    "signal": (r"signals?", r"traffic ?lights?", r"sem[aá]foros?"),
    "cabinet": (r"box(?:es)?", r"cabinets?", r"armarios?"),
    "tree": (r"trees?", r"[aá]rbol(?:es)?"),
    "manhole": (r"manholes?", r"arquetas?"),
    "bench": (r"bench(?:es)?", r"bancos?"),
    "exit": (r"exits?", r"salidas?"),
    "milepost": (r"mile ?posts?", r"mile ?markers?", r"kil[oó]metros?", r"km", r"p\.?k\.?"),
}
KINDS = frozenset(_CALLED)
_SIGN = r"(?P<sign>(?:\s*(?:(?:id|tag|num(?:ber|ero)?|número)(?:\s+(?:is|es))?|no\.?|n[º°.]|num\.|nro\.?|#|:))*)"
_CODE = r"(?P<code>(?:[A-Z]{1,3}[-/]?)?\d[\dA-Z]*(?:[-/]\d+)*)(?![\w/])(?!\s*(?:feet|foot|ft|meters?|metros?|m|yards?|days?|weeks?|of)\b)"
_SAID = re.compile(
    "|".join(rf"\b(?:{'|'.join(called)})(?P<{kind}>)" for kind, called in _CALLED.items()), re.IGNORECASE
)
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(rf"{_SIGN}\s*{_CODE}", re.IGNORECASE)


class AssetSaid(Struct, frozen=True):
    """Characters `start` to `end`; `code` in the form that compares."""

    kind: str
    code: str
    start: int
    end: int
    signed: bool
    """Said to be a number: `hydrant no. 88`, which is no house then."""


def code_of(written: str) -> str:
    """`A-0123` and `a123` are one number."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", re.sub(r"[^0-9A-Z]", "", written.upper()))


def kind_called(word: str) -> str:
    """The kind of what a source calls its things (`Street light poles`, `hydrant_id`), or empty."""
    found = _SAID.search(re.sub(r"[_\W]+", " ", word))
    return found.lastgroup or "" if found else ""


def assets_in(text: str) -> Iterator[AssetSaid]:
    """Kinds of things with a number behind them, left to right."""
    if not _DIGIT.search(text):
        return
    for said in _SAID.finditer(text):
        if said.lastgroup and (number := _NUMBER.match(text, said.end())):
            yield AssetSaid(said.lastgroup, code_of(number["code"]), said.start(), number.end(), bool(number["sign"]))
