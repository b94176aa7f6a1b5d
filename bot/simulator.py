"""The phone simulator of the demo: pretend phones in the browser, and a pretend Twilio behind them.

Mounted by `text311 demo` only, at `/simulator`; the bot's TWILIO_API_BASE then points to `/simulator/twilio`.
"""

from dataclasses import dataclass
from typing import Annotated, Final, Literal

from fastapi import FastAPI, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from pydantic import BaseModel, Field

from bot.messages import Contact, GeoPoint
from bot.simulated_twilio import SimulatedTwilio
from bot.web_front import HEADERS, FrontPage, page_strings, preferred_language, render_page
from bot.web_hooks import TooLarge, read_body

MAX_MEDIA: Final = 5 * 1024 * 1024
"""What an MMS may weigh."""
LONGEST_WAIT: Final = 1.5
"""Short enough that an open page does not hold up Ctrl-C."""
NUMBER: Final = r"^\+[1-9]\d{6,14}$"


@dataclass(frozen=True, slots=True)
class PretendPhone:
    owner: str
    number: str


PHONES: Final = (
    PretendPhone("Ana", "+12065550101"),
    PretendPhone("Ben", "+12065550102"),
    PretendPhone("Chloe", "+12065550103"),
)


class Text(BaseModel):
    channel: Literal["sms", "whatsapp"]
    number: Annotated[str, Field(pattern=NUMBER)]
    text: Annotated[str, Field(max_length=10_000)] = ""
    media: list[str] = []
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    long: Annotated[float, Field(ge=-180, le=180)] | None = None


def create_simulator(
    twilio: SimulatedTwilio, front: FrontPage, pin: GeoPoint, phones: tuple[PretendPhone, ...] = PHONES
) -> FastAPI:
    """`pin` is the place a phone shares; `front` gives the city's name."""
    simulator = FastAPI(title="text311 phone simulator", openapi_url=None)
    add_page(simulator, front, pin, phones)
    add_phones(simulator, twilio)
    add_api(simulator, twilio)
    return simulator


def mount_simulator(web: FastAPI, simulator: FastAPI) -> None:
    """At `/simulator`, with and without the slash: a mount alone answers only the first, and what comes after it in
    `web` would take the second.
    """

    @web.get("/simulator", include_in_schema=False)
    async def with_slash() -> RedirectResponse:
        return RedirectResponse("simulator/")

    web.mount("/simulator", simulator)


def add_page(simulator: FastAPI, front: FrontPage, pin: GeoPoint, phones: tuple[PretendPhone, ...]) -> None:
    @simulator.get("/", response_class=HTMLResponse)
    async def page(request: Request) -> HTMLResponse:
        language = preferred_language(request.headers.get("accept-language", ""), front.languages)
        strings = page_strings(language)
        values = {"front": front, "language": language, "t": strings, "phones": phones, "pin": pin, "strings": strings}
        return HTMLResponse(render_page("simulator.html", values), headers=HEADERS)


def add_phones(simulator: FastAPI, twilio: SimulatedTwilio) -> None:
    @simulator.post("/messages")
    async def send(text: Text) -> JSONResponse:
        pin = GeoPoint(text.lat, text.long) if text.lat is not None and text.long is not None else None
        media = tuple(media_id for media_id in text.media if twilio.media(media_id))
        status = await twilio.text(Contact(text.channel, text.number), text.text, media, pin)
        return JSONResponse({"webhook_status": status})

    @simulator.get("/messages")
    async def messages(
        channel: Literal["sms", "whatsapp"],
        number: Annotated[str, Query(pattern=NUMBER)],
        after: int = 0,
        wait: Annotated[float, Query(ge=0, le=LONGEST_WAIT)] = LONGEST_WAIT,
    ) -> JSONResponse:
        return JSONResponse(await twilio.messages(Contact(channel, number), after, wait))

    @simulator.post("/media")
    async def attach(request: Request) -> JSONResponse:
        try:
            content = await read_body(request.receive, request.headers, MAX_MEDIA)
        except TooLarge:
            return JSONResponse({"reason": "too_large"}, 413)
        content_type = request.headers.get("content-type", "application/octet-stream")
        return JSONResponse({"media_id": twilio.keep_media(content, content_type)}, 201)


def add_api(simulator: FastAPI, twilio: SimulatedTwilio) -> None:
    base = "/twilio/2010-04-01/Accounts/{account_sid}"

    @simulator.post(f"{base}/Messages.json")
    async def create(account_sid: str, request: Request) -> JSONResponse:
        if account_sid != twilio.account_sid or not twilio.authorized(request.headers.get("authorization", "")):
            return JSONResponse({"code": 20003, "message": "Authenticate", "status": 401}, 401)
        form = await request.form()
        fields = {name: str(value) for name, value in form.items()}
        status, body = await twilio.create(fields, tuple(str(url) for url in form.getlist("MediaUrl")))
        return JSONResponse(body, status)

    @simulator.get(f"{base}/Media/{{media_id}}")
    async def media(account_sid: str, media_id: str, request: Request) -> Response:
        if account_sid != twilio.account_sid or not twilio.authorized(request.headers.get("authorization", "")):
            return Response(status_code=401)
        kept = twilio.media(media_id)
        if kept is None:
            return Response(status_code=404)
        return Response(kept[0], media_type=kept[1], headers={"X-Content-Type-Options": "nosniff"})
