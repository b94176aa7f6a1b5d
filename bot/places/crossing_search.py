"""Two streets of one text that meet, and blocks between two of them."""

from collections.abc import Iterable, Sequence
from itertools import islice

from msgspec.structs import replace

from bot.messages import GeoPoint
from bot.places.crossing_readings import BETWEEN, CORNERS, FROM, MEETING, PLACING, TO, CrossingReading, read_crossings
from bot.places.crossings import find_crossings
from bot.places.gazetteer import Gazetteer
from bot.places.hits import Hit, Read, apart, make_hit
from bot.places.houses import Candidate
from bot.places.lexicon import StreetMatch
from bot.places.ordinary import ORDINARY
from bot.places.place import Place
from bot.places.readings import SHORT_ANSWER

MOST_PAIRS = 12
MOST_BLOCKS = 3
LONGEST_BLOCK = 400.0
DOUBTFUL = 0.8
TRUSTED = 0.6
FARTHEST_APART = 8


def joined_crossing(gazetteer: Gazetteer, read: Read) -> Hit | None:
    """Two streets said to meet; pairs with their kinds said first."""
    if block := _block(gazetteer, read):
        return block
    readings = [one for one in read_crossings(read.words, read.matches) if one.joined]
    readings.sort(key=lambda one: -(one.plainly + one.one.typed + one.two.typed))
    everyday = [one for one in read_crossings(read.words, read.weak) if one.plainly]
    return _first_meeting(gazetteer, read, readings, approach=True) or _first_meeting(
        gazetteer, read, everyday, approach=False
    )


def loose_crossing(gazetteer: Gazetteer, read: Read) -> Hit | None:
    """Two streets named anywhere in the text that are known to meet."""
    readings = read_crossings(read.words, read.matches)
    named = [one for one in readings if _is_named(read, one.one) and _is_named(read, one.two)]
    return _first_meeting(gazetteer, read, named, approach=False)


def _is_named(read: Read, match: StreetMatch) -> bool:
    """With its kind, or by a name that is no everyday word."""
    return match.typed or not {word.text for word in read.words[match.first : match.last + 1]} & ORDINARY


def _first_meeting(
    gazetteer: Gazetteer, read: Read, readings: Iterable[CrossingReading], *, approach: bool
) -> Hit | None:
    for reading in readings:
        if candidates := _meetings(gazetteer, reading.one, reading.two, approach=approach):
            sure = _is_sure(read, reading, candidates)
            return make_hit(read, reading.one.first, reading.two.last, "intersection", candidates, sure=sure)
    return None


def _is_sure(read: Read, reading: CrossingReading, candidates: Sequence[Candidate]) -> bool:
    """Names that stand far apart, or are doubtful themselves, may have nothing to do with each other."""
    if any(c.place.confidence < TRUSTED for c in candidates) or _in_passing(read, reading):
        return False
    if reading.plainly and any(
        word.text in CORNERS for word in read.words[max(0, reading.one.first - 4) : reading.two.last]
    ):
        return True
    doubtful = min(reading.one.similarity, reading.two.similarity) <= DOUBTFUL
    typed = reading.one.typed and reading.two.typed
    words_between = reading.two.first - reading.one.last
    return not doubtful and (reading.plainly or (typed and not reading.joined and words_between <= FARTHEST_APART))


def _in_passing(read: Read, reading: CrossingReading) -> bool:
    """Two bare names behind other words, which say nowhere that they are a place: perhaps two people."""
    if reading.one.typed or reading.two.typed or not reading.one.first:
        return False
    before = {word.text for word in read.words[max(0, reading.one.first - 2) : reading.one.first]}
    return not before & PLACING


def unmet_crossing(read: Read) -> Hit | None:
    """Two streets said to meet at a corner, which are not known to: the cross street is asked for again."""
    for reading in read_crossings(read.words, read.weak):
        before = {word.text for word in read.words[max(0, reading.one.first - 2) : reading.one.first]}
        if reading.plainly and (before & CORNERS or len(read.words) <= SHORT_ANSWER):
            return make_hit(read, reading.one.first, reading.two.last, "intersection", [])
    return None


