"""How a text can be read as a number on a street, before anyone looks whether it stands there."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.places.crossing_readings import BETWEEN
from bot.places.lexicon import StreetMatch
from bot.places.words import LINKING, Word

_SIGNS = frozenset({"no", "n", "num", "numero", "number", "nro", "nimewo", "#", "°", "º", "portal"})
NUMBER_SIGNS = _SIGNS | {",", ":", ".", "\n"}
_HOUSES = _SIGNS | {"house", "houses", "numbers", "numeros", "nos", "building", "bldg"}
_BESIDE = frozenset({"a", "al", "altura", "frente", "enfrente", "junto", "en", "de", "del", "la", "el"})
BLOCK = frozenset({"block", "blk", "blocks", "bloque", "cuadra"})
_CUES = frozenset(
    {"address", "addr", "adres", "direccion", "ubicacion", "location", "located", "ubicado", "situado", "domicilio"}
)
_ANNOUNCING = frozenset({"at", "@", "outside", "near", "opposite", "by", "of", "behind", "facing", "beside", "across"})
"""Words before a house number that no figure of another kind follows as readily, clock times aside."""
_BEFORE_A_NUMBER = frozenset({"near", "by", "opposite", "outside", "facing"})
_STRETCH = BETWEEN | {"from", "desde"}
_RANGE = frozenset({"-", "–", "—", "&", "/", "to", "a"})
_ROUTES = frozenset({"rte", "hwy", "interstate", "autovia", "autopista"})
_OF_A_NUMBER = frozenset({"del", "al", "numero", "n"})
_MONTHS_WORDS = "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre"
_MONTHS = frozenset(_MONTHS_WORDS.split())
_HALF = "1⁄2"
WIDEST_RANGE = 120
MOST_COUNTED = 9
SHORT_ANSWER = 6
"""Words; who says no more than that is naming a place."""
UNUSUAL = 0.8
"""How far `3 Alcalá` is believed where people write `Alcalá 3`, or `1 pine` in a long text: enough to ask."""


class AddressReading(Struct, frozen=True):
    """A number and a street. `block`: "2200 block of", the number only says which block."""

    number: int
    high: int
    match: StreetMatch
    first: int
    last: int
    number_at: int = -1
    """Which word the number is."""
    block: bool = False
    stretch: bool = False
    """"Between 12 and 20": somewhere from `number` to `high`."""
    cued: bool = False
    """The text announces it: "the address is …"."""
    letter: str = ""
    """Of `12 B` or `12b`."""


def read_addresses(words: Sequence[Word], matches: Sequence[StreetMatch], number_last: bool) -> list[AddressReading]:
    """One reading a street at most; announced ones first, then as they stand in the text."""
    readings = []
    for match in matches:
        before, after = _number_before(words, match, number_last), _number_after(words, match, number_last)
        if before and ((number_last and not match.typed) or _is_count(words, before)):
            before = replace(before, match=replace(match, similarity=min(match.similarity, UNUSUAL)))
        found = (after or before) if number_last else (before or after)
        if found and not _is_denied(words, found):
            readings.append(found)
    return sorted(
        readings, key=lambda reading: (not reading.cued, number_last and reading.number_at < reading.match.first)
    )


def is_announced(words: Sequence[Word], reading: AddressReading) -> bool:
    """Whether a number before an everyday word is meant as a house: `at 8 market`, `214 Garden`, unlike `3 black bags`."""
    if reading.number_at >= reading.match.first:
        return False
    word = words[reading.match.core_first]
    said_where = reading.first > 0 and words[reading.first - 1].text in _ANNOUNCING
    return said_where or (word.capital and not word.shouted)


def _is_denied(words: Sequence[Word], reading: AddressReading) -> bool:
    """`not 12 Elm St`, `not at 12 Elm St`."""
    before = [word.text for word in words[max(0, reading.first - 2) : reading.first]]
    return before[-1:] == ["not"] or (before[:1] == ["not"] and before[1] in _ANNOUNCING | {"on", "in"})


def _is_count(words: Sequence[Word], reading: AddressReading) -> bool:
    """`1 pine` in the middle of a longer text: few of something sooner than a house."""
    small = reading.number <= MOST_COUNTED and reading.number_at < reading.match.first
    if not small or reading.match.typed or reading.first == 0 or len(words) <= SHORT_ANSWER or reading.block:
        return False
    return not words[reading.match.core_first].capital and words[reading.first - 1].text not in _ANNOUNCING | _HOUSES


def _number_before(words: Sequence[Word], match: StreetMatch, number_last: bool) -> AddressReading | None:
    at, block = _left_of(words, match, number_last), False
    if at >= 1 and words[at].text == "of" and words[at - 1].text in BLOCK:
        block, at = True, at - 2
    elif at >= 0 and words[at].text in BLOCK:
        block, at = True, at - 1
    elif not number_last:
        at = _over_what_may_stand_between(words, match, at)
    if at < 0 or (number := words[at].number) is None or is_route(words, at):
        return None
    low, first, stretch = _range_start(words, at, number)
    letter = _letter(words, at) if words[at].text[-1].isalpha() else ""
    cued = _is_cued(words, first)
    return AddressReading(low, max(low, number), match, first, match.last, at, block, stretch, cued, letter)


def is_route(words: Sequence[Word], at: int) -> bool:
    """`9` of `Rt 9`."""
    return at > 0 and words[at - 1].text in _ROUTES


def _left_of(words: Sequence[Word], match: StreetMatch, number_last: bool) -> int:
    """What stands before the name: over "de la" of `25 de la calle Mayor`, and of `al 25 de Mayor` unless it is a date."""
    at = match.first - 1
    while match.typed and at >= 0 and words[at].text in LINKING:
        at -= 1
    dated = words[match.core_first].text in _MONTHS
    if number_last and not (match.typed or dated) and at >= 2 and words[at].text == "de":
        return at - (words[at - 2].text in _OF_A_NUMBER)
    return at


def _over_what_may_stand_between(words: Sequence[Word], match: StreetMatch, at: int) -> int:
    """Back to the number over a unit's letter, a line's end, "rear", ½, or the "on" and the comma of `house 12 on Elm`."""
    before = [word.text for word in words[max(0, at - 3) : at + 1]]
    if before[-3:] == ["1", "/", "2"] and at >= 3 and words[at - 3].number is not None:
        return at - 3
    if at < 1:
        return at
    text = words[at].text
    if text in {"rear", "\n", _HALF} or (len(text) == 1 and text.isalpha()):
        return at - 1
    if text in {"on", "in"} and at >= 2 and words[at - 2].text in _HOUSES:
        return at - 1
    if text == "," and match.typed and (at == 1 or words[at - 2].text in _ANNOUNCING | _HOUSES | {"\n", ":"}):
        return at - 1
    return at


def _range_start(words: Sequence[Word], at: int, high: int) -> tuple[int, int, bool]:
    """`12-14`, `12 & 14`, `from 12 to 14`: its lower number, where it begins, and whether it is a stretch of street."""
    if at < 2 or (low := words[at - 2].number) is None or not low <= high <= low + WIDEST_RANGE:
        return high, at, False
    stretch = at >= 3 and words[at - 3].text in _STRETCH | _HOUSES and words[at - 1].text not in {"-", "/"}
    if words[at - 1].text in _RANGE or (stretch and words[at - 1].text in {"and", "y"}):
        return low, at - 2, stretch
    return high, at, False


def _number_after(words: Sequence[Word], match: StreetMatch, number_last: bool) -> AddressReading | None:
    if found := _stretch_after(words, match):
        return found
    at, signed, near = match.last + 1, False, False
    skipped = NUMBER_SIGNS | _BESIDE if number_last else NUMBER_SIGNS | _ANNOUNCING | {"house"}
    while at < len(words) and at - match.last <= 6 and words[at].text in skipped:
        signed = signed or words[at].text in _HOUSES
        near = near or words[at].text in _BEFORE_A_NUMBER
        at += 1
    if at >= len(words) or (number := words[at].number) is None:
        return None
    if not (number_last or signed or _stands_alone(words, match, at, near=near)):
        return None
    high = number
    if at + 2 < len(words) and words[at + 1].text in {"-", "–", "/"} and (end := words[at + 2].number):
        high = end if number <= end <= number + WIDEST_RANGE else number
    return AddressReading(
        number, high, match, match.first, at, at, cued=_is_cued(words, match.first), letter=_letter(words, at)
    )


def _stretch_after(words: Sequence[Word], match: StreetMatch) -> AddressReading | None:
    """`Elm Street between numbers 12 and 20`, `calle Elm entre el 12 y el 20`; bare figures may be hours."""
    at = match.last + 1
    if at < len(words) and words[at].text == ",":
        at += 1
    if at >= len(words) or words[at].text not in BETWEEN:
        return None
    numbers, signed = [], False
    for index in range(at + 1, min(len(words), at + 9)):
        signed = signed or words[index].text in _HOUSES | {"el", "los"}
        if (number := words[index].number) is not None:
            numbers.append((number, index))
        elif words[index].text not in _HOUSES | {"and", "y", "el", "los"}:
            break
    if len(numbers) < 2 or not signed or not numbers[0][0] < numbers[1][0] <= numbers[0][0] + WIDEST_RANGE:
        return None
    (low, number_at), (high, last) = numbers[:2]
    return AddressReading(low, high, match, match.first, last, number_at, stretch=True)


def _stands_alone(words: Sequence[Word], match: StreetMatch, at: int, *, near: bool) -> bool:
    """`Elm Street 12`, `Elm Street near 12`, where nothing follows that the number could count; a whole answer "elm 12"."""
    over = at + 1 == len(words) or not words[at + 1].text[0].isalnum()
    whole = match.first == 0 and at + 1 == len(words)
    return (match.typed or whole) and over and at == match.last + 1 + near


def _letter(words: Sequence[Word], at: int) -> str:
    """The letter that belongs to the number at `at`, lower case, or empty."""
    if words[at].text[-1].isalpha():
        return words[at].text[-1]
    if at + 1 < len(words) and words[at + 1].shouted_letter:
        ends = at + 2 == len(words) or words[at + 2].start - words[at + 1].end > 1 or not words[at + 2].text.isalpha()
        return words[at + 1].text if ends or not words[at + 2].capital else ""
    return ""


def _is_cued(words: Sequence[Word], first: int) -> bool:
    return any(word.text in _CUES for word in words[max(0, first - 4) : first])
