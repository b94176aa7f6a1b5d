"""How two streets of a text can be read as a crossing, before anyone looks whether they meet."""

from collections.abc import Sequence

from msgspec import Struct

from bot.places.lexicon import StreetMatch
from bot.places.words import LINKING, Word

_PLAIN_JOINS = (
    "and & / at @ x corner corners of near by y con com esquina esq a cruce crossing intersection with + interseccion "
    "ak avek epi kwen kafou"
)
PLAIN_JOINS = frozenset(_PLAIN_JOINS.split())
"""Words between two streets that say that they meet, or as good as."""
_JOINS = (
    "cross crosses cruza xing intersect intersects off from side on in n s e w ne nw se sw onto to junto frente just past "
    "into or meets opposite across before after toward towards up down approaching close going heading turning left right"
)
JOINS = frozenset(_JOINS.split()) | PLAIN_JOINS
"""Also those that only may: ask."""
MEETING = frozenset({"and", "&", "at", "@", "/", "x", "y", "con"})
"""The surest of them."""
CORNERS = frozenset({"corner", "intersection", "esquina", "cruce", "interseccion", "junction", "kwen", "kafou"})
_PLACING = "at on near by corner of intersection in @ en a esquina cruce con outside off along nan kwen kafou devan"
PLACING = frozenset(_PLACING.split())
"""Words before two bare names that say that a place is meant."""
BETWEEN = frozenset({"between", "btwn", "btw", "bet", "entre", "ant"})
FROM, TO = frozenset({"from", "desde", "de"}), frozenset({"to", "hasta", "a"})
FARTHEST_JOIN = 6


class CrossingReading(Struct, frozen=True):
    """Two streets; `joined` when the words between them say that they meet."""

    one: StreetMatch
    two: StreetMatch
    joined: bool
    plainly: bool = False
    """Joined by words like "and", "at", "corner of"."""


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
