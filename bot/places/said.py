"""Whether words that spell a street's name mean that street: `Lillo` of `calle Josué Lillo` does not, nor does `a park`."""

from collections.abc import Sequence

from bot.places.areas import Areas
from bot.places.lexicon import StreetMatch, kind_of
from bot.places.ordinary import ORDINARY
from bot.places.readings import JOINS
from bot.places.street_names import PREFIX_KINDS
from bot.places.words import LINKING, Word

SHORT_ANSWER = 6
"""Words; who says no more than that is naming a place, also by an everyday word."""
_BEFORE_AN_AREA = frozenset({"in", "en", ",", "of", "near"})


def is_said(words: Sequence[Word], match: StreetMatch, areas: Areas, *, number_last: bool) -> bool:
    if match.typed:
        return True
    said = words[match.first : match.last + 1]
    if all(len(word.text) == 1 for word in said):
        return False
    if len(said) == 1 and said[0].text in ORDINARY and not said[0].capital and len(words) > SHORT_ANSWER:
        return False
    before = words[match.first - 1].text if match.first else ""
    if before in _BEFORE_AN_AREA and areas.is_area(" ".join(word.text for word in said)):
        return False
    return not (_longer_before(words, match.first) if number_last else _longer_after(words, match.last))


def _longer_before(words: Sequence[Word], first: int) -> bool:
    """Words of the same name stand before the match, back to the kind of street that began it."""
    for back, word in enumerate(reversed(words[max(0, first - 4) : first])):
        if not word.text.isalpha():
            return False
        if word.text in PREFIX_KINDS:
            return True
        if back == 0 and word.capital and word.text not in ORDINARY and word.text not in LINKING:
            return True
    return False


def _longer_after(words: Sequence[Word], last: int) -> bool:
    """Words of the same name stand behind the match, up to the kind of street that ends it."""
    for word in words[last + 1 : last + 4]:
        if not word.text.isalpha() or word.text in JOINS:
            return False
        if kind_of(word.text):
            return True
        if word.text in ORDINARY:
            return False
    return False