def half_known_crossing(read: Read) -> Hit | None:
    """`corner of 5th & Oak` where no 5th is known: asked for a number or another cross street on Oak."""
    for match in read.weak:
        before = [word.text for word in read.words[max(0, match.first - 4) : match.first]]
        behind = [word.text for word in read.words[match.last + 1 : match.last + 3]]
        said = read.words[match.first]
        meets = not said.text[0].isdecimal() and (_meets_ordinal(before[:-3:-1]) or _meets_ordinal(behind))
        if meets and (CORNERS.intersection(before) or (said.capital and len(read.words) <= SHORT_ANSWER)):
            return make_hit(read, match.first, match.last, "street", [])
    return None


def _meets_ordinal(beside: Sequence[str]) -> bool:
    """`& 5th`, read away from the street."""
    return len(beside) == 2 and beside[0] in MEETING and beside[1][0].isdecimal() and not beside[1].isdecimal()


def _meetings(gazetteer: Gazetteer, one: StreetMatch, two: StreetMatch, *, approach: bool) -> list[Candidate]:
    pairs = [(first, second) for first in one.streets for second in two.streets if first.core != second.core]
    named = [c for first, second in pairs for c in find_crossings(gazetteer, first, second, approach=False)]
    if named or not approach or len(pairs) > MOST_PAIRS:
        return named
    return [c for first, second in pairs for c in find_crossings(gazetteer, first, second)]


def _block(gazetteer: Gazetteer, read: Read) -> Hit | None:
    """`on Main between 3rd and 4th`: the middle of that block, or either end when it is long."""
    for at in islice((i for i, word in enumerate(read.words) if word.text in BETWEEN | FROM), MOST_BLOCKS):
        before = [match for match in read.matches if at - 4 <= match.last < at]
        after = [match for match in read.matches if match.first > at][:3]
        if len(after) < 2 or after[1].first - after[0].last > 4 or not _is_stretch(read, at, after):
            continue
        street = before[-1] if before else after[2] if len(after) == 3 else None
        if street and (hit := _block_of(gazetteer, read, street, after[:2])):
            return hit if read.words[at].text in BETWEEN else replace(hit, sure=False)
    return None


def _is_stretch(read: Read, at: int, ends: Sequence[StreetMatch]) -> bool:
    """`from` begins one only where a `to` follows."""
    if read.words[at].text in BETWEEN:
        return True
    return ends[0].first - at <= 2 and any(word.text in TO for word in read.words[ends[0].last : ends[1].first])


def _block_of(gazetteer: Gazetteer, read: Read, street: StreetMatch, between: Sequence[StreetMatch]) -> Hit | None:
    ends = [_meetings(gazetteer, street, end, approach=True) for end in between]
    first, last = min(street.first, between[0].first), max(street.last, between[1].last)
    if all(len(end) >= 1 for end in ends):
        near = min(((a, b) for a in ends[0] for b in ends[1]), key=lambda pair: apart(*pair))
        if apart(*near) <= LONGEST_BLOCK:
            return make_hit(read, first, last, "intersection", [_middle(*near)])
    candidates = [c for end in ends for c in end]
    return make_hit(read, first, last, "intersection", candidates) if candidates else None


def _middle(one: Candidate, two: Candidate) -> Candidate:
    a, b = one.place, two.place
    street, first = a.address.split(" & ", 1)
    point = GeoPoint((a.point.lat + b.point.lat) / 2, (a.point.long + b.point.long) / 2)
    address = f"{street} between {first} and {b.address.split(' & ', 1)[1]}"
    place = Place(address, point, "interpolated", 0.8, "gazetteer", neighborhood=a.neighborhood)
    return Candidate(place, one.street, one.part, exact=True)
