"""Whether two parts of a message tell of one street."""

from itertools import product

from bot.nlu.mentions.english_words import CLASSES

_KIND_LAST = ("en",)
"""Languages that say Elm Street; the others say calle Mayor."""
_ENGLISH_KINDS = frozenset(word for word, letter in CLASSES.items() if letter in "SyshH")
"""In an American city they stand last whatever the resident speaks."""


def share_a_street(some: set[str], others: set[str], language: str) -> bool:
    """As "Pothole on Elm St. It is outside 12 Elm Street": of one street, and not of two houses in it."""
    return any(
        _street(one, language) & _street(other, language) and not _are_two_houses(one, other)
        for one, other in product(some, others)
    )


def _street(place: str, language: str) -> set[str]:
    """Its words without "Street" or "calle", which nearly all have."""
    named = [word for word in place.split() if word[0].isalpha()]
    if len(named) <= 1:
        return set(named)
    return set(named[:-1] if language in _KIND_LAST or named[-1] in _ENGLISH_KINDS else named[1:])


def _are_two_houses(one: str, other: str) -> bool:
    return bool(_numbers(one)) and bool(_numbers(other)) and _numbers(one) != _numbers(other)


def _numbers(place: str) -> set[str]:
    return {word for word in place.split() if word[0].isdigit()}
