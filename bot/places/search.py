"""From a text to places: every reading tried against the gazetteer, the surest first."""

from collections.abc import Sequence

from msgspec.structs import replace
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.places.address_search import (
    between_neighbors,
    everyday_house,
    exact_house,
    misspelt_house,
    numbered_street,
    unknown_address,
)
from bot.places.areas import Areas
from bot.places.asset_search import beside, known_asset, unknown_asset
from bot.places.assets import AssetSaid, assets_in
from bot.places.crossing_search import DOUBTFUL, half_known_crossing, joined_crossing, loose_crossing, unmet_crossing
from bot.places.gazetteer import Gazetteer
from bot.places.hits import Hit, Read, make_hit
from bot.places.landmark_search import known_landmark, unknown_landmark
from bot.places.landmarks import LandmarkNames
from bot.places.lexicon import Lexicon, StreetMatch
from bot.places.misspelt_crossing import misspelt_crossing
from bot.places.ordinary import ORDINARY
from bot.places.readings import AddressReading, is_announced, read_addresses
from bot.places.said import Trust, trust
from bot.places.spelt import with_figures
from bot.places.street_names import parse_street_name
from bot.places.typos import SURE_KINDS, names_before_kinds, nearest_cores
from bot.places.words import Word, key_of, words_of

LONGEST_READ = 4000
"""Characters; nobody names the place later than that, and a prank costs no time."""


class Search:
    """One gazetteer with its names in memory. Pure apart from reading the file."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.lexicon = Lexicon(gazetteer.streets.values())
        self.areas = Areas(gazetteer)
        self.landmarks = LandmarkNames(gazetteer.landmarks)

    def hit(self, text: str) -> Hit | None:
        """The best reading of the text, or None where it names no address, crossing, street or landmark of this city."""
        read = self.read(text)
        named = self._named(read)
        if (named is None or not named.candidates) and (in_figures := self._in_figures(text, read)):
            return in_figures
        if asset := known_asset(self.gazetteer, read):
            return beside(asset, named)
        return named

    def _named(self, read: Read) -> Hit | None:
        return (
            self._addressed(read)
            or known_landmark(self.gazetteer, self.landmarks, read)
            or unmet_crossing(read)
            or _street(read)
            or half_known_crossing(read)
            or self._misspelt_street(read)
            or unknown_asset(read)
            or unknown_landmark(read)
            or self._area(read)
        )

    def _addressed(self, read: Read) -> Hit | None:
        """By a number or a crossing; most messages hold neither a number nor a street's name and are not looked at twice."""
        if not read.weak and all(word.number is None for word in read.words):
            return None
        return (
            exact_house(self.gazetteer, read)
            or between_neighbors(self.gazetteer, read, typed=True)
            or joined_crossing(self.gazetteer, read)
            or misspelt_house(self.gazetteer, self.lexicon, read, typed=True)
            or loose_crossing(self.gazetteer, read)
            or misspelt_crossing(self.gazetteer, self.lexicon, read)
            or unknown_address(self.gazetteer, read)
            or misspelt_house(self.gazetteer, self.lexicon, read, typed=False)
            or between_neighbors(self.gazetteer, read, typed=False)
            or everyday_house(self.gazetteer, read)
            or numbered_street(read)
        )

    def _in_figures(self, text: str, read: Read) -> Hit | None:
        """Where nothing stands as written, a house whose number was said in words."""
        written = with_figures(read.words)
        hit = self._addressed(self.read_words(text, written)) if written != list(read.words) else None
        return hit if hit and hit.candidates else None

    def read(self, text: str) -> Read:
        return self.read_words(text, self.lexicon.unglued(words_of(text[:LONGEST_READ])))

    def read_words(self, text: str, words: Sequence[Word]) -> Read:
        gazetteer = self.gazetteer
        scanned = self.lexicon.scan(words)
        judged = [(match, trust(words, match, self.areas, number_last=gazetteer.number_last)) for match in scanned]
        matches = [_doubted(match) if how is Trust.DOUBT else match for match, how in judged if how >= Trust.DOUBT]
        taken = {i for match in matches if match.typed for i in range(match.first, match.last + 1)}
        assets = list(assets_in(text[:LONGEST_READ]))
        houses = read_addresses(words, matches, gazetteer.number_last)
        return Read(
            gazetteer,
            text,
            words,
            matches,
            [_doubted(match) if how < Trust.FULL else match for match, how in judged if how >= Trust.WEAK],
            [reading for reading in houses if not _counts_things(words, reading, assets)],
            _everyday(words, [match for match, how in judged if how is Trust.WEAK]),
            assets,
            self.areas.named_in(words, taken),
            {word.text for word in words if word.text in gazetteer.zips},
        )

    def _area(self, read: Read) -> Hit | None:
        """A neighbourhood or a ZIP and nothing else."""
        if read.areas and (found := self.areas.first_in(read.words)):
            first, last, name = found
            return replace(make_hit(read, first, last, "landmark", []), known=False, area=name)
        code = next((i for i, word in enumerate(read.words) if word.text in read.zips), None)
        if code is None:
            return None
        return replace(make_hit(read, code, code, "landmark", []), known=False, area=read.words[code].text)

    def streets_called(self, said: str) -> list[str]:
        """The streets whose whole name that is, kinds apart: `elm` is Elm St and Elm Ave."""
        return [street.name for street in self.lexicon.streets_called(key_of(said))]

    def nearest_street(self, said: str) -> str:
        """The known street whose name is spelt most like what was said, or empty."""
        words = [word.text for word in words_of(said) if word.number is None and word.text[0].isalnum()]
        if not words:
            return ""
        name = parse_street_name(" ".join(words))
        found = process.extractOne(name.core, self.lexicon.cores, scorer=OSA.normalized_similarity, score_cutoff=0.6)
        if not found:
            return ""
        streets = sorted(self.lexicon.streets_called(found[0]), key=lambda one: (one.kind != name.kind, -one.houses))
        return streets[0].name

    def _misspelt_street(self, read: Read) -> Hit | None:
        """`Walnt Street`, without a number: words before a kind of street that are nearly a name of that kind."""
        for first, last, kind in names_before_kinds(read.words, number_last=self.gazetteer.number_last):
            said = " ".join(word.text for word in read.words[first : last + 1])
            for core, _ in nearest_cores(said, self.lexicon, kind):
                if any(street.kind == kind for street in self.lexicon.streets_called(core)):
                    return make_hit(read, first, last + (not self.gazetteer.number_last), "street", [])
        return None


