"""A number beside a street name nobody knows: which known street was probably meant."""

from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec import Struct
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.places.gazetteer import Street
from bot.places.lexicon import Lexicon, StreetMatch, kind_of
from bot.places.ordinary import ORDINARY
from bot.places.readings import NUMBER_SIGNS, SHORT_ANSWER, AddressReading, is_route
from bot.places.street_names import NAMING_KINDS
from bot.places.words import LINKING, Word

LONGEST = 4
MOST = 12
LONGEST_NUMBER = 5
MOST_NUMBERS = 20
SURE_KINDS = frozenset({"st", "ave", "rd", "dr", "blvd", "pkwy", "ter", "hwy", "sq"})
"""Of these a street is meant, unlike a harbour walk or a bus lane."""
_STOPS = (
    "and at on in of from to near by with between is was has have are for across behind or off into en con por esquina"
)
STOPS = frozenset(_STOPS.split())
"""Words that no street's name goes on after."""


class Window(Struct, frozen=True):
    """Words `first` to `last` beside the number at `number` may be a street's name, of this `kind` if one is said."""

    number: int
    first: int
    last: int
    kind: str

    @property
    def ends(self) -> tuple[int, int]:
        """First and last word of the whole mention: number, name and a kind of street behind it."""
        behind = self.kind and self.number < self.first
        return min(self.number, self.first), max(self.number, self.last + bool(behind))


def windows(words: Sequence[Word], number_last: bool) -> Iterator[Window]:
    """What may be a street's name beside each number of the text, longest first."""
    numbers = (i for i, word in enumerate(words) if word.number is not None and len(word.text) <= LONGEST_NUMBER)
    for at in islice((at for at in numbers if not is_route(words, at)), MOST_NUMBERS):
        yield from _windows_before(words, at) if number_last else _windows_after(words, at)


def read_misspelt(words: Sequence[Word], lexicon: Lexicon, window: Window) -> Iterator[AddressReading]:
    """Readings of the window, likeliest street first; the caller looks whether the number stands there."""
    number = words[window.number].number or 0
    said = " ".join(w.text for w in words[window.first : window.last + 1] if w.text not in LINKING)
    for core, slips in nearest_cores(said, lexicon, window.kind):
        streets = _of_kind(lexicon.streets_called(core), window.kind)
        agrees = not window.kind or any(street.kind == window.kind for street in streets)
        match = StreetMatch(
            window.first, window.last, streets, bool(window.kind), agrees, 1 - slips / len(said), slips=slips
        )
        yield AddressReading(number, number, match, *window.ends)


def _of_kind(streets: list[Street], kind: str) -> tuple[Street, ...]:
    return tuple(street for street in streets if street.kind == kind) or tuple(streets)


def nearest_cores(phrase: str, lexicon: Lexicon, kind: str) -> list[tuple[str, int]]:
    """Names one or two typing mistakes away, with how many; short words forgive only with a kind of street beside them."""
    size = len(phrase)
    if size < (3 if kind else 5) or not phrase[0].isalpha():
        return []
    allowed = 2 if size >= 9 else 1
    found = process.extract(phrase, lexicon.cores, scorer=OSA.distance, score_cutoff=allowed, limit=MOST)
    return [(core, int(distance)) for core, distance, _ in found]


def _windows_after(words: Sequence[Word], at: int) -> Iterator[Window]:
    """Words after a number up to a kind of street; else however many may be a name."""
    run = _run(words, at + 1, 1)
    for length in range(1, min(len(run), LONGEST + 1)):
        if kind := kind_of(words[at + 1 + length].text):
            yield Window(at, at + 1, at + length, kind)
    for length in range(min(LONGEST, len(run)), 0, -1):
        if not _is_ordinary(words[at + 1 : at + length + 1]):
            yield Window(at, at + 1, at + length, "")


def _is_ordinary(words: Sequence[Word]) -> bool:
    """Everyday words only, or ending in one: a name does neither."""
    return words[-1].text in ORDINARY or all(word.text in ORDINARY for word in words)


def _windows_before(words: Sequence[Word], at: int) -> Iterator[Window]:
    """Words before a number back to a kind of street; without one, back to where a name can begin."""
    end = at - 1
    while end >= 0 and words[end].text in NUMBER_SIGNS:
        end -= 1
    run = _run(words, end, -1)
    kinds = [i for i in run if words[i].text in NAMING_KINDS and i < end]
    if kinds and not any(words[i].text in ORDINARY - LINKING for i in range(kinds[0] + 1, end + 1)):
        yield Window(at, kinds[0] + 1, end, words[kinds[0]].text)
        return
    for length in range(min(LONGEST, len(run)), 0, -1):
        first = end - length + 1
        begins = first == 0 or not words[first - 1].text.isalpha() or words[first - 1].text in ORDINARY | LINKING
        if begins and words[first].text not in LINKING and not _is_ordinary(words[first : end + 1]):
            yield Window(at, first, end, "")


_TITLES_OF_NAMES = frozenset({"san", "sta", "sto", "don", "dona", "dr", "general", "padre", "maria", "virgen"})
"""A name does not end with these."""


def names_before_kinds(words: Sequence[Word], *, number_last: bool) -> Iterator[tuple[int, int, str]]:
    """First word, last word and kind of whatever may be a street's name beside a kind of street."""
    for at, word in enumerate(words):
        if number_last and word.text in NAMING_KINDS:
            run = [i for i in _run(words, at + 1, 1) if words[i].text not in ORDINARY]
            yield from (
                (at + 1, at + length, word.text)
                for length in range(min(LONGEST, len(run)), 0, -1)
                if at + length + 1 == len(words) or words[at + length].text not in _TITLES_OF_NAMES
            )
        elif not number_last and (kind := kind_of(word.text)) in SURE_KINDS:
            run = _run(words, at - 1, -1)
            for length in range(min(LONGEST, len(run)), 0, -1):
                named = words[at - length].capital or len(words) <= SHORT_ANSWER
                if named and not _is_ordinary(words[at - length : at]) and words[at - length].text not in LINKING:
                    yield at - length, at - 1, kind


def _run(words: Sequence[Word], at: int, step: int) -> list[int]:
    found: list[int] = []
    while (
        0 <= at < len(words)
        and len(found) < LONGEST + 3
        and words[at].text[0].isalnum()
        and words[at].text not in STOPS
    ):
        found.append(at)
        at += step
    return found
