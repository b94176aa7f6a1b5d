"""A GeoReport server that answers as it is told, over real HTTP on 127.0.0.1."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field

import aiohttp
import pytest
from aiohttp import web
from yarl import URL

from bot.keep_alive import KeepAlive
from crm_client import MAX_BYTES, GeoReportClient, Profile, Timeouts

Answering = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class City:
    """What the server was asked, and what it answers: the first route whose method and path fit."""

    url: str = ""
    routes: dict[tuple[str, str], list[web.Response | Answering]] = field(default_factory=dict)
    asked: list[tuple[str, str, list[tuple[str, str]]]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def answers(self, method: str, path: str, *answers: "web.Response | Answering") -> None:
        """Each in turn, the last one again and again."""
        self.routes[method, path] = list(answers)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        path = request.path.removeprefix("/v2/")
        form = [
            (name, value if isinstance(value, str) else value.filename)
            for name, value in (await request.post()).items()
        ]
        self.asked.append((request.method, path, [*request.query.items(), *form]))
        self.headers.append({name.lower(): value for name, value in request.headers.items()})
        waiting = self.routes.get((request.method, path), [])
        if not waiting:
            return web.Response(status=404, text="<html>nothing here</html>", content_type="text/html")
        answer = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        if isinstance(answer, web.Response):
            return web.Response(status=answer.status, body=answer.body, headers=answer.headers)
        return await answer(request)

    def asked_for(self, path: str) -> list[list[tuple[str, str]]]:
        return [fields for _, asked, fields in self.asked if asked == path]


@pytest.fixture
async def city() -> AsyncIterator[City]:
    told = City()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", told.serve)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    told.url = f"http://127.0.0.1:{runner.addresses[0][1]}/v2"
    yield told
    await runner.cleanup()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


@pytest.fixture(params=["aiohttp", "calls of our own"])
def client_of(
    request: pytest.FixtureRequest, session: aiohttp.ClientSession
) -> Iterator[Callable[..., GeoReportClient]]:
    """Whoever carries the calls, the same comes of them."""
    carriers: list[KeepAlive] = []

    def calls_to(url: str) -> KeepAlive | None:
        if request.param == "aiohttp" or not URL(url).absolute or not URL(url).host:
            return None
        carriers.append(KeepAlive(URL(url).origin(), connect_seconds=2, max_bytes=MAX_BYTES))
        return carriers[-1]

    def client(url: str, **options: object) -> GeoReportClient:
        options.setdefault("profile", Profile())
        options.setdefault("timeouts", Timeouts(connect=2, read=2, submit=2))
        return GeoReportClient(url, session, calls=calls_to(url), **options)

    yield client
    for one in carriers:
        one.close()
