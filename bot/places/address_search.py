"""Numbers on streets: exact, misspelt, between neighbours."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from bot.places.crossing_readings import PLAIN_JOINS
from bot.places.crossing_search import joined_crossing
from bot.places.gazetteer import Gazetteer
from bot.places.hits import Hit, Read, apart, make_hit
from bot.places.houses import Candidate, find_houses
from bot.places.lexicon import Lexicon, StreetMatch
from bot.places.readings import BLOCK, AddressReading
from bot.places.typos import Window, read_misspelt, windows
from bot.places.words import LINKING, Word

RIVAL = 0.75
"""A point between close neighbours on another street so called counts as much as a house here: both are asked."""
TRUSTED = 0.6
HOUSE, GUESS = 0.8, 0.5
"""The house itself; a point between neighbours that stand far apart."""
NEARLY_THE_NAME = 0.85
"""Spelt less alike, a name that is in no list may as well be another street's, which nobody has put on it yet."""
ELSEWHERE = 250.0


def houses_on(gazetteer: Gazetteer, reading: AddressReading) -> list[Candidate]:
    return [
        candidate
        for street in reading.match.streets
        for candidate in find_houses(
            gazetteer, street, reading.number, _last(reading), letter=reading.letter, stretch=_called(reading)
        )
    ]


def _last(reading: AddressReading) -> int:
    return reading.number + 99 if reading.block else reading.high


def _called(reading: AddressReading) -> str:
    """What stands before the street's name where a stretch of it is meant."""
    if reading.block:
        return f"{reading.number} block of"
    return f"{reading.number}-{reading.high}" if reading.stretch else ""


def exact_house(gazetteer: Gazetteer, read: Read) -> Hit | None:
    """A number that stands on the street named; where another street so called may have it too, both.

    A second address or a crossing elsewhere in the text is offered as well, unless the first was announced.
    """
    found = [(reading, houses_on(gazetteer, reading)) for reading in read.addresses]
    best = next((pair for pair in found if any(c.exact for c in pair[1])), None)
    if best is None:
        return None
    reading, candidates = best[0], _beside_named(gazetteer, read, best[0], _counting(best[1]))
    hit = make_hit(read, reading.first, reading.last, "address", candidates, sure=_is_sure(reading, candidates))
    if reading.cued:
        return hit
    second = [c for pair in found if pair is not best for c in _counting(pair[1])[:1]]
    corner = joined_crossing(gazetteer, read) if len(read.matches) > 2 else None
    second += corner.candidates[:1] if corner and corner.sure else ()
    others = [c for c in second if _is_elsewhere(c, hit)]
    return replace(hit, candidates=(*hit.candidates, *others))


def _beside_named(
    gazetteer: Gazetteer, read: Read, reading: AddressReading, candidates: list[Candidate]
) -> list[Candidate]:
    """Of several houses those beside the street said behind them: `40 Elm, corner of Oak`."""
    others = {s.id for match in read.matches if _follows(read, reading, match) for s in match.streets}
    if len(candidates) < 2 or not others:
        return candidates
    beside = [one for one in candidates if others & gazetteer.streets_near(*_point(one))]
    return beside or candidates


def _follows(read: Read, reading: AddressReading, match: StreetMatch) -> bool:
    between = {word.text for word in read.words[reading.last + 1 : match.first]}
    return match.first > reading.last and bool(between & PLAIN_JOINS) and between <= PLAIN_JOINS | LINKING | {","}


def _point(candidate: Candidate) -> tuple[float, float]:
    return candidate.place.point.lat, candidate.place.point.long


def everyday_house(gazetteer: Gazetteer, read: Read) -> Hit | None:
    """`214 Garden`: an everyday word with a number that stands on the street so called, to be asked."""
    for reading in read.everyday:
        if candidates := [one for one in houses_on(gazetteer, reading) if one.exact]:
            return make_hit(read, reading.first, reading.last, "address", candidates, sure=False)
    return None


