"""Two streets said to meet, one of them misspelt: `corner of Elm and Mapel St`."""

from collections.abc import Iterator, Sequence

from bot.places.crossing_readings import FARTHEST_JOIN, JOINS, PLAIN_JOINS, read_crossings
from bot.places.crossings import find_crossings
from bot.places.gazetteer import Gazetteer
from bot.places.hits import Hit, Read, make_hit
from bot.places.houses import Candidate
from bot.places.lexicon import Lexicon, StreetMatch, kind_of
from bot.places.ordinary import ORDINARY
from bot.places.typos import nearest_cores
from bot.places.words import LINKING, Word

MOST_WORDS = 3
MOST_GUESSES = 6
_NO_NAMES = ORDINARY | LINKING | PLAIN_JOINS
_JOINING = JOINS | LINKING


def misspelt_crossing(gazetteer: Gazetteer, lexicon: Lexicon, read: Read) -> Hit | None:
    """Always to be asked. Only crossings that are known: of streets that merely come near, one typing mistake finds many."""
    if not read.weak:
        return None
    guesses = [guess for guess in _guesses(read, lexicon) if not _overlaps(guess, read.weak)]
    for guess in guesses:
        together = sorted((*read.weak, guess), key=lambda match: match.first)
        for reading in read_crossings(read.words, together):
            meant = reading.joined and guess in (reading.one, reading.two)
            if meant and (candidates := _meetings(gazetteer, reading.one, reading.two)):
                first, last = reading.one.first, reading.two.last
                return make_hit(read, first, last, "intersection", candidates, sure=False)
    return None


def _meetings(gazetteer: Gazetteer, one: StreetMatch, two: StreetMatch) -> list[Candidate]:
    pairs = [(first, second) for first in one.streets for second in two.streets if first.core != second.core]
    return [c for first, second in pairs for c in find_crossings(gazetteer, first, second, approach=False)]


def _overlaps(guess: StreetMatch, matches: Sequence[StreetMatch]) -> bool:
    return any(guess.first <= match.last and match.first <= guess.last for match in matches)


def _guesses(read: Read, lexicon: Lexicon) -> Iterator[StreetMatch]:
    for first, last, kind in _names(read):
        said = " ".join(word.text for word in read.words[first : last + 1])
        for core, slips in nearest_cores(said, lexicon, kind)[:MOST_GUESSES]:
            streets = tuple(one for one in lexicon.streets_called(core) if not kind or one.kind == kind)
            if streets:
                end = last + bool(kind)
                yield StreetMatch(first, end, streets, bool(kind), agrees=True, similarity=1 - slips / len(said))


def _names(read: Read) -> Iterator[tuple[int, int, str]]:
    """First and last word, and kind, of what may be a street's name beside a word that joins two."""
    words = read.words
    for at in range(len(words)):
        for last in range(at, min(at + MOST_WORDS, len(words))):
            if not _may_be_a_name(words[last]):
                break
            behind = words[last + 1].text if last + 1 < len(words) else ""
            if (kind := kind_of(behind) if behind else "") or _is_joined(read, at, last):
                yield at, last, kind


def _may_be_a_name(word: Word) -> bool:
    return word.text.isalpha() and word.text not in _NO_NAMES


def _is_joined(read: Read, first: int, last: int) -> bool:
    """`Mapel and Elm`, `Elm St just past Mapel`: only words that join stand between it and a street that is known."""
    return any(_only_joins(read, match.last, first) or _only_joins(read, last, match.first) for match in read.weak)


def _only_joins(read: Read, one: int, two: int) -> bool:
    between = {word.text for word in read.words[one + 1 : two]}
    return one < two <= one + FARTHEST_JOIN and bool(between & JOINS) and between <= _JOINING
