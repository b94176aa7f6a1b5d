"""Which piece of the city the pin page shows, where its links lead, and what is under the pin."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Self
from urllib.parse import urlencode

from bot.messages import GeoPoint
from bot.places.distance import METRES_PER_DEGREE
from bot.places.finder import PlaceFinder
from bot.places.outline import Box, Outline, Spot, corners, from_afar, outline, whole
from bot.street_map import CLOSE, HEIGHT, NEAR, WIDTH, View, point_of

WHOLE_CITY: Final = 2
ACROSS: Final = (CLOSE, NEAR)
STEP: Final = 0.6
_MOVES: Final = (("west", "←", -STEP, 0), ("north", "↑", 0, STEP), ("south", "↓", 0, -STEP), ("east", "→", STEP, 0))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of the page says: the middle, how near, where the pin is, and where the picture was tapped."""

    at: GeoPoint | None = None
    zoom: int = -1
    """0 close, 1 near, 2 the whole city; -1 as it fits."""
    pin: GeoPoint | None = None
    tap: tuple[int, int] | None = None

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        """Anything that cannot be read is as if it were not there."""
        zoom = query.get("zoom", "")
        x, y = query.get("tap.x", ""), query.get("tap.y", "")
        tap = (int(x), int(y)) if x.isdecimal() and y.isdecimal() and len(x + y) < 8 else None
        return cls(
            at=point_of(query.get("at", "")),
            zoom=int(zoom) if zoom in {"0", "1", "2"} else -1,
            pin=point_of(query.get("pin", "")),
            # A picture pressed by keyboard says 0, 0.
            tap=tap if tap != (0, 0) else None,
        )


def settled(finder: PlaceFinder, asked: Asked, start: GeoPoint | None) -> tuple[View, Asked]:
    """The piece to show: around the point asked for, else `start`, else the whole city; and `asked` without a tap.

    A tap puts the pin; on the picture of the whole city it also goes nearer.
    """
    city = whole(finder.gazetteer, finder.jurisdiction)
    at = asked.at or start
    if asked.zoom == WHOLE_CITY or at is None:
        view, asked = _whole_view(city), replace(asked, zoom=WHOLE_CITY)
    else:
        asked = replace(asked, zoom=asked.zoom if asked.zoom >= 0 else 1)
        view = View(at, ACROSS[asked.zoom])
    if asked.tap is None:
        return view, asked
    pin = view.point(*asked.tap)
    if asked.zoom == WHOLE_CITY:
        return View(pin, NEAR), Asked(pin, 1, pin)
    return view, replace(asked, pin=pin, tap=None)


def _whole_view(city: Box) -> View:
    up = (city.north - city.south) * METRES_PER_DEGREE
    side = (city.east - city.west) * METRES_PER_DEGREE * math.cos(math.radians(city.middle.lat))
    return View(city.middle, max(side, up * WIDTH / HEIGHT, NEAR) * 1.04)


def outline_of(finder: PlaceFinder, view: View, zoom: int) -> Outline:
    look = from_afar if zoom == WHOLE_CITY else outline
    return look(finder.gazetteer, finder.jurisdiction, view.box)


def map_values(finder: PlaceFinder, namesakes: Sequence[Spot], asked: Asked, language: str) -> dict[str, Any]:
    """What the template needs. `namesakes` are the streets the question may have meant; the map begins at the first."""
    view, asked = settled(finder, asked, namesakes[0].point if namesakes else None)
    here = {"at": _text(view.middle), "zoom": str(asked.zoom)}
    pinned = {"pin": _text(asked.pin)} if asked.pin else {}
    gazetteer = finder.gazetteer
    spots = corners(gazetteer, View(view.middle, ACROSS[min(asked.zoom, 1)]).box) if gazetteer else ()
    return {
        "box": view.box,
        "zoom": asked.zoom,
        "pin_point": asked.pin,
        "pin": _text(asked.pin) if asked.pin else "",
        "kept": (*here.items(), ("language", language)),
        "plain": urlencode(here),
        "picture": urlencode(here | pinned),
        "moves": _moves(view, asked, pinned | {"language": language}),
        "namesakes": [
            {
                "name": spot.name,
                "query": urlencode({"at": _text(spot.point), "zoom": 1} | pinned | {"language": language}),
            }
            for spot in namesakes
            if len(namesakes) > 1
        ],
        "corners": [{"name": spot.name, "at": _text(spot.point)} for spot in spots],
    }


def _moves(view: View, asked: Asked, kept: dict[str, str]) -> list[dict[str, str]]:
    """Links to the pieces beside this one, and nearer and farther."""
    moves = []
    if asked.zoom != WHOLE_CITY:
        moves = [(name, sign, view.moved(east, north).middle, asked.zoom) for name, sign, east, north in _MOVES]
        moves.append(("wider", "−", view.middle, asked.zoom + 1))
    if asked.zoom:
        moves.append(("closer", "+", asked.pin or view.middle, asked.zoom - 1))
    return [
        {"id": name, "sign": sign, "query": urlencode({"at": _text(at), "zoom": zoom} | kept)}
        for name, sign, at, zoom in moves
    ]


def _text(point: GeoPoint) -> str:
    return f"{point.lat:.6f},{point.long:.6f}"


@dataclass(frozen=True, slots=True)
class Under:
    """What is under the pin, in words."""

    text: str
    outside: bool = False


async def under(finder: PlaceFinder, city: str, point: GeoPoint, t: Mapping[str, str]) -> Under:
    """`t` are the page's strings."""
    search = await finder.describe(point)
    if search.outcome == "outside":
        key = "pin_outside_neighbor" if search.neighbor else "pin_outside"
        return Under(t[key].format(city=city, neighbor=search.neighbor), outside=True)
    address = search.places[0].address if search.places else ""
    if not address:
        return Under(t["pin_nothing"])
    if address.startswith("near "):
        return Under(t["pin_near"].format(address=address.removeprefix("near ")))
    return Under(t["pin_at"].format(address=address))
