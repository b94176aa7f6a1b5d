"""What the CRM and its crews say, in the resident's language: by the city file's phrase book, else in their own words."""

import re

from msgspec.structs import replace

from bot.city import City
from bot.service_requests import Attribute

ANYTHING = "{}"
"""Stands in a phrase, and in its translation, for whatever stands there: a number, a date."""


def translated(city: City, language: str, text: str) -> str:
    """The whole text where the book has it, else whatever sentences of it the book has: a crew adds words of its own."""
    book = city.phrases.get(language, {})
    known = book.get(" ".join(text.split()), "")
    return known or _by_sentences(book, text)


def _by_sentences(book: dict[str, str], text: str) -> str:
    """The longest first, as one may be part of another."""
    for phrase in sorted(book, key=len, reverse=True):
        if phrase.endswith((".", "!", "?")) and book[phrase]:
            text = _replaced(text, phrase, book[phrase])
    return text


def _replaced(text: str, phrase: str, said: str) -> str:
    pattern = re.escape(phrase).replace(re.escape(ANYTHING), "(.+?)")
    return re.sub(pattern, lambda match: said.replace(ANYTHING, match[1]) if match.groups() else said, text)


def translated_attribute(city: City, language: str, asked: Attribute) -> Attribute:
    """The same question with the same keys."""
    return replace(
        asked,
        description=translated(city, language, asked.description),
        datatype_description=translated(city, language, asked.datatype_description),
        values=tuple(replace(value, name=translated(city, language, value.name)) for value in asked.values),
    )
