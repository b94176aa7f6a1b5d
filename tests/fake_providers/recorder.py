"""What a fake provider is asked, and what it is told to answer next."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.fake_providers.send_faults import SendFaults


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
    """`problems` says where a call broke the provider's specification; tests assert that it is empty. `taken` are the
    sends that reached the resident, whatever was answered; `faults` makes sends fail by chance.
    """

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.taken: list[Call] = []
        self.problems: list[str] = []
        self.failures: deque[Failure] = deque()
        self.faults: SendFaults | None = None
        self.on_taken: Callable[[Call], None] = self.taken.append

    def fail_next(self, *failures: Failure) -> None:
        self.failures.extend(failures)

    async def _send(
        self, request: web.Request, call: Call, to: str, answered: Callable[[], web.Response], says: "Refusals"
    ) -> web.StreamResponse:
        """The answer to a send, by the fault it meets."""
        faults = self.faults or SendFaults()
        if faults.blocked(to):
            return says.blocked.response()
        fault = faults.draw()
        if fault == "slow":
            await asyncio.sleep(faults.delay())
        match fault:
            case "too_many":
                return says.too_many(faults.retry_after).response()
            case "too_many_bare":
                return says.too_many(None).response()
            case "broken":
                return Failure(500, "Internal Server Error").response()
            case "reset_before":
                return _cut(request)
        self.on_taken(call)
        if fault == "reset_after":
            return await _cut_in_the_middle(request, answered())
        return answered()


@dataclass(frozen=True)
class Refusals:
    """A provider's own words for "they blocked you" and "too many"."""

    blocked: Failure
    too_many: Callable[[int | None], Failure]


def _cut(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response()


async def _cut_in_the_middle(request: web.Request, whole: web.Response) -> web.StreamResponse:
    assert isinstance(whole.body, bytes)
    cut = web.StreamResponse(status=whole.status, headers={"Content-Type": "application/json"})
    cut.content_length = len(whole.body)
    await cut.prepare(request)
    await cut.write(whole.body[: len(whole.body) // 2])
    if request.transport:
        request.transport.abort()
    return cut


@asynccontextmanager
async def serving(app: web.Application, port: int | None = None) -> AsyncIterator[str]:
    """The base address of `app` on a free port of 127.0.0.1, until the end of the block."""
    server = TestServer(app, host="127.0.0.1", port=port)
    await server.start_server()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        await server.close()
