"""How a text can be read as a place, before anyone looks whether there is one."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.places.lexicon import StreetMatch
from bot.places.words import LINKING, Word

NUMBER_SIGNS = frozenset(
    {"no", "n", "num", "numero", "number", "nro", "nimewo", "#", "°", "º", "portal", ",", ":", ".", "\n"}
)
_BESIDE = frozenset({"a", "al", "altura", "frente", "enfrente", "junto", "en", "de", "del", "la", "el"})
_BLOCK = frozenset({"block", "blk", "blocks", "bloque", "cuadra"})
_CUES = frozenset(
    {"address", "addr", "adres", "direccion", "ubicacion", "location", "located", "ubicado", "situado", "domicilio"}
)
_PLAIN_JOINS = "and & / at @ corner corners of near by y con esquina esq a cruce crossing intersection with + interseccion ak avek epi kwen kafou"
PLAIN_JOINS = frozenset(_PLAIN_JOINS.split())
"""Words between two streets that say that they meet, or as good as."""
_JOINS = (
    "cross crosses cruza xing intersect intersects off from side on in n s e w ne nw se sw onto to junto frente just past "
    "into or meets opposite across before after toward towards up down approaching close going heading turning left right"
)
JOINS = frozenset(_JOINS.split()) | PLAIN_JOINS
"""Also those that only may: ask."""
CORNERS = frozenset({"corner", "intersection", "esquina", "cruce", "interseccion", "junction", "kwen", "kafou"})
BETWEEN = frozenset({"between", "btwn", "btw", "bet", "entre", "ant"})
FARTHEST_JOIN = 6
WIDEST_RANGE = 120


@dataclass(frozen=True, slots=True)
class AddressReading:
    """A number and a street. `block`: "2200 block of", the number only says which block."""

    number: int
    high: int
    match: StreetMatch
    first: int
    last: int
    number_at: int = -1
    """Which word the number is."""
    block: bool = False
    cued: bool = False
    """The text announces it: "the address is …"."""
    letter: str = ""
    """Of `12 B` or `12b`."""


@dataclass(frozen=True, slots=True)
class CrossingReading:
    """Two streets; `joined` when the words between them say that they meet."""

    one: StreetMatch
    two: StreetMatch
    joined: bool
    plainly: bool = False
    """Joined by words like "and", "at", "corner of"."""


def read_addresses(words: Sequence[Word], matches: Sequence[StreetMatch], number_last: bool) -> list[AddressReading]:
    """One reading a street at most; announced ones first, then as they stand in the text."""
    readings = []
    for match in matches:
        before, after = _number_before(words, match, number_last), _number_after(words, match, number_last)
        found = (after or before) if number_last else (before or after)
        if found:
            readings.append(found)
    return sorted(
        readings, key=lambda reading: (not reading.cued, number_last and reading.number_at < reading.match.first)
    )


def _number_before(words: Sequence[Word], match: StreetMatch, number_last: bool) -> AddressReading | None:
    at = match.first - 1
    block = False
    if match.typed:
        while at >= 0 and words[at].text in LINKING:
            at -= 1
    if at >= 1 and words[at].text == "of" and words[at - 1].text in _BLOCK:
        block, at = True, at - 2
    elif at >= 0 and words[at].text in _BLOCK:
        block, at = True, at - 1
    elif (
        not number_last
        and at >= 1
        and len(words[at].text) == 1
        and (words[at].text.isalpha() or words[at].text == "\n")
    ):
        at -= 1
    if at < 0 or (number := words[at].number) is None:
        return None
    low, first = _range_start(words, at, number)
    return AddressReading(
        low,
        max(low, number),
        match,
        first,
        match.last,
        at,
        block,
        _is_cued(words, first),
        _letter(words, at) if words[at].text[-1].isalpha() else "",
    )


def _range_start(words: Sequence[Word], at: int, high: int) -> tuple[int, int]:
    """`12-14`, `12 & 14`, `12 to 14`: where the range begins, and its lower number."""
    if at >= 2 and words[at - 1].text in {"-", "–", "—", "&", "/", "to", "a"}:
        low = words[at - 2].number
        if low is not None and low <= high <= low + WIDEST_RANGE:
            return low, at - 2
    return high, at


def _number_after(words: Sequence[Word], match: StreetMatch, number_last: bool) -> AddressReading | None:
    at, signed = match.last + 1, False
    while (
        at < len(words)
        and at - match.last <= 6
        and words[at].text in (NUMBER_SIGNS | _BESIDE if number_last else NUMBER_SIGNS)
    ):
        signed = signed or words[at].text not in {",", ":", ".", "\n"}
        at += 1
    if at >= len(words) or (number := words[at].number) is None:
        return None
    if not (number_last or signed or _stands_alone(words, match, at)):
        return None
    high = number
    if at + 2 < len(words) and words[at + 1].text in {"-", "–", "/"} and (end := words[at + 2].number):
        high = end if number <= end <= number + WIDEST_RANGE else number
    return AddressReading(
        number, high, match, match.first, at, at, cued=_is_cued(words, match.first), letter=_letter(words, at)
    )


def _stands_alone(words: Sequence[Word], match: StreetMatch, at: int) -> bool:
    """`Elm Street 12` and `calle Elm 12`, where nothing follows that the number could count."""
    over = at + 1 == len(words) or not words[at + 1].text[0].isalnum()
    return match.typed and at == match.last + 1 and over


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


def read_crossings(words: Sequence[Word], matches: Sequence[StreetMatch]) -> list[CrossingReading]:
    """Every two streets of the text, those said to meet first; most of the others will not."""
    pairs = [(i, j) for i in range(len(matches)) for j in range(i + 1, min(i + 5, len(matches)))]
    pairs.sort(key=lambda pair: (pair[1] - pair[0], pair[0]))
    readings = [_crossing(words, matches[i], matches[j]) for i, j in pairs]
    return sorted(readings, key=lambda reading: not reading.joined)


def _crossing(words: Sequence[Word], one: StreetMatch, two: StreetMatch) -> CrossingReading:
    between = [word.text for word in words[one.last + 1 : two.first] if word.text not in LINKING and word.text != ","]
    cornered = one.first > 0 and words[one.first - 1].text in CORNERS and two.first == one.last + 1
    joined = cornered or (0 < len(between) <= FARTHEST_JOIN and JOINS.issuperset(between))
    return CrossingReading(one, two, joined, joined and PLAIN_JOINS.issuperset(between))
