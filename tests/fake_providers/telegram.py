"""A server that plays Telegram's Bot API: calls, files, updates; each call checked against the API's description
where that is present, and against the limits the description only mentions in words.

    async with FakeTelegram("42:token").serve() as api_base: …
"""

import asyncio
import itertools
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from tests.fake_providers.bot_api import BotApi
from tests.fake_providers.recorder import Call, Failure, Recorder, Refusals, serving

BLOCKED = Failure(403, {"ok": False, "error_code": 403, "description": "Forbidden: bot was blocked by the user"})
BAD_REQUEST = Failure(400, {"ok": False, "error_code": 400, "description": "Bad Request: chat not found"})
BROKEN = Failure(500, "Internal Server Error")


def too_many(retry_after: int | None) -> Failure:
    body: dict[str, Any] = {"ok": False, "error_code": 429, "description": "Too Many Requests"}
    if retry_after is None:
        return Failure(429, body)
    return Failure(429, body | {"parameters": {"retry_after": retry_after}}, {"Retry-After": str(retry_after)})


REFUSALS = Refusals(BLOCKED, too_many)


class FakeTelegram(Recorder):
    """`updates` are what getUpdates hands out; those below the offset it was asked for are forgotten, as there."""

    def __init__(self, bot_token: str = "42:a-token-of-the-tests") -> None:
        super().__init__()
        self.bot_token = bot_token
        self.files: dict[str, bytes] = {}
        self.updates: list[dict[str, Any]] = []
        self.webhook = ""
        self._message_ids = itertools.count(1)
        self._arrived = asyncio.Event()
        self.called = asyncio.Event()
        self._api = BotApi.load()

    @property
    def checks_spec(self) -> bool:
        return self._api is not None

    def sent(self, method: str = "sendMessage") -> list[dict[str, Any]]:
        return [call.fields for call in self.calls if call.method == method]

    def arrive(self, *updates: dict[str, Any]) -> None:
        self.updates.extend(updates)
        self._arrived.set()

    @asynccontextmanager
    async def serve(self, port: int | None = None) -> AsyncIterator[str]:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{path:.+}", self._file)
        async with serving(app, port) as base:
            yield base

    async def _call(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.bot_token:
            return web.json_response({"ok": False, "error_code": 401, "description": "Unauthorized"}, status=401)
        method, fields = request.match_info["method"], await _fields(request)
        call = Call(method, fields)
        self.calls.append(call)
        self.called.set()
        self.problems += _limits(method, fields) + (self._api.call_problems(method, fields) if self._api else [])
        if self.failures:
            return self.failures.popleft().response()
        result = await self._result(method, fields)

        def answered() -> web.Response:
            return web.json_response({"ok": True, "result": result})

        if not method.startswith("send"):
            return answered()
        return await self._send(request, call, str(fields.get("chat_id", "")), answered, REFUSALS)

    async def _result(self, method: str, fields: dict[str, Any]) -> Any:
        if method == "getUpdates":
            return await self._updates(fields.get("offset", 0), fields.get("timeout", 0))
        if method == "getFile":
            return {
                "file_id": fields["file_id"],
                "file_unique_id": "u" + fields["file_id"],
                "file_size": len(self.files[fields["file_id"]]),
                "file_path": f"photos/{fields['file_id']}.jpg",
            }
        if method == "getMe":
            return {"id": 42, "is_bot": True, "first_name": "Text 311", "username": "text311_bot"}
        if method in {"setWebhook", "deleteWebhook"}:
            self.webhook = fields.get("url", "")
        if not method.startswith("send"):
            return True
        chat = {"id": int(fields["chat_id"]), "type": "private"}
        return {"message_id": next(self._message_ids), "date": 1772443800, "chat": chat, "text": fields.get("text", "")}

    async def _updates(self, offset: int, seconds: int) -> list[dict[str, Any]]:
        self.updates = [update for update in self.updates if update["update_id"] >= offset]
        if not self.updates and seconds:
            self._arrived.clear()
            try:
                await asyncio.wait_for(self._arrived.wait(), seconds)
            except TimeoutError:
                return []
        return self.updates

    async def _file(self, request: web.Request) -> web.Response:
        file_id = request.match_info["path"].removeprefix("photos/").removesuffix(".jpg")
        if request.match_info["token"] != self.bot_token or file_id not in self.files:
            return web.json_response({"ok": False, "error_code": 404, "description": "Not Found"}, status=404)
        return web.Response(body=self.files[file_id], content_type="application/octet-stream")


async def _fields(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        fields: dict[str, Any] = await request.json()
        return fields
    form = await request.post()
    return {
        name: value.file.read() if isinstance(value, web.FileField) else _read(str(value))
        for name, value in form.items()
    }


def _read(value: str) -> Any:
    """A form knows only strings; Telegram reads JSON in them."""
    try:
        return json.loads(value)
    except ValueError:
        return value


def _limits(method: str, fields: dict[str, Any]) -> list[str]:
    problems = []
    if method == "sendMessage" and not 1 <= len(str(fields.get("text", "")).encode("utf-16-le")) // 2 <= 4096:
        problems.append("text: 1 to 4096 characters")
    if len(str(fields.get("caption", ""))) > 1024:
        problems.append("caption: at most 1024 characters")
    for row in (fields.get("reply_markup") or {}).get("inline_keyboard", []):
        problems += [
            "callback_data: 1 to 64 bytes" for button in row if not 1 <= len(button["callback_data"].encode()) <= 64
        ]
    return problems
