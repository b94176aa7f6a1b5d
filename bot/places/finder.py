"""The bot's one way to places: the city's own gazetteer first, remote geocoders for what it does not know."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import structlog
from aiohttp import ClientSession
from msgspec.structs import replace

from bot.messages import GeoPoint
from bot.nlu.understanding import Mention
from bot.places.chain import AllGeocodersFailed, GeocoderChain, RemoteSource
from bot.places.distance import metres
from bot.places.distinction import with_distinctions
from bot.places.gazetteer import Gazetteer, UnreadableGazetteer
from bot.places.hits import SAME_PLACE
from bot.places.jurisdiction import Jurisdiction, Neighbor
from bot.places.local import MOST_CHOICES, NEXT_DOOR, NOWHERE, LocalFinder, Located
from bot.places.place import Place, PlaceSearch
from bot.places.remembering import Geocodes, MemoryGeocodes
from bot.places.roads import RoadRule, Roads
from bot.places.search import Search
from bot.places.street_names import SUFFIX_KINDS
from bot.places.words import key_of

LONGEST_ANSWER = 80
"""Characters; a longer text without a mention is a story, not an address to look up elsewhere."""
LONGEST_NAME = 30
"""Characters of a text that may be nothing but a street's name without its kind."""
FAR_FROM_PIN = 500.0
"""Metres from which what a geocoder names has nothing to do with the pin."""
_log = structlog.get_logger()
_BEFORE_A_NAME = re.compile(r"^.*\b(?:at|on|en)\s+", re.IGNORECASE | re.DOTALL)
_NUMBERS = re.compile(r"^(?:\d+[a-zA-Z]?[\s,-]+)+")
SETTLED = frozenset({"found", "ambiguous", "outside"})


class PlaceFinder:
    """`find` never raises: a geocoder that is down makes `failed`, and only where the gazetteer knew nothing."""

    def __init__(
        self,
        local: "ReloadingFinder | None",
        chain: GeocoderChain,
        jurisdiction: Jurisdiction | None,
        roads: Roads | None = None,
    ) -> None:
        self._roads = roads or Roads(())
        self._local = local
        self._chain = chain
        self._jurisdiction = jurisdiction

    @property
    def gazetteer(self) -> Gazetteer | None:
        """The newest readable one, for what is drawn from it."""
        return self._local.current().search.gazetteer if self._local else None

    @property
    def remote(self) -> tuple[str, ...]:
        """Who is asked for what the gazetteer does not know, in order."""
        return self._chain.names

    @property
    def jurisdiction(self) -> Jurisdiction | None:
        return self._jurisdiction

    def street_called(self, said: str) -> str:
        """The gazetteer's name of the street that is spelt most like this, or empty."""
        if self._local is None or not any(letter.isalpha() for letter in said):
            return ""
        return self._local.current().search.nearest_street(said)

    async def find(
        self, text: str, mentions: tuple[Mention, ...], *, near: GeoPoint | None = None, language: str = "en"
    ) -> PlaceSearch:
        """The place a message names; without mentions the whole text is tried."""
        search = await self._found(text, mentions, near, language)
        if search.outcome == "not_found" and not search.suggestion and len(text) <= LONGEST_NAME:
            search = self._perhaps_meant(search, _BEFORE_A_NAME.sub("", text.strip(" .,!?\n")))
        return self._roads.marked(search)

    def _perhaps_meant(self, search: PlaceSearch, text: str) -> PlaceSearch:
        """A lone "Main", in answer to where it is, means the street; in a longer text it may mean anything."""
        if self._local and (named := self._local.current().search.streets_called(text)):
            return replace(search, outcome="street_only", mention=text, suggestion=named[0] if len(named) == 1 else "")
        name = "" if set(key_of(text).split()) <= SUFFIX_KINDS else self.street_called(text)
        return replace(search, mention=search.mention or text, suggestion=name) if name else search

    async def _found(
        self, text: str, mentions: tuple[Mention, ...], near: GeoPoint | None, language: str
    ) -> PlaceSearch:
        located = self._local.current().locate(text, mentions, near) if self._local else NOWHERE
        if located.search.outcome == "street_only":
            located = replace(located, search=self._spelt(located.search))
        if located.search.outcome in SETTLED or not self._chain:
            return located.search
        query = _query(text, mentions, located)
        if not query:
            return located.search
        return await self._elsewhere(query, located.search, language)

    def _spelt(self, search: PlaceSearch) -> PlaceSearch:
        """With the street's own name, where the resident's is as long: "elm" may be the street or the avenue."""
        said = _NUMBERS.sub("", search.mention)
        name = self.street_called(said)
        same_length = len(key_of(name).split()) == len(key_of(said).split())
        return replace(search, suggestion=name) if same_length else search

    async def describe(self, point: GeoPoint) -> PlaceSearch:
        """What stands at a pin: found, or outside."""
        return self._roads.marked(await self._described(point))

    async def _described(self, point: GeoPoint) -> PlaceSearch:
        if self._jurisdiction and not self._jurisdiction.contains(point):
            return PlaceSearch("outside", neighbor=self._jurisdiction.neighbor(point))
        if self._local:
            described = self._local.current().describe(point)
            if described.places[0].address or not self._chain:
                return described
        return PlaceSearch("found", places=(await self._described_elsewhere(point),))

    async def _described_elsewhere(self, point: GeoPoint) -> Place:
        """The pin itself; what stands next to it only gives it a name."""
        nameless = Place("", point, "pin", 0.9, "pin")
        try:
            beside = await self._chain.describe(point) if self._chain else None
        except AllGeocodersFailed:
            return nameless
        away = metres(beside.point.lat, beside.point.long, point.lat, point.long) if beside else FAR_FROM_PIN
        if beside is None or not beside.address or away >= FAR_FROM_PIN:
            return nameless
        name = beside.address if away <= NEXT_DOOR else f"near {beside.address}"
        return replace(beside, address=name, point=point, precision="pin", source="pin")

    async def _elsewhere(self, query: str, known: PlaceSearch, language: str) -> PlaceSearch:
        bounds = self._jurisdiction.bounds if self._jurisdiction else None
        try:
            places = await self._chain.find(query, bounds, language)
        except AllGeocodersFailed:
            return replace(known, outcome="failed", mention=query) if known.outcome == "not_found" else known
        return self._judged(query, places, known)

    def _judged(self, query: str, places: Sequence[Place], known: PlaceSearch) -> PlaceSearch:
        useful = [place for place in places if place.precision not in {"street", "area"}]
        inside = [place for place in useful if self._jurisdiction is None or self._jurisdiction.contains(place.point)]
        inside = _without_twins(inside)
        if len(inside) == 1:
            return PlaceSearch("found", query, tuple(inside))
        if inside:
            return PlaceSearch("ambiguous", query, with_distinctions(inside[:MOST_CHOICES]))
        if useful and self._jurisdiction:
            return PlaceSearch("outside", query, neighbor=self._jurisdiction.neighbor(useful[0].point))
        if places and known.outcome == "not_found":
            return PlaceSearch("street_only", query)
        return known


