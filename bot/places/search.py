"""From a text to places: every reading tried against the gazetteer, the surest first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.messages import GeoPoint
from bot.nlu.understanding import MentionKind
from bot.places.areas import Areas, fits
from bot.places.crossings import find_crossings
from bot.places.distance import metres
from bot.places.gazetteer import Gazetteer, Landmark
from bot.places.houses import Candidate, find_houses
from bot.places.landmarks import LandmarkNames
from bot.places.lexicon import Lexicon, StreetMatch
from bot.places.place import Place
from bot.places.readings import AddressReading, CrossingReading, read_addresses, read_crossings
from bot.places.street_names import parse_street_name
from bot.places.typos import read_misspelt
from bot.places.words import Word, words_of

SAME_PLACE = 150.0


@dataclass(frozen=True, slots=True)
class Hit:
    """Characters `start` to `end` of the text name a place of this `kind`; no candidates: known street, no number."""

    start: int
    end: int
    kind: MentionKind
    candidates: tuple[Candidate, ...] = ()
    suggestion: str = ""
    """The nearest spelling, when that is all there is."""


@dataclass(frozen=True, slots=True)
class Read:
    """A text read once, shared by all attempts."""

    text: str
    words: Sequence[Word]
    matches: Sequence[StreetMatch]
    areas: set[str]
    zips: set[str]


class Search:
    """One gazetteer with its names in memory. Pure apart from reading the file."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.lexicon = Lexicon(gazetteer.streets.values())
        self.areas = Areas(gazetteer)
        self.landmarks = LandmarkNames(gazetteer.landmarks)

    def hit(self, text: str) -> Hit | None:
        """The best reading of the text, or None where it names no address, crossing or street of this city."""
        read = self.read(text)
        attempts = (self._exact, self._crossing, self._misspelt, self._interpolated, self._landmark, self._street)
        return next((hit for attempt in attempts if (hit := attempt(read))), None)

    def read(self, text: str) -> Read:
        words = words_of(text)
        matches = self.lexicon.scan(words)
        taken = {i for match in matches if match.typed for i in range(match.first, match.last + 1)}
        zips = {word.text for word in words if word.number is not None and len(word.text) == 5}
        return Read(text, words, matches, self.areas.named_in(words, taken), zips)

    def _exact(self, read: Read) -> Hit | None:
        readings = read_addresses(read.words, read.matches, self.gazetteer.number_last)
        return self._first_exact(read, readings)

    def _misspelt(self, read: Read) -> Hit | None:
        return self._first_exact(read, read_misspelt(read.words, self.lexicon, self.gazetteer.number_last))

    def _first_exact(self, read: Read, readings: Iterable[AddressReading]) -> Hit | None:
        for reading in readings:
            candidates = [c for c in self._houses(reading) if c.exact]
            if candidates:
                return _hit(read, reading.first, reading.last, "address", candidates)
        return None

    def _interpolated(self, read: Read) -> Hit | None:
        for reading in read_addresses(read.words, read.matches, self.gazetteer.number_last):
            if reading.match.typed and (candidates := list(self._houses(reading))):
                return _hit(read, reading.first, reading.last, "address", candidates)
        return None

    def _houses(self, reading: AddressReading) -> Iterator[Candidate]:
        for street in reading.match.streets:
            yield from find_houses(self.gazetteer, street, reading.number, reading.high, block=reading.block)

    def _crossing(self, read: Read) -> Hit | None:
        for reading in read_crossings(read.words, read.matches):
            if candidates := self._meetings(reading):
                return _hit(read, reading.one.first, reading.two.last, "intersection", candidates)
        return None

    def _meetings(self, reading: CrossingReading) -> list[Candidate]:
        typed = reading.one.typed or reading.two.typed
        if not (typed or reading.joined):
            return []
        pairs = [(one, two) for one in reading.one.streets for two in reading.two.streets]
        named = [c for one, two in pairs for c in find_crossings(self.gazetteer, one, two, approach=False)]
        if named or not reading.joined:
            return named
        return [c for one, two in pairs for c in find_crossings(self.gazetteer, one, two)]

    def _landmark(self, read: Read) -> Hit | None:
        match = self.landmarks.first_in(read.words)
        if match is None:
            return None
        places = [landmark_place(self.gazetteer, one, whole=match.whole) for one in match.landmarks]
        return _hit(read, match.first, match.last, "landmark", [Candidate(one, -1, -1, exact=True) for one in places])

    def nearest_street(self, said: str) -> str:
        """The known street whose name is spelt most like what was said, or empty."""
        words = [word.text for word in words_of(said) if word.number is None and word.text[0].isalnum()]
        name = parse_street_name(" ".join(words))
        found = process.extractOne(name.core, self.lexicon.cores, scorer=OSA.normalized_similarity, score_cutoff=0.6)
        if not found:
            return ""
        streets = sorted(self.lexicon.streets_called(found[0]), key=lambda one: (one.kind != name.kind, -one.houses))
        return streets[0].name

    def _street(self, read: Read) -> Hit | None:
        match = next((match for match in read.matches if match.typed and match.agrees), None)
        return _hit(read, match.first, match.last, "street", []) if match else None


def landmark_place(gazetteer: Gazetteer, one: Landmark, *, whole: bool) -> Place:
    return Place(
        address=f"{one.name}, {one.address}" if one.address else one.name,
        point=GeoPoint(one.lat, one.long),
        precision="landmark",
        confidence=0.85 if whole else 0.65,
        source="gazetteer",
        neighborhood=gazetteer.areas.get(one.area, ""),
    )


def _hit(read: Read, first: int, last: int, kind: MentionKind, candidates: Sequence[Candidate]) -> Hit:
    chosen = _distinct(candidates)
    for areas, zips in ((read.areas, read.zips), (read.areas, set()), (set(), read.zips)):
        if fitting := [c for c in chosen if fits(c.place, areas, zips)]:
            chosen = fitting
            break
    return Hit(read.words[first].start, read.words[last].end, kind, tuple(chosen))


def _distinct(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Best first; of several for one spot the best."""
    kept: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda c: (not c.exact, -c.place.confidence)):
        if all(_metres(candidate, other) > SAME_PLACE for other in kept):
            kept.append(candidate)
    return kept


def _metres(one: Candidate, two: Candidate) -> float:
    a, b = one.place.point, two.place.point
    return metres(a.lat, a.long, b.lat, b.long)
