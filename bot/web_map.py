"""The picture of a place under the web chat's read-back: the streets around it with a pin, from our own map."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import lru_cache
from typing import Final

from fastapi import FastAPI, Request
from fastapi.responses import Response

from bot.messages import GeoPoint
from bot.places.finder import PlaceFinder
from bot.places.gazetteer import Gazetteer
from bot.places.jurisdiction import Jurisdiction
from bot.places.outline import outline
from bot.street_map import CLOSE, PICTURE_HEADERS, View, draw, point_of
from bot.web_limits import drawings

MOST_PICTURES: Final = 256


def add_place_map(web: FastAPI, finder: Callable[[], Awaitable[PlaceFinder]]) -> None:
    """`/map.svg?at=lat,long`: for anybody, but only within the city."""
    drawn, limit = lru_cache(MOST_PICTURES)(_drawn), drawings()

    @web.get("/map.svg")
    async def picture(request: Request) -> Response:
        point, places = point_of(request.query_params.get("at", "")), await finder()
        if point is None or not (places.jurisdiction and places.jurisdiction.contains(point)):
            return Response(status_code=404)
        if not limit.takes(request):
            return Response(status_code=429)
        picture = await asyncio.to_thread(drawn, places.gazetteer, places.jurisdiction, point)
        return Response(picture, media_type="image/svg+xml", headers=PICTURE_HEADERS)


def _drawn(gazetteer: Gazetteer | None, jurisdiction: Jurisdiction, point: GeoPoint) -> str:
    """Of that very gazetteer: one that was built anew has pictures of its own."""
    view = View(point, CLOSE, width=304, height=150)
    return draw(view, outline(gazetteer, jurisdiction, view.box), point)
