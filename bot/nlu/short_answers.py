"""Answers of a word or three ("yes", "no thanks", "2") are understood once, as they are the same for everybody."""

import re
from functools import lru_cache
from typing import Final

from bot.nlu.city_words import Reader
from bot.nlu.understanding import Understanding

MOST: Final = 2_000
SHORT: Final = re.compile(r"\D{1,16}|\d")
"""What is remembered for whoever says it next: no house, phone or request number fits in, and of a report no more than its
kind ("gas leak") or a bare street. A lone digit picks from a list.
"""


class ShortAnswers:
    """What `reader` understands, which must depend on text and language alone; the latest short texts are remembered."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._remembered = lru_cache(MOST)(reader.understand)

    def understand(self, text: str, language: str | None = None) -> Understanding:
        """Never raises, as `reader` does not."""
        read = self._remembered if SHORT.fullmatch(text) else self._reader.understand
        return read(text, language)
