"""Two problems in one message: where to cut it, so that each part is a report of its own."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.nlu.understanding import Mention, Problem, RankedType

Rank = Callable[[str, tuple[Mention, ...]], tuple[RankedType, ...]]
"""Types of a part of the message, best first, given the places in it."""

_JOINTS: dict[str, re.Pattern[str]] = {
    "en": re.compile(
        r"[,.;!\n]*\s*\b(?:and also|also|and|plus|as well as|another thing|besides)\b|[.;!?]+\s|\n", re.IGNORECASE
    ),
    "es": re.compile(
        r"[,.;!\n]*\s*\b(?:y también|y además|y aparte|además|también|aparte|y|e|ni)\b|[.;!?]+\s|\n", re.IGNORECASE
    ),
    "ht": re.compile(r"[,.;!\n]*\s*\b(?:epi tou|epi|anplis|yon lòt bagay|ak|avèk|e)\b|[.;!?]+\s|\n", re.IGNORECASE),
}
_MORE: dict[str, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:also|plus|another|as well|too|besides|separately|second(?:ly)?|while you)\b", re.IGNORECASE
    ),
    "es": re.compile(r"\b(?:adem[aá]s|tambi[eé]n|aparte|otr[oa]s?|por otro lado|ni)\b", re.IGNORECASE),
    "ht": re.compile(r"\b(?:tou|anplis|yon l[oò]t|dezy[eè]m(?:man)?|osi)\b", re.IGNORECASE),
}
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
_WHOLE = 5
"""Words that a joined part needs: "and attracts rats" goes on about the same."""
_SHORTEST, _LONGEST = 3, 60
"""Words of a part, and of a message in which parts are looked for."""
_MOST_CUTS = 3


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
    """Both parts when each alone is surely (`least`) a report and something sets them apart; else nothing.

    `sure` is how sure the type of the whole message is: two problems make it unsure.
    """
    if len(text.split()) > _LONGEST:
        return ()
    cuts = [cut for cut in _cuts(text, mentions, language) if _worth_a_look(text, cut, mentions, language, sure)]
    pairs = [_pair(text, cut, mentions, rank) for cut in cuts[:_MOST_CUTS]]
    best = max(pairs, key=lambda pair: min(pair[0].sure, pair[1].sure), default=None)
    if best is None or min(best[0].sure, best[1].sure) < least or not _apart(*best, text, language):
        return ()
    return tuple(Problem(part.start, part.end, part.types, part.mentions) for part in best)


def _worth_a_look(text: str, cut: int, mentions: tuple[Mention, ...], language: str, sure: float) -> bool:
    """Something is said of more, or of two places, or a word joins the parts; a full stop alone joins nothing."""
    streets = [m.start for m in mentions if m.kind != "landmark"]
    two_places = any(start < cut for start in streets) and any(start > cut for start in streets)
    joined = sure < _SURE_OF_ONE and _is_joined(text[cut:])
    return two_places or joined or _says_more(text[cut:], language)


def _apart(one: _Part, other: _Part, text: str, language: str) -> bool:
    """People tell one problem in two sentences far more often than two problems in one message."""
    elsewhere = _places(one) and _places(other) and _places(one) != _places(other)
    if _family(one) == _family(other):
        return bool(elsewhere)
    second = text[other.start : other.end]
    whole = len(second.split()) >= _WHOLE
    joined = whole and _is_joined(second) and min(one.sure, other.sure) > _SURE_APART
    return bool(elsewhere or joined or _says_more(second, language))


def _says_more(second: str, language: str) -> bool:
    return bool(_MORE.get(language, _MORE["en"]).search(second))


def _is_joined(second: str) -> bool:
    return second.lstrip()[:1].isalpha()


def _places(part: _Part) -> set[str]:
    return {m.text.lower() for m in part.mentions if m.kind != "landmark"}


def _family(part: _Part) -> str:
    code = part.types[0].code
    return next((family[0] for family in _FAMILIES if code in family), code)


def _cuts(text: str, mentions: tuple[Mention, ...], language: str) -> list[int]:
    """Where a part may begin: at a joining word or after a stop, not inside a place, with words on both sides."""
    joints = _JOINTS.get(language, _JOINTS["en"])
    starts = [m.start() for m in joints.finditer(text)]
    outside = [s for s in starts if not any(m.start <= s < m.end for m in mentions)]
    return [s for s in outside if min(len(text[:s].split()), len(text[s:].split())) >= _SHORTEST]


def _pair(text: str, cut: int, mentions: tuple[Mention, ...], rank: Rank) -> tuple[_Part, _Part]:
    return _part(text, 0, cut, mentions, rank), _part(text, cut, len(text), mentions, rank)


def _part(text: str, start: int, end: int, mentions: tuple[Mention, ...], rank: Rank) -> _Part:
    inside = tuple(m for m in mentions if start <= m.start and m.end <= end)
    moved = tuple(Mention(m.start - start, m.end - start, m.text, m.kind) for m in inside)
    return _Part(start, end, rank(text[start:end], moved), inside)
