"""What a fake provider is asked, and what it is told to answer next."""

from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer


@dataclass(frozen=True)
class Call:
    method: str
    fields: dict[str, Any]
    authorization: str = ""


@dataclass(frozen=True)
class Failure:
    """An answer on demand: `status`, a JSON body or raw text, headers."""

    status: int
    body: dict[str, Any] | str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def response(self) -> web.Response:
        if isinstance(self.body, str):
            return web.Response(status=self.status, text=self.body, headers=self.headers)
        return web.json_response(self.body, status=self.status, headers=self.headers)


class Recorder:
    """`problems` says where a call broke the provider's specification; tests assert that it is empty."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.problems: list[str] = []
        self.failures: deque[Failure] = deque()

    def fail_next(self, *failures: Failure) -> None:
        self.failures.extend(failures)


@asynccontextmanager
async def serving(app: web.Application, port: int | None = None) -> AsyncIterator[str]:
    """The base address of `app` on a free port of 127.0.0.1, until the end of the block."""
    server = TestServer(app, host="127.0.0.1", port=port)
    await server.start_server()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        await server.close()
