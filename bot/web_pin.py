"""The pin page: a resident who was asked where it is moves a pin; the place goes into the same conversation."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from urllib.parse import parse_qsl

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles

from bot.admission import Admit
from bot.messages import GeoPoint, InboundMessage
from bot.pin_link import PinLink, is_pin_id
from bot.pin_tour import Asked, Under, map_values, outline_of, settled, under
from bot.places.finder import PlaceFinder
from bot.places.outline import Spot, places_of_street
from bot.ports import PinLinks, StoreUnavailable
from bot.street_map import PICTURE_HEADERS, draw, point_of
from bot.web_front import HEADERS, PAGES, FrontPage, page_strings, render_page
from bot.web_hooks import Hung, TooLarge, read_body
from bot.web_limits import drawings

MAX_FORM: Final = 2_000
Answer = Callable[[str, Request], Awaitable[Response]]
_SCRIPT_STRINGS: Final = ("keys", "locating", "no_location", "failed")


@dataclass(frozen=True, slots=True)
class PinPages:
    """`places` opens the gazetteer when the first link is followed; `sms_number` is where the city is texted."""

    links: PinLinks
    places: Callable[[], PlaceFinder]
    admit: Admit
    clock: Callable[[], datetime]
    front: FrontPage
    sms_number: str = ""
    _opening: asyncio.Lock = field(default_factory=asyncio.Lock)
    _opened: list[PlaceFinder] = field(default_factory=list)

    async def finder(self) -> PlaceFinder:
        async with self._opening:
            if not self._opened:
                self._opened.append(await asyncio.to_thread(self.places))
        return self._opened[0]

    async def link(self, pin: str) -> PinLink | None:
        return await self.links.read(pin) if is_pin_id(pin) else None

    # the page

    async def page(self, pin: str, request: Request) -> Response:
        link = await self.link(pin)
        language = self._language(link, request)
        if link is None:
            return self.told("gone", language, 404)
        if link.used:
            return self.told("sent", language, sms=link.contact.channel == "sms")
        return await self.map_page(pin, link, language, Asked.read(request.query_params))

    async def map_page(self, pin: str, link: PinLink, language: str, asked: Asked, notice: str = "") -> HTMLResponse:
        finder, t = await self.finder(), page_strings(language)
        street, namesakes = await asyncio.to_thread(_streets, finder, link.street)
        values = await asyncio.to_thread(map_values, finder, namesakes, asked, language)
        point = values["pin_point"]
        found = await under(finder, self.front.city, point, t) if point else Under(t["pin_none"])
        values |= {"near": notice or found.text, "warn": bool(notice) or found.outside}
        title = t["pin_on_street"].format(street=street) if street else t["pin_title"]
        strings = {name: t[f"pin_{name}"] for name in _SCRIPT_STRINGS} | {"id": pin}
        return self._html(language, 422 if notice else 200, title=title, map=values, id=pin, strings=strings)

    async def picture(self, pin: str, request: Request) -> Response:
        link = await self.link(pin)
        if link is None:
            return Response(status_code=404)
        finder, asked = await self.finder(), Asked.read(request.query_params)
        return Response(
            await asyncio.to_thread(_drawn, finder, asked, link.street),
            media_type="image/svg+xml",
            headers=PICTURE_HEADERS,
        )

    async def near(self, pin: str, request: Request) -> Response:
        link, query = await self.link(pin), request.query_params
        point = point_of(f"{query.get('lat', '')},{query.get('long', '')}")
        if link is None or point is None:
            return JSONResponse({"reason": "no such link or point"}, 404, HEADERS)
        found = await under(await self.finder(), self.front.city, point, page_strings(self._language(link, request)))
        return JSONResponse({"text": found.text, "outside": found.outside}, headers=HEADERS)

    # the place

    async def send(self, pin: str, request: Request) -> Response:
        """Once a link: whatever is sent by it again changes nothing."""
        link = await self.link(pin)
        language = self._language(link, request)
        if link is None:
            return self.told("gone", language, 404)
        point = _chosen(await read_body(request.receive, request.headers, MAX_FORM))
        t = page_strings(language)
        if not link.used and point is None:
            return await self.map_page(pin, link, language, Asked(), t["pin_choose"])
        if not link.used and point is not None:
            found = await under(await self.finder(), self.front.city, point, t)
            if found.outside:
                return await self.map_page(pin, link, language, Asked(pin=point, at=point), found.text)
            message = InboundMessage(link.contact, f"pin-{pin}", self.clock(), point=point)
            await self.admit(message)
            await self.links.use(pin)
        return RedirectResponse(f"{pin}?language={language}", 303, HEADERS)

    def told(self, what: str, language: str, status: int = 200, *, sms: bool = False) -> HTMLResponse:
        t = page_strings(language)
        title, advice = t[f"pin_{what}_title"], t[f"pin_{what}"]
        number = self.sms_number if sms else ""
        return self._html(
            language, status, title=t["pin_title"], told=title, advice=advice, map=None, sms_number=number
        )

    def _html(self, language: str, status: int, **values: Any) -> HTMLResponse:
        values |= {"front": self.front, "language": language, "t": page_strings(language)}
        return HTMLResponse(render_page("pin.html", values), status, HEADERS)

    def _language(self, link: PinLink | None, request: Request) -> str:
        known = self.front.languages or ("en",)
        wanted = (request.query_params.get("language", ""), link.language if link else "")
        return next((language for language in wanted if language in known), known[0])


def _streets(finder: PlaceFinder, said: str) -> tuple[str, tuple[Spot, ...]]:
    """The gazetteer's name of a street and where streets of that name are."""
    name = finder.street_called(said)
    return name, places_of_street(finder.gazetteer, name) if finder.gazetteer and name else ()


def _drawn(finder: PlaceFinder, asked: Asked, street: str) -> str:
    view, asked = settled(finder, asked, None)
    return draw(view, outline_of(finder, view, asked.zoom), asked.pin, finder.street_called(street))


def _chosen(body: bytes) -> GeoPoint | None:
    form = dict(parse_qsl(body.decode("utf-8", "replace"), max_num_fields=10))
    return point_of(form.get("corner") or form.get("pin", ""))


def create_pin_web(pages: PinPages) -> FastAPI:
    """The pin page alone, for a bot without the other pages."""
    web = FastAPI(title="text311 pin page", openapi_url=None)
    web.mount("/static", StaticFiles(directory=PAGES / "static"))
    add_pin_pages(web, pages)
    return web


def add_pin_pages(web: FastAPI, pages: PinPages) -> None:
    limit = drawings()

    async def kindly(answer: Answer, pin: str, request: Request) -> Response:
        if not limit.takes(request):
            return pages.told("busy", pages._language(None, request), 429)  # noqa: SLF001
        try:
            return await answer(pin, request)
        except StoreUnavailable:
            return pages.told("busy", pages._language(None, request), 503)  # noqa: SLF001
        except (TooLarge, Hung, ValueError):
            return Response(status_code=400)

    @web.get("/p/{pin}")
    async def page(pin: str, request: Request) -> Response:
        return await kindly(pages.page, pin, request)

    @web.post("/p/{pin}")
    async def send(pin: str, request: Request) -> Response:
        return await kindly(pages.send, pin, request)

    @web.get("/p/{pin}/near")
    async def near(pin: str, request: Request) -> Response:
        return await kindly(pages.near, pin, request)

    @web.get("/p/{pin}/map.svg")
    async def picture(pin: str, request: Request) -> Response:
        return await kindly(pages.picture, pin, request)