def _counts_things(words: Sequence[Word], reading: AddressReading, assets: Sequence[AssetSaid]) -> bool:
    """`88` of `hydrant no. 88 on Oak`."""
    number = words[reading.number_at]
    return any(said.signed and said.start <= number.start < said.end for said in assets)


def _everyday(words: Sequence[Word], weak: Sequence[StreetMatch]) -> list[AddressReading]:
    return [reading for reading in read_addresses(words, weak, number_last=False) if is_announced(words, reading)]


def _doubted(match: StreetMatch) -> StreetMatch:
    return replace(match, similarity=min(match.similarity, DOUBTFUL))


def _street(read: Read) -> Hit | None:
    """A street alone: with its kind, or a name of several words; people get the kind wrong, but then write it large."""
    named = [match for match in read.matches if _names_a_street(read, match)]
    match = next(iter(named or [match for match in read.weak if _is_on(read, match)]), None)
    return make_hit(read, match.first, match.last, "street", []) if match else None


def _is_on(read: Read, match: StreetMatch) -> bool:
    """`on Main`: an everyday word written large behind a word that streets follow, and not the first of a longer name."""
    said, behind = read.words[match.first], read.words[match.last + 1 : match.last + 2]
    begun = bool(behind) and (behind[0].capital or behind[0].number is not None)
    on = match.first > 0 and read.words[match.first - 1].text in {"on", "along", "off", "down", "up"}
    return on and said.capital and not said.shouted and not begun


def _names_a_street(read: Read, match: StreetMatch) -> bool:
    if match.typed and match.agrees:
        return True
    words = read.words[match.core_first : match.core_last + 1]
    several = len(words) > 1 and match.similarity > DOUBTFUL and not ORDINARY.issuperset(word.text for word in words)
    wrong_kind = match.typed and read.words[match.last].text in SURE_KINDS
    return (wrong_kind or several) and words[0].capital
