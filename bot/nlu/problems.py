"""Several problems in one message: where to cut it, so that each part is a report of its own."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from bot.nlu.problem_words import COMMA, JOINS_A_NAME, words_of
from bot.nlu.same_street import share_a_street
from bot.nlu.understanding import Mention, Problem, RankedType

Rank = Callable[[str, tuple[Mention, ...]], tuple[RankedType, ...]]
"""Types of a part of the message, best first, given the places in it."""

_FAMILIES = (
    (
        "illegal_dumping",
        "street_cleaning",
        "litter_bin",
        "missed_trash",
        "trash_container",
        "bulky_pickup",
        "dog_waste",
    ),
    ("tree_damage", "overgrown_vegetation", "park_maintenance"),
    ("pothole", "sidewalk_repair", "street_furniture", "obstruction"),
    ("traffic_safety", "traffic_sign", "traffic_signal", "illegal_parking", "bike_facility", "abandoned_vehicle"),
    ("code_violation", "homeless_encampment", "pests", "noise"),
    ("drain_flooding", "water_leak"),
)
"""Types that one and the same problem is often told as; telling them apart takes two places."""
_SURE_APART = 0.85
_SURE_OF_ONE = 0.85
_TWO = 2
_WHOLE = 5
"""Words that a joined part needs: "and attracts rats" goes on about the same."""
_SHORTEST, _LONGEST = 3, 60
"""Words of a part, and of a message in which parts are looked for."""
_MOST_CUTS = 3
_MOST_CUTS_OF_A_LIST = 5
_LONGEST_LIST = 5
_SURE_LISTED = 0.7
"""Confidence that each of several things named one after the other needs: a list leaves few words for each."""
_PAIR = 14
"""Words beside the places, up to which a message that names two things may say no more than that."""
_SURE_OF_PAIR = 0.8
_LIST = 3
"""Places a message names from which it may be a list of problems, none of whose halves is one report."""


_Cut = tuple[int, float]
"""Where a part begins, and how sure it and the one before it must be."""


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    types: tuple[RankedType, ...]
    mentions: tuple[Mention, ...]

    @property
    def sure(self) -> float:
        return self.types[0].confidence if self.types else 0.0


def find_problems(
    text: str, mentions: tuple[Mention, ...], language: str, rank: Rank, least: float, sure: float = 0.0
) -> tuple[Problem, ...]:
    """The parts when each alone is surely (`least`) a report and something sets them apart; else nothing.

    `sure` is how sure the type of the whole message is: two problems make it unsure.
    """
    if text.count(" ") >= _LONGEST:
        return ()
    mentions = tuple(_without_stop(mention) for mention in mentions)
    streets = [m.start for m in mentions if m.kind != "landmark"]
    more = max((match.start() for match in words_of(language).more.finditer(text)), default=-1)
    if sure >= _SURE_OF_ONE and len(streets) < _TWO and more < 0:
        return _told(_pair(text, mentions, language, rank))
    needs = {
        cut: _needed(text, cut, streets, says_more=more >= cut, least=least, sure=sure)
        for cut in _cuts(text, mentions, language)
    }
    cuts = [(cut, needed) for cut, needed in needs.items() if needed is not None]
    parts = _best(text, [(cut,) for cut in cuts[:_MOST_CUTS]], mentions, language, rank)
    if not parts and len(_named(mentions)) >= _LIST:
        threes = list(combinations(cuts[:_MOST_CUTS_OF_A_LIST], 2))
        parts = _best(text, threes, mentions, language, rank)
    parts = parts or _enumerated(text, mentions, language, rank) or _pair(text, mentions, language, rank)
    smaller = [one for part in parts for one in _cut_again(text, part, language, rank, least)]
    return _told(smaller)


def _told(parts: Iterable[_Part]) -> tuple[Problem, ...]:
    return tuple(Problem(part.start, part.end, part.types, part.mentions) for part in parts)


def _best(
    text: str, ways: Sequence[tuple[_Cut, ...]], mentions: tuple[Mention, ...], language: str, rank: Rank
) -> tuple[_Part, ...]:
    """Of all ways to cut, the one whose least sure part is surest; nothing when that is not enough."""
    known: dict[tuple[int, int], _Part] = {}

    def part(start: int, end: int) -> _Part:
        if (start, end) not in known:
            known[start, end] = _part(text, start, end, mentions, rank, language)
        return known[start, end]

    def parts(way: tuple[_Cut, ...]) -> tuple[_Part, ...]:
        """Nothing when one is unsure; the last is looked at first, because it more often goes on about the same."""
        needed = max(needed for _, needed in way)
        spans = list(pairwise((0, *(cut for cut, _ in way), len(text))))
        return tuple(map(part, *zip(*spans, strict=True))) if all(part(*s).sure >= needed for s in spans[::-1]) else ()

    best = max(map(parts, ways), key=lambda parts: min((one.sure for one in parts), default=0.0), default=())
    return best if all(_apart(*pair, text, language) for pair in pairwise(best)) else ()


def _enumerated(text: str, mentions: tuple[Mention, ...], language: str, rank: Rank) -> tuple[_Part, ...]:
    """Things named one after the other, at every comma and joining word, when each is surely of a kind of its own."""
    commas = {match.start() for match in COMMA.finditer(text)}
    ends = _joints(text, mentions, language) | commas
    spans = list(pairwise((0, *sorted(ends - {0}), len(text))))
    if not _LIST <= len(spans) <= _LONGEST_LIST or any(len(text[slice(*span)].split()) < _TWO for span in spans):
        return ()
    parts: list[_Part] = []
    for span in spans:
        part = _part(text, *span, mentions, rank, language)
        if part.sure < _SURE_LISTED or _family(part) in map(_family, parts):
            return ()
        parts.append(part)
    return tuple(parts)


def _pair(text: str, mentions: tuple[Mention, ...], language: str, rank: Rank) -> tuple[_Part, ...]:
    """Two things named in a short message that says no more: "there is a pothole and a dead raccoon at 12 Elm St"."""
    cuts = _joints(text, mentions, language)
    if len(cuts) != 1 or not JOINS_A_NAME.match(text, *cuts) or len(_without(text, mentions).split()) > _PAIR:
        return ()
    one, other = (_part(text, *span, mentions, rank, language) for span in pairwise((0, *cuts, len(text))))
    apart = min(one.sure, other.sure) >= _SURE_OF_PAIR and _family(one) != _family(other)
    return (one, other) if apart else ()


def _without(text: str, mentions: tuple[Mention, ...]) -> str:
    for mention in reversed(mentions):
        text = text[: mention.start] + text[mention.end :]
    return text


def _cut_again(text: str, part: _Part, language: str, rank: Rank, least: float) -> list[_Part]:
    """A half may hold two of them again: a third problem must not drown in the second."""
    moved = _moved(part.mentions, part.start)
    again = find_problems(text[part.start : part.end], moved, language, rank, least, part.sure)
    spans = [(part.start + one.start, part.start + one.end) for one in again]
    return [_part(text, *span, part.mentions, rank, language) for span in spans] or [part]


def _needed(text: str, cut: int, streets: list[int], *, says_more: bool, least: float, sure: float) -> float | None:
    """How sure both parts must be; nothing when a cut is not worth a look.

    `least` when something is said of more, or of two places. More when only a word joins the parts, which more often
    joins two halves of one problem; a full stop alone joins nothing.
    """
    two_places = any(start < cut for start in streets) and any(start > cut for start in streets)
    if two_places or says_more:
        return least
    second = text[cut:]
    joined = sure < _SURE_OF_ONE and _is_joined(second) and len(second.split()) >= _WHOLE
    return max(least, _SURE_APART) if joined else None


def _apart(one: _Part, other: _Part, text: str, language: str) -> bool:
    """People tell one problem in two sentences far more often than two problems in one message."""
    elsewhere = _places(one) and _places(other) and not share_a_street(_places(one), _places(other), language)
    if _family(one) == _family(other):
        return bool(elsewhere)
    second = text[other.start : other.end]
    joined = _is_joined(second) and len(second.split()) >= _WHOLE and min(one.sure, other.sure) > _SURE_APART
    return bool(elsewhere or joined or _says_more(second, language))


def _says_more(second: str, language: str) -> bool:
    return bool(words_of(language).more.search(second))


def _is_joined(second: str) -> bool:
    return second.lstrip()[:1].isalpha()


def _places(part: _Part) -> set[str]:
    return _named(part.mentions)


def _named(mentions: tuple[Mention, ...]) -> set[str]:
    return {m.text.lower() for m in mentions if m.kind != "landmark"}


def _without_stop(mention: Mention) -> Mention:
    """The full stop of "12 Elm St." ends its sentence too."""
    told = mention.text.removesuffix(".")
    return Mention(mention.start, mention.start + len(told), told, mention.kind)


def _family(part: _Part) -> str:
    code = part.types[0].code
    return next((family[0] for family in _FAMILIES if code in family), code)


def _cuts(text: str, mentions: tuple[Mention, ...], language: str) -> list[int]:
    """Where a part may begin: at a joining word or after a stop, not inside a place, with words on both sides."""
    outside = _joints(text, mentions, language)
    # A comma parts a list only where a place stands before it.
    ends = {one.end for one in mentions if one.kind != "landmark"}
    outside |= {m.start() for m in COMMA.finditer(text) if m.start() in ends}
    return [s for s in sorted(outside) if min(len(text[:s].split()), len(text[s:].split())) >= _SHORTEST]


def _joints(text: str, mentions: tuple[Mention, ...], language: str) -> set[int]:
    starts = {match.start() for match in words_of(language).joint.finditer(text)}
    return {start for start in starts if not any(one.start <= start < one.end for one in mentions)}


def _part(text: str, start: int, end: int, mentions: tuple[Mention, ...], rank: Rank, language: str) -> _Part:
    """Of "another at 40 Elm St" the types are those of all that was said before it."""
    inside = _between(mentions, start, end)
    told = 0 if inside and words_of(language).another.match(text, start, end) else start
    return _Part(start, end, rank(text[told:end], _moved(_between(mentions, told, end), told)), inside)


def _between(mentions: tuple[Mention, ...], start: int, end: int) -> tuple[Mention, ...]:
    return tuple(m for m in mentions if start <= m.start and m.end <= end)


def _moved(mentions: tuple[Mention, ...], by: int) -> tuple[Mention, ...]:
    """In a text that begins `by` characters later."""
    return tuple(Mention(m.start - by, m.end - by, m.text, m.kind) for m in mentions)
