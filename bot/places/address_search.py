"""Numbers on streets: exact, misspelt, between neighbours."""

from collections.abc import Iterable, Iterator, Sequence

from bot.places.gazetteer import Gazetteer
from bot.places.hits import Hit, Read, make_hit
from bot.places.houses import Candidate, find_houses
from bot.places.lexicon import Lexicon
from bot.places.readings import AddressReading
from bot.places.typos import read_misspelt

RIVAL = 0.75
"""A point between close neighbours on another street so called counts as much as a house here: both are asked."""
TRUSTED = 0.6


def houses_on(gazetteer: Gazetteer, reading: AddressReading) -> list[Candidate]:
    streets = reading.match.streets
    return [c for s in streets for c in find_houses(gazetteer, s, reading.number, reading.high, block=reading.block)]


def exact_house(gazetteer: Gazetteer, read: Read) -> Hit | None:
    """A number that stands on the street named; where another street so called may have it too, both."""
    for reading in read.addresses:
        candidates = houses_on(gazetteer, reading)
        if any(c.exact for c in candidates):
            chosen = [c for c in candidates if c.exact or c.place.confidence >= RIVAL]
            return make_hit(read, reading.first, reading.last, "address", chosen, sure=_is_sure(reading, chosen))
    return None


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
    return fits and max(c.place.confidence for c in candidates) >= TRUSTED


def numbered_street(read: Read) -> Hit | None:
    """The number is not on that street: the street is known all the same."""
    reading = next((one for one in read.addresses if one.match.typed), None)
    return make_hit(read, reading.first, reading.last, "street", []) if reading else None


def misspelt_house(gazetteer: Gazetteer, lexicon: Lexicon, read: Read) -> Hit | None:
    """Of all streets spelt nearly like that, those that have the number; houses before points between houses."""
    known = {one.first for one in read.addresses} | {one.last for one in read.addresses}
    readings = [
        one
        for one in read_misspelt(read.words, lexicon, gazetteer.number_last)
        if not known & {one.first, one.last} and one.match.agrees
    ]
    for only_exact in (True, False):
        for group in _alike(readings):
            if hit := _misspelt_hit(gazetteer, read, group, only_exact=only_exact):
                return hit
    return None


def _alike(readings: Iterable[AddressReading]) -> Iterator[list[AddressReading]]:
    """Readings of the same words that are equally near, together."""
    group: list[AddressReading] = []
    for reading in readings:
        if group and (reading.match.first, reading.match.last, reading.match.similarity) != (
            group[0].match.first, group[0].match.last, group[0].match.similarity,
        ):  # fmt: skip
            yield group
            group = []
        group.append(reading)
    if group:
        yield group


def _misspelt_hit(gazetteer: Gazetteer, read: Read, group: list[AddressReading], *, only_exact: bool) -> Hit | None:
    found = [c for reading in group for c in houses_on(gazetteer, reading)]
    candidates = [c for c in found if c.exact or (not only_exact and c.place.confidence >= RIVAL)]
    if not candidates or (not only_exact and not group[0].match.typed):
        return None
    sure = group[0].match.typed or group[0].match.similarity >= 0.8
    return make_hit(read, group[0].first, group[0].last, "address", candidates, sure=sure)
