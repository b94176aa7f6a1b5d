"""Map links that give no coordinates: words in them, OpenStreetMap's short links, and those whose point is hidden."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote_plus, urlsplit

from bot.messages import GeoPoint

_LINK = re.compile(r"(?:https?://|\b(?=maps\.app\.goo\.gl/|goo\.gl/|osm\.org/|maps\.apple/))\S+", re.IGNORECASE)
_HIDDEN = re.compile(
    r"(?:^|//)(?:maps\.app\.goo\.gl|goo\.gl/(?:maps|app)|g\.co/|maps\.apple/p/|share\.here\.com|waze\.com/ul/h|"
    r"(?:www\.)?openstreetmap\.org/(?:node|way|relation)/|osm\.org/(?:node|way|relation)/)",
    re.IGNORECASE,
)
_MAPS = re.compile(
    r"(?:^|\.)(?:google\.[a-z.]+|maps\.apple\.com|openstreetmap\.org|bing\.com|waze\.com)$", re.IGNORECASE
)
_SHORT_OSM = re.compile(r"(?:osm\.org|openstreetmap\.org)/go/([A-Za-z0-9_~@]+)", re.IGNORECASE)
_OSM_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_~"
_ROUGH = re.compile(r"(?<![\d.])(-?\d{1,3}\.\d{2,})\s*(?:,|%2C|/)\s*(-?\d{1,3}\.\d{2,})(?![\d.])")
EXACT = 3
"""Decimals of a degree that lead to the right house or its neighbours; a last 0 is often left out of one of the two."""
SHORTEST_OSM = 7
"""Digits of a short link that name one house; fewer are a view of the map."""
_ASKED = ("q", "query", "address", "daddr", "destination")
_PATH = re.compile(r"/maps/(?:place|search|dir/[^/]*)/([^/@]+)")


@dataclass(frozen=True, slots=True)
class MapLink:
    """Characters `start` to `end` of a text. At most one of `point` and `words` is there; neither in a hidden one."""

    start: int
    end: int
    point: GeoPoint | None = None
    words: str = ""


def map_link_in(text: str) -> MapLink | None:
    """The first link to a map; coordinates written into it are not looked for here."""
    for found in _LINK.finditer(text):
        link, start, end = found.group(), found.start(), found.end()
        if short := _SHORT_OSM.search(link):
            point = _short_osm(short[1].replace("@", "~")) if len(short[1]) >= SHORTEST_OSM else None
            return MapLink(start, end, point)
        if words := _words(link):
            return MapLink(start, end, words=words)
        if _HIDDEN.search(link):
            return MapLink(start, end)
    return None


def rough_pair_in(text: str) -> tuple[GeoPoint, int, int, bool] | None:
    """Coordinates with two decimals only: point, start and end, and whether both are cut so short (a few hundred metres)."""
    for found in _ROUGH.finditer(text):
        lat, long = float(found[1]), float(found[2])
        if abs(lat) <= 90 and abs(long) <= 180:
            return GeoPoint(lat, long), found.start(), found.end(), max(map(_decimals, found.groups())) < EXACT
    return None


def _decimals(number: str) -> int:
    return len(number.partition(".")[2])


def _words(link: str) -> str:
    """`12 Elm St` of `…/maps?q=12+Elm+St`."""
    try:
        parts = urlsplit(link)
    except ValueError:  # a bracket in it, which begins an IPv6 address
        return ""
    if not parts.hostname or not _MAPS.search(parts.hostname):
        return ""
    asked = parse_qs(parts.query)
    said = next((asked[key][0] for key in _ASKED if key in asked), "")
    if not said and (path := _PATH.search(parts.path)):
        said = unquote_plus(path[1])
    return said.strip() if any(letter.isalpha() for letter in said) else ""


def _short_osm(code: str) -> GeoPoint:
    """Middle of the square an OpenStreetMap short link names: three bits of longitude and latitude a digit, mixed."""
    x = y = 0
    for digit in code:
        bits = _OSM_DIGITS.index(digit)
        for shift in (4, 2, 0):
            x = x << 1 | bits >> (shift + 1) & 1
            y = y << 1 | bits >> shift & 1
    squares = 1 << 3 * len(code)
    return GeoPoint(round((y + 0.5) / squares * 180 - 90, 6), round((x + 0.5) / squares * 360 - 180, 6))
