"""The web chat's socket. Nothing lost: the page repeats what was not acknowledged, and names the last id it has seen.

page                                  bot
{"type": "hello", "session"?, "after"?}
                                      {"type": "session", "session"}
                                      {"type": "say" | "heard", "id", …} for everything after `after`
{"type": "message", "id", …}          {"type": "ack", "id"}        once it is in the inbox
{"type": "ping"}                      {"type": "pong"}
"""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final

import msgspec
import structlog
from fastapi import WebSocket, WebSocketDisconnect

from bot.admission import Admit
from bot.channels.base import ForgedWebhook, MalformedWebhook
from bot.channels.web import SESSION_HEADER, WebChat

MAX_FRAME: Final = 64 * 1024
HELLO_SECONDS: Final = 20
BURST: Final = 20
MALFORMED, TRY_AGAIN = 1008, 1013
_ID: Final = re.compile(r"\d{1,20}(-\d{1,20})?")

log = structlog.get_logger()


class Hello(msgspec.Struct, tag_field="type", tag="hello"):
    session: str = ""
    after: str = "0"


class Kind(msgspec.Struct):
    """What a frame is and what it answers, read before the whole."""

    type: str = ""
    id: str = ""


class Patience:
    """So many messages at once, then one a second: anybody may open a web chat, and none may drown the others.
    What comes faster is not refused but read later.
    """

    def __init__(
        self, clock: Callable[[], float], pause: Callable[[float], Awaitable[None]], burst: int = BURST
    ) -> None:
        self._clock, self._pause, self._burst = clock, pause, burst
        self._free_at = clock() - burst

    async def take(self) -> None:
        now = self._clock()
        self._free_at = max(self._free_at, now - self._burst) + 1
        if self._free_at > now:
            await self._pause(self._free_at - now)


class ChatSocket:
    def __init__(
        self,
        chat: WebChat,
        admit: Admit,
        clock: Callable[[], float] = time.monotonic,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._chat, self._admit = chat, admit
        self._clock, self._pause = clock, pause

    async def serve(self, socket: WebSocket) -> None:
        """Until the browser goes; a failure closes the socket with a code that makes the page come again or not."""
        await socket.accept()
        try:
            await self._converse(socket)
        except WebSocketDisconnect:
            return
        except (MalformedWebhook, ForgedWebhook, TimeoutError) as error:
            log.warning("socket_refused", channel="web", reason=str(error) or "no hello")
            await _close(socket, MALFORMED)
        except Exception as error:  # noqa: BLE001  # the inbox or the mailbox is out of reach: the page tries again
            log.warning("socket_closed", channel="web", reason=type(error).__name__)
            await _close(socket, TRY_AGAIN)

    async def _converse(self, socket: WebSocket) -> None:
        hello = await asyncio.wait_for(_hello(socket), HELLO_SECONDS)
        session = self._session(hello.session)
        await _send(socket, {"type": "session", "session": session})
        after = hello.after if session == hello.session and _ID.fullmatch(hello.after) else "0"
        await _first_of(self._listen(socket, session), self._tell(socket, session, after))

    def _session(self, session: str) -> str:
        try:
            self._chat.contact(session)
        except ForgedWebhook:
            return self._chat.new_session()
        return session

    async def _listen(self, socket: WebSocket, session: str) -> None:
        patience = Patience(self._clock, self._pause)
        while True:
            frame = await _frame(socket)
            kind = _kind(frame)
            if kind.type == "ping":
                await _send(socket, {"type": "pong"})
            elif kind.type == "message":
                await patience.take()
                await self._take(frame, session)
                await _send(socket, {"type": "ack", "id": kind.id})

    async def _take(self, frame: bytes, session: str) -> None:
        for message in self._chat.receive(frame, {SESSION_HEADER: session}, ""):
            # Before it is admitted, so that no answer can come to stand above it.
            await self._chat.remember(message)
            await self._admit(message)

    async def _tell(self, socket: WebSocket, session: str, after: str) -> None:
        async for id_, payload in self._chat.mailbox.read(self._chat.contact(session), after):
            await _send(socket, {**payload, "id": id_})


async def _first_of(*tasks: Any) -> None:
    """Both directions end together, by whichever ends first."""
    running = [asyncio.ensure_future(task) for task in tasks]
    try:
        done, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


async def _hello(socket: WebSocket) -> Hello:
    try:
        return msgspec.json.decode(await _frame(socket), type=Hello)
    except msgspec.MsgspecError as error:
        raise MalformedWebhook("the first frame is no hello") from error


async def _frame(socket: WebSocket) -> bytes:
    frame = (await socket.receive_text()).encode("utf-8", "replace")
    if len(frame) > MAX_FRAME:
        raise MalformedWebhook(f"a frame of more than {MAX_FRAME} bytes")
    return frame


def _kind(frame: bytes) -> Kind:
    try:
        return msgspec.json.decode(frame, type=Kind)
    except msgspec.MsgspecError as error:
        raise MalformedWebhook("a frame that is no object with a type") from error


async def _send(socket: WebSocket, payload: dict[str, Any]) -> None:
    await socket.send_text(msgspec.json.encode(payload).decode())


async def _close(socket: WebSocket, code: int) -> None:
    try:
        await socket.close(code)
    except RuntimeError:
        return  # it has closed by itself meanwhile
