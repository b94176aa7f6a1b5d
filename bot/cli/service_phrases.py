"""What of a CRM's words a city may want to translate, as the `[phrases]` tables of its city file. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.cli.service_toml import quoted
from bot.service_requests import Attribute

SAID_AGAIN = 3
"""A sentence in so many closed requests is the city's, not one crew's."""
MOST_SENTENCES = 20
_END = re.compile(r"(?<=[.!?])\s+")
_NUMBER = re.compile(r"\S*\d\S*?(?=[.!?,;:]?(?:\s|$))")
HEAD = """
# What the CRM says, word for word, and how it is said in this language. {} stands for anything, such as a number.
# What is left empty is told in the CRM's own words."""


def questions(asked: Iterable[Attribute]) -> Iterator[str]:
    """Questions, hints, notices and choices."""
    for one in asked:
        yield from filter(None, (one.description, one.datatype_description))
        yield from (value.name for value in one.values)


def sentences(notes: Iterable[str]) -> list[str]:
    """The sentences that stand in several closings, the most frequent first, with {} for numbers."""
    told = (set(map(_numberless, _END.split(note.strip()))) for note in notes)
    counted = Counter(sentence for listed in told for sentence in listed if sentence.endswith((".", "!", "?")))
    return [sentence for sentence, count in counted.most_common(MOST_SENTENCES) if count >= SAID_AGAIN]


def _numberless(sentence: str) -> str:
    return _NUMBER.sub("{}", sentence, count=1)


def as_toml(phrases: Sequence[str], books: Mapping[str, Mapping[str, str]]) -> str:
    """One table a language; what its book has already is kept."""
    listed = dict.fromkeys(" ".join(phrase.split()) for phrase in phrases if phrase.strip())
    tables = [_table(listed, language, book) for language, book in books.items() if listed]
    return f"{HEAD}\n" + "\n\n".join(tables) + "\n" if tables else ""


def _table(phrases: Iterable[str], language: str, book: Mapping[str, str]) -> str:
    lines = (f"{quoted(phrase)} = {quoted(book.get(phrase, ''))}" for phrase in phrases)
    return "\n".join((f"[phrases.{language}]", *lines))


def untranslated(phrases: Iterable[str], book: Mapping[str, str]) -> list[str]:
    return [phrase for phrase in dict.fromkeys(phrases) if not book.get(phrase)]