def _without_twins(places: Sequence[Place]) -> list[Place]:
    """A house and the shop in it are two answers of a geocoder and one place."""
    kept: list[Place] = []
    for place in places:
        same = [one for one in kept if one.address == place.address]
        if all(metres(one.point.lat, one.point.long, place.point.lat, place.point.long) > SAME_PLACE for one in same):
            kept.append(place)
    return kept


def _query(text: str, mentions: Sequence[Mention], located: Located) -> str:
    if mentions:
        return max(mentions, key=lambda mention: mention.end - mention.start).text
    return located.search.mention or (text.strip() if len(text.strip()) <= LONGEST_ANSWER else "")


class ReloadingFinder:
    """Opens the gazetteer again when `gazetteer build` has put a new file in its place."""

    def __init__(self, path: Path, jurisdiction: Jurisdiction | None, city_name: str = "") -> None:
        self._path = path
        self._jurisdiction = jurisdiction
        self._city_name = city_name
        self._stamp = self._look()
        self._finder = self._open()

    def current(self) -> LocalFinder:
        """The newest readable file's; a broken or missing one changes nothing."""
        stamp = self._look()
        if stamp and stamp != self._stamp:
            self._stamp = stamp
            try:
                self._finder = self._open()
            except UnreadableGazetteer as error:
                _log.warning("gazetteer_not_reloaded", reason=str(error))
        return self._finder

    def _open(self) -> LocalFinder:
        return LocalFinder(Search(Gazetteer(self._path)), self._jurisdiction, self._city_name)

    def _look(self) -> tuple[int, int] | None:
        """Which file stands there: its inode and time of writing; None while it is missing."""
        try:
            stat = self._path.stat()
        except OSError:
            return None
        return stat.st_ino, stat.st_mtime_ns


def make_place_finder(
    *,
    gazetteer: Path | None,
    jurisdiction: Path | None,
    neighbors: Sequence[Neighbor] = (),
    nominatim_url: str = "",
    session: ClientSession | None = None,
    others: Sequence[RemoteSource] = (),
    geocodes: Geocodes | None = None,
    roads: Sequence[RoadRule] = (),
    city_name: str = "",
    clock: Callable[[], float],
) -> PlaceFinder:
    """Everything a city has configured, in one finder. `clock` counts seconds (`time.monotonic`).

    `gazetteer` is a built file; `neighbors` come from the city file; `others` are tried after Nominatim; `geocodes`
    is what all workers remember of Nominatim (without it each for itself); `roads` mark places others look after;
    `city_name` tells the city's own name behind an address from another town's.
    Raises UnreadableGazetteer or JurisdictionError with what to mend.
    """
    area = Jurisdiction(jurisdiction, neighbors) if jurisdiction else None
    sources = list(others)
    if nominatim_url and session:
        from bot.places.geocoders_nominatim import make_nominatim

        sources.insert(0, make_nominatim(nominatim_url, session, geocodes or MemoryGeocodes(clock)))
    local = ReloadingFinder(gazetteer, area, city_name) if gazetteer else None
    return PlaceFinder(local, GeocoderChain(sources, clock), area, Roads(roads))
