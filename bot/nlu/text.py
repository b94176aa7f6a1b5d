"""Text as the classifiers see it: words without case, accents and figures."""

import re
import sys
import unicodedata

from bot.nlu.remembered import Remembered

LONGEST = 4_000
"""Characters that are read; nobody describes a pothole in more, and a flood of text must not hold up a worker."""
PLACE = "\ue000"
"""Stands where a place was mentioned (private use area, so that no message contains it)."""
_WORD = re.compile(PLACE + r"|[\u3040-\u30ff\u4e00-\u9fff\u2600-\u27bf\U0001f300-\U0001faff]|[^\W_]+(?:['’][^\W_]+)?")
_FIGURES = re.compile(r"\d+")
_NOISE = re.compile("https?://\\S+|[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


def words(text: str) -> list[str]:
    # no word and no address of a page goes over a space
    return [word for piece in text.split(" ") for word in _words_of[piece]]


def _read_piece(piece: str) -> tuple[str, ...]:
    # one object a word, wherever it stands: what is looked up for it then lies nearer
    return tuple(sys.intern(fold(word)) for word in _WORD.findall(_NOISE.sub("", piece)))


_words_of = Remembered(_read_piece)


def fold(word: str) -> str:
    """`Avería` → `averia`, `2nd` → `0nd`, `can’t` → `cant`."""
    word = word.lower()
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if c != "’" and not unicodedata.combining(c))
    return _FIGURES.sub("0", word.replace("'", ""))


def hide_places(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with each span [start, end) replaced by one mark, so that Oak Street is no tree."""
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {PLACE} {text[end:]}"
    return text
