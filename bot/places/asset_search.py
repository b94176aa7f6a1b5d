"""Numbered things looked up: the pole itself, or those of that number to choose from."""

import re

from msgspec.structs import replace

from bot.messages import GeoPoint
from bot.places.assets import AssetSaid
from bot.places.gazetteer import AssetRow, Gazetteer
from bot.places.hits import Hit, Read, apart, make_hit
from bot.places.houses import Candidate
from bot.places.place import Place
from bot.places.street_names import parse_street_name

ALREADY_THERE = 300.0
"""Metres within which an address said beside the number does not contradict it."""
LONG_ENOUGH = 3
"""Digits of a number that can hardly be how many of them there are."""
_ROUTE = re.compile(
    r"\b(?:rt|rte|route|hwy|highway|interstate|i|us|sr|state road|autov[ií]a|carretera|[am])[\s.-]?(\d{1,4})\b",
    re.IGNORECASE,
)


_ROUTE_BOUND = re.compile(_ROUTE.pattern + r",?\s+(?:north|south|east|west)[ -]?(?:bound)?\b", re.IGNORECASE)


def known_asset(gazetteer: Gazetteer, read: Read) -> Hit | None:
    """The first numbered thing of the text that a source lists; those on a road it names before others."""
    for said in read.assets:
        if rows := _on_a_road_named(read, gazetteer.assets(said.kind, said.code)):
            found = [Candidate(_place(gazetteer, said, row), -1, -1, exact=True) for row in rows]
            return replace(make_hit(read, 0, 0, "landmark", found), start=said.start, end=said.end)
    return None


def beside(asset: Hit, other: Hit | None) -> Hit:
    """The thing itself, and where the text names an address elsewhere too, both to choose from."""
    if other is None or not other.candidates:
        return asset
    if any(apart(one, two) <= ALREADY_THERE for one in asset.candidates for two in other.candidates):
        return asset
    return replace(asset, candidates=(*asset.candidates, *other.candidates), sure=False)


def unknown_asset(read: Read) -> Hit | None:
    """A number that no source lists: kept in its own words, a route's with the exit or the direction."""
    for said in read.assets:
        alone = said.end - said.start >= len(read.text.strip(" .!?"))
        if alone or said.signed or said.kind in {"exit", "milepost"} or len(said.code) >= LONG_ENOUGH:
            start = min([said.start, *(match.start() for match in _ROUTE.finditer(read.text[: said.start]))])
            return Hit(start, said.end, "landmark", known=False)
    bound = _ROUTE_BOUND.search(read.text)
    return Hit(bound.start(), bound.end(), "landmark", known=False) if bound else None


def _on_a_road_named(read: Read, rows: list[AssetRow]) -> list[AssetRow]:
    cores = {street.core for match in (*read.matches, *read.weak) for street in match.streets}
    routes = {match[1] for match in _ROUTE.finditer(read.text)}
    named = [row for row in rows if row.road and (_core(row) in cores or routes & set(re.findall(r"\d+", row.road)))]
    return named or rows


def _core(row: AssetRow) -> str:
    return parse_street_name(row.road).core


def _place(gazetteer: Gazetteer, said: AssetSaid, row: AssetRow) -> Place:
    called = f"{said.kind} {said.code}"
    near = gazetteer.nearest_house(row.lat, row.long)
    return Place(
        address=f"{called}, {row.road}" if row.road else called,
        point=GeoPoint(row.lat, row.long),
        precision="landmark",
        confidence=0.9,
        source="gazetteer",
        cross_street=gazetteer.streets[near.street].name if near else "",
        neighborhood=gazetteer.areas.get(near.area, "") if near else "",
    )
