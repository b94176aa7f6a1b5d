"""Services of a city's own, heard by the words its city file lists for them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from bot.nlu.text import LONGEST, words
from bot.nlu.understanding import RankedType, Understanding

Phrase = tuple[str, ...]
HEARD = 0.4
"""Confidence of a service whose words were said: offered before anything the model is less sure of, never taken silently."""
MOST = 5
_BEGINNING = 3
_TALK = ("other", "help", "greeting")
"""What the model takes a wish for, when it is for none of its own kinds."""


class Reader(Protocol):
    def understand(self, text: str, language: str | None = None) -> Understanding: ...


class CityReader:
    """What `reader` understands, and the city's own services beside it. `services`: key → words and phrases."""

    def __init__(self, reader: Reader, services: Mapping[str, Sequence[str]]) -> None:
        self._reader, self._words = reader, CityWords(services)

    def understand(self, text: str, language: str | None = None) -> Understanding:
        """Never raises, whatever the text."""
        read = self._reader.understand(text, language)
        return with_services(read, self._words.said_in(words(text[:LONGEST])))


def with_services(read: Understanding, said: Mapping[str, int]) -> Understanding:
    """`said`: services with how many words of theirs stand in a row. One word is a hint where the model is unsure; a
    phrase makes it a question even where the model is sure, or nobody could ask for a street party.
    """
    if not said or read.opt_out or read.opt_in or len(read.problems) > 1:
        return read
    if not read.abstain and max(said.values()) < 2:
        return read
    confidence = max(HEARD, *(ranked.confidence for ranked in read.types), 0.0)
    ours = [RankedType(code, confidence) for code, _ in sorted(said.items(), key=lambda item: -item[1])]
    intent = "report" if read.intent in _TALK else read.intent
    return replace(read, types=(*ours, *read.types)[:MOST], abstain=True, intent=intent)


class CityWords:
    """Finds phrases in folded words. A word fits in singular and plural; `permi*` fits every word it begins."""

    def __init__(self, services: Mapping[str, Sequence[str]]) -> None:
        self._by_beginning: dict[str, list[tuple[Phrase, str]]] = defaultdict(list)
        for code, phrases in services.items():
            for phrase in filter(None, map(_folded, phrases)):
                self._by_beginning[phrase[0].rstrip("*")[:_BEGINNING]].append((phrase, code))

    def said_in(self, listed: Sequence[str]) -> dict[str, int]:
        """Services by key, with the length of the longest phrase of theirs that was said."""
        found: dict[str, int] = {}
        for code, length in self._all(listed):
            found[code] = max(length, found.get(code, 0))
        return found

    def _all(self, listed: Sequence[str]) -> Iterator[tuple[str, int]]:
        for start, word in enumerate(listed):
            for phrase, code in self._by_beginning.get(word[:_BEGINNING], ()):
                said = listed[start : start + len(phrase)]
                if len(said) == len(phrase) and all(map(fits, said, phrase)):
                    yield code, len(phrase)


def _folded(phrase: str) -> Phrase:
    """As messages are folded, with the stars kept."""
    folded: list[str] = []
    for part in phrase.split():
        folded += words(part)
        if part.endswith("*") and folded:
            folded[-1] += "*"
    return tuple(folded)


def fits(said: str, wanted: str) -> bool:
    if wanted.endswith("*"):
        return said.startswith(wanted[:-1])
    short, long = sorted((said, wanted), key=len)
    return long in (short, f"{short}s", f"{short}es") or (short.endswith("y") and long == f"{short[:-1]}ies")
