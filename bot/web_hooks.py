"""Webhooks as bare ASGI apps: this is the hot path, and a framework's request object costs more than all the rest.

2xx is answered only after what came in is durable; anything else makes the provider try again or tells it not to.
"""

import asyncio
import hashlib
import hmac
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

import msgspec
import structlog
from prometheus_client import Counter
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.admission import Admit
from bot.channels.base import Channel, DeliveryStatus, ForgedWebhook, MalformedWebhook
from bot.channels.telegram import Telegram
from bot.channels.twilio import Twilio
from bot.channels.unread import UNTAKEABLE, SetAside, reason_of, written_down
from bot.messages import InboundMessage

MAX_BODY: Final = 1024 * 1024
ADMIT_SECONDS: Final = 10
"""Twilio gives up after 15 s; a 503 before that makes it try again."""

Take = Callable[[bytes, Mapping[str, str], str], Awaitable[None]]

WEBHOOKS = Counter("text311_webhooks_total", "Webhook calls by what became of them.", ["hook", "outcome"])
log = structlog.get_logger()


class TooLarge(Exception):
    """More than `MAX_BODY` bytes: answer 413."""


class Hung(Exception):
    """The caller went away in the middle: nobody to answer."""


class Hook:
    """`take` gets body, headers by lower-case name, and the URL that was called. `answer` is what the provider
    expects to read, of `content_type`.
    """

    def __init__(self, name: str, take: Take, answer: bytes = b"", content_type: bytes = b"text/plain") -> None:
        self._name, self._take = name, take
        self._answer, self._content_type = answer, content_type
        self._admitted = WEBHOOKS.labels(name, "taken")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
            body = await read_body(receive, headers)
            async with asyncio.timeout(ADMIT_SECONDS):
                await self._take(body, headers, called_url(scope, headers))
        except Hung:
            return
        except ForgedWebhook as error:
            await self._refuse(send, 403, "forged", str(error))
        except MalformedWebhook as error:
            await self._refuse(send, 400, "malformed", str(error))
        except TooLarge:
            await self._refuse(send, 413, "too_large", f"more than {MAX_BODY} bytes")
        except Exception as error:  # noqa: BLE001  # whatever it is, the message is not safe yet: the provider must try again
            await self._refuse(send, 503, "unavailable", type(error).__name__)
        else:
            self._admitted.inc()
            await respond(send, 200, self._answer, self._content_type)

    async def _refuse(self, send: Send, status: int, outcome: str, reason: str) -> None:
        WEBHOOKS.labels(self._name, outcome).inc()
        log.warning("webhook_refused", channel=self._name, outcome=outcome, reason=reason)
        await respond(send, status, b"", b"text/plain")


class Webhooks:
    """FastAPI middleware that hands a webhook over before routes are tried: on the way through the routes and what
    guards them a message costs as much as to admit it (docs/decisions/0064).
    """

    def __init__(self, app: ASGIApp, hooks: Mapping[str, Hook]) -> None:
        self._app, self._hooks = app, hooks

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        posted = scope["type"] == "http" and scope["method"] == "POST"
        await (self._hooks.get(scope["path"], self._app) if posted else self._app)(scope, receive, send)


async def read_body(receive: Receive, headers: Mapping[str, str], limit: int = MAX_BODY) -> bytes:
    if int(headers.get("content-length") or 0) > limit:
        raise TooLarge
    message: Message = await receive()
    body = message.get("body", b"")
    if message.get("more_body"):
        body = bytearray(body)  # bytes are copied whole for each piece of a photo, and all of the loop waits for it
    while message.get("more_body") and len(body) <= limit:
        message = await receive()
        body += message.get("body", b"")
    if message["type"] == "http.disconnect":
        raise Hung
    if len(body) > limit:
        raise TooLarge
    return bytes(body)


def called_url(scope: Scope, headers: Mapping[str, str]) -> str:
    path = scope.get("raw_path", scope["path"].encode()).decode("latin-1")
    query = scope["query_string"].decode("latin-1")
    return f"{scope['scheme']}://{headers.get('host', '')}{path}{'?' + query if query else ''}"


async def respond(send: Send, status: int, body: bytes, content_type: bytes) -> None:
    length = str(len(body)).encode()
    headers = [(b"content-type", content_type), (b"content-length", length)]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def message_hook(channel: Channel, admit: Admit, set_aside: SetAside) -> Take:
    """What nobody can read is safe too once it is set aside: sent again it would be no better."""

    async def take(body: bytes, headers: Mapping[str, str], url: str) -> None:
        try:
            for message in channel.receive(body, headers, url):
                await admit(message)
        except UNTAKEABLE as error:
            await set_aside(written_down(body), reason_of(error))

    return take


def answering_presses(telegram: Telegram, admit: Admit) -> Admit:
    pressed: set[asyncio.Task[None]] = set()

    async def admit_and_answer(message: InboundMessage) -> bool:
        new = await admit(message)
        if message.choice is not None:
            # Apart, so that a slow Telegram does not hold up its own webhook.
            task = asyncio.create_task(telegram.answer_press(message))
            pressed.add(task)
            task.add_done_callback(pressed.discard)
        return new

    return admit_and_answer


def status_hook(twilio: Twilio, delivered: Callable[[DeliveryStatus], Awaitable[None]]) -> Take:
    async def take(body: bytes, headers: Mapping[str, str], url: str) -> None:
        status = twilio.receive_status(body, headers, url)
        if status is not None:
            await delivered(status)

    return take


class CrmEvent(msgspec.Struct):
    """What a CRM pushes. Only the number is used: the CRM itself is then asked."""

    service_request_id: str


def crm_hook(secret: str, look: Callable[[str], Awaitable[None]]) -> Take:
    """Without a secret every call is forged."""

    async def take(body: bytes, headers: Mapping[str, str], url: str) -> None:  # noqa: ARG001
        expected = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        given = headers.get("x-text311-signature", "")
        if not secret or not hmac.compare_digest(expected.encode(), given.encode("latin-1", "replace")):
            raise ForgedWebhook("X-Text311-Signature does not match")
        try:
            event = msgspec.json.decode(body, type=CrmEvent)
        except msgspec.MsgspecError as error:
            raise MalformedWebhook("not an object with a service_request_id") from error
        await look(event.service_request_id)

    return take
