"""Everything that answers a browser or a provider, in one FastAPI app. All parts are passed in."""

import re
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Final

from fastapi import FastAPI, Request, WebSocket
from fastapi.responses import HTMLResponse, JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from fastapi.telemetry import TelemetryConfig
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.routing import Route

from bot import web_limits
from bot.admission import admission
from bot.channels.base import DeliveryStatus, ForgedWebhook
from bot.channels.telegram import Telegram
from bot.channels.twilio import Twilio
from bot.channels.web import SESSION_HEADER, WebChat
from bot.ports import Inbox, MediaRefused, MediaStore
from bot.web_front import HEADERS, PAGES, FrontPage, preferred_language, render_front
from bot.web_hooks import (
    Hook,
    Hung,
    TooLarge,
    Webhooks,
    answering_presses,
    crm_hook,
    message_hook,
    read_body,
    status_hook,
)
from bot.web_socket import ChatSocket

MAX_PHOTO: Final = 12 * 1024 * 1024
MEDIA_SECONDS: Final = 24 * 3600
UNTOLD: Final[TelemetryConfig] = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}
"""OpenTelemetry is told nothing: the addresses of photos and pin pages are secrets, and to ask whether anybody listens
costs a tenth of a webhook (docs/decisions/0078).
"""
_MEDIA_ID: Final = re.compile(r"[A-Za-z0-9_-]{16,64}")

Readiness = Callable[[], Awaitable[Mapping[str, bool]]]


async def nothing_waits() -> None:
    """Where nobody counts what waits."""


def create_web(
    *,
    inbox: Inbox,
    media: MediaStore,
    ready: Readiness,
    delivered: Callable[[DeliveryStatus], Awaitable[None]],
    set_aside: Callable[[str, str, str], Awaitable[None]],
    look: Callable[[str], Awaitable[None]],
    new_id: Callable[[], str],
    front: Callable[[], FrontPage],
    crm_webhook_secret: str = "",
    twilio: Twilio | None = None,
    telegram: Telegram | None = None,
    web_chat: WebChat | None = None,
    media_seconds: int = MEDIA_SECONDS,
    backlog: Callable[[], Awaitable[None]] = nothing_waits,
) -> FastAPI:
    """`ready` names what must be reachable and whether it is; `delivered` keeps a provider's report;
    `set_aside` keeps what nobody can read, by channel, with the reason;
    `look` asks the CRM about one request. A channel that is None has no route. `media_seconds` is how long a
    photo may be kept by whoever fetched it.
    """
    web = FastAPI(title="text311", openapi_url=None, telemetry=UNTOLD)
    admit = admission(inbox)
    hooks = {"/crm/events": Hook("crm", crm_hook(crm_webhook_secret, look))}
    if twilio:
        hooks["/channels/twilio"] = Hook(
            "twilio", message_hook(twilio, admit, partial(set_aside, "twilio")), b"<Response/>", b"text/xml"
        )
        hooks["/channels/twilio/status"] = Hook("twilio_status", status_hook(twilio, delivered))
    if telegram:
        admit_press, aside = answering_presses(telegram, admit), partial(set_aside, "telegram")
        hooks["/channels/telegram"] = Hook("telegram", message_hook(telegram, admit_press, aside))
    add_hooks(web, hooks)
    if web_chat:
        add_pages(web, front)
        add_socket(web, ChatSocket(web_chat, admit))
        add_uploads(web, web_chat, media, new_id)
    add_media(web, media, media_seconds)
    add_health(web, ready, backlog)
    return web


def add_hooks(web: FastAPI, hooks: Mapping[str, Hook]) -> None:
    web.router.routes += [Route(path, hook, methods=["POST"]) for path, hook in hooks.items()]
    web.add_middleware(Webhooks, hooks=hooks)


def add_pages(web: FastAPI, front: Callable[[], FrontPage]) -> None:
    """`front` is asked for each page: notices come and go."""

    @web.get("/", response_class=HTMLResponse)
    async def page(request: Request) -> HTMLResponse:
        told, language = front(), request.query_params.get("language", "")
        if language not in told.languages:
            language = preferred_language(request.headers.get("accept-language", ""), told.languages)
        return HTMLResponse(render_front(told, language), headers=HEADERS)

    web.mount("/static", StaticFiles(directory=PAGES / "static"), name="static")


def add_socket(web: FastAPI, chat_socket: ChatSocket) -> None:
    @web.websocket("/channels/web")
    async def socket(websocket: WebSocket) -> None:
        await chat_socket.serve(websocket)


def add_uploads(web: FastAPI, chat: WebChat, media: MediaStore, new_id: Callable[[], str]) -> None:
    limit = web_limits.photos()

    @web.post("/channels/web/photos")
    async def photo(request: Request) -> JSONResponse:
        if not limit.takes(request):
            return JSONResponse({"reason": "too_many"}, 429)
        return await take_photo(request, chat, media, new_id())


async def take_photo(request: Request, chat: WebChat, media: MediaStore, media_id: str) -> JSONResponse:
    """The photo is the body. It is checked, stripped and stored at once, so that the resident hears at once."""
    try:
        chat.contact(request.headers.get(SESSION_HEADER, ""))
        await media.keep(media_id, await read_body(request.receive, request.headers, MAX_PHOTO))
    except ForgedWebhook:
        return JSONResponse({"reason": "session"}, 403)
    except (TooLarge, Hung):
        return JSONResponse({"reason": "too_large"}, 413)
    except MediaRefused as error:
        return JSONResponse({"reason": str(error)}, 415)
    return JSONResponse({"media_id": media_id}, 201)


def add_media(web: FastAPI, media: MediaStore, seconds: int) -> None:
    @web.api_route("/media/{media_id}", methods=["GET", "HEAD"])
    async def photo(media_id: str) -> Response:
        kept = await media.read(media_id) if _MEDIA_ID.fullmatch(media_id) else None
        if kept is None:
            return Response(status_code=404, headers={"Cache-Control": "no-store"})
        content, content_type = kept
        return Response(content, media_type=content_type, headers=_media_headers(seconds))


def _media_headers(seconds: int) -> dict[str, str]:
    return {
        "Cache-Control": f"private, max-age={seconds}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex",
        "Referrer-Policy": "no-referrer",
    }


def add_health(web: FastAPI, ready: Readiness, backlog: Callable[[], Awaitable[None]]) -> None:
    @web.api_route("/healthz", methods=["GET", "HEAD"])
    async def healthz() -> Response:
        """Says that the process runs."""
        return Response("ok", media_type="text/plain")

    @web.get("/readyz")
    async def readyz() -> JSONResponse:
        """Says whether what it needs is there."""
        checks = dict(await ready())
        return JSONResponse(checks, 200 if all(checks.values()) else 503)

    @web.get("/metrics")
    async def metrics() -> Response:
        await backlog()
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
