"""The streets under the crews' pins in City Worker, drawn from the city's gazetteer."""

import threading
from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Final

from bot.messages import GeoPoint
from bot.places.finder import PlaceFinder
from bot.places.gazetteer import Gazetteer
from bot.places.outline import from_afar, outline
from bot.street_map import View, draw

EVERY_STREET: Final = 5000.0
"""Metres across up to which every street is looked at; in a dense city that takes half a second."""
MOST_PICTURES: Final = 64


class CrewMap:
    """What `crm_server` asks for as `Ground`. `open_places` is called for the first picture; what it raises, drawing does."""

    def __init__(self, open_places: Callable[[], PlaceFinder]) -> None:
        self._open_places = open_places
        self._one_at_a_time = threading.Lock()
        self._drawn = lru_cache(MOST_PICTURES)(self._draw)

    def picture(self, view: tuple[float, float, float], size: tuple[int, int]) -> str:
        """An SVG. `view` is latitude and longitude of the middle and the metres from left to right; `size` in pixels."""
        with self._one_at_a_time:
            return self._drawn(self._places.gazetteer, view, size)

    def _draw(self, gazetteer: Gazetteer | None, view: tuple[float, float, float], size: tuple[int, int]) -> str:
        """Of that very gazetteer: one that was built anew has pictures of its own."""
        lat, long, across = view
        piece = View(GeoPoint(lat, long), across, *size)
        look = outline if across <= EVERY_STREET else from_afar
        return draw(piece, look(gazetteer, self._places.jurisdiction, piece.box))

    @cached_property
    def _places(self) -> PlaceFinder:
        return self._open_places()