def _counting(candidates: list[Candidate]) -> list[Candidate]:
    return [c for c in candidates if c.exact or c.place.confidence >= RIVAL]


def _is_elsewhere(candidate: Candidate, hit: Hit) -> bool:
    return all(apart(candidate, other) > ELSEWHERE for other in hit.candidates)


def between_neighbors(gazetteer: Gazetteer, read: Read, *, typed: bool) -> Hit | None:
    for reading in read.addresses:
        if typed and not (reading.match.typed and reading.match.agrees):
            continue
        if candidates := houses_on(gazetteer, reading):
            sure = _is_sure(reading, candidates)
            return make_hit(read, reading.first, reading.last, "address", candidates, sure=sure)
    return None


def _is_sure(reading: AddressReading, candidates: Sequence[Candidate]) -> bool:
    fits = reading.match.agrees and reading.match.similarity > 0.8
    return fits and max((c.place.confidence for c in candidates), default=0.0) >= TRUSTED


def numbered_street(read: Read) -> Hit | None:
    """The number is not on that street: the street is known all the same."""
    reading = next((one for one in read.addresses if one.match.typed), None)
    return make_hit(read, reading.first, reading.last, "street", []) if reading else None


def misspelt_house(gazetteer: Gazetteer, lexicon: Lexicon, read: Read, *, typed: bool) -> Hit | None:
    """Of all streets spelt nearly like that, those that have the number; houses before points between houses."""
    groups = [
        group
        for window in open_windows(gazetteer, read)
        if bool(window.kind) is typed
        for group in _alike(one for one in read_misspelt(read.words, lexicon, window) if one.match.agrees)
    ]
    for least in HOUSE, RIVAL, GUESS:
        for group in groups:
            if hit := _misspelt_hit(gazetteer, read, group, least):
                return hit
    return None


def open_windows(gazetteer: Gazetteer, read: Read) -> list[Window]:
    """Places for a name beside numbers that have no street yet."""
    taken = {one.number_at for one in read.addresses}
    return [window for window in windows(read.words, gazetteer.number_last) if window.number not in taken]


def unknown_address(gazetteer: Gazetteer, read: Read) -> Hit | None:
    """A number beside a street, by its kind or as a block, that nobody here knows."""
    words = read.words
    for at in range(len(words) - 3):
        if words[at].number is not None and words[at + 1].text in BLOCK and _begins_a_name(words, at + 2):
            return replace(make_hit(read, at, at + 3, "address", []), known=False)
    window = next((one for one in open_windows(gazetteer, read) if one.kind), None)
    if window is None:
        return None
    return replace(make_hit(read, *window.ends, "address", []), known=False)


def _begins_a_name(words: Sequence[Word], at: int) -> bool:
    return words[at].text == "of" and words[at + 1].text[0].isalnum() and words[at + 1].text not in LINKING


def _alike(readings: Iterable[AddressReading]) -> Iterator[list[AddressReading]]:
    """Readings that are equally near, together."""
    for _, group in groupby(readings, key=lambda reading: reading.match.similarity):
        yield list(group)


def _misspelt_hit(gazetteer: Gazetteer, read: Read, group: list[AddressReading], least: float) -> Hit | None:
    """`least` is the confidence that one of the places must have."""
    found = [c for reading in group for c in houses_on(gazetteer, reading)]
    candidates = [c for c in found if c.exact or c.place.confidence >= min(least, RIVAL)]
    if not any(c.exact or c.place.confidence >= least for c in candidates):
        return None
    trusted = any(c.place.confidence >= TRUSTED for c in candidates)
    sure = trusted and _is_a_slip(group[0].match, stands=any(c.exact for c in candidates))
    return make_hit(read, group[0].first, group[0].last, "address", candidates, sure=sure)


def _is_a_slip(match: StreetMatch, *, stands: bool) -> bool:
    """Whether only a typing mistake can be meant: a long name, or one letter of a name whose number `stands` there."""
    return match.typed and (match.similarity >= NEARLY_THE_NAME or (stands and match.slips == 1))
