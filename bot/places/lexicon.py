"""All street names of a city, ready to be found in running text."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.places.gazetteer import Street
from bot.places.ordinary import ORDINARY
from bot.places.street_names import LONE_DIRECTIONS, PREFIX_KINDS, SUFFIX_KINDS
from bot.places.words import LINKING, Word, fold

LONGEST_NAME = 7
_FULL_KINDS = {
    "street": "st", "avenue": "ave", "road": "rd", "drive": "dr", "lane": "ln", "court": "ct", "place": "pl",
    "square": "sq", "terrace": "ter", "boulevard": "blvd", "parkway": "pkwy", "highway": "hwy", "circle": "cir",
}  # fmt: skip
_TITLES_WORDS = "dr doctor general sgt capt captain lt rev president mayor saint st"
_TITLES = frozenset(_TITLES_WORDS.split())


class StreetMatch(Struct, frozen=True):
    """Words `first` to `last` (both included, kind and all) name one of `streets`.

    `typed`: a kind of street is said with it; `agrees`: it is the kind these streets have.
    """

    first: int
    last: int
    streets: tuple[Street, ...]
    typed: bool
    agrees: bool
    similarity: float = 1.0
    core_first: int = 0
    core_last: int = 0
    undirected: bool = False
    """Said without the North or South that all these streets have."""
    slips: int = 0
    """Typing mistakes between what was said and these streets' name."""


@lru_cache(maxsize=8192)
def kind_of(word: str) -> str:
    """The street kind a word stands for, one typing mistake forgiven (`steet`), or empty."""
    if word in SUFFIX_KINDS:
        return word
    if len(word) < 4 or word in ORDINARY:
        return ""
    near = process.extractOne(word, _FULL_KINDS.keys(), scorer=OSA.distance, score_cutoff=1)
    return _FULL_KINDS[near[0]] if near else ""


class Lexicon:
    """`streets` by the words people use for them: full core, without direction, without title, King as MLK."""

    def __init__(self, streets: Iterable[Street]) -> None:
        self._by_first: dict[str, dict[tuple[str, ...], list[Street]]] = defaultdict(dict)
        self._by_core: dict[str, list[Street]] = defaultdict(list)
        for street in streets:
            for alias in sorted(_aliases(street)):
                words = tuple(alias.split())
                self._by_first[words[0]].setdefault(words, []).append(street)
            self._by_core[street.core].append(street)
            if street.undirected != street.core:
                self._by_core[street.undirected].append(street)
        self.cores = sorted(self._by_core)

    def streets_called(self, core: str) -> list[Street]:
        return self._by_core.get(core, [])

    def unglued(self, words: Sequence[Word]) -> list[Word]:
        """`12Elm` as two words, where a street is called like that."""
        found: list[Word] = []
        for word in words:
            if not word.text[0].isdecimal():
                found.append(word)
                continue
            digits = word.text[: len(word.text) - len(word.text.lstrip("0123456789"))]
            name = fold(word.text[len(digits) :])
            if digits and len(name) > 2 and name in self._by_first and name not in ORDINARY:
                middle = word.start + len(digits)
                found += [Word(digits, word.start, middle), Word(name, middle, word.end, capital=True)]
            else:
                found.append(word)
        return found

    def scan(self, words: Sequence[Word]) -> list[StreetMatch]:
        """Street names in the text, left to right, the longest at each place, none overlapping."""
        found, at = [], 0
        while at < len(words):
            match = self._at(words, at)
            if match:
                found.append(match)
            at = match.last + 1 if match else at + 1
        return found

    def _at(self, words: Sequence[Word], at: int) -> StreetMatch | None:
        options = self._by_first.get(words[at].text)
        if options:
            said, ends = _run(words, at)
            found = [
                _match(words, at, ends[length - 1], streets)
                for length in range(len(said), 0, -1)
                if (streets := options.get(tuple(said[:length])))
            ]
            if found:
                return max(found, key=lambda match: (match.last, match.typed and match.agrees))
        return self._abbreviated(words, at)

    def _abbreviated(self, words: Sequence[Word], at: int) -> StreetMatch | None:
        """`Comm Ave` for Commonwealth Avenue, where no other avenue begins like that nearly as often."""
        start = words[at].text
        kind = kind_of(words[at + 1].text) if at + 1 < len(words) else ""
        if not kind or len(start) < 3 or not start.isalpha() or start in SUFFIX_KINDS or start in ORDINARY:
            return None
        index = bisect_left(self.cores, start)
        options = []
        while index < len(self.cores) and self.cores[index].startswith(start):
            options += [s for s in self._by_core[self.cores[index]] if s.kind == kind and " " not in self.cores[index]]
            index += 1
        options.sort(key=lambda street: -street.houses)
        if options and (len(options) == 1 or options[0].houses > 5 * options[1].houses):
            return StreetMatch(
                at, at + 1, (options[0],), typed=True, agrees=True, similarity=0.85, core_first=at, core_last=at
            )
        return None


def _aliases(street: Street) -> set[str]:
    words = street.core.split()
    names = {street.core, street.undirected}
    if len(words) > 2 and words[0] in _TITLES:
        names.add(" ".join(words[1:]))
    if len(words) > 2 and words[-1] == "jr":
        names.add(" ".join(words[:-1]))
        names.add(" ".join(words[1:-1]) if words[0] in _TITLES else words[0])
    if {"martin", "luther", "king"} <= set(words):
        king = {"mlk", "martin luther king", "ml king", "dr martin luther king", "m l king"}
        names |= king | {f"{name} jr" for name in king}
    return {name for name in names if not set(name.split()) <= SUFFIX_KINDS or name == street.core}


def _run(words: Sequence[Word], at: int) -> tuple[list[str], list[int]]:
    """Words that could be one name from here on, linking words skipped, and where each stands."""
    said: list[str] = []
    ends: list[int] = []
    for index in range(at, min(len(words), at + LONGEST_NAME + 4)):
        text = words[index].text
        if not text[0].isalnum() or len(said) == LONGEST_NAME:
            break
        if index == at or text not in LINKING:
            said.append(text)
            ends.append(index)
    return said, ends


def _match(words: Sequence[Word], first: int, last: int, streets: list[Street]) -> StreetMatch:
    kind, end = _kind_after(words, last)
    before, begin = _kind_before(words, first)
    kinds = {kind, before, "st" if before == "calle" else kind}
    fitting = tuple(street for street in streets if street.kind and street.kind in kinds)
    if kind and before and not any(street.kind == kind for street in fitting):
        kind, end = "", last
    chosen = fitting or tuple(streets)
    begins = begin if before and not kind else first
    agrees = bool(fitting) or not (kind or before)
    undirected = words[first].text not in LONE_DIRECTIONS and all(s.undirected != s.core for s in chosen)
    return StreetMatch(
        begins, end, chosen, bool(kind or before), agrees, core_first=first, core_last=last, undirected=undirected
    )


def _kind_after(words: Sequence[Word], last: int) -> tuple[str, int]:
    if last + 1 < len(words) and (kind := kind_of(words[last + 1].text)):
        return kind, last + 1
    return "", last


def _kind_before(words: Sequence[Word], first: int) -> tuple[str, int]:
    at = first - 1
    while at >= 0 and (words[at].text in LINKING or words[at].text == "/"):
        at -= 1
    if at >= 0 and words[at].text in PREFIX_KINDS and words[at].text not in LONE_DIRECTIONS:
        return words[at].text, at
    return "", first
