"""How far words that spell a street's name mean that street: `Lillo` of `calle Josué Lillo` does not, nor does `a park`."""

from collections.abc import Sequence
from enum import IntEnum

from bot.places.areas import Areas
from bot.places.crossing_readings import JOINS
from bot.places.lexicon import StreetMatch, kind_of
from bot.places.ordinary import ORDINARY, STATES
from bot.places.readings import BLOCK, SHORT_ANSWER
from bot.places.street_names import NAMING_KINDS, PREFIX_KINDS, SUFFIX_KINDS
from bot.places.words import LINKING, Word

_KINDS = SUFFIX_KINDS | PREFIX_KINDS


class Trust(IntEnum):
    NONE = 0
    WEAK = 1
    """An everyday word: a street only where the text says that it crosses another."""
    DOUBT = 2
    """May be part of another name: ask before using it."""
    FULL = 3


def trust(words: Sequence[Word], match: StreetMatch, areas: Areas, *, number_last: bool) -> Trust:
    said = words[match.core_first : match.core_last + 1]
    if (match.typed and match.agrees) or _is_of_a_block(words, match.first):
        return Trust.FULL
    if {word.text for word in said} <= _KINDS or all(len(word.text) == 1 for word in said):
        return Trust.NONE
    if len(said) == 1 and said[0].text in ORDINARY and len(words) > SHORT_ANSWER:
        return Trust.WEAK
    if match.typed or match.undirected:
        return Trust.DOUBT
    return _untyped(words, match, areas, number_last=number_last)


def _is_of_a_block(words: Sequence[Word], first: int) -> bool:
    """`2200 block of Grand`."""
    before = [word.text for word in words[max(0, first - 3) : first]]
    numbered = first >= 3 and words[first - 3].number is not None
    return numbered and before[-1] == "of" and before[-2] in BLOCK


def _untyped(words: Sequence[Word], match: StreetMatch, areas: Areas, *, number_last: bool) -> Trust:
    text = " ".join(word.text for word in words[match.first : match.last + 1])
    before = words[match.first - 1] if match.first else None
    numbered = before is not None and before.number is not None
    if text in STATES:
        return Trust.DOUBT if numbered else _of_a_state(before)
    if areas.is_area(text) and not numbered:
        return Trust.NONE if before and before.text in {"in", ",", "en", "/"} else Trust.DOUBT
    if areas.longer_name(words, match.first, match.last):
        return Trust.NONE
    return _before(words, match.first) if number_last else _around(words, match)


def _of_a_state(before: Word | None) -> Trust:
    """`Washington and Oak` are two streets, `Springfield, Washington` is one town."""
    return Trust.NONE if before and before.text in {",", "in", "from"} else Trust.WEAK


def _before(words: Sequence[Word], first: int) -> Trust:
    """Words of the same name may stand before the match, back to the kind of street that began it."""
    for word in reversed(words[max(0, first - 4) : first]):
        if word.text in NAMING_KINDS:
            return Trust.NONE
        if not word.text.isalpha() or (word.text in ORDINARY and word.text not in LINKING):
            break
    return Trust.DOUBT if first and _same_name(words[first - 1], words[first]) else Trust.FULL


def _around(words: Sequence[Word], match: StreetMatch) -> Trust:
    """Words of the same name may stand behind the match, up to the kind of street that ends it, or before it."""
    for word in words[match.last + 1 : match.last + 4]:
        if not word.text.isalpha() or word.text in JOINS:
            break
        if kind_of(word.text):
            return Trust.NONE
        if word.text in ORDINARY and not (word.capital and not word.shouted):
            break
    last = match.last
    behind = last + 1 < len(words) and _same_name(words[last], words[last + 1])
    return (
        Trust.DOUBT
        if behind or (match.first and _same_name(words[match.first - 1], words[match.first]))
        else Trust.FULL
    )


def _same_name(one: Word, two: Word) -> bool:
    """Both in capitals, side by side, neither an everyday word: `Peters Park`."""
    beside = two.start - one.end == 1 and one.text.isalpha() and two.text.isalpha()
    proper = one.capital and two.capital and not one.shouted and not two.shouted
    return beside and proper and not {one.text, two.text} & (ORDINARY | LINKING | JOINS)
